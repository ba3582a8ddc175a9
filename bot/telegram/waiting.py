"""How long Telegram asks us to wait, in seconds."""

import warnings

from telegram.error import RetryAfter
from telegram.warnings import PTBDeprecationWarning


def seconds_to_wait(told: RetryAfter) -> float:
    """The seconds of a refusal for having asked too much."""
    with warnings.catch_warnings():
        # The library is on its way from a number to a timedelta, and both are understood here.
        warnings.simplefilter("ignore", PTBDeprecationWarning)
        wait = told.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
