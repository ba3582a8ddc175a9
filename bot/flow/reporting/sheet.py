"""All that a document says of a team, read once: nothing of single people, nor what they answered for themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.asked_before import Given
from bot.domain.gate import Gate
from bot.domain.model import Step
from bot.flow.facilitating.moving.gates import gate_of
from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import House
from bot.flow.measuring.charting import MeasureChart, charts_of
from bot.flow.standing import Stand, stands_now
from bot.storage import answers, histories, homework, measures, pdsa_cycles, reach, scores, tips
from bot.storage.database import Tx
from bot.storage.homework import HomeworkRow
from bot.storage.measures import MeasureRow
from bot.storage.rows import CycleRow, TeamRow
from bot.storage.scores import ScoreRow
from bot.storage.tips import TipRow

# More than any page has room for.
MOST_RESULTS, MOST_CLOSED = 40, 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """A team as it stands: its state and step, its gate, its small tests, its homework, its charts, its tips.

    `given` are its newest answers as a team, `score` what a facilitator said last of how far it has come, and `names`
    those of everybody around it, which stand in no document.
    """

    stand: Stand
    step: Step
    gate: Gate
    joined: int
    members: int
    given: Sequence[Given]
    running: Sequence[CycleRow]
    results: Sequence[CycleRow]
    open: Sequence[HomeworkRow]
    closed: Sequence[HomeworkRow]
    score: ScoreRow | None
    measures: Sequence[MeasureRow]
    charts: Sequence[MeasureChart]
    tips: Sequence[TipRow]
    names: Sequence[str]

    @property
    def team(self) -> TeamRow:
        """The team itself."""
        return self.stand.team

    def said(self, question: str) -> Given | None:
        """The team's newest answer to this question."""
        return next((it for it in self.given if it.question == question), None)


async def sheets_of(tx: Tx, house: House, teams: Sequence[TeamRow], language: str, now: datetime) -> list[Sheet]:
    """A sheet for each of these teams that the content knows, in their order."""
    known = [team for team in teams if house.knows(team)]
    counts = await reach.counts_in(tx, [team.id for team in known])
    names = {it: await histories.names_around(tx, it) for it in {team.collaborative_id for team in known}}
    return [
        await _sheet(tx, house, stand, counts[stand.team.id], names[stand.team.collaborative_id], language, now)
        for stand in await stands_now(tx, known, now)
    ]


async def _sheet(
    tx: Tx,
    house: House,
    stand: Stand,
    count: tuple[int, int],
    names: Sequence[str],
    language: str,
    now: datetime,
) -> Sheet:
    team = stand.team
    return Sheet(
        stand=stand,
        step=await step_now(tx, house, team),
        gate=await gate_of(tx, house, team),
        joined=count[0],
        members=count[1],
        given=await answers.newest_answers(tx, team.id),
        running=await pdsa_cycles.open_cycles(tx, team.id),
        results=await pdsa_cycles.last_results(tx, team.id, MOST_RESULTS),
        open=await homework.open_homework(tx, team.id),
        closed=await homework.closed_homework(tx, team.id, MOST_CLOSED),
        score=await scores.newest_score(tx, team.id),
        measures=await measures.measures_of(tx, [team.id]),
        charts=await charts_of(tx, house, team, language, now),
        tips=await tips.published_tips(tx, team.id),
        names=names,
    )
