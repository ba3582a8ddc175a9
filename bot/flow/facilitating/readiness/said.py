"""What was said before a team starts, for its facilitators."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.domain.outgoing import Button, Keyboard
from bot.domain.readiness import ORDER, concerns
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.house import House
from bot.storage import readiness
from bot.storage.database import Tx
from bot.storage.matters import finish_matter, raise_matter
from bot.storage.readiness import ReadinessRow
from bot.storage.rows import MatterRow, TeamRow

MATTER = "readiness"
# The questions come one after another, and the facilitator reads of all the answers together.
TO_SAY_ALL = timedelta(minutes=15)


async def tell_of(tx: Tx, team: TeamRow, now: datetime) -> bool:
    """Let the team's facilitators know where something is worth a talk. Whether it is."""
    rows = await readiness.said_of(tx, team.id)
    worth_it = bool(concerns(_holds(rows)))
    if worth_it:
        await raise_matter(tx, team.id, MATTER, _about(rows), now, tell_at=now + TO_SAY_ALL)
    elif rows:
        await finish_matter(tx, MATTER, _about(rows), now)
    return worth_it


async def is_seen(tx: Tx, team: TeamRow, now: datetime) -> None:
    """A facilitator has seen it."""
    if rows := await readiness.said_of(tx, team.id):
        await finish_matter(tx, MATTER, _about(rows), now)


async def readiness_waits(tx: Tx, house: House, _matter: MatterRow, team: TeamRow, language: Language) -> str | None:
    """That something is worth a talk, in the list of what waits; None where it no longer is."""
    found = concerns(_holds(await readiness.said_of(tx, team.id)))
    if not found:
        return None
    title = shortened(team.title, LONGEST_IN_A_LIST)
    return house.content.wording.render(
        "readiness.matter", language, team=title, concerns=_listed(house, found, language)
    )


async def readiness_part(tx: Tx, house: House, team: TeamRow, language: str, _now: datetime) -> list[str]:
    """What the page about a team says of it."""
    rows, wording = await readiness.said_of(tx, team.id), house.content.wording
    if not rows:
        return []
    date = wording.date(rows[-1].at.astimezone(ZoneInfo(team.zone)).date(), language)
    if found := concerns(_holds(rows)):
        line = wording.render("readiness.part.concerns", language, date=date, concerns=_listed(house, found, language))
        return [line]
    return [wording.render("readiness.part.clear", language, date=date)] if len(_holds(rows)) == len(ORDER) else []


def seen_page(house: House, team: TeamRow, rows: list[ReadinessRow], language: str) -> tuple[str, Keyboard]:
    """Every question with its answer, and the way to answer after a talk."""
    wording, said = house.content.wording, _holds(rows)
    lines = [
        wording.render(
            "readiness.said",
            language,
            question=wording.plain(f"readiness.questions.{question}", language),
            answer=wording.plain(f"readiness.buttons.{said[question]}", language),
        )
        for question in ORDER
        if question in said
    ]
    text = wording.layout(
        "readiness",
        language,
        title=wording.render("readiness.title", language, team=team.title),
        lines=lines,
        ask="",
        place=wording.render("readiness.so-far", language, said=len(said), total=len(ORDER))
        if len(said) < len(ORDER)
        else "",
    )
    return text, (
        (_button(house, "again", DeskPressed(Desk.READINESS, team.id, "ask"), language),),
        *to_team(house, team, language),
    )


def to_team(house: House, team: TeamRow, language: str) -> Keyboard:
    """The way back to the page about the team."""
    return ((_button(house, "team", DeskPressed(Desk.TEAM, team.id, "show"), language),),)


def _button(house: House, label: str, pressed: DeskPressed, language: str) -> Button:
    return Button(house.content.wording.plain(f"readiness.buttons.{label}", language), pressed.pack())


def _holds(rows: list[ReadinessRow]) -> dict[str, str]:
    """The newest answer to each question."""
    return {row.question: row.value for row in rows}


def _about(rows: list[ReadinessRow]) -> int:
    """One row stands for all that is said about a team, so that it is told once."""
    return min(row.id for row in rows)


def _listed(house: House, found: list[str], language: str) -> str:
    wording = house.content.wording
    return wording.list([wording.plain(f"readiness.concerns.{it}", language) for it in found], language)
