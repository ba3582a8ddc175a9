"""The question how far a team has come, and what stands there once it is answered."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.limits import BUTTON, shortened
from bot.domain.outgoing import Button, Keyboard
from bot.domain.programme import Role
from bot.domain.progress_score import LEVELS, QUESTION, score_of
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.scores.both import score_part, sides_of
from bot.flow.house import House, is_over
from bot.flow.rights import teams_as
from bot.flow.screens.talk import model_texts
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.scores import ScoreRow

# One team alone, or all teams one after another; the level, or the score that is meant, stands behind.
ASK, ALONE, WALK, BOTH = "ask", "alone", "walk", "both"
AGAIN, WALK_AGAIN, NEXT, WHY, WALK_WHY = "again", "walk-again", "next", "why", "walk-why"


async def begun_teams(tx: Tx, person: PersonRow, collaborative_id: int, now: datetime) -> list[TeamRow]:
    """The teams of the collaborative that the person facilitates and in which work is under way, by their titles."""
    found = await teams_as(tx, person.id, Role.FACILITATOR, collaborative_id)
    begun = [team for team in found if not is_over(team, now) and await _has_begun(tx, team, now)]
    return sorted(begun, key=lambda team: (team.title.casefold(), team.id))


async def _has_begun(tx: Tx, team: TeamRow, now: datetime) -> bool:
    if now.astimezone(ZoneInfo(team.zone)).date() < team.starts:
        return False
    return any(it.joined_at is not None for it in await people.people_of_team(tx, team.id, Role.MEMBER))


def question(house: House, team: TeamRow, language: str, walk: list[TeamRow]) -> tuple[str, Keyboard]:
    """The levels of one team; on a `walk` over several with its place among them, and the way past it."""
    wording = house.content.wording
    place = ""
    if len(walk) > 1:
        number = next((n for n, it in enumerate(walk, start=1) if it.id == team.id), 1)
        place = wording.render("score.place", language, current=number, total=len(walk))
    text = wording.layout(
        "score", language, lines=[], ask=wording.render("score.ask", language, team=team.title), place=place
    )
    act = WALK if walk else ALONE
    rows: list[tuple[Button, ...]] = [
        (Button(_label(house, team, level, language), DeskPressed(Desk.SCORE, team.id, act, level).pack()),)
        for level in LEVELS
    ]
    if walk:
        rows.append((_button(house, "skip", DeskPressed(Desk.SCORE, team.id, NEXT), language),))
    else:
        rows.append(_to_team(house, team, language))
    return text, tuple(rows)


def _label(house: House, team: TeamRow, level: str, language: str) -> str:
    """The level as the team reads it; the bare number where its model does not ask for it."""
    words = model_texts(house, team, language).questions
    if QUESTION in words and level in words[QUESTION].choices:
        return shortened(words[QUESTION].choices[level], BUTTON)
    return house.content.wording.number(score_of(level) or 0, language)


async def saved(
    tx: Tx, house: House, team: TeamRow, row: ScoreRow, language: str, walk: list[TeamRow], now: datetime
) -> tuple[str, Keyboard]:
    """That the score is kept, what the team says, and the ways on."""
    wording, sides = house.content.wording, await sides_of(tx, team, now)
    lines = [wording.render("score.saved", language, score=wording.number(row.score, language), team=team.title)]
    if sides.team is None:
        lines.append(wording.render("score.alone", language))
    else:
        key = "score.gap" if sides.differ else "score.agree"
        lines.append(wording.render(key, language, score=wording.number(sides.team.score, language)))
    why, again = (WALK_WHY, WALK_AGAIN) if walk else (WHY, AGAIN)
    rows: list[tuple[Button, ...]] = [
        (
            _button(house, "why", DeskPressed(Desk.SCORE, team.id, why, str(row.id)), language),
            _button(house, "change", DeskPressed(Desk.SCORE, team.id, again), language),
        )
    ]
    if after(team, walk) is not None:
        rows.append((_button(house, "next", DeskPressed(Desk.SCORE, team.id, NEXT), language),))
    elif walk:
        lines.append(wording.render("score.all-done", language))
    else:
        rows.append(_to_team(house, team, language))
    return wording.layout("score", language, lines=lines, ask="", place=""), tuple(rows)


async def both(tx: Tx, house: House, team: TeamRow, language: str, now: datetime) -> tuple[str, Keyboard]:
    """What both sides say of the team, and the way to score it anew."""
    title = house.content.wording.render("score.of", language, team=team.title)
    lines = await score_part(tx, house, team, language, now)
    text = house.content.wording.layout("score", language, lines=[title, *lines], ask="", place="")
    change = _button(house, "change", DeskPressed(Desk.SCORE, team.id, AGAIN), language)
    return text, ((change,), _to_team(house, team, language))


def after(team: TeamRow, walk: list[TeamRow]) -> TeamRow | None:
    """The team that comes next."""
    here = (team.title.casefold(), team.id)
    return next((it for it in walk if (it.title.casefold(), it.id) > here), None)


def all_done(house: House, language: str) -> str:
    """That there is no team left."""
    line = house.content.wording.render("score.all-done", language)
    return house.content.wording.layout("score", language, lines=[line], ask="", place="")


def _to_team(house: House, team: TeamRow, language: str) -> tuple[Button, ...]:
    return (_button(house, "team", DeskPressed(Desk.TEAM, team.id, "show"), language),)


def _button(house: House, label: str, pressed: DeskPressed, language: str) -> Button:
    return Button(house.content.wording.plain(f"score.buttons.{label}", language), pressed.pack())
