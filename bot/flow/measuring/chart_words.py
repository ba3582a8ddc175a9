"""What is said of a measure's chart, in the reader's language: the verdict, why, and what else there is to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.limits import shortened
from bot.content.wording import Wording
from bot.domain.charts.judge import needed
from bot.domain.charts.judgement import Judgement, Sign, Verdict
from bot.domain.charts.picture import Level
from bot.domain.charts.runs import longest_climb, longest_shift
from bot.domain.charts.series import Direction, Rules, Series
from bot.flow.measuring.series import points_before
from bot.storage.measures import MeasureRow

LONGEST_TITLE = 60
# The newest point is late once the next two are missing.
_INTERVALS = {"day": 1, "week": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366}
# Which sign is told where several fired: the one that a reader sees most easily in the picture.
_TOLD = (Sign.POINT_OUTSIDE, Sign.LONG_RUN, Sign.SHIFT, Sign.TREND, Sign.TWO_OF_THREE, Sign.FEW_CROSSINGS)


@dataclass(frozen=True, slots=True)
class ChartWords:
    """The words for one measure with its series and judgement."""

    wording: Wording
    language: str
    measure: MeasureRow
    series: Series
    found: Judgement

    @property
    def title(self) -> str:
        """The measure's title, no longer than a picture has room for."""
        return shortened(self.measure.title, LONGEST_TITLE)

    @property
    def unit(self) -> str:
        """What stands at the axis of the values."""
        return self.axis("days-between") if self.measure.kind == "rare" else self.measure.unit

    @property
    def centre(self) -> str:
        """What the middle line is called."""
        return self.axis("middle" if self.found.rules is Rules.ANHOEJ else "average")

    @property
    def goal(self) -> Level | None:
        """The line of the goal, where the measure has one."""
        return Level(self.measure.goal, self.axis("goal")) if self.measure.goal is not None else None

    def axis(self, name: str) -> str:
        """What one of the lines is called."""
        return self._plain(f"axis.{name}")

    def value(self, value: float) -> str:
        """A value with its unit: `72.5%`, `12 days`."""
        return value_of(self.wording, self.language, self.measure, value)

    @property
    def sentence(self) -> str:
        """What may be said of the measure."""
        measure, found = self.title, self.found
        if found.verdict is Verdict.TOO_EARLY:
            return self._verdict("too-early", measure=measure, count=self._useful, needed=needed(found.rules))
        if found.verdict is Verdict.NOTHING_UNUSUAL:
            return self._verdict("nothing-unusual", measure=measure)
        if self.series.direction is None:
            # Without a direction higher is taken for better.
            return self._verdict("higher" if found.verdict is Verdict.IMPROVEMENT else "lower", measure=measure)
        return self._verdict(found.verdict.value if found.is_clear else "unclear-direction", measure=measure)

    @property
    def why(self) -> str:
        """The rule that fired with its numbers; empty where none did."""
        sign = next((it for it in _TOLD if it in self.found.fired), None)
        if sign is None:
            return ""
        key = f"chart.rule.{sign.value.replace('_', '-')}"
        return self.wording.plain(key, self.language, **self._numbers(sign))

    @property
    def notes(self) -> tuple[str, ...]:
        """What else holds, a sentence each."""
        return tuple(self._notes())

    def late(self, today: date) -> str:
        """That the newest point is old; empty where it is not. Nothing rare is ever late."""
        newest = self.series.points[-1].on
        if self.measure.kind == "rare" or newest + timedelta(days=2 * _INTERVALS[self.measure.every]) >= today:
            return ""
        return self._plain("numbers-late", date=self.day(newest))

    def alt(self, team: str) -> str:
        """The whole picture in words."""
        points = self.series.points
        said = self._plain(
            "alt-text",
            measure=self.title,
            team=team,
            count=len(points),
            to=self.day(points[-1].on),
            middle=self.value(self.found.centre or 0.0),
            value=self.value(points[-1].value),
            verdict=f"{self.sentence} {self.why}".strip(),
            **{"from": self.day(points[0].on)},
        )
        return " ".join([said, *self.notes])

    def day(self, day: date) -> str:
        """`3 September 2026`."""
        return self.wording.date(day, self.language, "year")

    @property
    def _useful(self) -> int:
        return self.found.n_useful if self.found.rules is Rules.ANHOEJ else self.found.n

    def _notes(self) -> Iterator[str]:
        goal, newest = self.measure.goal, self.series.points[-1].value
        if goal is not None and self._is_reached(newest, goal):
            yield self._plain("goal-reached", value=self.value(newest), goal=self.value(goal))
        yield from self._of_baseline()
        if self.found.rules != self.measure.rules:
            yield self._plain("without-parts")

    def _is_reached(self, newest: float, goal: float) -> bool:
        match self.series.direction:
            case Direction.UP:
                return newest >= goal
            case Direction.DOWN:
                return newest <= goal
        return False

    def _of_baseline(self) -> Iterator[str]:
        points, before = self.series.points, points_before(self.measure, self.series.points)
        # What lies before the change is compared with something only once there is something after it.
        if not 0 < before < len(points):
            return
        if self.series.baseline:
            days = {"from": self.day(points[0].on), "to": self.day(points[before - 1].on)}
            yield self._plain("baseline", count=before, **days)
        else:
            yield self._plain("short-baseline", count=before, needed=needed(Rules(self.measure.rules)))

    def _numbers(self, sign: Sign) -> dict[str, object]:
        found = self.found
        match sign:
            case Sign.LONG_RUN:
                return {"count": found.longest_run, "limit": found.longest_run_limit}
            case Sign.FEW_CROSSINGS:
                return {"count": found.crossings, "limit": found.crossings_limit}
            case Sign.POINT_OUTSIDE:
                assert found.lower is not None
                assert found.upper is not None
                place = found.fired[sign][-1]
                return {"lower": self.value(found.lower[place]), "upper": self.value(found.upper[place])}
            case Sign.SHIFT:
                return {"count": longest_shift(self._values, found.centre or 0.0)}
            case Sign.TREND:
                return {"count": longest_climb(self._values)}
        return {}

    @property
    def _values(self) -> list[float]:
        return [point.value for point in self.series.points]

    def _plain(self, key: str, **values: object) -> str:
        return self.wording.plain(f"chart.{key}", self.language, **values)

    def _verdict(self, key: str, **values: object) -> str:
        return self._plain(f"verdict.{key}", **values)


def value_of(wording: Wording, language: str, measure: MeasureRow, value: float) -> str:
    """A value of this measure with its unit: `72.5%`, `12 days`."""
    # Tenths tell on small values only, and a middle of two whole numbers has them.
    rounded = round(value, 1 if abs(value) >= 10 else 2)
    if measure.kind == "rare":
        return wording.count("days", rounded, language)
    n = wording.number(rounded, language)
    if measure.unit == "%":
        return wording.plain("chart.value.percent", language, n=n)
    if not measure.unit:
        return n
    return wording.plain("chart.value.with-unit", language, n=n, unit=measure.unit)
