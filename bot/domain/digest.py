"""A reader's week as facts about teams, never about persons: what may be seen of each, and which come first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.charts.judgement import Verdict
from bot.domain.charts.picture import Chart
from bot.domain.team_state import TeamState

# A team's answers are the team's word only where enough others than the reader could have given them.
FEWEST_OTHERS = 3
NEED = (TeamState.SILENT, TeamState.STUCK, TeamState.NOT_STARTED, TeamState.UNREACHABLE)
# Nothing is asked of these, and nothing is expected of them.
AT_REST = (TeamState.PAUSED, TeamState.CLOSED)


class GoodKind(StrEnum):
    """What a good thing of a team can be; the first that there is, is told. Never what somebody wrote."""

    IMPROVED = "measure-improved"
    EVIDENCE = "evidence"
    TEST = "test"
    TEST_DROPPED = "test-dropped"
    HOMEWORK = "homework"
    MEASURE = "measure"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Good:
    """A good thing since the last page: evidence, a measure or a gathering by its id or title, and a day or a count."""

    kind: GoodKind
    what: str = ""
    on: date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What the team says is in the way: the choice, the day since when where it stays, or that it went."""

    choice: str
    since: date | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """The team's word. Counts are of check-ins; `before` are the two weeks before the last two."""

    step: str
    answered: int
    asked: int
    answered_before: int
    asked_before: int
    obstacle: Obstacle | None = None
    good: Good | None = None


@dataclass(frozen=True, slots=True)
class Charted:
    """The chart of one measure, with the sentences that go with it, in the reader's language."""

    verdict: Verdict
    sentences: tuple[str, ...]
    chart: Chart


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """A team's week, the same for all of its readers; who has joined is known by number, and is shown to nobody.

    `asked` is whether anything was asked in the last two weeks, `ever_asked` whether anything was at all; `asleep`
    whether nothing has come from the team for long. `news` is whether a number or a phase is new since the last page.
    """

    id: int
    title: str
    state: TeamState
    stalled: bool
    phase: str
    joined: frozenset[int]
    answers: Answers
    asked: bool
    ever_asked: bool
    asleep: bool = False
    silent_days: int = 0
    paused_until: date | None = None
    news: bool = False


@dataclass(frozen=True, slots=True)
class TeamSeen:
    """What one reader may see of a team's week: answers only where enough others than the reader have joined."""

    id: int
    title: str
    state: TeamState
    stalled: bool
    phase: str
    answers: Answers | None
    asked: bool
    ever_asked: bool
    asleep: bool
    silent_days: int
    paused_until: date | None
    news: bool
    charted: Charted | None = None

    @property
    def obstacle(self) -> str | None:
        """What stands in the way now, where it may be seen."""
        said = self.answers.obstacle if self.answers else None
        return said.choice if said and not said.gone and said.choice != "none" else None


def seen_by(week: TeamWeek, reader_id: int, charted: Charted | None = None, *, leads: bool = False) -> TeamSeen:
    """What this reader may see; whoever leads the team sees all that it answers anyway."""
    may = leads or len(week.joined - {reader_id}) >= FEWEST_OTHERS
    return TeamSeen(
        id=week.id,
        title=week.title,
        state=week.state,
        stalled=week.stalled,
        phase=week.phase,
        answers=week.answers if may else None,
        asked=week.asked,
        ever_asked=week.ever_asked,
        asleep=week.asleep,
        silent_days=week.silent_days,
        paused_until=week.paused_until,
        news=week.news,
        charted=charted,
    )


def most_in_need_first(teams: Sequence[TeamSeen]) -> list[TeamSeen]:
    """Stalled teams first, then those with something in the way, then those that are late, then by title."""
    return sorted(teams, key=lambda team: (*need(team), team.title, team.id))


def need(team: TeamSeen) -> tuple[bool, bool, bool]:
    """How much a team needs somebody: the lower, the more."""
    return not team.stalled, team.obstacle is None, team.state is not TeamState.LATE


def compared(said: Answers) -> str:
    """How the answered check-ins of two weeks compare with the two weeks before."""
    if said.asked == 0:
        return "none-asked"
    if said.asked_before == 0:
        return "first"
    now, before = said.answered * said.asked_before, said.answered_before * said.asked
    return "more" if now > before else "fewer" if now < before else "same"
