"""A press on the page from which a team is moved."""

from bot.domain.gate import Tick
from bot.domain.room_buttons import DeskPressed
from bot.flow.facilitating.desk.page import SHOWING, put_page
from bot.flow.facilitating.moving.at import At, at_team, drawn_for, hold_team, led_team, number_in
from bot.flow.facilitating.moving.gates import earlier_phases
from bot.flow.facilitating.moving.pages import back_page, evidence_page, moving_page
from bot.flow.facilitating.moving.propose import propose
from bot.flow.facilitating.moving.reasons import ask_why_back, ask_why_on, move_back_because
from bot.flow.facilitating.moving.weigh import weigh
from bot.flow.handling import Incoming, edit
from bot.flow.house import House
from bot.storage import audit, gates
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show. A page of an earlier phase is drawn anew, and nothing else happens."""
    team = await led_team(tx, house, incoming, person, button.about)
    if isinstance(team, str):
        return team
    if button.act in SHOWING:
        at = await at_team(tx, house, person, team, incoming.now)
        await put_page(tx, incoming, button.act, message_id, await moving_page(tx, at))
        return ""
    team = await hold_team(tx, team.id)
    at = await at_team(tx, house, person, team, incoming.now)
    stay, rest = drawn_for(button)
    if stay != at.stay:
        await put_page(tx, incoming, "show", message_id, await moving_page(tx, at))
        return at.house.content.wording.plain("moving.toasts.moved-since", at.language)
    return await _press(tx, incoming, at, (button.act, rest), message_id)


async def _press(tx: Tx, incoming: Incoming, at: At, pressed: tuple[str, list[str]], message_id: int) -> str:
    act, rest = pressed
    earlier, gate = earlier_phases(at.house, at.team), at.house.model(at.team).phase(at.team.phase).gate
    to = number_in(rest, len(earlier))
    match act:
        case "evidence":
            await put_page(tx, incoming, "show", message_id, await evidence_page(tx, at))
        case "tick" if (number := number_in(rest, len(gate))) is not None:
            await _tick(tx, at, gate[number].id, in_place=rest[1:] == ["1"])
            await put_page(tx, incoming, "show", message_id, await evidence_page(tx, at))
        case "propose":
            return await propose(tx, incoming, at, message_id)
        case "forward":
            return await ask_why_on(tx, at)
        case "back" if earlier:
            await put_page(tx, incoming, "show", message_id, back_page(at))
        case "why-back" if to is not None:
            await ask_why_back(tx, at, to)
        case "because" if to is not None and len(rest) == 2:
            text = await move_back_because(tx, at, to, rest[1], message_id)
            await edit(tx, incoming, message_id, text)
        case _:
            return at.house.content.wording.plain("refused.old-button", at.language)
    return ""


async def _tick(tx: Tx, at: At, evidence: str, *, in_place: bool) -> None:
    await gates.add_tick(tx, at.team.id, Tick(evidence, in_place, at.person.slug, at.now))
    said = {"evidence": evidence, "in_place": in_place}
    await audit.note(tx, at.now, at.person.slug, "evidence", at.team.slug, team=at.team.slug, **said)
    await weigh(tx, at.house, at.team.id, at.now)
