"""The other teams of a collaborative that are quiet too, or on their way to it: then it may be the season."""

from collections.abc import Sequence
from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.stall import StallKind
from bot.domain.team_state import is_slipping
from bot.flow.house import House
from bot.storage import stalls, teams
from bot.storage.database import Tx
from bot.storage.heard import lateness_in
from bot.storage.rows import TeamRow

# The names of so many are read; of more it matters how many there are.
MOST_NAMED = 5


async def other_teams(tx: Tx, house: House, team: TeamRow, language: str, now: datetime) -> tuple[str, str]:
    """The other teams that have gone quiet, and those without a case of which the last check-ins forecast a silence.

    Finished lists; empty where there is none.
    """
    others = [it for it in await teams.teams_of(tx, team.collaborative_id) if it.id != team.id]
    cases, went = await stalls.open_stalls(tx), await lateness_in(tx, team.collaborative_id)
    quiet = {stall.team_id for stall in cases if stall.kind == StallKind.SILENT}
    stalled = {stall.team_id for stall in cases}
    slipping = [it for it in others if it.id not in stalled and is_slipping(went.get(it.id, []), now)]
    return _named(house, [it for it in others if it.id in quiet], language), _named(house, slipping, language)


def _named(house: House, found: Sequence[TeamRow], language: str) -> str:
    wording = house.content.wording
    # Where one more would be counted alone, it is named.
    most = MOST_NAMED if len(found) > MOST_NAMED + 1 else len(found)
    names = [shortened(it.title, LONGEST_IN_A_LIST) for it in found[:most]]
    if len(found) > most:
        names.append(wording.count("more-teams", len(found) - most, language))
    return wording.list(names, language)
