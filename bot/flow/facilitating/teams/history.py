"""What a team was asked, check-in by check-in: the newest first, with the questions and the answers in words."""

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.model import About
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.team_list import Place, nearest_page, turns
from bot.flow.facilitating.teams.way import LONGEST_QUESTION, said_in_words
from bot.flow.house import House, calendar_of
from bot.flow.screens.talk import model_texts
from bot.flow.settings.own import Page
from bot.storage import histories
from bot.storage.database import Tx
from bot.storage.histories import SaidRow
from bot.storage.rows import CheckInRow, TeamRow

ON_A_PAGE = 3


async def history_page(tx: Tx, house: House, team: TeamRow, page: int, place: Place, language: str) -> Page:
    """A page of it, from 1; personal questions are never shown."""
    wording, calendar = house.content.wording, await calendar_of(tx, team)
    asked = await histories.count_asked(tx, team.id)
    page, pages = nearest_page(asked, page, ON_A_PAGE)
    rows = await histories.asked_newest_first(tx, team.id, (page - 1) * ON_A_PAGE, ON_A_PAGE)
    ids = [row.id for row in rows]
    said, nothing_new = await histories.said_in(tx, ids), await histories.nothing_new_in(tx, ids)
    check_ins = []
    for row in rows:
        own = [it for it in said if it.check_in_id == row.id]
        answered = _lines(house, team, row, own, language)
        state = "nothing-new" if row.id in nothing_new and not own else row.state
        check_ins.append(
            {
                "date": wording.date(calendar.local_date(row.asked_at or row.due_at), language),
                "state": wording.plain(f"team.history.states.{state}", language),
                "lines": answered,
            }
        )
    text = wording.layout(
        "team-history", language, team=shortened(team.title, 2 * LONGEST_IN_A_LIST), check_ins=check_ins, asked=asked
    )
    return Page(text, _keyboard(house, team, page, pages, place, language))


def _lines(house: House, team: TeamRow, row: CheckInRow, said: list[SaidRow], language: str) -> list[tuple[str, str]]:
    """Each question of the check-in with its answer, empty where there is none."""
    model, texts = house.model(team), model_texts(house, team, language).questions
    lines = {it.question: said_in_words(house, team, it, language) for it in said}
    asked = [str(it["id"]) for it in row.questions]
    for question in asked:
        if question not in lines and question in texts and model.question(question).about is About.TEAM:
            lines[question] = shortened(texts[question].text, LONGEST_QUESTION), ""
    order = {question: n for n, question in enumerate(asked)}
    return [lines[it] for it in sorted(lines, key=lambda it: order.get(it, len(order)))]


def _keyboard(house: House, team: TeamRow, page: int, pages: int, place: Place, language: str) -> Keyboard:
    label = house.content.wording.plain("team.buttons.back-to-team", language)
    back = (Button(label, DeskPressed(Desk.TEAM, team.id, "show", place.pack()).pack()),)
    if pages == 1:
        return (back,)
    turning = tuple(
        Button(text, DeskPressed(Desk.TEAM, team.id, "history", f"{n}.{place.pack()}").pack())
        for text, n in turns(page, pages).items()
    )
    return (turning, back)
