"""What happened in a team in the last month, besides how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.flow.house import House
from bot.flow.plan import asked_next
from bot.flow.reporting.lines import OBSTACLE
from bot.flow.reporting.sheet import Sheet
from bot.storage import check_ins, histories, pulses, teams
from bot.storage.database import Tx
from bot.storage.pulses import PulseRow
from bot.storage.teams import SessionRow

MONTH = timedelta(days=30)
LEARNING = "test-learning"


@dataclass(frozen=True, slots=True)
class Month:
    """A team's month: what stood in its way and what it learned, oldest first; how much of what was asked it answered.

    `pulse` is what a manager of it said last, `next_on` when it is asked next, `session` its next gathering.
    """

    sheet: Sheet
    since: datetime
    obstacles: Sequence[str]
    learned: Sequence[str]
    answered: int
    asked: int
    pulse: PulseRow | None
    next_on: datetime | None
    session: SessionRow | None


async def month_of(tx: Tx, house: House, sheet: Sheet, now: datetime) -> Month:
    """The month of this team that ends now."""
    team, since = sheet.team, now - MONTH
    answered, asked = await check_ins.counted(tx, team.id, since, now)
    return Month(
        sheet=sheet,
        since=since,
        obstacles=await _said(tx, team.id, OBSTACLE, since),
        learned=await _said(tx, team.id, LEARNING, since),
        answered=answered,
        asked=asked,
        pulse=await pulses.newest_answer(tx, team.id),
        next_on=await asked_next(tx, house, team),
        session=await teams.next_session(tx, team.collaborative_id, sheet.stand.calendar.local_date(now)),
    )


async def _said(tx: Tx, team_id: int, question: str, since: datetime) -> list[str]:
    """The team's answers to this question in the check-ins since then."""
    series = await histories.series_of(tx, team_id, question)
    return [value for asked_at, value in series if asked_at >= since and isinstance(value, str)]
