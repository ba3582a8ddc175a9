"""What a facilitator is told of a proposal by the bot."""

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.flow.facilitating.moving.propose import is_still_open
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.storage import proposals
from bot.storage.database import Tx
from bot.storage.rows import MatterRow, TeamRow


async def proposal_waits(tx: Tx, house: House, matter: MatterRow, team: TeamRow, language: Language) -> str | None:
    """That the team is ready for its next phase; None where it is not any more, or has moved."""
    proposal = await proposals.proposal_by_id(tx, matter.about_id)
    if proposal is None or not is_still_open(proposal, team):
        return None
    phase = model_texts(house, team, language).phases[proposal.to_phase]
    values = {"team": shortened(team.title, LONGEST_IN_A_LIST), "phase": phase}
    return house.content.wording.render("moving.matter", language, **values)
