"""What a changed programme moves: the next check-ins, the deadlines, the digests, and who is let in."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.changes import Change
from bot.domain.programme import Role
from bot.flow.asking.reach import ask_one
from bot.flow.away.days import somebody_is_there
from bot.flow.digests.digest import start_digests
from bot.flow.ending import plan_thanks
from bot.flow.house import House, calendar_of
from bot.flow.life import somebody_joined
from bot.flow.plan import plan_from, plan_start, replan_open
from bot.storage import check_ins, conversations, people, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow

# Times hang on these: a change of one plans every team anew.
WHEN = frozenset({"schedule", "zone", "holidays", "starts", "ends", "closures"})


async def plan_changed(
    tx: Tx,
    house: House,
    collaborative_id: int,
    before: dict[str, TeamRow],
    changes: Sequence[Change],
    now: datetime,
) -> list[str]:
    """Plan new teams, and where times have changed all of them; which unsent check-ins have moved, a line each."""
    anew = any(it.what == "session" or it.field in WHEN for it in changes)
    with_new_members = {it.id for it in changes if it.what == Role.MEMBER}
    moved: list[str] = []
    for team in await teams.teams_of(tx, collaborative_id):
        was = before.get(team.slug)
        if was is None:
            await plan_from(tx, house, team, now)
        elif anew:
            moved += await _plan_anew(tx, house, team, was, now)
        await plan_start(tx, house, team.id)
        await plan_thanks(tx, house, team.id, now)
        if team.slug in with_new_members:
            await _let_in(tx, house, team, now)
        for person in await people.people_of_team(tx, team.id, Role.MANAGER):
            if person.joined_at is not None:
                await start_digests(tx, house, person, now, anew=anew)
    return moved


async def _plan_anew(tx: Tx, house: House, team: TeamRow, was: TeamRow, now: datetime) -> list[str]:
    await replan_open(tx, house, team)
    if was.next_due_at is not None and was.next_due_at <= now:
        return []
    due = await plan_from(tx, house, team, now)
    if (due.due_at if due else None) == was.next_due_at:
        return []
    calendar = await calendar_of(tx, team)
    old, new = (
        calendar.local_date(it).isoformat() if it else "none" for it in (was.next_due_at, due.due_at if due else None)
    )
    return [f"team {team.slug}: next check-in {old} -> {new}"]


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
