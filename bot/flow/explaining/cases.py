"""The part of an explanation that is about others: who would be told of a stall and when, and the next digests."""

from datetime import datetime

from bot.domain.programme import Role
from bot.domain.stall import StallKind, never_started_at, silent_at
from bot.flow.cases.open import chain_of
from bot.flow.cases.readers import chain_today, next_after, reader_of
from bot.flow.deadlines import begun_at
from bot.flow.explaining.explained import Case, Page, Told
from bot.flow.explaining.foresee import Foreseen
from bot.flow.house import House, calendar_of, zone_of
from bot.flow.staff_hours import may_tell_at
from bot.storage import digests, people, stalls
from bot.storage.database import Tx
from bot.storage.rows import StallRow, TeamRow
from bot.storage.tables import stalls as stalls_table


async def cases_of(tx: Tx, house: House, team: TeamRow, foreseen: Foreseen | None, now: datetime) -> tuple[Case, ...]:
    """The team's open cases, and the one that will open next if nothing happens."""
    found = [
        await _open_case(tx, house, team, stall, now)
        for stall in await stalls.open_stalls(tx, stalls_table.c.team_id == team.id)
    ]
    if team.removed_at is None:
        found += [
            case
            for case in (await _never_started(tx, house, team, now), await _silent(tx, house, team, foreseen, now))
            if case is not None and case.kind not in {it.kind for it in found}
        ]
    return tuple(found)


async def _open_case(tx: Tx, house: House, team: TeamRow, stall: StallRow, now: datetime) -> Case:
    reason = stall.reasons[0]
    to_come = max(stall.alert_at, now) if stall.alert_at else None
    goes_to, goes_on_at = await _goes_on(tx, house, team, stall, now)
    return Case(
        kind=StallKind(stall.kind),
        working_days=int(reason["working_days"]),
        since=datetime.fromisoformat(reason["since"]),
        at=stall.opened_at,
        is_open=True,
        told=await _told(tx, house, team, to_come, stall) if to_come else (),
        alerted_at=stall.alerted_at,
        taken_by=stall.acknowledged_by,
        rules=tuple(stall.reasons),
        goes_on_at=goes_on_at,
        goes_to=goes_to,
    )


async def _goes_on(
    tx: Tx, house: House, team: TeamRow, stall: StallRow, now: datetime
) -> tuple[str | None, datetime | None]:
    """To whom an open case goes if nothing happens, and when they are told; nobody where it stays with somebody."""
    if stall.moves_on_at is None:
        return None, None
    if stall.acknowledged_by is not None:
        person = await people.person_by_slug(tx, stall.acknowledged_by)
    else:
        person = next_after(stall, await chain_today(tx, stall, team))
    if person is None:
        return None, None
    return person.slug, await may_tell_at(tx, house, team, person, max(stall.moves_on_at, now))


async def _never_started(tx: Tx, house: House, team: TeamRow, now: datetime) -> Case | None:
    if team.never_started_at is None:
        return None
    calendar, days = await calendar_of(tx, team), house.stall_rules(team).never_started_after
    since = await begun_at(tx, team, calendar)
    moment = max(never_started_at(calendar, since, days), now)
    told = await _told(tx, house, team, moment)
    return Case(StallKind.NEVER_STARTED, days, since, moment, is_open=False, told=told)


async def _silent(tx: Tx, house: House, team: TeamRow, foreseen: Foreseen | None, now: datetime) -> Case | None:
    since = team.waiting_since
    if since is None:
        # The wait begins with the first questions that anybody gets.
        since = foreseen.at if foreseen and foreseen.people else None
    elif team.silent_at is None:
        return None
    if since is None:
        return None
    days = house.stall_rules(team).silent_after
    moment = max(silent_at(await calendar_of(tx, team), since, days), now)
    told = await _told(tx, house, team, moment)
    return Case(StallKind.SILENT, days, since, moment, is_open=False, told=told)


async def _told(
    tx: Tx, house: House, team: TeamRow, moment: datetime, stall: StallRow | None = None
) -> tuple[Told, ...]:
    """The way of the alert: the first of it who can be reached is told, in their own permitted hours.

    Of a case that is open, the first whose turn it is.
    """
    facilitators = {person.id for person in await people.people_of_team(tx, team.id, Role.FACILITATOR)}
    told: list[Told] = []
    way = await chain_of(tx, team)
    if stall is not None:
        way = await chain_today(tx, stall, team)
        first = reader_of(stall, way)
        way = way[way.index(first) :] if first else way
    for person in way:
        role = "facilitator" if person.id in facilitators else "owner"
        is_there = person.can_be_reached
        is_first = is_there and not any(it.at for it in told)
        at = await may_tell_at(tx, house, team, person, moment) if is_first else None
        told.append(Told(person.slug, role, is_there, at))
    return tuple(told)


async def pages_of(tx: Tx, team: TeamRow) -> tuple[Page, ...]:
    """When each of the team's managers gets the next digest."""
    pages: list[Page] = []
    for person in await people.people_of_team(tx, team.id, Role.MANAGER):
        reader = await digests.reader_of(tx, team.collaborative_id, person.id)
        is_there = person.can_be_reached
        at = reader.next_due_at if reader else None
        pages.append(Page(person.slug, zone_of(person, team), is_there, at if is_there else None))
    return tuple(pages)
