"""Simulated people: what each of them does next, read from what the bot knows, so that a kill loses no act."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.behaviour import Behaviour, Does, Event
from bot.domain.buttons import LeavePressed
from bot.domain.case_buttons import CaseAct, Drawn
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.house import House
from bot.flow.screens.talks import talks_of
from bot.rehearsal.deeds import Act, Deed
from bot.rehearsal.in_check_in import deeds_in
from bot.storage import outbox_alerts, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow

OPENS_LINK_AT = time(9)


async def deeds_ahead(
    house: House, behaviour: Behaviour, zone: ZoneInfo, collaborative_id: int, now: datetime
) -> list[Deed]:
    """What the simulated people do next as far as it can be foreseen, and what is overdue; the earliest first.

    It changes with everything that the bot keeps, so it is to be asked for anew after each deed.
    """
    async with house.db.read() as tx:
        found = [
            deed
            for person in await people.people_of_collaborative(tx, collaborative_id)
            for deed in await deeds_of(tx, house, behaviour, zone, person, now)
        ]
    return sorted(found, key=lambda deed: deed.at)


async def deeds_of(
    tx: Tx, house: House, behaviour: Behaviour, zone: ZoneInfo, person: PersonRow, now: datetime
) -> list[Deed]:
    """What this person does next on their phone: one thing in each check-in, and what happens at given moments."""
    if person.joined_at is None:
        return _joining(behaviour, person, zone, now)
    found: list[Deed] = []
    for talk in await talks_of(tx, house, person):
        found += await deeds_in(tx, house, behaviour, talk, zone)
    for event in behaviour.events_of(person.slug):
        if event.at >= person.joined_at:
            found += await _at_event(tx, event, person)
    return found


def _joining(behaviour: Behaviour, person: PersonRow, zone: ZoneInfo, now: datetime) -> list[Deed]:
    habit = behaviour.habit(person.slug)
    if habit.stays_away:
        return []
    at = datetime.combine(habit.joins, OPENS_LINK_AT, zone).astimezone(UTC) if habit.joins else now
    return [Deed(at, person.slug, Act.JOIN)]


async def _at_event(tx: Tx, event: Event, person: PersonRow) -> list[Deed]:
    """What this event makes its person do. Answers belong to their check-ins and are told there."""
    once = event.at.isoformat()
    match event.does:
        case Does.ACKNOWLEDGE:
            return [
                Deed(event.at, person.slug, Act.PRESS, button.pack(), once)
                for stall in await stalls.open_stalls(tx)
                if stall.acknowledged_at is None and (button := await _to_take(tx, stall, event, person)) is not None
            ]
        case Does.LEAVE:
            confirmed = LeavePressed("yes").pack()
            return [
                Deed(event.at, person.slug, Act.WRITE, "/leave", once),
                Deed(event.at, person.slug, Act.PRESS, confirmed, once),
            ]
        case Does.AWAY:
            return [Deed(event.at, person.slug, Act.WRITE, f"/away {event.until}", once)]
        case Does.BLOCK_BOT:
            return [Deed(event.at, person.slug, Act.BLOCK, once=once)]
        case Does.UNBLOCK_BOT:
            return [Deed(event.at, person.slug, Act.UNBLOCK, once=once)]
    return []


async def _to_take(tx: Tx, stall: StallRow, event: Event, person: PersonRow) -> DeskPressed | None:
    """What this person presses to take the case, if they had an alert about the event's team by then.

    In a list a case is opened first.
    """
    team = await teams.team_by_id(tx, stall.team_id)
    in_time = stall.alerted_at is not None and stall.alerted_at <= event.at
    if team.slug != event.team or not in_time:
        return None
    told = [it.outbox_id for it in await outbox_alerts.alerts_told(tx, stall.id) if it.person_id == person.id]
    if not told:
        return None
    if any([await outbox_alerts.cases_of(tx, it) == [stall.id] for it in told]):
        return Drawn(stall.version).button(stall.id, CaseAct.TAKE)
    return DeskPressed(Desk.CASE, stall.id, CaseAct.OPEN)
