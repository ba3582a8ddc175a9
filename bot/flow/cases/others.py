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


async def others_quiet(tx: Tx, house: House, team: TeamRow, language: str) -> str:
    """The other teams that have gone quiet, as a finished list; empty where there is none."""
    quiet = {stall.team_id for stall in await stalls.open_stalls(tx) if stall.kind == StallKind.SILENT}
    found = [it for it in await teams.teams_of(tx, team.collaborative_id) if it.id in quiet and it.id != team.id]
    return _named(house, found, language)


async def others_slipping(tx: Tx, house: House, team: TeamRow, language: str, now: datetime) -> str:
    """The other teams of which the last check-ins forecast a silence, and that are not quiet yet."""
    quiet = {stall.team_id for stall in await stalls.open_stalls(tx)}
    went = await lateness_in(tx, team.collaborative_id)
    found = [
        other
        for other in await teams.teams_of(tx, team.collaborative_id)
        if other.id not in quiet and other.id != team.id and is_slipping(went.get(other.id, []), now)
    ]
    return _named(house, found, language)


def _named(house: House, found: Sequence[TeamRow], language: str) -> str:
    wording = house.content.wording
    # Where one more would be counted alone, it is named.
    most = MOST_NAMED if len(found) > MOST_NAMED + 1 else len(found)
    names = [shortened(it.title, LONGEST_IN_A_LIST) for it in found[:most]]
    if len(found) > most:
        names.append(wording.count("more-teams", len(found) - most, language))
    return wording.list(names, language)
