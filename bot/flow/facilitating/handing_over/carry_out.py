"""Teams change hands: memberships, what is open about them, and who is told of it."""

from datetime import datetime

from bot.domain.stall import Move
from bot.flow.cases.end import show_all
from bot.flow.cases.pass_on import hand_to
from bot.flow.cases.waits import will_wait
from bot.flow.digests.plan import start_digests
from bot.flow.facilitating.handing_over.scope import Scope
from bot.flow.facilitating.handing_over.tell import tell_giver, tell_receiver, tell_team
from bot.flow.facilitating.scores.ask import start_scores
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.menu import put_menu
from bot.flow.silence import fall_silent_about
from bot.storage import audit, handing_over, outbox_alerts, stall_turns, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow
from bot.storage.stalls import change_stall


async def carry_out(tx: Tx, house: House, incoming: Incoming, presser: PersonRow, scope: Scope, to: PersonRow) -> None:
    """Hand the held teams over to this person. What is noted about a team stays with it."""
    now, giver = incoming.now, scope.giver
    for team in scope.teams:
        await handing_over.give_team(tx, team.id, giver.id if giver else None, to.id, now)
        who = {"giver": giver.slug if giver else "", "to": to.slug}
        of = {"collaborative": team.collaborative, "team": team.slug}
        await audit.note(tx, now, presser.slug, "hand_over", team.slug, **of, **who)
    await _hand_cases(tx, house, scope, to, now)
    if giver is not None:
        await fall_silent_about(tx, house, giver.id, [team.id for team in scope.teams], now)
    for team in scope.teams:
        await teams.look_again(tx, now, team_id=team.id)
        await tell_team(tx, house, incoming, team, to)
    await tell_receiver(tx, house, incoming, scope.teams, presser, to)
    if giver is not None and giver.id != presser.id:
        await tell_giver(tx, house, incoming, scope, presser, to)
    await start_scores(tx, house, to, now)
    await start_digests(tx, house, to, now)
    for person in (giver, to):
        if person is not None:
            await put_menu(tx, house, person, f"menu:{incoming.inbox_id}:{person.id}", now)


async def _hand_cases(tx: Tx, house: House, scope: Scope, to: PersonRow, now: datetime) -> None:
    """Let the receiver have what the giver has, and come in the giver's turn in what others have."""
    if scope.giver is None:
        return
    for team in scope.teams:
        found = await stalls.open_stalls_of(tx, team.id)
        await outbox_alerts.hold_with(tx, [stall.id for stall in found])
        for stall in await stalls.open_stalls_of(tx, team.id):
            await _hand(tx, house, stall, team, scope.giver, to, now)


async def _hand(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, giver: PersonRow, to: PersonRow, now: datetime
) -> None:
    in_turn = [to.id if it == giver.id else it for it in stall.chain]
    await change_stall(tx, stall.id, chain=list(dict.fromkeys(in_turn)))
    if stall.acknowledged_by == giver.slug:
        until = await will_wait(tx, house, team, to, now, taken=True)
        has_it = {"acknowledged_by": to.slug, "told_id": to.id, "moves_on_at": until}
        kept = {"to": to.slug}
        await stall_turns.take_turn(tx, stall, Move.HANDED_ON, now, by=giver.slug, detail=kept, **has_it)
        await show_all(tx, house, stall, f"turn:{stall.id}:{stall.version + 1}", now)
    elif stall.acknowledged_at is None and stall.told_id in (giver.id, None):
        await hand_to(tx, house, stall, to, Move.HANDED_ON, now, by=giver.slug)
