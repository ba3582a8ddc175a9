"""What fits in a button: its data is at most 64 bytes."""

from datetime import date

from bot.domain.errors import BadButton

MOST_BYTES = 64


def fit(data: str) -> str:
    """The data as it is. BadButton where it is too long for a button."""
    if len(data.encode()) > MOST_BYTES:
        raise BadButton(f"button data is longer than {MOST_BYTES} bytes: {data}")
    return data


def is_id(text: str) -> bool:
    """Whether it is a number as our rows have."""
    return text.isascii() and text.isdecimal() and len(text) <= 18


def day_of(text: str) -> date | None:
    """The day such as 2026-12-01 that is written so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
