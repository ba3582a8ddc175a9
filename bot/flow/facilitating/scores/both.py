"""Both sides of a team's score: compared, raised where they lie apart, and said in words."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.asked_before import Given
from bot.domain.language import Language
from bot.domain.progress_score import QUESTION, WHY, BothSides, Scored, both_sides, score_of
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.storage import answers, scores
from bot.storage.database import Tx
from bot.storage.matters import finish_matter, raise_matter
from bot.storage.rows import MatterRow, TeamRow
from bot.storage.scores import ScoreRow

MATTER = "score_gap"


async def sides_of(tx: Tx, team: TeamRow, now: datetime) -> BothSides:
    """What each side said last, where that still holds."""
    return sides_in(await answers.newest_answers(tx, team.id), await scores.newest_score(tx, team.id), now)


def sides_in(given: Iterable[Given], row: ScoreRow | None, now: datetime) -> BothSides:
    """What holds of the team's own score, among what it was `given`, and of its facilitator's."""
    said = _said(given, QUESTION)
    score = score_of(said.value) if said else None
    of_team = Scored(score, said.answered_at) if said and score is not None else None
    return both_sides(of_team, Scored(row.score, row.at) if row else None, now)


def _said(given: Iterable[Given], question: str) -> Given | None:
    return next((it for it in given if it.question == question), None)


async def team_scored(tx: Tx, team: TeamRow, now: datetime) -> None:
    """The team has said how far it has come: its facilitators are told where they see it otherwise."""
    row = await scores.newest_score(tx, team.id)
    if row is None:
        return
    if sides_in(await answers.newest_answers(tx, team.id), row, now).differ:
        await raise_matter(tx, team.id, MATTER, row.id, now)
    else:
        await finish_matter(tx, MATTER, row.id, now)


async def facilitator_scored(tx: Tx, team: TeamRow, now: datetime) -> None:
    """Whoever scores reads at once what the team said: what waited about the scores before waits no longer."""
    for row in await scores.scores_of(tx, team.id):
        await finish_matter(tx, MATTER, row.id, now)


async def gap_waits(tx: Tx, house: House, matter: MatterRow, team: TeamRow, language: Language) -> str | None:
    """That both sides of a team's score lie apart, in the list of what waits; None where they no longer do."""
    row = await scores.newest_score(tx, team.id)
    if row is None or row.id != matter.about_id:
        return None
    sides = sides_in(await answers.newest_answers(tx, team.id), row, matter.at)
    if not sides.differ or sides.team is None:
        return None
    wording = house.content.wording
    said = {"team": sides.team.score, "facilitator": row.score}
    values = {f"{name}_score": wording.number(score, language) for name, score in said.items()}
    return wording.render("score.matter", language, team=shortened(team.title, LONGEST_IN_A_LIST), **values)


async def score_part(tx: Tx, house: House, team: TeamRow, language: str, now: datetime) -> list[str]:
    """What the page about a team says of its scores."""
    given, row = await answers.newest_answers(tx, team.id), await scores.newest_score(tx, team.id)
    sides, wording = sides_in(given, row, now), house.content.wording
    named = {"team": sides.team, "facilitator": sides.facilitator}
    said = {name: side for name, side in named.items() if side is not None}
    if not said:
        return []
    values = {f"{name}_score": wording.number(side.score, language) for name, side in said.items()}
    for name, side in said.items():
        values[f"{name}_date"] = wording.date(side.at.astimezone(ZoneInfo(team.zone)).date(), language)
    key = "both" if len(said) == 2 else next(iter(said))
    lines: list[str] = [wording.render(f"score.part.{key}{'-gap' if sides.differ else ''}", language, **values)]
    return lines + _reasons(house, given, row, now, language)


def _reasons(house: House, given: Iterable[Given], row: ScoreRow | None, now: datetime, language: str) -> list[str]:
    keys = ("score.part.reason-of-team", "score.part.reason")
    found = zip(keys, reasons_in(given, row, now), strict=True)
    return [house.content.wording.render(key, language, reason=reason) for key, reason in found if reason]


def reasons_in(given: Iterable[Given], row: ScoreRow | None, now: datetime) -> tuple[str | None, str | None]:
    """Why the team, and why its facilitator, say what they say."""
    sides, why = sides_in(given, row, now), _said(given, WHY)
    # A reason that came with an earlier score says nothing of this one.
    of_team = str(why.value) if sides.team and why is not None and why.answered_at >= sides.team.at else None
    return of_team, row.reason if sides.facilitator and row is not None else None


def own_line(house: House, team: TeamRow, given: Iterable[Given], language: str) -> list[str]:
    """What the team itself said last, of what it was `given`, for its members."""
    said = _said(given, QUESTION)
    if said is None or score_of(said.value) is None:
        return []
    words = model_texts(house, team, language).questions
    answer = words[QUESTION].choices.get(str(said.value), str(said.value)) if QUESTION in words else str(said.value)
    day = house.content.wording.date(said.answered_at.astimezone(ZoneInfo(team.zone)).date(), language)
    return [house.content.wording.render("score.own", language, answer=answer, date=day)]
