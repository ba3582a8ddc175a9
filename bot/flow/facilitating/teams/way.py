"""The team's way so far, in words: its phases, its progress at a glance, and what it answered last."""

from collections.abc import Sequence

from bot.content.limits import shortened
from bot.domain.asked_before import Earlier
from bot.domain.model import Kind
from bot.domain.sparkline import sparkline
from bot.flow.cases.why import answer_words
from bot.flow.facilitating.moving.phase import reason_words
from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.flow.standing import Stand
from bot.storage import histories
from bot.storage.database import Tx
from bot.storage.histories import SaidRow
from bot.storage.rows import TeamRow

PROGRESS = "progress"
LOWEST, HIGHEST = 1, 5
MOST_MOVES = 5
LONGEST_REASON = 100
LONGEST_QUESTION, LONGEST_ANSWER = 110, 160


async def step_of(tx: Tx, house: House, team: TeamRow, earlier: Sequence[Earlier], language: str) -> str:
    """The title of the step that the team is at."""
    return model_texts(house, team, language).steps[(await step_now(tx, house, team, earlier)).id].title


async def way_so_far(tx: Tx, house: House, stand: Stand, language: str) -> list[str]:
    """A line for each phase that the team has been in, the newest last: since when, and why it went there."""
    wording, titles = house.content.wording, model_texts(house, stand.team, language).phases
    moves = await histories.phase_moves_of(tx, stand.team.id)
    lines: list[str] = []
    for move in moves[-MOST_MOVES:]:
        phase = titles.get(move.to_phase, move.to_phase)
        date = wording.date(stand.calendar.local_date(move.at), language)
        # What the bot itself notes is no reason that anybody gave.
        reason = shortened(reason_words(house, move.reason, language), LONGEST_REASON) if move.by else ""
        key = "team.way.why" if reason else "team.way.since"
        lines.append(wording.render(key, language, phase=phase, date=date, reason=reason))
    return lines


async def progress_line(tx: Tx, house: House, stand: Stand, language: str) -> str:
    """The answers about progress as little bars, with the first day and the last; empty with fewer than two."""
    found = await histories.series_of(tx, stand.team.id, PROGRESS)
    series = [(moment, value) for moment, value in found if isinstance(value, int | float)]
    if len(series) < 2:
        return ""
    wording = house.content.wording
    first, last = (wording.date(stand.calendar.local_date(series[n][0]), language) for n in (0, -1))
    bars = sparkline([value for _, value in series], LOWEST, HIGHEST)
    return wording.render("team.progress", language, bars=bars, first=first, last=last, newest=f"{series[-1][1]}")


async def answers_at_last(tx: Tx, house: House, stand: Stand, language: str) -> list[tuple[str, str]]:
    """The questions and answers of the newest check-in in which anything was answered."""
    for check_in in await histories.asked_newest_first(tx, stand.team.id, 0, 3):
        if said := await histories.said_in(tx, [check_in.id]):
            return [said_in_words(house, stand.team, it, language) for it in said]
    return []


def said_in_words(house: House, team: TeamRow, said: SaidRow, language: str) -> tuple[str, str]:
    """A question and its answer in words, both short; one that is no longer asked as it was worded then."""
    texts = model_texts(house, team, language).questions
    question = texts[said.question].text if said.question in texts else said.wording
    return shortened(question, LONGEST_QUESTION), shortened(_answer(house, team, said, language), LONGEST_ANSWER)


def _answer(house: House, team: TeamRow, said: SaidRow, language: str) -> str:
    wording = house.content.wording
    if said.value is None:
        return wording.plain("team.history.erased", language)
    if said.question in model_texts(house, team, language).questions:
        kind = house.model(team).question(said.question).kind
        # Somebody's own words are no choice that could be looked up.
        return str(said.value) if kind is Kind.TEXT else answer_words(house, team, language, said.question, said.value)
    if isinstance(said.value, tuple):
        return wording.list([str(it) for it in said.value], language)
    return str(said.value)
