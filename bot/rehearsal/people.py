"""Simulated people: what each of them does next, read from what the bot knows, so that a kill loses no act."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.behaviour import Behaviour, Does, Event
from bot.domain.buttons import AlertPressed, LeavePressed
from bot.flow.alert import TAKE
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
    found: list[Deed] = []
    async with house.db.read() as tx:
        for person in await people.people_of_collaborative(tx, collaborative_id):
            if person.joined_at is None:
                found += _joining(behaviour, person, zone, now)
                continue
            for talk in await talks_of(tx, house, person):
                found += await deeds_in(tx, house, behaviour, talk, zone)
            for event in behaviour.events:
                if event.person == person.slug:
                    found += await _at_event(tx, event, person, collaborative_id)
    return sorted(found, key=lambda deed: deed.at)


def _joining(behaviour: Behaviour, person: PersonRow, zone: ZoneInfo, now: datetime) -> list[Deed]:
    habit = behaviour.habit(person.slug)
    if habit.stays_away:
        return []
    at = datetime.combine(habit.joins, OPENS_LINK_AT, zone).astimezone(UTC) if habit.joins else now
    return [Deed(at, person.slug, Act.JOIN)]


async def _at_event(tx: Tx, event: Event, person: PersonRow, collaborative_id: int) -> list[Deed]:
    """What this event makes its person do. Answers belong to their check-ins and are told there."""
    once = event.at.isoformat()
    match event.does:
        case Does.ACKNOWLEDGE:
            return [
                Deed(event.at, event.person, Act.PRESS, AlertPressed(stall.id, TAKE).pack())
                for stall in await stalls.open_stalls(tx)
                if stall.acknowledged_at is None and await _was_told(tx, stall, event, person, collaborative_id)
            ]
        case Does.LEAVE:
            confirmed = LeavePressed("yes").pack()
            return [
                Deed(event.at, event.person, Act.WRITE, "/leave", once),
                Deed(event.at, event.person, Act.PRESS, confirmed, once),
            ]
        case Does.BLOCK_BOT:
            return [Deed(event.at, event.person, Act.BLOCK, once=once)]
        case Does.UNBLOCK_BOT:
            return [Deed(event.at, event.person, Act.UNBLOCK, once=once)]
    return []


async def _was_told(tx: Tx, stall: StallRow, event: Event, person: PersonRow, collaborative_id: int) -> bool:
    """Whether this person had the alert about the event's team by then."""
    team = await teams.team_by_id(tx, stall.team_id)
    if (team.slug, team.collaborative_id) != (event.team, collaborative_id):
        return False
    in_time = stall.alerted_at is not None and stall.alerted_at <= event.at
    return in_time and person.id in {told.person_id for told in await outbox_alerts.alerts_told(tx, stall.id)}
