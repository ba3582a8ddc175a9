"""What stands on the page of a link, in finished words."""

from dataclasses import dataclass

from bot.flow.house import House


@dataclass(frozen=True, slots=True)
class Way:
    """One way to answer: what is sent, what its button says, whether it comes first, and whether it holds now."""

    value: str
    label: str
    is_first: bool = False
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A page: what it is about, what became of an answer (or empty), what there is to know, and how to answer."""

    language: str
    heading: str
    said: str = ""
    lines: tuple[str, ...] = ()
    choices: tuple[Way, ...] = ()


def ordered(choices: list[tuple[str, str]], first: str, now: str) -> tuple[Way, ...]:
    """The ways to answer, the one that was chosen in the mail before the others."""
    found = [Way(value, label, value == first, value == now) for value, label in choices]
    return tuple(sorted(found, key=lambda it: not it.is_first))


def page_about(house: House, what: str, language: str) -> AnswerPage:
    """The page of a link that is no good: `bad`, `old`, `busy` or `fault`."""
    wording = house.content.wording
    return AnswerPage(
        language, wording.plain(f"mail.{what}.title", language), lines=(wording.plain(f"mail.{what}.why", language),)
    )
