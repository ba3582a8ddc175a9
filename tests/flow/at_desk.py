"""What people press at the facilitator's desk in the rooms, and what they see then."""

import asyncio
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from bot.domain.room_buttons import Desk, DeskPressed, unpack_desk
from bot.flow.answering.write import write
from bot.flow.facilitating.desk.press import press
from bot.storage.tables import inbox, outbox, teams
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms

ANY_MESSAGE = 1


@dataclass(frozen=True, slots=True)
class Page:
    """What was answered: the words, and each button's label with what a press of it carries."""

    toast: str = ""
    text: str = ""
    buttons: tuple[tuple[str, str], ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(label for label, _ in self.buttons)

    def data(self, label: str) -> DeskPressed:
        """What the button whose label begins so carries."""
        return unpack_desk(next(data for text, data in self.buttons if text.startswith(label)))


async def presses(r: Rooms, who: str, button: DeskPressed, message_id: int = ANY_MESSAGE) -> Page:
    """The person presses this button; what they read then, before it is sent."""
    incoming = await r.incoming(await chat_of(r, who))
    toast = await press(r.house, incoming, button, message_id)
    return await _page(r, incoming.chat_id, toast)


async def opens(r: Rooms, who: str, desk: Desk, about: int = 1, act: str = "open") -> Page:
    """The person opens a page."""
    return await presses(r, who, DeskPressed(desk, about, act))


async def writes(r: Rooms, who: str, text: str) -> Page:
    """The person writes what they were asked for."""
    incoming = await r.incoming(await chat_of(r, who))
    await write(r.house, incoming, text, None)
    return await _page(r, incoming.chat_id, "")


async def at_once(r: Rooms, *pressing: tuple[str, DeskPressed]) -> list[str]:
    """These people press these buttons at the same moment; the toasts."""
    comings = []
    for who, button in pressing:
        incoming = await r.incoming(await chat_of(r, who))
        newest = select(inbox.c.id).order_by(inbox.c.id.desc()).limit(1)
        comings.append((replace(incoming, inbox_id=(await r.rows(newest))[0][0]), button))
    toasts = await asyncio.gather(*(press(r.house, incoming, button, ANY_MESSAGE) for incoming, button in comings))
    await r.send()
    return list(toasts)


async def team_id(r: Rooms, slug: str = "ridge") -> int:
    """The number of this team."""
    return int((await r.rows(select(teams.c.id).where(teams.c.slug == slug)))[0][0])


async def _page(r: Rooms, chat_id: int, toast: str) -> Page:
    query = select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.state == "waiting", outbox.c.lane == "reply")
    found: Any = await r.rows(query.order_by(outbox.c.id.desc()))
    await r.send()
    if not found:
        return Page(toast)
    buttons = tuple((label, data) for row in found[0].keyboard for label, data in row)
    return Page(toast, found[0].text, buttons)
