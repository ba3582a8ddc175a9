"""The way to a reader: a conversation comes in permitted hours, by the person's own time."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from bot.domain.outgoing import Lane
from bot.domain.own_hours import OwnTime
from bot.domain.permitted_hours import next_permitted
from bot.domain.working_time import WorkingCalendar
from bot.flow.house import House, calendar_of
from bot.flow.own_time import own_time
from bot.flow.screens.beginning import beginning_of
from bot.flow.screens.show import Showing, show
from bot.flow.screens.talk import Talk, talk_about
from bot.storage import conversations
from bot.storage.absences import absences_of
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, PersonRow, TeamRow


async def ask_one(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, person: PersonRow | None, now: datetime
) -> None:
    """Give one person, or with None the team's group, a conversation about the check-in, in permitted hours."""
    await ask_all(tx, house, team, check_in, [person], now)


async def ask_all(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, readers: Iterable[PersonRow | None], now: datetime
) -> None:
    """The same for each of these."""
    begins = await beginning_of(tx, house, team, check_in)
    for person in readers:
        row = await conversations.add_conversation(tx, check_in.id, person.id if person else None)
        talk = await talk_about(tx, house, team, check_in, row, person)
        await hand_over(tx, house, replace(talk, begins=begins), now)


async def hand_over(tx: Tx, house: House, talk: Talk, now: datetime) -> None:
    """Put the screen at the end of its chat, in permitted hours."""
    permitted = await may_show_at(tx, house, talk, now)
    await conversations.change_conversation(tx, talk.row.id, comes_at=permitted)
    await show(tx, house, talk, now, Showing(Lane.WAVE, fresh=True, not_before=permitted if permitted > now else None))


async def may_show_at(tx: Tx, house: House, talk: Talk, now: datetime) -> datetime:
    """The first moment from now on at which the conversation may come to its reader, or to the group."""
    if not talk.in_group:
        return await may_ask_at(tx, house, talk.team, talk.somebody, now)
    return await may_show_in_group(tx, house, talk.team, now)


async def may_show_in_group(tx: Tx, house: House, team: TeamRow, now: datetime) -> datetime:
    """The first moment from now on at which something unasked may come to the team's group."""
    calendar, hours = await calendar_of(tx, team), house.schedule(team).employee_hours
    return _after_pauses(calendar, now, lambda moment: next_permitted(moment, hours, calendar.zone, calendar.is_closed))


async def may_ask_at(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime) -> datetime:
    """The first moment from now on at which questions may reach the person, by their own hours, weekdays and absence.

    Whatever reaches an employee unasked waits for it; in an agreed pause of the team nothing does.
    """
    calendar = await calendar_of(tx, team)
    own = own_time(house, team, person, calendar, await absences_of(tx, person.id))
    return first_permitted(own, calendar, now)


def first_permitted(own: OwnTime, calendar: WorkingCalendar, now: datetime) -> datetime:
    """The same with the person's time and the team's days at hand."""
    return _after_pauses(calendar, now, lambda moment: own.next_permitted(moment, calendar.is_closed))


def _after_pauses(
    calendar: WorkingCalendar, moment: datetime, permitted_from: Callable[[datetime], datetime]
) -> datetime:
    # A pause is leapt over whole: it may be longer than anybody looks ahead day by day.
    permitted = permitted_from(moment)
    while pause := calendar.pause_on(calendar.local_date(permitted)):
        permitted = permitted_from(calendar.end_of(pause))
    return permitted
