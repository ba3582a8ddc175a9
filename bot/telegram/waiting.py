"""How long Telegram asks us to wait."""

from telegram.error import RetryAfter


def seconds_to_wait(told: RetryAfter) -> float:
    """The seconds of a refusal for having asked too much; the library is on its way from a number to a timedelta."""
    wait = told.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
