"""The words below pictures, and those that go out instead where a picture cannot."""

import html
from collections.abc import Iterator

from bot.content.limits import MESSAGE, shortened, shown_length
from bot.domain.charts.picture import Chart
from bot.domain.outgoing import Outgoing
from bot.domain.sparkline import sparkline_of

CAPTION = 1024


def captions(outgoing: Outgoing) -> list[str]:
    """What each picture says, as HTML: its verdict. The message's own text stands above the first."""
    first, *others = (html.escape(shortened(chart.verdict, CAPTION)) for chart in outgoing.pictures)
    text = outgoing.text.strip()
    both = f"{text}\n{first}" if text and first not in text else text or first
    return [both if shown_length(both) <= CAPTION else text, *others]


def without_pictures(outgoing: Outgoing) -> str:
    """All that the message says, as HTML, each chart as a line of bars; as many of them as a message holds."""
    text = outgoing.text.strip()
    for part in _parts(outgoing.pictures):
        longer = f"{text}\n\n{part}" if text else part
        if shown_length(longer) > MESSAGE:
            break
        text = longer
    return text


def _parts(charts: tuple[Chart, ...]) -> Iterator[str]:
    for chart in charts:
        verdict = shortened(chart.verdict, CAPTION)
        named = ", ".join(shortened(it, CAPTION) for it in (chart.title, chart.team) if it)
        yield f"<b>{html.escape(named)}</b>\n{sparkline_of(chart)}\n{html.escape(verdict)}"
