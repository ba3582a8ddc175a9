"""The step that a team is at, on its own way through its phase."""

from collections.abc import Sequence

from bot.domain.asked_before import Earlier
from bot.domain.asking import current_step
from bot.domain.model import Step
from bot.flow.house import House
from bot.storage import check_ins
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.steps import way_of


async def step_now(
    tx: Tx, house: House, team: TeamRow, earlier: Sequence[Earlier] | None = None, *, phase: str | None = None
) -> Step:
    """The step that the team is at in its phase, or in the one that it was asked about; `earlier` where it is known."""
    if earlier is None:
        earlier = await check_ins.earlier_check_ins(tx, team.id)
    return current_step(house.model(team), phase or team.phase, earlier, await way_of(tx, team.id))
