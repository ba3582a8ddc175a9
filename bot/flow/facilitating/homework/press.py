"""A press in the room of homework."""

from bot.domain.button_data import is_id
from bot.domain.homework import State
from bot.domain.room_buttons import DeskPressed
from bot.flow.facilitating.desk.team import team_led
from bot.flow.facilitating.homework.give import ask_for_words, before_what, teams_given_to
from bot.flow.facilitating.homework.page import ALL, CLOSE, DONE, DROPPED, GIVE, SHOW, WRITE, close_page, page
from bot.flow.handling import Incoming, edit
from bot.flow.house import House
from bot.flow.say import language_for, refuse
from bot.storage import audit, homework
from bot.storage.database import Tx
from bot.storage.homework import HomeworkRow
from bot.storage.rows import PersonRow, TeamRow

_BECAME = {DONE: State.DONE, DROPPED: State.DROPPED}


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show."""
    if button.about == ALL:
        return await _give(tx, house, incoming, person, button, message_id)
    team, why_not = await team_led(tx, house, incoming, person, button.about)
    if team is None:
        return why_not
    match button.act:
        case act if act == SHOW:
            await _show(tx, house, incoming, team, message_id)
        case act if act in (GIVE, WRITE):
            return await _give(tx, house, incoming, person, button, message_id)
        case act if act in (CLOSE, DONE, DROPPED):
            return await _close(tx, house, incoming, person, team, button, message_id)
        case _:
            return await refuse(tx, house, incoming, "old-button")
    return ""


async def _show(tx: Tx, house: House, incoming: Incoming, team: TeamRow, message_id: int) -> None:
    text, keyboard = await page(tx, house, team, await language_for(tx, house, incoming))
    await edit(tx, incoming, message_id, text, keyboard)


async def _give(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    language = await language_for(tx, house, incoming)
    to = await teams_given_to(tx, person, button.about, incoming.now)
    if not to:
        return house.content.wording.plain("homework.toasts.nothing-to-give", language)
    if button.act == WRITE and is_id(button.what):
        await ask_for_words(tx, house, person, language, button.about, int(button.what), incoming.now)
        return ""
    if button.act not in (SHOW, GIVE):
        return await refuse(tx, house, incoming, "old-button")
    text, keyboard = await before_what(tx, house, button.about, to, language, incoming.now)
    await edit(tx, incoming, message_id, text, keyboard)
    return ""


async def _close(
    tx: Tx,
    house: House,
    incoming: Incoming,
    person: PersonRow,
    team: TeamRow,
    button: DeskPressed,
    message_id: int,
) -> str:
    language, row = await language_for(tx, house, incoming), await _row(tx, team, button.what)
    if row is None:
        return await refuse(tx, house, incoming, "old-button")
    if row.state != State.OPEN:
        await _show(tx, house, incoming, team, message_id)
        return house.content.wording.plain("homework.toasts.closed-already", language)
    if button.act == CLOSE:
        await edit(tx, incoming, message_id, *close_page(house, team, row, language))
        return ""
    state = _BECAME[button.act]
    await homework.set_state(tx, row.id, state, incoming.now)
    await audit.note(tx, incoming.now, person.slug, "close_homework", f"homework {row.id}", team=team.slug, as_=state)
    await _show(tx, house, incoming, team, message_id)
    return ""


async def _row(tx: Tx, team: TeamRow, number: str) -> HomeworkRow | None:
    row = await homework.homework_by_id(tx, int(number), lock=True) if is_id(number) else None
    return row if row is not None and row.team_id == team.id else None
