"""When the brief of a gathering comes to whom: some of each reader's own working days before it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.domain.programme import Role
from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.house import House, reader_calendar
from bot.flow.staff_hours import may_tell_at, may_tell_tomorrow
from bot.storage import outbox_briefs, people, sessions, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.teams import SessionRow


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who leads teams of the collaborative: those that they facilitate, or all where they own it."""

    person: PersonRow
    teams: tuple[TeamRow, ...]


async def plan_briefs(
    tx: Tx, house: House, collaborative_id: int, now: datetime, *, moved: Collection[str] = ()
) -> None:
    """Reckon anew when each brief comes; of gatherings that have `moved`, what has not left is taken back."""
    readers = await _readers_of(tx, house, collaborative_id)
    await outbox_briefs.take_back_of_none(tx, now)
    for session in await teams.sessions_of(tx, collaborative_id):
        if session.slug in moved:
            await outbox_briefs.take_back(tx, session.id, now)
        coming = await _still_to_come(tx, house, session, readers, now)
        await sessions.set_brief(tx, session.id, min((moment for _, moment in coming), default=None))


async def still_to_come(tx: Tx, house: House, session: SessionRow, now: datetime) -> list[tuple[Reader, datetime]]:
    """Everybody who is still to get the brief of this gathering, with when; this moment where it is due."""
    return await _still_to_come(tx, house, session, await _readers_of(tx, house, session.collaborative_id), now)


async def _still_to_come(
    tx: Tx, house: House, session: SessionRow, readers: Collection[Reader], now: datetime
) -> list[tuple[Reader, datetime]]:
    done, found = await outbox_briefs.who_has_one(tx, session.id), []
    for reader in readers:
        try:
            moment = None if reader.person.id in done else await _moment(tx, house, session, reader, now)
        except UNREADABLE:
            # Of nobody's teams that can be read: the others get theirs all the same.
            continue
        if moment is not None:
            found.append((reader, moment))
    return found


async def _readers_of(tx: Tx, house: House, collaborative_id: int) -> Collection[Reader]:
    """Whoever leads teams of the collaborative: its facilitators in the order of its teams, and its owners."""
    all_teams = [team for team in await teams.teams_of(tx, collaborative_id) if house.knows(team)]
    found: dict[int, Reader] = {}
    for team in all_teams:
        for person in await people.people_of_team(tx, team.id, Role.FACILITATOR):
            before = found[person.id].teams if person.id in found else ()
            found[person.id] = Reader(person, (*before, team))
    for person in await people.owners_of(tx, collaborative_id) if all_teams else ():
        found[person.id] = Reader(person, tuple(all_teams))
    return found.values()


async def _moment(tx: Tx, house: House, session: SessionRow, reader: Reader, now: datetime) -> datetime | None:
    """When this reader gets the brief, or is looked for again; None where it would come too late."""
    person, team = reader.person, reader.teams[0]
    calendar, schedule = await reader_calendar(tx, team, person), house.schedule(team)
    day = calendar.working_day_before(session.on_date, schedule.brief.working_days)
    moment = calendar.at(day, schedule.alert_hours.from_)
    if moment <= now:
        look = may_tell_at if person.can_be_reached else may_tell_tomorrow
        moment = await look(tx, house, team, person, now)
    return moment if moment < calendar.at(session.on_date, schedule.brief.until) else None
