"""One person's conversation about a check-in, with all that its screens need to know."""

from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.content.models import ModelTexts, QuestionText
from bot.domain.check_in import Conversation, Stage
from bot.domain.model import About, Kind, Question, Value
from bot.flow.house import House, language_of
from bot.storage import check_ins
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, ConversationRow, PersonRow, TeamRow

# An answer with the id of who gave it.
Held: TypeAlias = tuple[Value, int]


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything about one person's conversation: whose it is and which check-in of which team it is about."""

    team: TeamRow
    check_in: CheckInRow
    row: ConversationRow
    person: PersonRow
    language: str
    conversation: Conversation


def talk_about(house: House, team: TeamRow, check_in: CheckInRow, row: ConversationRow, person: PersonRow) -> Talk:
    """The conversation as a value, with the questions that the check-in was given."""
    model = house.model(team)
    questions = tuple(model.question(question["id"]) for question in check_in.questions)
    conversation = Conversation(questions, row.position, Stage(row.stage))
    return Talk(team, check_in, row, person, language_of(person, team.language), conversation)


def moved(talk: Talk, conversation: Conversation) -> Talk:
    """The same talk after a press."""
    return replace(talk, conversation=conversation)


async def holding_answer(tx: Tx, talk: Talk, question: Question) -> Held | None:
    """The answer that holds for this person with who gave it: the team's newest, or their own to a personal one."""
    only_of = talk.person.id if question.about is About.PERSON else None
    return await check_ins.answer_in_check_in(tx, talk.check_in.id, question.id, only_of=only_of)


def is_a_colleagues(talk: Talk, question: Question, held: Held | None) -> bool:
    """Whether somebody else has given the answer that holds for the team."""
    return question.about is About.TEAM and held is not None and held[1] != talk.person.id


def texts_of(house: House, talk: Talk, question: Question) -> QuestionText:
    """The question's words in the language of the person."""
    return model_texts(house, talk.team, talk.language).questions[question.id]


def model_texts(house: House, team: TeamRow, language: str) -> ModelTexts:
    """The words of the team's model in this language, or the collaborative's where there are none."""
    texts = house.content.models[team.model].texts
    return texts.get(language) or texts[team.language]


def say_value(house: House, talk: Talk, question: Question, value: Value) -> str:
    """An answer in words: the choice's label, or the number as it is written here."""
    wording, language = house.content.wording, talk.language
    match question.kind, value:
        case Kind.YES_NO, str():
            return wording.plain(f"check-in.buttons.{value}", language)
        case ((Kind.CHOICE | Kind.CHOICES), str()):
            return texts_of(house, talk, question).choices.get(value, value)
        case _, tuple():
            return wording.list([say_value(house, talk, question, part) for part in value], language)
        case _, int() | float():
            return wording.number(value, language)
    return str(value)
