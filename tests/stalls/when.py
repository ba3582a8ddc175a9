"""Days and moments as the table writes them, with the day of the week so that nobody has to look it up."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

OSLO = ZoneInfo("Europe/Oslo")
DAY = r"[A-Z][a-z]{2} \d{4}-\d\d-\d\d"
MOMENT = rf"{DAY} \d\d:\d\d"


def iso(written: str) -> str:
    """The same without its day of the week. ValueError where that is another, or the day does not exist."""
    weekday, _, rest = written.partition(" ")
    right = f"{datetime.fromisoformat(rest):%a}"
    if weekday != right:
        raise ValueError(f'"{written}" should be "{right} {rest}"')
    return rest


def day_of(written: str) -> date:
    """The day that is written so."""
    return date.fromisoformat(iso(written))


def written(moment: datetime | None) -> str:
    """A moment as the table writes it."""
    return f"{moment.astimezone(OSLO):%a %Y-%m-%d %H:%M}" if moment else "never"
