"""A tip that waits for a facilitator, in the list of what waits."""

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.flow.house import House
from bot.storage import tips
from bot.storage.database import Tx
from bot.storage.rows import MatterRow, TeamRow

LONGEST_TIP = 200


async def waits(tx: Tx, house: House, matter: MatterRow, team: TeamRow, language: Language) -> str | None:
    """That a tip of the team waits for a yes; None where it has been decided."""
    tip = await tips.tip_by_id(tx, matter.about_id)
    if tip is None or tip.state != tips.WAITING:
        return None
    title = shortened(team.title, LONGEST_IN_A_LIST)
    return house.content.wording.render("tips.waiting", language, team=title, tip=tip.text)
