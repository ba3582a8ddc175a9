"""How a check-in begins: the step that its team is at, and whether it is the first one."""

from dataclasses import dataclass

from bot.domain.model import Step
from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import House
from bot.storage import check_ins
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, TeamRow


@dataclass(frozen=True, slots=True)
class Beginning:
    """What the opening of a check-in says about the team, the same to all its readers."""

    step: Step
    is_first: bool


async def beginning_of(tx: Tx, house: House, team: TeamRow, check_in: CheckInRow) -> Beginning:
    """How this check-in of the team begins."""
    earlier = await check_ins.earlier_check_ins(tx, team.id)
    return Beginning(await step_now(tx, house, team, earlier, phase=check_in.phase), is_first=len(earlier) <= 1)
