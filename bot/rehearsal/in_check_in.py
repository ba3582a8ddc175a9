"""What a simulated person does in one check-in: when they turn to it, and how they give each answer."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.behaviour import Behaviour
from bot.domain.buttons import DONE, KEEP, NOTHING_NEW, SKIP, TICK, UNTICK, AnswerPressed
from bot.domain.measuring import RARE
from bot.domain.model import MEASURED, About, Kind, Question, Value
from bot.flow.house import House
from bot.flow.measuring.words import Asked
from bot.flow.screens.talk import Talk, model_texts
from bot.rehearsal.deeds import Act, Deed
from bot.rehearsal.numbers import value_typed
from bot.storage.answers import newest_in_check_in
from bot.storage.database import Tx


async def deeds_in(tx: Tx, house: House, behaviour: Behaviour, talk: Talk, zone: ZoneInfo) -> list[Deed]:
    """The next press or text in this check-in, if this person says something in it."""
    question, position = talk.conversation.current, talk.conversation.position
    begins = _begins(behaviour, talk, zone)
    if question is None or begins is None or talk.row.message_id is None:
        return []
    at, nothing_new = begins
    person, on = talk.somebody.slug, at.astimezone(zone).date()
    if nothing_new:
        return [Deed(at, person, Act.PRESS, AnswerPressed(talk.row.id, position, NOTHING_NEW).pack())]
    # What others have answered is not repeated; who finds nothing left to say does not begin.
    answered_by = await newest_in_check_in(tx, talk.check_in.id)
    left = [it for it in talk.conversation.questions if not _is_taken(behaviour, talk, it, on, answered_by)]
    if not left and talk.row.pressed_at is None:
        return []
    if question in left:
        value = behaviour.answer_to(person, question, on)
        if value is None and question.id in MEASURED and talk.asked is not None:
            return [_number(behaviour, talk, talk.asked, at, on)]
        return [_answer(talk, question, _best_words(house, talk, question) if value is None else value, at)]
    return [Deed(at, person, Act.PRESS, AnswerPressed(talk.row.id, position, SKIP).pack())]


def _begins(behaviour: Behaviour, talk: Talk, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """When this person turns to the check-in, and whether to say that there is nothing new; None: never."""
    person, asked = talk.somebody, talk.check_in.asked_at
    if asked is None or person.joined_at is None:
        return None
    asked_on = asked.astimezone(zone).date()
    return behaviour.turn(person.slug, talk.team.slug, asked_on, max(asked, person.joined_at))


def _is_taken(behaviour: Behaviour, talk: Talk, question: Question, on: date, answered_by: Mapping[str, int]) -> bool:
    """Whether a colleague has answered this for the team, and this person has nothing of their own to say."""
    if question.about is not About.TEAM or behaviour.own_words(talk.somebody.slug, question.id, on) is not None:
        return False
    return answered_by.get(question.id, talk.somebody.id) != talk.somebody.id


def _answer(talk: Talk, question: Question, value: Value | None, at: datetime) -> Deed:
    """How this answer is given: by a button where there is one, else in writing."""
    person, position = talk.somebody.slug, talk.conversation.position
    match question.kind, value:
        case Kind.NUMBER, int() | float():
            return Deed(at, person, Act.WRITE, f"{value:g}", once=f"{talk.row.id}:{position}")
        case Kind.NUMBER, str() if value in question.choices:
            pressed = value
        case Kind.TEXT, str() if not talk.conversation.draft:
            return Deed(at, person, Act.WRITE, value, once=f"{talk.row.id}:{position}")
        case Kind.TEXT, str():
            pressed = KEEP
        case Kind.CHOICES, tuple():
            pressed = _next_tick(value, talk.conversation.draft or ())
        case ((Kind.YES_NO | Kind.SCALE | Kind.CHOICE), str() | int()):
            pressed = str(value)
        case _:
            pressed = SKIP
    return Deed(at, person, Act.PRESS, AnswerPressed(talk.row.id, position, pressed).pack())


def _number(behaviour: Behaviour, talk: Talk, asked: Asked, at: datetime, on: date) -> Deed:
    """The value of what the team counts: typed, or of something rare pressed."""
    person, position = talk.somebody.slug, talk.conversation.position
    said = value_typed(behaviour.seed, asked, talk.team.starts, on)
    if asked.measure.kind == RARE:
        return Deed(at, person, Act.PRESS, AnswerPressed(talk.row.id, position, said).pack())
    return Deed(at, person, Act.WRITE, said, once=f"{talk.row.id}:{position}")


def _next_tick(value: tuple[str, ...], ticked: Collection[str]) -> str:
    """The press that brings the ticks nearer to these choices, and keeps them once they are all there."""
    for choice in value:
        if choice not in ticked:
            return TICK + choice
    return next((UNTICK + choice for choice in ticked if choice not in value), DONE)


def _best_words(house: House, talk: Talk, question: Question) -> str | None:
    """The answer hoped for where it is a text, in the language of the collaborative."""
    return model_texts(house, talk.team, talk.team.language).questions[question.id].best
