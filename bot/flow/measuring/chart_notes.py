"""What else there is to know of a measure beside the verdict, a sentence each."""

from collections.abc import Iterator
from datetime import date, timedelta

from bot.domain.charts.judge import needed
from bot.domain.charts.series import Direction, Rules
from bot.flow.measuring.chart_words import ChartWords
from bot.flow.measuring.series import points_before

# The newest point is late once the next two are missing.
INTERVALS = {"day": 1, "week": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366}


def notes_of(words: ChartWords) -> Iterator[str]:
    """What holds as long as the points do: a goal that is reached, the baseline, rules that lacked their numbers."""
    goal, newest = words.measure.goal, words.series.points[-1].value
    if goal is not None and _is_reached(words.series.direction, newest, goal):
        yield words.say("goal-reached", value=words.value(newest), goal=words.value(goal))
    yield from _of_baseline(words)
    if words.found.rules != words.measure.rules:
        yield words.say("without-parts")


def late_note(words: ChartWords, today: date) -> str:
    """That the newest point is old; empty where it is not. Nothing rare is ever late."""
    newest = words.series.points[-1].on
    if words.measure.kind == "rare" or newest + timedelta(days=2 * INTERVALS[words.measure.every]) >= today:
        return ""
    return words.say("numbers-late", date=words.day(newest))


def _is_reached(direction: Direction | None, newest: float, goal: float) -> bool:
    match direction:
        case Direction.UP:
            return newest >= goal
        case Direction.DOWN:
            return newest <= goal
    return False


def _of_baseline(words: ChartWords) -> Iterator[str]:
    points = words.series.points
    before, least = points_before(words.measure, points), needed(Rules(words.measure.rules))
    # What lies before the change is compared with something only once there is something after it.
    if not 0 < before < len(points):
        return
    if words.series.baseline:
        days = {"from": words.day(points[0].on), "to": words.day(points[before - 1].on)}
        yield words.say("baseline", count=before, **days)
    else:
        yield words.say("short-baseline", points=words.count("points", before), needed=least)
