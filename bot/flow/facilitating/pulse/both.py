"""Both sides of whether a manager asks about the work: told to facilitators where they differ, and to nobody else."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.domain.pulse import MANAGER_ASKED, Said, gap_between
from bot.flow.house import House
from bot.storage import answers, pulses
from bot.storage.database import Tx
from bot.storage.matters import finish_matter, raise_matter
from bot.storage.pulses import PulseRow
from bot.storage.rows import MatterRow, TeamRow

MATTER = "pulse_gap"


async def _sides(tx: Tx, team: TeamRow, pulse: PulseRow | None) -> tuple[Said | None, Said | None]:
    """What the team said last, and what a manager of it did."""
    given = {it.question: it for it in await answers.newest_answers(tx, team.id)}
    said = given.get(MANAGER_ASKED)
    of_manager = Said(pulse.value, pulse.answered_at) if pulse and pulse.value and pulse.answered_at else None
    return Said(str(said.value), said.answered_at) if said else None, of_manager


async def compare(tx: Tx, team: TeamRow, now: datetime) -> None:
    """One side has said something: the team's facilitators are told where the other says otherwise."""
    pulse = await pulses.newest_answer(tx, team.id)
    if pulse is None:
        return
    if gap_between(*await _sides(tx, team, pulse), now) is not None:
        await raise_matter(tx, team.id, MATTER, pulse.id, now)
    else:
        await are_seen(tx, team, now)


async def are_seen(tx: Tx, team: TeamRow, now: datetime) -> None:
    """A facilitator has looked, or both sides agree."""
    for pulse in await pulses.pulses_of(tx, team.id):
        await finish_matter(tx, MATTER, pulse.id, now)


async def pulse_waits(tx: Tx, house: House, matter: MatterRow, team: TeamRow, language: Language) -> str | None:
    """That both sides say different things, in the list of what waits; None where they no longer do."""
    pulse = await pulses.newest_answer(tx, team.id)
    if pulse is None or pulse.id != matter.about_id:
        return None
    gap = gap_between(*await _sides(tx, team, pulse), matter.at)
    if gap is None:
        return None
    title = shortened(team.title, LONGEST_IN_A_LIST)
    return house.content.wording.render(f"pulse.gap.{gap}", language, team=title)


async def pulse_part(tx: Tx, house: House, team: TeamRow, language: str, now: datetime) -> list[str]:
    """What the page about a team says where both sides lie apart."""
    of_team, of_manager = await _sides(tx, team, await pulses.newest_answer(tx, team.id))
    gap = gap_between(of_team, of_manager, now)
    if gap is None or of_team is None or of_manager is None:
        return []
    wording, zone = house.content.wording, ZoneInfo(team.zone)
    said = {"team": of_team, "manager": of_manager}
    dates = {f"{who}_date": wording.date(it.at.astimezone(zone).date(), language) for who, it in said.items()}
    return [wording.render(f"pulse.part.{gap}", language, **dates)]
