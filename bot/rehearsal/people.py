"""Simulated people: what each of them does next, read from what the bot knows, so that a kill loses no act."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.behaviour import Behaviour, Does, Event
from bot.domain.buttons import NOTHING_NEW, SKIP, AlertPressed, AnswerPressed, LeavePressed
from bot.domain.model import Kind, Question, Value
from bot.flow.alert import TAKE
from bot.flow.answer import talks_of
from bot.flow.house import House
from bot.flow.screens.talk import Talk, holding_answer, is_a_colleagues
from bot.storage import outbox_alerts, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow

OPENS_LINK_AT = time(9)


class Act(StrEnum):
    """What a person does with the phone."""

    JOIN = "join"
    PRESS = "press"
    WRITE = "write"
    BLOCK = "block"
    UNBLOCK = "unblock"


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does and when: an act with what it carries, such as a button's data or a text.

    Whoever carries deeds out does each of them once; `once` tells apart two that are alike.
    """

    at: datetime
    person: str
    act: Act
    what: str = ""
    once: str = ""


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
                found += await _in_check_in(tx, behaviour, talk, zone)
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


async def _in_check_in(tx: Tx, behaviour: Behaviour, talk: Talk, zone: ZoneInfo) -> list[Deed]:
    """The next press or text in this check-in, if this person says something in it."""
    question, position = talk.conversation.current, talk.conversation.position
    begins = _begins(behaviour, talk, zone)
    if question is None or begins is None or talk.row.message_id is None:
        return []
    at, nothing_new = begins
    person, on = talk.person.slug, at.astimezone(zone).date()
    if nothing_new:
        return [Deed(at, person, Act.PRESS, AnswerPressed(talk.row.id, position, NOTHING_NEW).pack())]
    # What others have answered is not repeated; who finds nothing left to say does not begin.
    left = [it for it in talk.conversation.questions if not await _is_taken(tx, behaviour, talk, it, on)]
    if not left and talk.row.pressed_at is None:
        return []
    if question in left:
        return [_answer(talk, question, behaviour.answer_to(person, question, on), at)]
    return [Deed(at, person, Act.PRESS, AnswerPressed(talk.row.id, position, SKIP).pack())]


def _begins(behaviour: Behaviour, talk: Talk, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """When this person turns to the check-in, and whether to say that there is nothing new; None: never."""
    person, asked = talk.person, talk.check_in.asked_at
    if asked is None or person.joined_at is None:
        return None
    seen = max(asked, person.joined_at)
    turns = [
        (event.at, event.does is Does.NOTHING_NEW)
        for event in behaviour.events
        if event.person == person.slug and event.does in (Does.ANSWER, Does.NOTHING_NEW) and event.at >= seen
    ]
    if behaviour.answers(person.slug, talk.team.slug, asked.astimezone(zone).date()):
        turns.append((seen + behaviour.habit(person.slug).after, False))
    return min(turns, default=None)


async def _is_taken(tx: Tx, behaviour: Behaviour, talk: Talk, question: Question, on: date) -> bool:
    """Whether a colleague has answered this for the team, and this person has nothing of their own to say."""
    if behaviour.own_words(talk.person.slug, question.id, on) is not None:
        return False
    return is_a_colleagues(talk, question, await holding_answer(tx, talk, question))


def _answer(talk: Talk, question: Question, value: Value | None, at: datetime) -> Deed:
    """How this answer is given: by a button where there is one, else in writing."""
    person, position = talk.person.slug, talk.conversation.position
    match question.kind, value:
        case Kind.NUMBER, int() | float():
            return Deed(at, person, Act.WRITE, f"{value:g}", once=f"{talk.row.id}:{position}")
        case ((Kind.YES_NO | Kind.SCALE | Kind.CHOICE), str() | int()):
            return Deed(at, person, Act.PRESS, AnswerPressed(talk.row.id, position, str(value)).pack())
    return Deed(at, person, Act.PRESS, AnswerPressed(talk.row.id, position, SKIP).pack())


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
