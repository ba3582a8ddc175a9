"""The manager's week: decided when it is due, once for each reader, collaborative and week."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.permitted_hours import next_permitted, next_weekly
from bot.domain.programme import Role
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.digests.facts import facts_of
from bot.flow.digests.page import pages, with_question
from bot.flow.facilitating.pulse.ask import pulse_for
from bot.flow.house import Counts, House, language_of, reader_calendar
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.plan import asked_next
from bot.flow.rights import teams_as
from bot.storage import digests, outbox, people, teams
from bot.storage.database import Tx
from bot.storage.digests import ReaderRow
from bot.storage.rows import PersonRow, TeamRow

# After an outage a digest is still worth reading two days later: a Monday's until Wednesday.
STILL_NEWS = timedelta(days=2)


async def digest(house: House, now: datetime) -> Counts:
    """Decide every digest that is due."""
    return await one_by_one(house, Work("digest", digests.reader_due, _one, _push_on), now)


async def _push_on(tx: Tx, reader: ReaderRow, moment: datetime) -> None:
    await digests.set_next_digest(tx, reader.id, reader.next_week, moment)


async def _one(tx: Tx, house: House, reader: ReaderRow, now: datetime) -> Counts:
    person, read, week = await people.person_by_id(tx, reader.person_id), await teams_read(tx, reader), reader.next_week
    if not read or week is None:
        await digests.set_next_digest(tx, reader.id, None, None)
        return Counts()
    schedule, calendar = house.schedule(read[0]), await reader_calendar(tx, read[0], person)
    permitted = next_permitted(now, schedule.digest_hours, calendar.zone, calendar.is_closed)
    is_news = calendar.local_date(permitted) <= _last_day(calendar, week, schedule.digest_weekday)
    if is_news and permitted > now:
        await digests.set_next_digest(tx, reader.id, week, permitted)
        return Counts()
    decided = is_news and person.can_be_reached
    if decided:
        await _decide(tx, house, reader, person, read, week, now)
    await plan_digest(tx, house, reader, person, read, now)
    return Counts(digests=int(decided))


async def teams_read(tx: Tx, reader: ReaderRow) -> list[TeamRow]:
    """The teams of the collaborative of which the reader is a manager."""
    return await teams_as(tx, reader.person_id, Role.MANAGER, reader.collaborative_id)


def _last_day(calendar: WorkingCalendar, week: date, weekday: int) -> date:
    """The last day on which the digest of this week is sent: the day it shifts to where closed days move it."""
    day, sunday = week + timedelta(days=weekday), week + timedelta(days=6)
    still_news = day + STILL_NEWS
    while calendar.is_closed(day) and day < sunday:
        day += ONE_DAY
    return max(day, still_news)


async def _decide(
    tx: Tx, house: House, reader: ReaderRow, person: PersonRow, read: list[TeamRow], week: date, now: datetime
) -> None:
    year, number, _ = week.isocalendar()
    named = f"{year}-W{number:02}"
    if await digests.has_digest(tx, reader, named):
        return
    digest_id = await digests.add_digest(tx, reader, named, "telegram", now)
    said = await _pages(tx, house, person, read, week, now)
    asked = await pulse_for(tx, house, person, read, language_of(person, read[0].language), now)
    if asked is not None:
        said = with_question(said, asked.text)
    repeated = house.content.wording.render("digest.repeated", language_of(person, read[0].language))
    for part, text in enumerate(said, start=1):
        await outbox.put(
            tx,
            Outgoing(
                f"digest:{reader.person_id}:{reader.collaborative_id}:{named}:{part}",
                OutgoingKind.DIGEST,
                Lane.ALERT,
                person.chat_id or 0,
                person_id=person.id,
                text=text,
                keyboard=asked.keyboard if asked and part == len(said) else (),
                subject=digest_id,
                repeated_note=f"\n\n{repeated}",
            ),
            now,
        )


async def _pages(tx: Tx, house: House, person: PersonRow, read: list[TeamRow], week: date, now: datetime) -> list[str]:
    calendar = await reader_calendar(tx, read[0], person)
    facts = [await facts_of(tx, house, team, person, now) for team in read]
    coming = [moment for team in read if (moment := await asked_next(tx, house, team))]
    next_on = min(coming, default=None)
    return pages(
        house,
        read[0],
        facts,
        language_of(person, read[0].language),
        week=week,
        today=calendar.local_date(now),
        next_on=calendar.local_date(next_on) if next_on else None,
    )


async def plan_digest(
    tx: Tx, house: House, reader: ReaderRow, person: PersonRow, read: list[TeamRow], now: datetime
) -> None:
    """When this reader's next digest comes; none after the end of the collaborative."""
    _, ends = await digests.collaborative_dates(tx, reader.collaborative_id)
    week, moment = await _next(tx, house, read[0], person, now)
    over = week > ends + timedelta(days=7)
    await digests.set_next_digest(tx, reader.id, week, None if over else moment)


async def start_digests(tx: Tx, house: House, person: PersonRow, now: datetime, *, anew: bool = False) -> None:
    """Make the person a reader of every collaborative in which they manage a team; `anew`: plan what was planned."""
    for role in await people.roles_of(tx, person.id):
        if role.role is Role.MANAGER and role.team_id is not None:
            reader = await digests.reader_of(tx, role.collaborative_id, person.id)
            if reader is None or reader.next_due_at is None or (anew and reader.next_due_at > now):
                reader = reader or await digests.add_reader(tx, role.collaborative_id, person.id)
                team = await teams.team_by_id(tx, role.team_id)
                starts, _ = await digests.collaborative_dates(tx, role.collaborative_id)
                begun = datetime.combine(starts, time(), tzinfo=ZoneInfo(team.zone)).astimezone(UTC)
                await plan_digest(tx, house, reader, person, [team], max(now, begun))


async def _next(tx: Tx, house: House, team: TeamRow, person: PersonRow, after: datetime) -> tuple[date, datetime]:
    schedule, calendar = house.schedule(team), await reader_calendar(tx, team, person)
    return next_weekly(after, schedule.digest_weekday, schedule.digest_hours.from_, calendar.zone, calendar.is_closed)
