"""Silence is noticed: cases open at the true moment, and somebody is told in their working hours."""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.domain.permitted_hours import next_permitted
from bot.domain.programme import Role
from bot.domain.stall import Reason, StallKind, silent_at
from bot.flow.alert import alert
from bot.flow.house import Counts, House, calendar_of, reader_calendar
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.plan import start_deadline
from bot.storage import people, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow


@dataclass(frozen=True, slots=True)
class Found:
    """A stall that is due to open: what, since when, and the rule with its numbers."""

    kind: StallKind
    moment: datetime
    reason: Reason


async def watch(house: House, now: datetime) -> Counts:
    """Open the cases that are due and tell somebody of those of which nobody was told."""
    counts = Counts()
    counts += await one_by_one(house, Work("silent", teams.team_gone_silent, _silent, _silent_later), now)
    counts += await one_by_one(house, Work("start", teams.team_never_started, _never_started, _start_later), now)
    counts += await one_by_one(house, Work("tell", stalls.stall_to_tell, _tell, _tell_later), now)
    return counts


async def _silent_later(tx: Tx, team: TeamRow, moment: datetime) -> None:
    await teams.change_team(tx, team.id, silent_at=moment)


async def _start_later(tx: Tx, team: TeamRow, moment: datetime) -> None:
    await teams.change_team(tx, team.id, never_started_at=moment)


async def _tell_later(tx: Tx, stall: StallRow, moment: datetime) -> None:
    await stalls.change_stall(tx, stall.id, alert_at=moment)


async def _silent(tx: Tx, house: House, team: TeamRow, now: datetime) -> Counts:
    rules, since = house.schedule(team).stalls, team.waiting_since
    # Closures and outages may have come since the moment was computed: only working time counts.
    moment = silent_at(await calendar_of(tx, team), since, rules) if since else None
    await teams.change_team(tx, team.id, silent_at=moment if moment and moment > now else None)
    if since is None or moment is None or moment > now:
        return Counts()
    return await open_case(tx, team, Found(StallKind.SILENT, moment, Reason("silent", rules.silent_after, since)), now)


async def _never_started(tx: Tx, house: House, team: TeamRow, now: datetime) -> Counts:
    calendar, days = await calendar_of(tx, team), house.schedule(team).stalls.never_started_after
    moment = start_deadline(calendar, team, house)
    await teams.change_team(tx, team.id, never_started_at=moment if moment > now else None)
    if moment > now:
        return Counts()
    begun = max(datetime.combine(team.starts, time(), tzinfo=calendar.zone).astimezone(UTC), team.first_applied_at)
    return await open_case(tx, team, Found(StallKind.NEVER_STARTED, moment, Reason("never_started", days, begun)), now)


async def open_case(tx: Tx, team: TeamRow, found: Found, now: datetime) -> Counts:
    """Open a case where none of its kind is open; whoever is to be told is told when their hours permit."""
    if await stalls.open_stall_of(tx, team.id, found.kind) is not None:
        return Counts()
    chain = [person.id for person in await chain_of(tx, team)]
    await stalls.open_stall(tx, team.id, found.kind, [found.reason], chain, opened_at=found.moment, now=now)
    return Counts({found.kind: 1})


async def chain_of(tx: Tx, team: TeamRow) -> list[PersonRow]:
    """Who is told of a stall, in order: the team's facilitators, then the owners."""
    facilitators = await people.people_of_team(tx, team.id, Role.FACILITATOR)
    owners = await people.owners_of(tx, team.collaborative_id)
    return list({person.id: person for person in (*facilitators, *owners)}.values())


async def _tell(tx: Tx, house: House, stall: StallRow, now: datetime) -> Counts:
    team = await teams.team_by_id(tx, stall.team_id)
    moment, told = await _tell_first(tx, house, stall, team, now)
    await stalls.change_stall(tx, stall.id, alert_at=moment)
    return Counts(alerts=told)


async def _tell_first(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, now: datetime
) -> tuple[datetime | None, int]:
    # A step of the chain with nobody there is passed over: the first who can be reached is told. Who has left the
    # team since the case opened is not there.
    still = {person.id: person for person in await chain_of(tx, team)}
    for step, person_id in enumerate(stall.chain, start=1):
        person = still.get(person_id)
        if person is None or not person.can_be_reached:
            continue
        calendar = await reader_calendar(tx, team, person)
        permitted = next_permitted(now, house.schedule(team).alert_hours, calendar.zone, calendar.is_closed)
        # Decided only once the hour has come, so that a case that ends in the night disturbs nobody.
        if permitted > now:
            return permitted, 0
        return None, int(await alert(tx, house, stall, team, person, step, now))
    # Nobody can be reached today; perhaps somebody has joined by the next working morning.
    calendar = await calendar_of(tx, team)
    hours = house.schedule(team).alert_hours
    return calendar.at(calendar.working_day_after(calendar.local_date(now), 1), hours.from_), 0
