"""Homework in words: as the question of a check-in, and in a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.content.model_texts import ModelTexts, QuestionText
from bot.domain.asking import Chosen
from bot.domain.model import HOMEWORK
from bot.flow.house import House
from bot.storage.database import Tx
from bot.storage.homework import HomeworkRow, homework_by_id

_ENDS = (".", "!", "?", "…")


def question_about(house: House, row: HomeworkRow | None, language: str) -> QuestionText:
    """The question of a check-in about this; without a row the same about any homework."""
    wording = house.content.wording
    if row is None:
        text = wording.plain("homework.question.any", language)
    else:
        text = as_asked(house, row.text, row.session, language)
    choices = {choice: wording.plain(f"homework.answers.{choice}", language) for choice in HOMEWORK.choices}
    return QuestionText(text, None, None, choices, None, None)


async def words_of(tx: Tx, house: House, texts: ModelTexts, chosen: Chosen, language: str) -> str:
    """The words in which a check-in will ask this."""
    if chosen.homework is None:
        return texts.questions[chosen.question.id].text
    return question_about(house, await homework_by_id(tx, chosen.homework), language).text


def as_asked(house: House, text: str, session: str | None, language: str) -> str:
    """The question in which a team reads this, before a gathering or without one."""
    if session is None:
        return house.content.wording.plain("homework.question.alone", language, homework=sentence(text))
    return house.content.wording.plain("homework.question.before", language, homework=sentence(text), session=session)


def in_a_line(house: House, row: HomeworkRow, language: str) -> str:
    """What stands about it on a page about the team; finished."""
    if row.session is None:
        return house.content.wording.render("homework.part", language, homework=sentence(row.text))
    return house.content.wording.render(
        "homework.part-before", language, homework=sentence(row.text), session=row.session
    )


def sentence(text: str) -> str:
    """The words with a full stop, where they end without one."""
    return text if text.endswith(_ENDS) else f"{text}."


@dataclass(frozen=True, slots=True)
class AndHomework(Mapping[str, QuestionText]):
    """The words of a model's questions, and of the one that every model has."""

    of_model: Mapping[str, QuestionText]
    house: House
    language: str

    def __getitem__(self, question_id: str) -> QuestionText:
        if question_id == HOMEWORK.id:
            return question_about(self.house, None, self.language)
        return self.of_model[question_id]

    def __iter__(self) -> Iterator[str]:
        yield from self.of_model
        yield HOMEWORK.id

    def __len__(self) -> int:
        return len(self.of_model) + 1
