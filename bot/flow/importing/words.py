"""What is wrong with a file, and what is in it, in words."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.identity_number import mask
from bot.domain.number_sheet import SheetPoint
from bot.domain.sheet import Mistake
from bot.flow.house import House

MOST_MISTAKES = 15
# These are said of the file as a whole: then it helps to know what one looks like.
_OF_THE_FILE = frozenset({"empty", "no-sheet", "no-columns", "no-dates-column", "no-points"})


def wrong(house: House, mistakes: Sequence[Mistake], language: str) -> Markup:
    """Everything that is wrong, the first ones line by line."""
    return house.content.wording.layout(
        "import-wrong",
        language,
        lines=[_line(house, it, language) for it in mistakes[:MOST_MISTAKES]],
        more=max(len(mistakes) - MOST_MISTAKES, 0),
        how=any(it.what in _OF_THE_FILE for it in mistakes),
    )


def _line(house: House, mistake: Mistake, language: str) -> Markup:
    wording = house.content.wording
    what = wording.render(f"import.mistakes.{mistake.what}", language, **_said(house, mistake, language))
    if mistake.line is None:
        return what
    return wording.render("import.wrong.at-line", language, line=mistake.line, what=what)


def _said(house: House, mistake: Mistake, language: str) -> dict[str, str | int]:
    wording = house.content.wording
    said: dict[str, str | int] = {}
    for name, value in mistake.values.items():
        match value:
            case int():
                said[name] = value
            case float():
                said[name] = wording.number(value, language)
            case _ if name == "date":
                said[name] = wording.date(date.fromisoformat(value), language, "year")
            case _:
                # A file that cannot be read is quoted as it stands.
                said[name] = shortened(mask(value), LONGEST_IN_A_LIST)
    return said


def point_in_words(house: House, point: SheetPoint, unit: str, language: str) -> str:
    """A value with its unit, and its parts where it has them: 15 % (3/20)."""
    wording = house.content.wording
    value = wording.number(point.value or 0.0, language)
    said = f"{value} {unit}".strip()
    if point.numerator is None or point.denominator is None:
        return said
    parts = "/".join(wording.number(part, language) for part in (point.numerator, point.denominator))
    return f"{said} ({parts})"
