"""How a team stands, in words for its facilitators."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.stall import StallKind
from bot.domain.team_state import TeamState
from bot.domain.working_time import ONE_DAY
from bot.flow.house import House, name_of
from bot.flow.standing import Stand
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow

# What the state itself says already.
_SAID = {
    StallKind.SILENT: TeamState.SILENT,
    StallKind.STUCK: TeamState.STUCK,
    StallKind.UNREACHABLE: TeamState.UNREACHABLE,
    StallKind.NEVER_STARTED: TeamState.NOT_STARTED,
}


@dataclass(frozen=True, slots=True)
class InWords:
    """The state of a team in words, what else is open about it, and who is on it; empty where nobody is."""

    state: str
    more: list[str]
    taken: str


async def takers_of(tx: Tx, stands: Collection[Stand]) -> dict[str, PersonRow]:
    """Who has taken cases of these teams, by their ids in the programme files."""
    slugs = {case.acknowledged_by for stand in stands for case in stand.cases if case.acknowledged_by}
    return await people.people_by_slugs(tx, slugs) if slugs else {}


def in_words(house: House, stand: Stand, takers: dict[str, PersonRow], language: str, now: datetime) -> InWords:
    """How the team stands, in this language."""
    wording, calendar = house.content.wording, stand.calendar
    today = calendar.local_date(now)
    pause = calendar.pause_on(today)
    since = since_when(stand, now)
    values = {
        "days": wording.count("working-days", calendar.working_days_between(since, today), language) if since else "",
        "date": wording.date(pause.last + ONE_DAY, language) if pause else "",
    }
    kinds = {StallKind(case.kind) for case in stand.cases}
    more = [kind for kind in StallKind if kind in kinds and _SAID.get(kind) is not stand.state]
    return InWords(
        wording.plain(f"teams.states.{stand.state}", language, **values),
        [wording.plain(f"teams.cases.{kind}", language) for kind in more],
        taken_by(house, stand.cases, takers, language),
    )


def taken_by(house: House, cases: Collection[StallRow], takers: dict[str, PersonRow], language: str) -> str:
    """Who is on these cases; empty where nobody is."""
    wording = house.content.wording
    slugs = dict.fromkeys(case.acknowledged_by for case in cases if case.acknowledged_by)
    names = dict.fromkeys(shortened(name_of(house, takers.get(it), language), LONGEST_IN_A_LIST) for it in slugs)
    return wording.plain("alert.done.taken", language, facilitator=wording.list(list(names), language)) if names else ""


def since_when(stand: Stand, now: datetime) -> date | None:
    """The day since which the team stands so; None where nothing tells it."""
    team, calendar, last = stand.team, stand.calendar, stand.last
    case = next((it for it in stand.cases if _SAID.get(StallKind(it.kind)) is stand.state), None)
    pause = calendar.pause_on(calendar.local_date(now))
    moments = {
        TeamState.LATE: last.late_at if last else None,
        TeamState.DUE: last.asked_at if last else None,
        TeamState.ON_TRACK: team.last_sign_at,
    }
    if stand.state is TeamState.CLOSED:
        return team.ends if team.removed_at is None else calendar.local_date(team.removed_at)
    if stand.state is TeamState.PAUSED:
        return pause.first if pause else None
    # What the case is counted from: it opens only after so many days of that.
    since = [datetime.fromisoformat(it["since"]) for it in case.reasons] if case else []
    moment = min(since, default=moments.get(stand.state))
    return calendar.local_date(moment) if moment else None
