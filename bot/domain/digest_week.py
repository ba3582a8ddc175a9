"""Which kind of week a page tells of: every kind has its own true first line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.digest import AT_REST, TeamSeen
from bot.domain.team_state import TeamState

SESSION_IS_NEAR = 7
# So many quiet pages in a row, and the next ones come once a month.
QUIET_IN_A_ROW = 3


class Form(StrEnum):
    """The kinds of week. USUAL: something to tell of; UNCHANGED: what the last page told."""

    USUAL = "usual"
    FIRST = "first-week"
    SESSION = "before-session"
    QUIET = "quiet-week"
    WAITING = "quiet-week-waiting"
    UNCHANGED = "unchanged"
    HOLIDAY = "holiday"
    DORMANT = "dormant"
    ENDED = "ended"


QUIET_FORMS = (Form.QUIET, Form.WAITING)
# These are told in a line or two, with no word about each team.
SHORT_FORMS = (*QUIET_FORMS, Form.UNCHANGED, Form.HOLIDAY, Form.DORMANT, Form.ENDED)
WITHOUT_ASK = (Form.HOLIDAY, Form.DORMANT, Form.ENDED)


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around the week of a page: the day, the next gathering, and when questions come next.

    `holiday` are the first and the last day of one that begins within the week.
    """

    week: date
    today: date
    next_on: date | None = None
    session: tuple[str, date] | None = None
    holiday: tuple[date, date] | None = None
    over: bool = False


def form_of(teams: Sequence[TeamSeen], around: Around) -> Form:
    """Which kind of week it is for these teams."""
    if around.over or all(team.state is TeamState.CLOSED for team in teams):
        return Form.ENDED
    if all(team.state in AT_REST for team in teams):
        return Form.HOLIDAY
    if all(team.asleep or team.state in AT_REST for team in teams):
        return Form.DORMANT
    if any(team.stalled for team in teams):
        return Form.USUAL
    if not any(team.ever_asked for team in teams):
        return Form.FIRST
    if around.session is not None and (around.session[1] - around.today).days < SESSION_IS_NEAR:
        return Form.SESSION
    return _of_what_was_asked([team for team in teams if team.state not in AT_REST])


def _of_what_was_asked(teams: Sequence[TeamSeen]) -> Form:
    if any(team.state is TeamState.LATE for team in teams) or any(is_news(team) for team in teams):
        return Form.USUAL
    if not any(team.asked for team in teams):
        return Form.QUIET
    answered = any(team.asked and team.state is TeamState.ON_TRACK for team in teams)
    return Form.USUAL if answered else Form.WAITING


def is_news(team: TeamSeen) -> bool:
    """Whether there is something about the team that the reader has not read yet."""
    said = team.answers
    if team.news or said is None:
        return team.news
    return said.good is not None or (said.obstacle is not None and said.obstacle.gone)


def summary(teams: Sequence[TeamSeen]) -> str:
    """The one-line summary of a usual week: who needs somebody, who is late, or that all are in touch."""
    stalled = sum(1 for team in teams if team.stalled)
    if stalled:
        return "one-needs-you" if stalled == 1 else "some-need-you"
    late = sum(1 for team in teams if team.state is TeamState.LATE)
    if late:
        return "one-late" if late == 1 else "some-late"
    return "one-team-well" if len(teams) == 1 else "all-well"


def becomes_monthly(form: Form, before: Sequence[str | None]) -> bool:
    """Whether this is so many quiet pages in a row; `before` are the forms of the last ones, the newest first."""
    earlier = list(before[: QUIET_IN_A_ROW - 1])
    return form in QUIET_FORMS and len(earlier) == QUIET_IN_A_ROW - 1 and all(it in QUIET_FORMS for it in earlier)
