"""Somebody is told of a case in their working hours: in one message a day, with all that is due by then as a list."""

from collections.abc import Sequence
from datetime import datetime

from bot.content.limits import MOST_IN_A_LIST
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.cases.alert_list import by_session, line_of
from bot.flow.cases.readers import chain_today, reader_of
from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.cases.words import about, repeated_note
from bot.flow.house import Counts, House, language_of, zone_of
from bot.flow.staff_hours import day_began_at, looks_again_at, may_tell_at, may_tell_tomorrow
from bot.storage import outbox_alerts, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow


async def tell(tx: Tx, house: House, stall: StallRow, now: datetime) -> Counts:
    """Tell whoever has the case, or comes first, with what else is to be told to the same person now."""
    team = await teams.team_by_id(tx, stall.team_id)
    person, moment = await _reader(tx, house, stall, team, now)
    if person is not None and moment <= now:
        began = day_began_at(team, person, now)
        if await outbox_alerts.was_told_since(tx, person.id, began):
            moment = await may_tell_tomorrow(tx, house, team, person, now)
    if person is None or moment > now:
        # Decided only once the hour has come, so that a case that ends in the night disturbs nobody.
        await stalls.change_stall(tx, stall.id, alert_at=moment)
        return Counts()
    together = await _together(tx, house, stall, team, person, now)
    for it in together:
        # What comes next is said in the alert.
        await stalls.change_stall(tx, it.id, told_id=person.id)
    told = await _put(tx, house, together, team, person, now)
    # Where it was not put, another one of today was decided at this very moment, by another process.
    later = None if told else await may_tell_tomorrow(tx, house, team, person, now)
    for it in together:
        await stalls.change_stall(tx, it.id, alert_at=later)
    return Counts(alerts=int(told))


async def _reader(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, now: datetime
) -> tuple[PersonRow | None, datetime]:
    """Who is to be told, and when their hours permit it; nobody, and when to look again."""
    person = reader_of(stall, await chain_today(tx, stall, team))
    if person is None:
        return None, await looks_again_at(tx, house, team, now)
    return person, await may_tell_at(tx, house, team, person, now)


async def _together(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, now: datetime
) -> list[StallRow]:
    """The cases that this person is told of in this message: all that are due; of very many the rest comes later."""
    due = await stalls.stalls_to_tell(tx, now)
    waiting = [it for it in due if it.id == stall.id or await _is_for(tx, house, it, person, now)]
    if len(waiting) < 2:
        return [stall]
    language = language_of(person, team.language)
    in_words = [it for it in waiting if await line_of(tx, house, it, person, language, now)]
    if stall.id not in {it.id for it in in_words}:
        return [stall]
    return (await by_session(tx, in_words, now))[:MOST_IN_A_LIST]


async def _is_for(tx: Tx, house: House, stall: StallRow, person: PersonRow, now: datetime) -> bool:
    """Whether this person is to be told of the case now; a team that cannot be read is told of, or fails, alone."""
    try:
        reader, moment = await _reader(tx, house, stall, await teams.team_by_id(tx, stall.team_id), now)
    except UNREADABLE:
        return False
    return reader is not None and reader.id == person.id and moment <= now


async def _put(
    tx: Tx, house: House, cases: Sequence[StallRow], team: TeamRow, person: PersonRow, now: datetime
) -> bool:
    if person.chat_id is None:
        return False
    text, keyboard = await about(tx, house, [it.id for it in cases], person, now)
    # The key is the day's: no second alert can be decided on it, whoever tries at the same moment.
    alert = Outgoing(
        f"alerts:{person.id}:{now.astimezone(zone_of(person, team)).date()}",
        OutgoingKind.ALERT,
        Lane.ALERT,
        person.chat_id,
        person_id=person.id,
        text=text,
        keyboard=keyboard,
        subject=cases[0].id,
        repeated_note=repeated_note(house, person, team.language),
    )
    return await outbox_alerts.put_alert(tx, alert, [it.id for it in cases], now)
