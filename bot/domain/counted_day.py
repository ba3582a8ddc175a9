"""The day for which something was counted, or on which it happened, as people type it: never one to come."""

from datetime import date, timedelta

from bot.domain.away import days_written

# What was counted before a programme is its history; what lies further back is a slip.
LONGEST_BACK = timedelta(days=5 * 366)


def read_counted_day(text: str, today: date) -> date | None:
    """The day that is written, without a year the nearest that is called so; None where it is no day at all."""
    found = days_written(text, (today.year, today.year - 1, today.year + 1))
    return min(found, key=lambda day: abs(day - today), default=None)


def may_be_counted(day: date, today: date) -> bool:
    """Whether a value may be that of this day."""
    return today - LONGEST_BACK <= day <= today


def is_day(text: str) -> bool:
    """Whether the text is a day of any year."""
    return bool(days_written(text, (2024,)))
