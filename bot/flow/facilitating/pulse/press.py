"""A manager's press below a digest: whether they have asked a team about its results."""

from bot.domain.room_buttons import DeskPressed
from bot.flow.digests.keyboard import below
from bot.flow.digests.show import show_buttons
from bot.flow.facilitating.desk.team import team_led
from bot.flow.facilitating.pulse.answer import answer
from bot.flow.facilitating.pulse.both import are_seen, pulse_part
from bot.flow.handling import Incoming, reply
from bot.flow.house import House
from bot.flow.say import language_for, refuse
from bot.storage import digests, pulses
from bot.storage.database import Tx
from bot.storage.pulses import PulseRow
from bot.storage.rows import PersonRow

SEE = "see"


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show."""
    pulse = await pulses.pulse_by_id(tx, button.about, lock=True)
    if pulse is None:
        return await refuse(tx, house, incoming, "old-button")
    if button.act == SEE:
        return await _see(tx, house, incoming, person, pulse.team_id)
    words = await answer(tx, pulse, button.act, person.id, incoming.now)
    if not words:
        return await refuse(tx, house, incoming, "old-button")
    await _take_buttons_away(tx, house, incoming, pulse, message_id)
    return house.content.wording.plain(words, await language_for(tx, house, incoming))


async def _take_buttons_away(tx: Tx, house: House, incoming: Incoming, pulse: PulseRow, message_id: int) -> None:
    # The digest itself stays as it is, and its other buttons do.
    digest = await digests.digest_above(tx, pulse)
    language = await language_for(tx, house, incoming)
    keyboard = below(house, digest, None, language) if digest else ()
    await show_buttons(tx, incoming, message_id, keyboard)


async def _see(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team_id: int) -> str:
    """A facilitator looks at what both sides say."""
    team, why_not = await team_led(tx, house, incoming, person, team_id)
    if team is None:
        return why_not
    language = await language_for(tx, house, incoming)
    lines = await pulse_part(tx, house, team, language, incoming.now)
    await are_seen(tx, team, incoming.now)
    if not lines:
        return await refuse(tx, house, incoming, "old-button")
    text = house.content.wording.layout("score", language, lines=[team.title, *lines], ask="", place="")
    await reply(tx, incoming, text)
    return ""
