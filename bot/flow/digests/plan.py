"""Who reads which teams' page of the week, how often, and when the next one comes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.digest_rhythm import Every, is_turn, monday_of
from bot.domain.permitted_hours import next_permitted, next_weekly
from bot.domain.programme import Role
from bot.domain.working_time import moment_of
from bot.flow.house import House, reader_calendar
from bot.storage import audit, digests, people, teams
from bot.storage.database import Tx
from bot.storage.digests import ReaderRow
from bot.storage.people import RoleRow
from bot.storage.rows import PersonRow, TeamRow

READS = (Role.MANAGER, Role.FACILITATOR, Role.OWNER)
# After the last day of a collaborative one more page comes, which says so.
LAST_PAGE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reads:
    """The teams of a reader: those that they lead, as facilitator or owner, and those that they only manage.

    `as_manager` are all that they manage, and may be among those that they lead.
    """

    led: tuple[TeamRow, ...] = ()
    managed: tuple[TeamRow, ...] = ()
    as_manager: tuple[TeamRow, ...] = ()

    @property
    def all(self) -> tuple[TeamRow, ...]:
        """All of them."""
        return self.led + self.managed

    def known_to(self, house: House) -> "Reads | None":
        """The same without teams of which nothing can be read, as their files were taken away; None for no team."""
        led, managed, as_manager = (
            tuple(team for team in found if house.knows(team)) for found in (self.led, self.managed, self.as_manager)
        )
        return Reads(led, managed, as_manager) if led or managed else None


async def teams_read(tx: Tx, reader: ReaderRow) -> Reads:
    """The teams of the collaborative of which the reader reads, in the order of the files."""
    roles = [it for it in await people.roles_of(tx, reader.person_id) if it.collaborative_id == reader.collaborative_id]
    owned = any(it.role is Role.OWNER for it in roles)
    led = [it.id for it in await teams.teams_of(tx, reader.collaborative_id)] if owned else _of(roles, Role.FACILITATOR)
    managed = _of(roles, Role.MANAGER)
    rows = await _rows(tx, [*led, *managed])
    return Reads(
        led=tuple(rows[it] for it in led if it in rows),
        managed=tuple(rows[it] for it in managed if it in rows and it not in led),
        as_manager=tuple(rows[it] for it in managed if it in rows),
    )


def _of(roles: Collection[RoleRow], role: Role) -> list[int]:
    return list(dict.fromkeys(it.team_id for it in roles if it.role is role and it.team_id is not None))


async def _rows(tx: Tx, ids: list[int]) -> dict[int, TeamRow]:
    return {it.id: it for it in await teams.teams_by_ids(tx, ids)} if ids else {}


async def plan_digest(tx: Tx, house: House, reader: ReaderRow, person: PersonRow, team: TeamRow, now: datetime) -> None:
    """When this reader's next digest comes; none after the end of the collaborative, and none where it is off."""
    _, ends = await digests.collaborative_dates(tx, reader.collaborative_id)
    last = await digests.last_digests(tx, reader, 1)
    every = Every(reader.every)
    found = await _next(tx, house, team, person, every, monday_of(last[0].week) if last else None, now)
    week, moment = found or (None, None)
    over = week is None or week > ends + LAST_PAGE
    await digests.set_next_digest(tx, reader.id, week, None if over else moment)


async def _next(
    tx: Tx, house: House, team: TeamRow, person: PersonRow, every: Every, last: date | None, after: datetime
) -> tuple[date, datetime] | None:
    if every is Every.OFF:
        return None
    schedule, calendar = house.schedule(team), await reader_calendar(tx, team, person)
    when = (schedule.digest_weekday, schedule.digest_hours.from_, calendar.zone, calendar.is_closed)
    week, moment = next_weekly(after, *when)
    while not is_turn(every, week, last):
        week, moment = next_weekly(moment, *when)
    return week, moment


async def may_read_at(tx: Tx, house: House, person: PersonRow, digest_id: int, now: datetime) -> datetime | None:
    """The first moment from now on at which a page that is late may come; None where its hours are not known."""
    digest = await digests.digest_by_id(tx, digest_id)
    reader = await digests.reader_of(tx, digest.collaborative_id, person.id) if digest else None
    read = (await teams_read(tx, reader)).all if reader else ()
    team = next((it for it in read if house.knows(it)), None)
    if team is None:
        return None
    calendar = await reader_calendar(tx, team, person)
    return next_permitted(now, house.schedule(team).digest_hours, calendar.zone, calendar.is_closed)


async def start_digests(tx: Tx, house: House, person: PersonRow, now: datetime, *, anew: bool = False) -> None:
    """Make the person a reader of every collaborative in which they manage, facilitate or own.

    `anew`: plan what was planned.
    """
    roles = [it for it in await people.roles_of(tx, person.id) if it.role in READS]
    for collaborative_id in dict.fromkeys(it.collaborative_id for it in roles):
        reader = await digests.reader_of(tx, collaborative_id, person.id)
        if reader is None or reader.next_due_at is None or (anew and reader.next_due_at > now):
            reader = reader or await digests.add_reader(tx, collaborative_id, person.id)
            await _begin(tx, house, reader, person, now)


async def _begin(tx: Tx, house: House, reader: ReaderRow, person: PersonRow, now: datetime) -> None:
    read = (await teams_read(tx, reader)).all
    known = [it for it in read if it.schedule in house.content.schedules]
    if known:
        starts, _ = await digests.collaborative_dates(tx, reader.collaborative_id)
        begun = moment_of(starts, time(), ZoneInfo(known[0].zone))
        await plan_digest(tx, house, reader, person, known[0], max(now, begun))


async def set_every(tx: Tx, house: House, reader: ReaderRow, every: str, now: datetime) -> ReaderRow:
    """The reader wants the page so often from now on, or no more; the reader as they are then."""
    chosen, person = Every(every), await people.person_by_id(tx, reader.person_id)
    if chosen != reader.every:
        await digests.change_reader(tx, reader.id, every=chosen)
        await audit.note(tx, now, person.slug, "settings", person.slug, what="digest")
    changed = await digests.reader_of(tx, reader.collaborative_id, reader.person_id)
    assert changed is not None
    await digests.set_next_digest(tx, reader.id, None, None)
    await _begin(tx, house, changed, person, now)
    return await digests.reader_of(tx, reader.collaborative_id, reader.person_id) or changed
