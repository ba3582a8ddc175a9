"""How charts and reports become files: functions that are handed over to whoever sends them."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.charts.picture import Chart
from bot.domain.report import Report


@dataclass(frozen=True, slots=True)
class Drawing:
    """Each makes a file's bytes and may take its time, so it is called beside the event loop."""

    png: Callable[[Chart], bytes]
    docx: Callable[[Report], bytes]
