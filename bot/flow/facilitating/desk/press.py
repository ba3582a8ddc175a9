"""A press on a button of the facilitator's side: who pressed, and which room takes it."""

from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.desk.rooms import ROOMS
from bot.flow.handling import Incoming, handling, sender
from bot.flow.house import House
from bot.flow.say import refuse

# What is put to a whole team may be answered in its group.
FOR_THE_TEAM = frozenset({Desk.PROPOSAL})


async def press(house: House, incoming: Incoming, button: DeskPressed, message_id: int) -> str:
    """What the press does; the toast to show, empty for none. Each room checks what the person may do there."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        room = ROOMS.get(button.desk)
        if room is None or not (incoming.is_private or button.desk in FOR_THE_TEAM):
            return await refuse(tx, house, incoming, "old-button")
        return await room(tx, house, incoming, person, button, message_id)
