"""A small test of a change (plan, do, study, act) as a value: what a press or a text does to it, when it may end."""

from collections.abc import Collection, Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.button_data import day_of
from bot.domain.buttons import AGAIN, BACK, CHANGE, DROP, GO_ON, KEEP, LATER, SKIP, TELL
from bot.domain.working_time import ONE_DAY, WorkingCalendar

LONGEST_TEXT = 200


class Stage(StrEnum):
    """Where a test stands, which is also what its message asks. Each has a first letter of its own, for its buttons."""

    PREDICTION = "prediction"
    SCALE = "scale"
    END = "end"
    RUNNING = "running"
    HAPPENED = "happened"
    LATER = "later"
    DECISION = "decision"
    CLOSED = "closed"
    DROPPED = "dropped"


class Decision(StrEnum):
    """What a team does with what it has seen."""

    ADOPT = "adopt"
    ADAPT = "adapt"
    ABANDON = "abandon"
    ONE_MORE = "one-more"


# Not saved yet: nobody but who writes it has to do with it.
HALF_MADE = (Stage.PREDICTION, Stage.SCALE, Stage.END)
GOES_ON = frozenset({Decision.ADAPT, Decision.ONE_MORE})
TAKES_TEXT = (Stage.PREDICTION, Stage.HAPPENED)

_MOVES: Mapping[tuple[Stage, str], Stage] = {
    (Stage.SCALE, BACK): Stage.PREDICTION,
    (Stage.END, BACK): Stage.SCALE,
    (Stage.DECISION, BACK): Stage.HAPPENED,
    (Stage.CLOSED, CHANGE): Stage.DECISION,
    **{(stage, DROP): Stage.DROPPED for stage in HALF_MADE},
}
# Of a test that was decided on, only the words and the decision change.
_MOVES_UNTIL_DECIDED: Mapping[tuple[Stage, str], Stage] = {
    (Stage.RUNNING, TELL): Stage.HAPPENED,
    (Stage.HAPPENED, BACK): Stage.RUNNING,
    (Stage.HAPPENED, LATER): Stage.LATER,
    (Stage.LATER, BACK): Stage.HAPPENED,
}


@dataclass(frozen=True, slots=True)
class Cycle:
    """One test. `draft` is a text that was asked back and is not kept yet."""

    stage: Stage
    prediction: str | None = None
    scale: str | None = None
    planned_end: date | None = None
    what_happened: str | None = None
    decision: Decision | None = None
    draft: str | None = None

    @property
    def text(self) -> str | None:
        """What has been written so far to the question of this stage."""
        match self.stage:
            case Stage.PREDICTION:
                return self.prediction
            case Stage.HAPPENED:
                return self.what_happened
        return None


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen: the scales, the smallest first, and the days on which a test may end."""

    scales: Collection[str]
    days: Container[date]


def press(cycle: Cycle, drawn_for: str, choice: str, offered: Offered) -> Cycle | None:
    """The test after a press of a button that was drawn for the stage of this letter. None where it has moved on."""
    if drawn_for != cycle.stage[0]:
        return None
    if cycle.stage in TAKES_TEXT and choice in (KEEP, GO_ON, SKIP, AGAIN):
        return _about_text(cycle, choice)
    moves = _MOVES if cycle.decision else {**_MOVES, **_MOVES_UNTIL_DECIDED}
    if (cycle.stage, choice) in moves:
        return replace(cycle, stage=moves[cycle.stage, choice], draft=None)
    return _chosen(cycle, choice, offered)


def write(cycle: Cycle, text: str | None) -> Cycle:
    """The test after this text, or without one, to the question of its stage; it is never an obstacle."""
    if cycle.stage is Stage.PREDICTION:
        return replace(cycle, stage=Stage.SCALE, prediction=text, draft=None)
    return replace(cycle, stage=Stage.DECISION, what_happened=text, draft=None)


def _about_text(cycle: Cycle, choice: str) -> Cycle | None:
    if choice == SKIP:
        return write(cycle, None)
    if choice == AGAIN:
        return replace(cycle, draft=None)
    text = cycle.draft if choice == KEEP else cycle.text
    return None if text is None else write(cycle, text)


def _chosen(cycle: Cycle, choice: str, offered: Offered) -> Cycle | None:
    match cycle.stage:
        case Stage.SCALE if choice in offered.scales:
            return replace(cycle, stage=Stage.END, scale=choice)
        case Stage.END | Stage.LATER:
            day = day_of(choice)
            return replace(cycle, stage=Stage.RUNNING, planned_end=day) if day in offered.days else None
        case Stage.DECISION if choice in list(Decision):
            return replace(cycle, stage=Stage.CLOSED, decision=Decision(choice))
    return None


@dataclass(frozen=True, slots=True)
class Ends:
    """The days on which a test that is planned today may end: the team's working days, up to the programme's end."""

    calendar: WorkingCalendar
    today: date
    last: date
    session_days: frozenset[date]

    def __contains__(self, day: object) -> bool:
        return (
            isinstance(day, date)
            and self.today < day <= self.last
            and self.calendar.is_working_day(day)
            and day not in self.session_days
        )

    def offered(self) -> list[tuple[str, date]]:
        """The days to choose from, each with its name; none where the programme is as good as over."""
        wanted = {
            "three-days": self.today + timedelta(days=3),
            "week": self.today + timedelta(days=7),
            "two-weeks": self.today + timedelta(days=14),
            "month": _month_after(self.today),
        }
        names: dict[date, str] = {}
        for name, earliest in wanted.items():
            # After a closure several come to the same day, which then has the name of the farthest.
            if day := self._first_from(earliest):
                names[day] = name
        return [(name, day) for day, name in names.items()] or self._last_days()

    def _first_from(self, day: date) -> date | None:
        while day <= self.last:
            if day in self:
                return day
            day += ONE_DAY
        return None

    def _last_days(self) -> list[tuple[str, date]]:
        """The last day that is left, where the end is nearer than anything that is offered otherwise."""
        return [("last", day) for n in (2, 1) if (day := self.today + timedelta(days=n)) in self][:1]


def _month_after(day: date) -> date:
    """The same day of the next month, or its last where it is shorter."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - ONE_DAY
    return min(first + timedelta(days=day.day - 1), last)
