"""What is said of a measure's chart, in the reader's language: the verdict, why, and what else there is to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.content.limits import shortened
from bot.content.wording import Wording
from bot.domain.charts.judge import needed
from bot.domain.charts.judgement import Judgement, Sign, Verdict
from bot.domain.charts.picture import Level
from bot.domain.charts.runs import longest_climb, longest_shift
from bot.domain.charts.series import Rules, Series
from bot.flow.measuring.values import is_in_percent, rounded, value_of
from bot.storage.measures import MeasureRow

LONGEST_TITLE = 60
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
        if self.measure.kind == "rare":
            return self.say("axis.days-between")
        return "%" if is_in_percent(self.measure) else self.measure.unit

    @property
    def centre(self) -> Level | None:
        """The middle line."""
        return self._level("middle" if self.found.rules is Rules.ANHOEJ else "average", self.found.centre)

    @property
    def goal(self) -> Level | None:
        """The line of the goal, where the measure has one."""
        return self._level("goal", self.measure.goal)

    @property
    def limits(self) -> str:
        """What the limits are called."""
        return self.say("axis.limits")

    def number(self, value: float) -> str:
        """A value without its unit: `72.5`."""
        return self.wording.number(rounded(value), self.language)

    def value(self, value: float) -> str:
        """A value with its unit: `72.5%`, `12 days`."""
        return value_of(self.wording, self.language, self.measure, value)

    @property
    def sentence(self) -> str:
        """What may be said of the measure, with its name."""
        return self.say("of-measure", measure=self.title, verdict=self.verdict)

    @property
    def verdict(self) -> str:
        """What may be said, where the name stands above."""
        found = self.found
        if found.verdict is Verdict.TOO_EARLY:
            return self._verdict(
                "too-early", points=self.count("useful-points", self._useful), needed=needed(found.rules)
            )
        if found.verdict is Verdict.NOTHING_UNUSUAL:
            return self._verdict("nothing-unusual")
        if self.series.direction is None:
            # Without a direction higher is taken for better.
            return self._verdict("higher" if found.verdict is Verdict.IMPROVEMENT else "lower")
        return self._verdict(found.verdict.value if found.is_clear else "unclear-direction")

    @property
    def why(self) -> str:
        """The rule that fired with its numbers; empty where none did."""
        sign = next((it for it in _TOLD if it in self.found.fired), None)
        if sign is None:
            return ""
        key = f"chart.rule.{sign.value.replace('_', '-')}"
        return self.wording.plain(key, self.language, **self._numbers(sign))

    def alt(self, team: str, notes: Sequence[str]) -> str:
        """The whole picture in words."""
        points = self.series.points
        said = self.say(
            "alt-text",
            measure=self.title,
            team=team,
            points=self.count("points", len(points)),
            to=self.day(points[-1].on),
            middle=self.value(self.found.centre or 0.0),
            value=self.value(points[-1].value),
            verdict=f"{self.verdict} {self.why}".strip(),
            **{"from": self.day(points[0].on)},
        )
        return " ".join([said, *notes])

    def day(self, day: date) -> str:
        """`3 September 2026`."""
        return self.wording.date(day, self.language, "year")

    @property
    def _useful(self) -> int:
        return self.found.n_useful if self.found.rules is Rules.ANHOEJ else self.found.n

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
                return {"lower": self.number(found.lower[place]), "upper": self.value(found.upper[place])}
            case Sign.SHIFT:
                return {"count": longest_shift(self._values, found.centre or 0.0)}
            case Sign.TREND:
                return {"count": longest_climb(self._values)}
        return {}

    def _level(self, name: str, value: float | None) -> Level | None:
        if value is None:
            return None
        # The unit stands at the axis; beside a line there is room for a percent sign only.
        said = self.value(value) if is_in_percent(self.measure) else self.number(value)
        return Level(value, self.say(f"axis.{name}", value=said))

    @property
    def _values(self) -> list[float]:
        return [point.value for point in self.series.points]

    def count(self, what: str, n: int) -> str:
        """A number with its noun."""
        return self.wording.count(what, n, self.language)

    def say(self, key: str, **values: object) -> str:
        """A text of `chart.yaml`."""
        return self.wording.plain(f"chart.{key}", self.language, **values)

    def _verdict(self, key: str, **values: object) -> str:
        return self.say(f"verdict.{key}", **values)
