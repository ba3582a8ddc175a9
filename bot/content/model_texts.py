"""The words of a model in each language, and how one language borrows from another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.content.borrowing import Borrowed, FirstThatHas
from bot.domain.errors import Problem
from bot.domain.language import asked_in_turn
from bot.domain.model import Model


@dataclass(frozen=True, slots=True)
class StepText:
    """The words of a step."""

    title: str
    guidance: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The words of a question: the ends of a scale, what each choice says, the answer hoped for where it is a text."""

    text: str
    low: str | None
    high: str | None
    choices: Mapping[str, str]
    help: str | None
    best: str | None


@dataclass(frozen=True, slots=True)
class ModelTexts:
    """The words of a model in one language, by id."""

    language: str
    title: str
    phases: Mapping[str, str]
    steps: Mapping[str, StepText]
    questions: Mapping[str, QuestionText]
    gate: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A model with its words by language. What one language lacks, another has; `missing` says what and where."""

    model: Model
    texts: Mapping[str, ModelTexts]
    missing: Sequence[Problem] = ()
    borrowed: Borrowed = field(default_factory=Borrowed, compare=False, repr=False)

    def texts_in(self, language: str, *lenders: str) -> ModelTexts:
        """All words of the model in this language; what it lacks is borrowed from these, then from any other."""
        turns = dict.fromkeys(map(str, asked_in_turn(language, *lenders, *self.texts)))
        asked = [self.texts[it] for it in turns if it in self.texts]
        if asked[0].language != language:
            self.borrowed.tell(self.model.id, language, asked[0].language)
        return asked[0] if len(asked) == 1 else _joined(self.model.id, asked, self.borrowed)


def _joined(model: str, texts: Sequence[ModelTexts], borrowed: Borrowed) -> ModelTexts:
    """Words from the first of these languages that has them."""

    def joined(part: str) -> FirstThatHas[Any]:
        return FirstThatHas(f"{model}.{part}", {it.language: getattr(it, part) for it in texts}, borrowed)

    return ModelTexts(
        language=texts[0].language,
        title=next(it.title for it in texts if it.title),
        phases=joined("phases"),
        steps=joined("steps"),
        questions=joined("questions"),
        gate=joined("gate"),
    )
