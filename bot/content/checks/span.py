"""The days in which a schedule is followed."""

from dataclasses import dataclass
from datetime import date

from bot.content.yaml_file import Place
from bot.domain.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, with the places in the file that say so."""

    schedule: Schedule
    starts: date
    ends: date
    chosen_at: Place
    kept_at: Place
