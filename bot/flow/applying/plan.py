"""What a changed programme moves: the next check-ins, the deadlines, the digests, and who is let in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.changes import Change
from bot.domain.moves import Planned, find_moves
from bot.domain.programme import Role
from bot.flow.asking.reach import ask_one
from bot.flow.away.days import somebody_is_there
from bot.flow.deadlines import plan_start, replan_open
from bot.flow.digests.plan import start_digests
from bot.flow.ending import plan_thanks
from bot.flow.facilitating.moving.consequences import TeamMoves
from bot.flow.facilitating.moving.upcoming import upcoming
from bot.flow.facilitating.scores.ask import start_scores
from bot.flow.house import House
from bot.flow.life import somebody_joined
from bot.flow.plan import plan_from
from bot.storage import check_ins, conversations, people, reach, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow

# Times hang on these: a change of one plans every team anew.
WHEN = frozenset({"schedule", "zone", "holidays", "starts", "ends", "closures"})
# By these it is judged what a team's answers say.
JUDGED_BY = frozenset({"schedule", "model"})


@dataclass(frozen=True, slots=True)
class Before:
    """A team as it was, with the check-ins that were still to come."""

    team: TeamRow
    coming: tuple[Planned, ...]


async def before_changes(tx: Tx, house: House, collaborative_id: int) -> dict[str, Before]:
    """The teams by their ids, as they are planned before anything is changed."""
    sessions = await teams.sessions_of(tx, collaborative_id)
    return {
        team.slug: Before(team, await upcoming(tx, house, team, sessions))
        for team in await teams.teams_of(tx, collaborative_id)
    }


async def plan_changed(
    tx: Tx,
    house: House,
    collaborative_id: int,
    before: dict[str, Before],
    changes: Sequence[Change],
    now: datetime,
) -> list[str]:
    """Plan new teams, and where times have changed all of them; which unsent check-ins have moved, a line each."""
    anew = any(it.what == "session" or it.field in WHEN for it in changes)
    judged_anew = any(it.field in JUDGED_BY for it in changes)
    with_new_members = {it.id: it for it in changes if it.what == Role.MEMBER}
    moved: list[str] = []
    for team in await teams.teams_of(tx, collaborative_id):
        was = before.get(team.slug)
        if was is None:
            await plan_from(tx, house, team, now)
        elif anew:
            moved += await _plan_anew(tx, house, team, was, now)
        elif team.phase != was.team.phase:
            await replan_open(tx, house, team)
        if was is not None and team.slug in with_new_members:
            await _begin_anew(tx, team, with_new_members[team.slug], now)
        await plan_start(tx, house, team.id)
        if judged_anew:
            await teams.look_again(tx, now, team_id=team.id)
        await plan_thanks(tx, house, team.id, now)
        if team.slug in with_new_members:
            await _let_in(tx, house, team, now)
        await _plan_for_staff(tx, house, team, now, anew=anew)
    return moved


async def _plan_for_staff(tx: Tx, house: House, team: TeamRow, now: datetime, *, anew: bool) -> None:
    managers, facilitators = [await people.people_of_team(tx, team.id, it) for it in (Role.MANAGER, Role.FACILITATOR)]
    for person in facilitators:
        if person.joined_at is not None:
            await start_scores(tx, house, person, now, anew=anew)
    owners = await people.owners_of(tx, team.collaborative_id)
    for person in {it.id: it for it in (*managers, *facilitators, *owners)}.values():
        # Whoever has a mailbox needs no chat to read.
        if person.joined_at is not None or (house.sends_mail and person.can_get_mail):
            await start_digests(tx, house, person, now, anew=anew)


async def _plan_anew(tx: Tx, house: House, team: TeamRow, was: Before, now: datetime) -> list[str]:
    await replan_open(tx, house, team)
    if was.team.next_due_at is None or was.team.next_due_at > now:
        await plan_from(tx, house, team, now)
    sessions = await teams.sessions_of(tx, team.collaborative_id)
    coming = await upcoming(tx, house, await teams.team_by_id(tx, team.id), sessions)
    moves = find_moves(was.coming, coming)
    return [str(TeamMoves(team.slug, team.title, moves, tuple(it.on for it in coming)))] if moves else []


async def _begin_anew(tx: Tx, team: TeamRow, members: Change, now: datetime) -> None:
    """Let a team that never started, and of which nobody is left, have as long to start as a new one."""
    if set(members.before) & set(members.after) or await reach.has_ever_started(tx, team.id):
        return
    await teams.change_team(tx, team.id, first_applied_at=now)


async def _let_in(tx: Tx, house: House, team: TeamRow, now: datetime) -> None:
    """Treat members who have joined in another team as joined in this one."""
    check_in = await check_ins.open_check_in(tx, team.id)
    if check_in and team.group_chat_id is not None and await conversations.is_asked_in_group(tx, check_in.id):
        check_in = None
    for person in await people.people_of_team(tx, team.id, Role.MEMBER):
        if not person.can_be_reached:
            continue
        await somebody_is_there(tx, house, team.id, person.id, now)
        await somebody_joined(tx, house, team.id, now)
        if check_in and not await conversations.conversations_of(tx, check_in_id=check_in.id, person_id=person.id):
            await ask_one(tx, house, team, check_in, person, now)
