"""The facilitator's page about the homework of a team, or of all that they lead."""

from zoneinfo import ZoneInfo

from bot.content.limits import BUTTON, shortened
from bot.domain.homework import State
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.homework.words import sentence
from bot.flow.house import House
from bot.storage import homework
from bot.storage.database import Tx
from bot.storage.homework import HomeworkRow
from bot.storage.rows import TeamRow

ALL = 0
# The page is read on a phone, and each that is open has a button.
MOST_OPEN, MOST_CLOSED = 8, 5
SHOW, GIVE, WRITE, CLOSE, DONE, DROPPED = "show", "give", "write", "close", "done", "dropped"


async def page(tx: Tx, house: House, team: TeamRow, language: str) -> tuple[str, Keyboard]:
    """What is open with the team and what was closed last, and the ways on."""
    given = (await homework.open_homework(tx, team.id))[:MOST_OPEN]
    closed = await homework.closed_homework(tx, team.id, MOST_CLOSED)
    wording = house.content.wording
    text = wording.layout(
        "homework",
        language,
        title=wording.render("homework.title", language, team=team.title),
        open=[_open_line(house, it, language) for it in given],
        closed=[_closed_line(house, team, it, language) for it in closed],
    )
    rows = [
        (button(house, "close", DeskPressed(Desk.HOMEWORK, team.id, CLOSE, str(it.id)), language, number=n),)
        for n, it in enumerate(given, start=1)
    ]
    give = button(house, "give", DeskPressed(Desk.HOMEWORK, team.id, GIVE), language)
    to_team = button(house, "team", DeskPressed(Desk.TEAM, team.id, "show"), language)
    return text, ((give,), *rows, (to_team,))


def close_page(house: House, team: TeamRow, row: HomeworkRow, language: str) -> tuple[str, Keyboard]:
    """The question what became of this one, with its answers."""
    text = house.content.wording.render("homework.close-which", language, homework=sentence(row.text))
    ways = [
        (button(house, act, DeskPressed(Desk.HOMEWORK, team.id, act, str(row.id)), language),)
        for act in (DONE, DROPPED)
    ]
    return text, (*ways, (button(house, "back", DeskPressed(Desk.HOMEWORK, team.id, SHOW), language),))


def button(house: House, label: str, pressed: DeskPressed, language: str, **values: object) -> Button:
    """A button of this room."""
    text = house.content.wording.plain(f"homework.buttons.{label}", language, **values)
    return Button(shortened(text, BUTTON), pressed.pack())


def _open_line(house: House, row: HomeworkRow, language: str) -> str:
    wording = house.content.wording
    if row.session is None or row.before is None:
        return wording.render("homework.open.alone", language, homework=sentence(row.text))
    values = {"session": row.session, "date": wording.date(row.before, language)}
    return wording.render("homework.open.before", language, homework=sentence(row.text), **values)


def _closed_line(house: House, team: TeamRow, row: HomeworkRow, language: str) -> str:
    on = (row.closed_at or row.given_at).astimezone(ZoneInfo(team.zone)).date()
    key = "homework.closed.done" if row.state == State.DONE else "homework.closed.dropped"
    wording = house.content.wording
    return wording.render(key, language, homework=sentence(row.text), date=wording.date(on, language))
