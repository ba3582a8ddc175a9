"""Homework in words: as the question of a check-in, and in a line."""

from bot.content.model_texts import QuestionText
from bot.domain.model import HOMEWORK
from bot.flow.house import House
from bot.storage.homework import HomeworkRow

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
