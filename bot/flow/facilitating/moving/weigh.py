"""The bot proposes to a team's facilitators that it goes on: once in a phase, when the last of its evidence came."""

from datetime import datetime

from bot.flow.facilitating.moving.decided import MATTER
from bot.flow.facilitating.moving.gates import gate_of, next_phase
from bot.flow.house import House, is_over
from bot.storage import phases, proposals, teams
from bot.storage.database import Tx
from bot.storage.matters import finish_matter, raise_matter
from bot.storage.rows import TeamRow


def is_weighed(house: House, team: TeamRow, question: str) -> bool:
    """Whether the answer to this question may change what is in place at the team's gate."""
    return any(question in it.asked_by for it in house.model(team).phase(team.phase).gate)


async def weigh(tx: Tx, house: House, team_id: int, now: datetime) -> None:
    """Propose, or take a proposal back, as the gate stands now; while anything is missing nothing is said.

    What was in place when the team came into the phase makes no proposal: whoever steps back has a reason to.
    """
    team = await teams.team_by_id(tx, team_id, lock=True)
    stay, following = await phases.stay_of(tx, team.id), next_phase(house, team)
    if stay is None or following is None or is_over(team, now):
        return
    complete_since = (await gate_of(tx, house, team)).complete_since
    ours = [it for it in await proposals.proposals_since(tx, team.id, stay.began_at) if it.by is None]
    if complete_since is None:
        for proposal in ours:
            if await proposals.decide(tx, proposal.id, proposals.WITHDRAWN, None, now):
                await finish_matter(tx, MATTER, proposal.id, now)
    elif complete_since > stay.began_at and not await _has_proposed(tx, ours):
        proposal_id = await proposals.add_proposal(tx, team.id, (team.phase, following.id), None, now)
        await raise_matter(tx, team.id, MATTER, proposal_id, now)


async def _has_proposed(tx: Tx, ours: list[proposals.ProposalRow]) -> bool:
    """Whether anybody has heard of a proposal in this phase, or will."""
    return any([it.state != proposals.WITHDRAWN or await proposals.was_told(tx, it.id) for it in ours])
