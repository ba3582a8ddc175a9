"""A small test with whoever is at it, and what there is to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.language import Language
from bot.domain.pdsa import Cycle, Decision, Ends, Stage
from bot.flow.house import House, calendar_of, language_of
from bot.flow.plan import session_days
from bot.flow.screens.talk import model_texts
from bot.storage.database import Tx
from bot.storage.rows import CycleRow, PersonRow, TeamRow

SIZE = "test-size"


@dataclass(frozen=True, slots=True)
class CycleTalk:
    """Everything about one test: whose it is, and who is at it now."""

    team: TeamRow
    row: CycleRow
    person: PersonRow
    language: Language
    cycle: Cycle


def talk_about(team: TeamRow, row: CycleRow, person: PersonRow) -> CycleTalk:
    """The test as a value, told to this person."""
    cycle = Cycle(
        Stage(row.stage),
        prediction=row.prediction,
        scale=row.scale,
        planned_end=row.planned_end,
        what_happened=row.what_happened,
        decision=Decision(row.decision) if row.decision else None,
        draft=row.draft,
    )
    return CycleTalk(team, row, person, language_of(person, team.language), cycle)


def moved(talk: CycleTalk, row: CycleRow) -> CycleTalk:
    """The same talk after its row has changed."""
    return replace(talk_about(talk.team, row, talk.person), language=talk.language)


def scales_of(house: House, talk: CycleTalk) -> Mapping[str, str]:
    """How big a test may be with the words for it, the smallest first."""
    return scales_for(house, talk.team, talk.language)


def scales_for(house: House, team: TeamRow, language: str) -> Mapping[str, str]:
    """The same for anybody who reads of the team: as its model asks, or else as we do."""
    for _, _, question in house.model(team).questions():
        if question.id == SIZE:
            words = model_texts(house, team, language).questions[SIZE].choices
            return {choice: words.get(choice, choice) for choice in question.choices}
    wording = house.content.wording
    return {scale: wording.plain(f"test.scales.{scale}", language) for scale in wording.under("test.scales")}


async def ends_of(tx: Tx, team: TeamRow, now: datetime) -> Ends:
    """The days on which a test of the team that is planned now may end."""
    calendar = await calendar_of(tx, team)
    return Ends(calendar, calendar.local_date(now), team.ends, await session_days(tx, team))
