"""People who choose their own hours and go away, in the rooms."""

from typing import Any

from sqlalchemy import select

from bot.domain.buttons import AwayPressed, SettingsPressed
from bot.flow.away.press import away
from bot.flow.away.press import press as press_away
from bot.flow.settings.press import press as press_settings
from bot.flow.settings.show import settings
from bot.storage.tables import outbox, people
from tests.flow.rooms import Rooms


async def chat_of(r: Rooms, who: str) -> int:
    """The chat in which this person has joined."""
    ((chat_id,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    return int(chat_id)


async def goes_away(r: Rooms, who: str, back_on: str = "") -> str:
    """The person writes /away with this day; the answer."""
    incoming = await r.incoming(await chat_of(r, who))
    await away(r.house, incoming, back_on)
    return await _said(r, f"reply:{incoming.inbox_id}:1")


async def presses_away(r: Rooms, who: str, act: str, day: str = "") -> str:
    """The person presses a button about being away; the toast, or what the message shows then."""
    incoming = await r.incoming(await chat_of(r, who))
    toast = await press_away(r.house, incoming, AwayPressed(act, day), 1)
    return toast or await _said(r, f"edit:{incoming.inbox_id}")


async def is_back(r: Rooms, who: str) -> str:
    """The person says to be back; what is shown then."""
    return await presses_away(r, who, "back")


async def chooses(r: Rooms, who: str, part: str, choice: str = "") -> str:
    """The person presses a button of the settings; the toast, or what the message shows then."""
    incoming = await r.incoming(await chat_of(r, who))
    toast = await press_settings(r.house, incoming, SettingsPressed(part, choice), 1)
    return toast or await _said(r, f"edit:{incoming.inbox_id}")


async def opens_settings(r: Rooms, chat_id: int) -> str:
    """Somebody, known or not, writes /settings; the answer, which is not sent."""
    incoming = await r.incoming(chat_id)
    await settings(r.house, incoming)
    return await _decided(r, f"reply:{incoming.inbox_id}:1")


async def _said(r: Rooms, key: str) -> str:
    """What was decided under this key, read before it is sent."""
    said = await _decided(r, key)
    await r.send()
    return said


async def _decided(r: Rooms, key: str) -> str:
    found: Any = await r.rows(select(outbox.c.text).where(outbox.c.key == key))
    return str(found[0].text) if found else ""
