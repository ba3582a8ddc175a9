"""The page of the week: decided when it is due, once for each reader, collaborative and week."""

from datetime import date, datetime, timedelta

from bot.domain.digest_rhythm import week_name
from bot.domain.digest_week import Form
from bot.domain.permitted_hours import next_permitted
from bot.domain.schedule import Schedule
from bot.domain.working_time import ONE_DAY, WorkingCalendar, moment_of
from bot.flow.digests.known import Known
from bot.flow.digests.plan import Reads, plan_digest, teams_read
from bot.flow.digests.put import Sending, put_page
from bot.flow.digests.read import Reader, read_week
from bot.flow.house import Counts, House, language_of, reader_calendar
from bot.flow.mailing.ways import ways_of
from bot.flow.one_by_one import Work, one_by_one
from bot.storage import digests, people
from bot.storage.database import Tx
from bot.storage.digests import ReaderRow
from bot.storage.rows import PersonRow

# After an outage a digest is still worth reading two days later: a Monday's until Wednesday.
STILL_NEWS = timedelta(days=2)
# Said once, and then nothing until something else can be.
ONCE = (Form.DORMANT, Form.ENDED)


async def digest(house: House, now: datetime) -> Counts:
    """Decide every digest that is due; what is known of a team is read once for all its readers."""
    known = Known(house, now)

    async def one(tx: Tx, house: House, reader: ReaderRow, now: datetime) -> Counts:
        return await _one(tx, house, known, reader, now)

    return await one_by_one(house, Work("digest", digests.reader_due, one, _push_on), now)


async def _push_on(tx: Tx, reader: ReaderRow, moment: datetime) -> None:
    await digests.set_next_digest(tx, reader.id, reader.next_week, moment)


async def _one(tx: Tx, house: House, known: Known, reader: ReaderRow, now: datetime) -> Counts:
    person, week = await people.person_by_id(tx, reader.person_id), reader.next_week
    reads = await teams_read(tx, reader)
    if not reads.all or week is None:
        await digests.set_next_digest(tx, reader.id, None, None)
        return Counts()
    reads = reads.known_to(house) or reads
    team = reads.all[0]
    schedule, calendar = house.schedule(team), await reader_calendar(tx, team, person)
    permitted = next_permitted(now, schedule.digest_hours, calendar.zone, calendar.is_closed)
    last_day = _last_day(calendar, week, schedule.digest_weekday)
    is_news = calendar.local_date(permitted) <= last_day
    if is_news and permitted > now:
        await digests.set_next_digest(tx, reader.id, week, permitted)
        return Counts()
    sending = Sending(ways_of(house, reader, person), _too_late(schedule, calendar, last_day))
    decided = is_news and bool(sending.ways) and await _decide(tx, known, reader, person, reads, week, sending)
    latest = await digests.reader_of(tx, reader.collaborative_id, reader.person_id)
    await plan_digest(tx, house, latest or reader, person, team, now)
    return Counts(digests=int(decided))


def _too_late(schedule: Schedule, calendar: WorkingCalendar, last_day: date) -> datetime:
    """When a page that has not left is no news any more."""
    return moment_of(last_day, schedule.digest_hours.until, calendar.zone)


def _last_day(calendar: WorkingCalendar, week: date, weekday: int) -> date:
    """The last day on which the digest of this week is sent: the day it shifts to where closed days move it."""
    day, sunday = week + timedelta(days=weekday), week + timedelta(days=6)
    still_news = day + STILL_NEWS
    while calendar.is_closed(day) and day < sunday:
        day += ONE_DAY
    return max(day, still_news)


async def _decide(
    tx: Tx, known: Known, row: ReaderRow, person: PersonRow, reads: Reads, week: date, sending: Sending
) -> bool:
    """Whether there is a page this week; then it is on its way."""
    if await digests.has_digest(tx, row, week_name(week)):
        return False
    reader = Reader(row, person, reads, language_of(person, reads.all[0].language), week)
    said = await read_week(tx, known, reader)
    if said.form in ONCE and said.before and said.before[0].form == said.form:
        return False
    await put_page(tx, known, reader, said, sending)
    return True
