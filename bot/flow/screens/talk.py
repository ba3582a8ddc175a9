"""A conversation about a check-in, a person's or a whole team's in its group, with all that its screens need."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.content.model_texts import ModelTexts, QuestionText
from bot.domain.check_in import Conversation, Draft, Stage
from bot.domain.language import Language
from bot.domain.model import HOMEWORK, MEASURED, About, Kind, Question, Value
from bot.flow.facilitating.homework.words import question_about
from bot.flow.house import House, language_of, zone_of
from bot.flow.measuring.asked import asked_in
from bot.flow.measuring.words import Asked, said_words
from bot.flow.measuring.words import question_about as question_about_measure
from bot.flow.screens.beginning import Beginning
from bot.flow.screens.built_in import AndBuiltIn
from bot.storage import answers
from bot.storage.database import Tx
from bot.storage.homework import HomeworkRow, homework_by_id
from bot.storage.rows import CheckInRow, ConversationRow, PersonRow, TeamRow

# An answer with the id of who gave it.
Held: TypeAlias = tuple[Value, int]


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything about one conversation: which check-in of which team it is about, and who is at it.

    `person` is whose conversation it is; in a group whoever acts, and None where nobody does. `homework` is what the
    team was given to do, and `asked` what it counts, where the check-in asks about that; `begins` is how it begins,
    where that is known already.
    """

    team: TeamRow
    check_in: CheckInRow
    row: ConversationRow
    person: PersonRow | None
    language: Language
    conversation: Conversation
    homework: HomeworkRow | None = None
    asked: Asked | None = None
    begins: Beginning | None = None

    @property
    def in_group(self) -> bool:
        """Whether the whole team reads it."""
        return self.row.person_id is None

    @property
    def chat_id(self) -> int | None:
        """The chat in which it is shown, if there is one."""
        if self.in_group:
            return self.team.group_chat_id
        return self.person.chat_id if self.person else None

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its readers."""
        if self.person is None or self.in_group:
            return ZoneInfo(self.team.zone)
        return zone_of(self.person, self.team)

    @property
    def somebody(self) -> PersonRow:
        """Whoever acts. ValueError where nobody does."""
        if self.person is None:
            raise ValueError(f"nobody acts in conversation {self.row.id}")
        return self.person


async def talk_about(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, row: ConversationRow, person: PersonRow | None
) -> Talk:
    """The conversation as a value, with the questions that the check-in was given."""
    model = house.model(team)
    asked = await asked_in(tx, team, check_in)
    questions = tuple(model.question(it["id"]) for it in check_in.questions if _is_for(it, row))
    conversation = Conversation(questions, row.position, Stage(row.stage), _draft(row))
    reader = person if row.person_id is not None else None
    language = language_of(reader, team.language) if reader else Language(team.language)
    return Talk(team, check_in, row, person, language, conversation, await _homework(tx, check_in), asked)


def _is_for(question: Mapping[str, Any], row: ConversationRow) -> bool:
    """Whether whoever has the conversation is asked this: a value may be the matter of one person.

    By what the check-in keeps: buttons name a question by its place, also once the measure is counted no more.
    """
    return row.person_id is None or question.get("owner") in (None, row.person_id)


async def _homework(tx: Tx, check_in: CheckInRow) -> HomeworkRow | None:
    about = next((it["homework"] for it in check_in.questions if it["id"] == HOMEWORK.id), None)
    return None if about is None else await homework_by_id(tx, about)


def _draft(row: ConversationRow) -> Draft:
    return tuple(row.draft) if isinstance(row.draft, list) else row.draft


def moved(talk: Talk, conversation: Conversation, later_at: datetime | None = None) -> Talk:
    """The same talk after a press."""
    return replace(talk, conversation=conversation, row=replace(talk.row, later_at=later_at))


async def holding_answer(tx: Tx, talk: Talk, question: Question) -> Held | None:
    """The answer that holds for this person with who gave it: the team's newest, or their own to a personal one."""
    only_of = talk.somebody.id if question.about is About.PERSON else None
    return await answers.answer_in_check_in(tx, talk.check_in.id, question.id, only_of=only_of)


def is_a_colleagues(talk: Talk, question: Question, held: Held | None) -> bool:
    """Whether somebody else has given the answer that holds for the team, so that this person is asked nothing more."""
    if talk.in_group or held is None or question.about is not About.TEAM:
        return False
    return held[1] != talk.somebody.id


def with_ticks(talk: Talk, question: Question, held: Held | None, *, correcting: bool = False) -> Talk:
    """The same where several choices begin with those that were kept earlier; a colleague's only to be corrected."""
    if question.kind is not Kind.CHOICES or talk.conversation.draft is not None or held is None:
        return talk
    if not isinstance(held[0], tuple) or (is_a_colleagues(talk, question, held) and not correcting):
        return talk
    return replace(talk, conversation=replace(talk.conversation, draft=held[0]))


def texts_of(house: House, talk: Talk, question: Question) -> QuestionText:
    """The question's words in the language of the person."""
    if question.id == HOMEWORK.id:
        return question_about(house, talk.homework, talk.language)
    if question.id in MEASURED:
        return question_about_measure(house, question, talk.asked, talk.language)
    return model_texts(house, talk.team, talk.language).questions[question.id]


def model_texts(house: House, team: TeamRow, language: str) -> ModelTexts:
    """The words of the team's model in this language, and in the collaborative's where they are missing."""
    texts = house.content.models[team.model].texts_in(language, team.language, house.content.wording.fallback)
    return replace(texts, questions=AndBuiltIn(texts.questions, house, language))


def say_value(house: House, talk: Talk, question: Question, value: Value) -> str:
    """An answer in words: the choice's label, or the number as it is written here."""
    wording, language = house.content.wording, talk.language
    if question.id in MEASURED:
        return said_words(house, question, talk.asked, value, language)
    match question.kind, value:
        case Kind.YES_NO, str():
            return wording.plain(f"check-in.buttons.{value}", language)
        case ((Kind.CHOICE | Kind.CHOICES), str()):
            return texts_of(house, talk, question).choices.get(value, value)
        case _, tuple():
            return " · ".join(say_value(house, talk, question, part) for part in value)
        case _, int() | float():
            return wording.number(value, language)
    return str(value)
