"""A manager's week as facts about teams, never about persons: what is shown, in which order, and one thing to do."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.team_state import TeamState

# A team's answers are the team's word only where enough others than the reader could have given them (M5).
FEWEST_OTHERS = 3
SESSION_IS_NEAR = 7


NEED = (TeamState.SILENT, TeamState.STUCK, TeamState.NOT_STARTED, TeamState.UNREACHABLE)


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """One team's week. Counts are of check-ins; `before` are the two weeks before the last two."""

    title: str
    state: TeamState
    stalled: bool
    phase: str
    step: str
    others_joined: int
    answered: int
    asked: int
    answered_before: int
    asked_before: int
    obstacle: str | None
    silent_days: int
    next_session: tuple[str, date] | None
    paused_until: date | None = None

    @property
    def may_show_answers(self) -> bool:
        """Whether what the team answered may be shown to this reader."""
        return self.others_joined >= FEWEST_OTHERS

    @property
    def shown_obstacle(self) -> str | None:
        """The obstacle, where it may be shown and there is one."""
        return self.obstacle if self.may_show_answers and self.obstacle not in (None, "none") else None


@dataclass(frozen=True, slots=True)
class Ask:
    """Where the one thing to do comes from: the team, why, and the asks to choose among (obstacle or cause, phase)."""

    team: TeamFacts
    why: str
    sources: tuple[tuple[str, str], ...]


def most_in_need_first(teams: Sequence[TeamFacts]) -> list[TeamFacts]:
    """Stalled teams first, then those with something in the way, then those that are late, then by title."""

    def need(team: TeamFacts) -> tuple[bool, bool, bool, str]:
        return not team.stalled, team.shown_obstacle is None, team.state is not TeamState.LATE, team.title

    return sorted(teams, key=need)


def summary(teams: Sequence[TeamFacts]) -> str:
    """Which one-line summary holds for this week."""
    stalled = sum(1 for team in teams if team.stalled)
    if stalled:
        return "one-needs-you" if stalled == 1 else "some-need-you"
    late = sum(1 for team in teams if team.state is TeamState.LATE)
    if late:
        return "one-late" if late == 1 else "some-late"
    if all(team.asked == 0 for team in teams):
        return "quiet-week"
    if any(team.asked and team.state is TeamState.ON_TRACK for team in teams):
        return "one-team-well" if len(teams) == 1 else "all-well"
    return "quiet-week-waiting"


def choose_ask(teams: Sequence[TeamFacts], today: date) -> Ask | None:
    """The one thing to do this week, for the team most in need."""
    if not teams:
        return None
    team = most_in_need_first(teams)[0]
    nothing, say_yes = ("none", team.phase), ("manager", team.phase)
    if team.stalled and team.state is TeamState.NOT_STARTED:
        return Ask(team, "why-never-started", (("never-started", "any"), say_yes))
    if team.stalled and team.state is TeamState.STUCK:
        return Ask(team, "why-stuck", ((team.shown_obstacle or "none", team.phase), nothing))
    if team.stalled:
        return Ask(team, "why-silent", (("silent", "any"),))
    if team.next_session and 0 <= (team.next_session[1] - today).days < SESSION_IS_NEAR:
        return Ask(team, "why-session", (("before-gathering", "any"), nothing))
    if team.shown_obstacle:
        return Ask(team, "why", ((team.shown_obstacle, team.phase), nothing))
    return Ask(team, "why-phase", (nothing, say_yes))


def whose_turn(asks: Sequence[tuple[str, str]], week: date) -> tuple[str, str] | None:
    """Which of these asks, each a source and a name, is this week's: none comes two weeks running.

    Every ask has its half of the weeks, the odd or the even ones, whichever others it stands among: the first of a
    source the even ones, the second the odd ones, and so on; where nothing is in the way it is the other way round.
    """
    number, turns = week.toordinal() // 7, Counter[str]()
    mine: list[tuple[str, str]] = []
    for source, name in asks:
        if (turns[source] + (source == "none") - number) % 2 == 0:
            mine.append((source, name))
        turns[source] += 1
    halves = mine or list(asks)
    return halves[number // 2 % len(halves)] if halves else None


def compared(team: TeamFacts) -> str:
    """How the answered check-ins of two weeks compare with the two weeks before."""
    if team.asked == 0:
        return "none-asked"
    if team.asked_before == 0:
        return "first"
    now, before = team.answered * team.asked_before, team.answered_before * team.asked
    return "more" if now > before else "fewer" if now < before else "same"
