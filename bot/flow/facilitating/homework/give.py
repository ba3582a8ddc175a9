"""Homework is given: before which gathering, in which words, and to whom."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.limits import BUTTON, shortened
from bot.domain.homework import LONGEST
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.homework.page import ALL, SHOW, WRITE, button
from bot.flow.facilitating.homework.words import as_asked
from bot.flow.handling import Incoming
from bot.flow.house import House, is_over
from bot.flow.rights import teams_led_by
from bot.flow.say import language_for
from bot.flow.writing.ask import Question, ask_for_text
from bot.flow.writing.purpose import Purpose
from bot.storage import audit, homework, sessions
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow, WritingRow
from bot.storage.teams import SessionRow, sessions_of

PURPOSE, NO_GATHERING = "homework", 0
MOST_GATHERINGS = 8


async def teams_given_to(tx: Tx, person: PersonRow, team_id: int, now: datetime) -> list[TeamRow]:
    """The team, or with `ALL` every one that the person leads; none that is over."""
    led = await teams_led_by(tx, person)
    return [team for team in led if team_id in (ALL, team.id) and not is_over(team, now)]


async def before_what(
    tx: Tx, house: House, team_id: int, to: list[TeamRow], language: str, now: datetime
) -> tuple[str, Keyboard]:
    """The coming gatherings of these teams, the next one first."""
    wording = house.content.wording
    title = (
        wording.render("homework.title-all", language)
        if team_id == ALL
        else wording.render("homework.title", language, team=to[0].title)
    )
    lines = [wording.render("homework.explained", language), wording.render("homework.before-what", language)]
    rows = [
        (Button(_label(house, it, language), DeskPressed(Desk.HOMEWORK, team_id, WRITE, str(it.id)).pack()),)
        for it in await _coming(tx, to, now)
    ]
    rows.append(
        (button(house, "no-gathering", DeskPressed(Desk.HOMEWORK, team_id, WRITE, str(NO_GATHERING)), language),)
    )
    if team_id != ALL:
        rows.append((button(house, "back", DeskPressed(Desk.HOMEWORK, team_id, SHOW), language),))
    return wording.layout("homework-before", language, title=title, lines=lines), tuple(rows)


def _label(house: House, session: SessionRow, language: str) -> str:
    return shortened(f"{house.content.wording.date(session.on_date, language)}: {session.title}", BUTTON)


async def _coming(tx: Tx, to: list[TeamRow], now: datetime) -> list[SessionRow]:
    """The gatherings that are still to come where these teams are, in their order."""
    today = {team.collaborative_id: now.astimezone(ZoneInfo(team.zone)).date() for team in to}
    found = [
        it
        for collaborative_id, day in today.items()
        for it in await sessions_of(tx, collaborative_id)
        if it.on_date >= day
    ]
    return sorted(found, key=lambda it: (it.on_date, it.id))[:MOST_GATHERINGS]


async def ask_for_words(
    tx: Tx, house: House, person: PersonRow, language: str, team_id: int, session_id: int, now: datetime
) -> None:
    """Ask what the team is to do, in a message below."""
    text = house.content.wording.render("homework.write", language, max=LONGEST)
    about = {"team": team_id, "session": session_id}
    question = Question(PURPOSE, text, team_id=team_id or None, about=about)
    await ask_for_text(tx, house, person, language, question, now)


async def _receivers(
    tx: Tx, person: PersonRow, writing: WritingRow, now: datetime
) -> tuple[list[TeamRow], SessionRow | None]:
    """Who is given it, with the gathering; only where that is to be."""
    to = await teams_given_to(tx, person, writing.about["team"], now)
    session = await sessions.session_by_id(tx, writing.about["session"])
    return [it for it in to if session is None or it.collaborative_id == session.collaborative_id], session


async def _may(tx: Tx, person: PersonRow, writing: WritingRow) -> bool:
    led = await teams_led_by(tx, person)
    return any(writing.about["team"] in (ALL, team.id) for team in led)


async def _preview(tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str) -> str:
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    to, session = await _receivers(tx, person, writing, incoming.now)
    # In the team's language, as it will be read there.
    read_in = to[0].language if to else language
    question = as_asked(house, text, session.title if session else None, read_in)
    if len(to) == 1:
        return wording.render("homework.preview", language, team=to[0].title, question=question)
    teams = wording.count("teams", len(to), language)
    return wording.render("homework.preview-all", language, teams=teams, question=question)


async def _keep(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    to, session = await _receivers(tx, person, writing, incoming.now)
    for team in to:
        session_id = session.id if session else None
        homework_id = await homework.add_homework(tx, team.id, person.id, text or "", session_id, incoming.now)
        subject = f"homework {homework_id}"
        await audit.note(tx, incoming.now, person.slug, "give_homework", subject, team=team.slug)
    if len(to) == 1:
        return wording.render("homework.given", language, team=to[0].title)
    return wording.render("homework.given-all", language, teams=wording.count("teams", len(to), language))


HOMEWORK_WRITTEN = Purpose(may=_may, keep=_keep, longest=LONGEST, preview=_preview)
