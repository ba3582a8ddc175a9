"""Somebody is told of a case in their working hours; of more than a few at once in one list."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from bot.content.limits import MOST_IN_A_LIST
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.cases.alert_list import by_session, line_of
from bot.flow.cases.open import chain_of
from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.cases.words import about, repeated_note
from bot.flow.house import Counts, House, calendar_of, language_of, zone_of
from bot.flow.staff_hours import may_tell_at
from bot.storage import outbox_alerts, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow

A_MOMENT = timedelta(seconds=1)


async def tell(tx: Tx, house: House, stall: StallRow, now: datetime) -> Counts:
    """Tell the first of the chain who can be reached, with what else is to be told to the same person now."""
    team = await teams.team_by_id(tx, stall.team_id)
    person, moment = await _reader(tx, house, stall, team, now)
    if person is None or moment > now:
        # Decided only once the hour has come, so that a case that ends in the night disturbs nobody.
        await stalls.change_stall(tx, stall.id, alert_at=moment)
        return Counts()
    together = await _together(tx, house, stall, team, person, now)
    told = await _put(tx, house, together, team, person, now)
    for it in together:
        # An alert that was decided before, of this very moment, is another one a moment later.
        await stalls.change_stall(tx, it.id, alert_at=None if told else now + A_MOMENT)
    return Counts(alerts=int(told))


async def _reader(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, now: datetime
) -> tuple[PersonRow | None, datetime]:
    """Who is to be told, and when their hours permit it; nobody, and when to look again."""
    # A step of the chain with nobody there is passed over: the first who can be reached is told. Who has left the
    # team since the case opened is not there, and whoever came since stands at the end: somebody is to know of it.
    today, hours = {person.id: person for person in await chain_of(tx, team)}, house.schedule(team).alert_hours
    chain = [today[id_] for id_ in dict.fromkeys([*stall.chain, *today]) if id_ in today]
    person = next((it for it in chain if it.can_be_reached), None)
    if person is None:
        # Perhaps somebody has joined by the next working morning.
        calendar = await calendar_of(tx, team)
        return None, calendar.at(calendar.working_day_after(calendar.local_date(now), 1), hours.from_)
    return person, await may_tell_at(tx, house, team, person, now)


async def _together(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, now: datetime
) -> list[StallRow]:
    """The cases that this person is told of in one message: this one alone, or where they are many all of them."""
    due = await stalls.stalls_to_tell(tx, now)
    waiting = [it for it in due if it.id == stall.id or await _is_for(tx, house, it, person, now)]
    told = await outbox_alerts.cases_told_since(tx, person.id, _midnight(team, person, now))
    if len(waiting) < 2 or len(waiting) + told <= house.stall_rules(team).list_over:
        return [stall]
    in_words = [it for it in waiting if await line_of(tx, house, it, language_of(person, team.language), now)]
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


def _midnight(team: TeamRow, person: PersonRow, now: datetime) -> datetime:
    zone = zone_of(person, team)
    return datetime.combine(now.astimezone(zone).date(), time(), tzinfo=zone).astimezone(UTC)


async def _put(
    tx: Tx, house: House, cases: Sequence[StallRow], team: TeamRow, person: PersonRow, now: datetime
) -> bool:
    if person.chat_id is None:
        return False
    text, keyboard = await about(tx, house, [it.id for it in cases], person, now)
    # The moment is part of the key: who was out of reach the first time is told when they are back.
    moment = int(min(it.alert_at or now for it in cases).timestamp())
    alert = Outgoing(
        f"stall:{min(it.id for it in cases)}:{len(cases)}:{person.id}:{moment}",
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
