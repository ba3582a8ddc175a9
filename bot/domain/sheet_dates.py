"""Days as people write them in a sheet."""

import re
from datetime import date

from bot.domain.sheet import Cell

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:[T ]00:00(?::00)?)?")
_WITH_POINTS = re.compile(r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4})")


def day_in(cell: Cell) -> date | None:
    """The day that stands in a cell; None where it is none, or could be two: 03/11/2026 is in March or November."""
    if isinstance(cell, date):
        return cell
    found = (_ISO.fullmatch(cell) or _WITH_POINTS.fullmatch(cell)) if isinstance(cell, str) else None
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
