"""The words of a model's questions, and of those that every model has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.content.model_texts import ModelTexts, QuestionText
from bot.domain.asking import Chosen
from bot.domain.model import BUILT_IN, MEASURED
from bot.flow.facilitating.homework.words import question_about as question_about_homework
from bot.flow.house import House
from bot.flow.measuring.words import Asked
from bot.flow.measuring.words import question_about as question_about_measure
from bot.storage.database import Tx
from bot.storage.homework import homework_by_id
from bot.storage.measures import measure_by_id


async def words_of(tx: Tx, house: House, texts: ModelTexts, chosen: Chosen, language: str) -> str:
    """The words in which a check-in will ask this."""
    if chosen.homework is not None:
        return question_about_homework(house, await homework_by_id(tx, chosen.homework), language).text
    if chosen.measure is not None:
        measure = await measure_by_id(tx, chosen.measure)
        asked = Asked(measure, ()) if measure else None
        return question_about_measure(house, chosen.question, asked, language).text
    return texts.questions[chosen.question.id].text


@dataclass(frozen=True, slots=True)
class AndBuiltIn(Mapping[str, QuestionText]):
    """These words with those of the built-in questions, which say nothing here of what they are about."""

    of_model: Mapping[str, QuestionText]
    house: House
    language: str

    def __getitem__(self, question_id: str) -> QuestionText:
        if question_id in MEASURED:
            return question_about_measure(self.house, BUILT_IN[question_id], None, self.language)
        if question_id in BUILT_IN:
            return question_about_homework(self.house, None, self.language)
        return self.of_model[question_id]

    def __iter__(self) -> Iterator[str]:
        yield from self.of_model
        yield from BUILT_IN

    def __len__(self) -> int:
        return len(self.of_model) + len(BUILT_IN)
