"""Check-ins that follow each other: what is asked, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.domain.asked_before import Earlier
from bot.domain.asking import Chosen, choose_questions
from bot.domain.model import About, Kind, Model, Question, Value

FIRST = datetime(2026, 9, 1, 8, tzinfo=UTC)


def a_concern(question: Question) -> Value | None:
    """An answer that says that something is in the way, where the question has one."""
    if not question.concern:
        return None
    choice = max(question.concern)
    return int(choice) if question.kind is Kind.SCALE else (choice,) if question.kind is Kind.CHOICES else choice


def the_best(question: Question) -> Value | None:
    """The answer hoped for, or some sentence."""
    return "A sentence." if question.kind is Kind.TEXT else question.best


def saying(said: Mapping[str, Value] | None) -> Callable[[Question], Value | None]:
    """These answers and no others; None for a team that says nothing."""
    return lambda question: (said or {}).get(question.id)


@dataclass
class Year:
    """A team's check-ins in one phase, a number of days apart."""

    model: Model
    phase: str
    days: int = 14
    personal: bool = True
    earlier: list[Earlier] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """When the coming check-in is asked."""
        return FIRST + timedelta(days=self.days * len(self.earlier))

    def choose(self) -> tuple[Chosen, ...]:
        """The questions of the coming check-in."""
        return choose_questions(self.model, self.phase, self.earlier, self.now, personal=self.personal)

    def ask(self, answer: Callable[[Question], Value | None]) -> tuple[Chosen, ...]:
        """Ask the coming check-in, and let the team answer what it likes."""
        chosen = self.choose()
        self.earlier.append(Earlier(self.now, tuple(it.question.id for it in chosen), {}))
        self.answer(len(self.earlier) - 1, chosen, answer)
        return chosen

    def answer(self, number: int, chosen: tuple[Chosen, ...], answer: Callable[[Question], Value | None]) -> None:
        """The team's answers to a check-in, which may be one before the last."""
        said = {
            it.question.id: value
            for it in chosen
            if it.question.about is About.TEAM and (value := answer(it.question)) is not None
        }
        self.earlier[number] = replace(self.earlier[number], answers={**self.earlier[number].answers, **said})
