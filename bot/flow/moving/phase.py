"""A team goes on in another phase, or back to an earlier one: both are moves with a reason, and none is a failure."""

from datetime import datetime

from bot.domain.errors import MellomError
from bot.flow.deadlines import plan_start, replan_open
from bot.flow.house import House
from bot.storage import audit, conversations, phases, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def move_phase(tx: Tx, house: House, team: TeamRow, to: str, by: str | None, reason: str, now: datetime) -> None:
    """Move the team; the next check-in asks by the new phase. MellomError for a phase that its model has not.

    What the team has said so far no longer counts as being stuck: a move is movement.
    """
    known = [phase.id for phase in house.model(team).phases]
    if to not in known:
        raise MellomError(f'there is no phase "{to}" in the model {team.model}; its phases are {", ".join(known)}')
    await conversations.hold_open_check_in(tx, team.id)
    team = await teams.team_by_id(tx, team.id, lock=True)
    if team.phase == to:
        return
    await teams.change_team(tx, team.id, phase=to)
    await phases.add_move(tx, team.id, team.phase, to, now, by=by, reason=reason)
    await replan_open(tx, house, await teams.team_by_id(tx, team.id))
    await plan_start(tx, house, team.id)
    await teams.look_again(tx, now, team_id=team.id)
    await audit.note(tx, now, by or "system", "move_phase", team.slug, **{"from": team.phase, "to": to})
