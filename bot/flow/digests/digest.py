"""The manager's week: decided when it is due, once for each reader, collaborative and week."""

from datetime import date, datetime, timedelta

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.permitted_hours import next_permitted
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.digests.facts import facts_of
from bot.flow.digests.page import pages, with_question
from bot.flow.digests.plan import plan_digest, teams_read
from bot.flow.facilitating.pulse.ask import pulse_buttons, pulse_for
from bot.flow.house import Counts, House, language_of, reader_calendar
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.plan import asked_next
from bot.storage import digests, outbox, people
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
    person, read, week = (
        await people.person_by_id(tx, reader.person_id),
        list((await teams_read(tx, reader)).managed),
        reader.next_week,
    )
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
    await plan_digest(tx, house, reader, person, read[0], now)
    return Counts(digests=int(decided))


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
                keyboard=(pulse_buttons(house, asked.pulse.id, language_of(person, read[0].language)),)
                if asked and part == len(said)
                else (),
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
