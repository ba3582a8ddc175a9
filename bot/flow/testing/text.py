"""A text that answers the question of a small test."""

from dataclasses import replace

from bot.content.limits import length
from bot.domain.contact_details import has_contact_details
from bot.domain.pdsa import LONGEST_TEXT, TAKES_TEXT, Stage, write
from bot.flow.handling import Incoming, sender
from bot.flow.house import House
from bot.flow.say import tell
from bot.flow.testing.press import why_not
from bot.flow.testing.show import show
from bot.flow.testing.take import take
from bot.flow.testing.talk import CycleTalk, talk_about
from bot.storage import pdsa_cycles, teams
from bot.storage.database import Tx
from bot.storage.rows import CycleRow, PersonRow


async def waiting_for_text(tx: Tx, person: PersonRow) -> CycleRow | None:
    """The test lowest in the person's chat that waits for a text, with the message on which it stands."""
    for row in await pdsa_cycles.waiting_for_text(tx, person.id):
        if await _is_going_on(tx, row, person):
            return row
    return None


async def cycle_on(tx: Tx, person: PersonRow, message_id: int) -> CycleRow | None:
    """The test that stands on this message of the person's chat, whatever it waits for."""
    row = await pdsa_cycles.cycle_on(tx, person.id, message_id)
    return row if row and await _is_going_on(tx, row, person) else None


async def _is_going_on(tx: Tx, row: CycleRow, person: PersonRow) -> bool:
    if row.stage == Stage.DROPPED or await why_not(tx, row, person):
        return False
    return (await teams.team_by_id(tx, row.team_id)).removed_at is None


async def take_text(tx: Tx, house: House, incoming: Incoming, cycle: CycleRow, text: str) -> None:
    """Take a text as the answer to the test's question, or say above the question why not."""
    row, person = await pdsa_cycles.cycle_by_id(tx, cycle.id, lock=True), await sender(tx, incoming)
    if row is None or person is None:
        await tell(tx, house, incoming, "reply.nothing-to-answer")
        return
    talk, text = talk_about(await teams.team_by_id(tx, row.team_id), row, person), text.strip()
    if talk.cycle.stage not in TAKES_TEXT:
        await _say_above(tx, house, incoming, talk, "reply.use-buttons")
    elif length(text) > LONGEST_TEXT:
        await _say_above(tx, house, incoming, talk, "reply.text-too-long", max=LONGEST_TEXT, length=length(text))
    elif has_contact_details(text):
        await take(tx, house, talk, replace(talk.cycle, draft=text), incoming.now, fresh=True)
    else:
        await take(tx, house, talk, write(talk.cycle, text), incoming.now, fresh=True)


async def _say_above(tx: Tx, house: House, incoming: Incoming, talk: CycleTalk, key: str, **values: object) -> None:
    opening = house.content.wording.render(key, talk.language, **values)
    await show(tx, house, talk, incoming.now, fresh=True, opening=opening)
