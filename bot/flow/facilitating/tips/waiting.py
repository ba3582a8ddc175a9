"""A tip that waits for a facilitator, in the list of what waits and on the team's page."""

from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.flow.house import House
from bot.storage import tips
from bot.storage.database import Tx
from bot.storage.rows import MatterRow, TeamRow


async def waits(tx: Tx, house: House, matter: MatterRow, team: TeamRow, language: Language) -> str | None:
    """That a tip of the team waits for a yes; None where it has been decided."""
    tip = await tips.tip_by_id(tx, matter.about_id)
    if tip is None or tip.state != tips.WAITING:
        return None
    title = shortened(team.title, LONGEST_IN_A_LIST)
    return house.content.wording.render("tips.waiting", language, team=title, tip=tip.text)


async def tips_waiting(tx: Tx, house: House, team: TeamRow, language: str, _now: datetime) -> list[str]:
    """How many tips of the team wait for a yes; none where that is none."""
    found = await tips.waiting_tips(tx, team.id)
    wording = house.content.wording
    return [wording.render("tips.on-page", language, tips=wording.count("tips", found, language))] if found else []
