"""The words below pictures, and those that go out instead where a picture cannot."""

import html

from bot.content.limits import MESSAGE, shortened, shown_length
from bot.domain.charts.picture import Chart
from bot.domain.outgoing import Outgoing
from bot.domain.sparkline import sparkline_of

CAPTION = 1024
LONGEST_NAME = 200


def captions(outgoing: Outgoing) -> list[str]:
    """What each picture says, as HTML: of what it is, and its verdict. The message's text stands above the first."""
    first, *others = (f"{_name(chart)}\n{_verdict(chart)}" for chart in outgoing.pictures)
    text = outgoing.text.strip()
    both = f"{text}\n\n{first}" if text else first
    return [both if shown_length(both) <= CAPTION else text, *others]


def without_pictures(outgoing: Outgoing) -> str:
    """All that the message says, as HTML, each chart as a line of bars; as many of them as a message holds."""
    text = outgoing.text.strip()
    for chart in outgoing.pictures:
        part = f"{_name(chart)}\n{sparkline_of(chart)}\n{_verdict(chart)}"
        longer = f"{text}\n\n{part}" if text else part
        if shown_length(longer) > MESSAGE:
            break
        text = longer
    return text


def _name(chart: Chart) -> str:
    title, team = (html.escape(shortened(it, LONGEST_NAME)) for it in (chart.title, chart.team))
    return f"<b>{title}</b>, {team}" if team else f"<b>{title}</b>"


def _verdict(chart: Chart) -> str:
    return html.escape(shortened(chart.verdict, CAPTION - 2 * LONGEST_NAME - len(", \n")))
