"""Phones for tests: people who write, press and read, without sleeping."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.sandbox.line import NO_TLS, Line
from bot.sandbox.shown import Json, NotSeen, Shown, Toast, lines, messages_on

__all__ = ["NO_TLS", "PATIENCE", "NotSeen", "Phone", "Phones", "Press", "Shown", "Toast", "phones_of"]

PATIENCE = 5.0  # seconds that a phone waits for what it is told to expect


class Press:
    """A pressed button, whose toast can be waited for."""

    def __init__(self, line: Line, query_id: str) -> None:
        self.id = query_id
        self._line = line

    async def toast(self, within: float = PATIENCE) -> Toast:
        """The answer, once the bot has given it."""
        said = await self._line.get(f"/queries/{self.id}", wait=within)
        if not said["answered"]:
            raise NotSeen(f"the pressed button was not answered within {within} s")
        return Toast(said["text"], said["show_alert"])

    async def answered(self) -> bool:
        return bool((await self._line.get(f"/queries/{self.id}"))["answered"])


class Phone:
    """One person's phone. `chat` is a group's id where a method is not about the private chat."""

    def __init__(self, line: Line, person_id: int, name: str) -> None:
        self.id = person_id
        self.name = name
        self._line = line
        self._since: dict[int, int] = {}  # what each chat's version was when this person last did something

    async def says(
        self, text: str, *, chat: int | None = None, reply_to: int | None = None, topic: int | None = None
    ) -> int:
        """Write a text; the id of the message."""
        return await self.sends(chat=chat, text=text, reply_to=reply_to, topic=topic)

    async def sends(self, *, chat: int | None = None, reply_to: int | None = None, **what: Any) -> int:
        """Send `photo={"caption": …}`, `document={"file_name": …}`, `voice={}`, `sticker={}`, `contact={}`.

        Or `album=[{"photo": {}}, …]`; with `topic=` in a topic of a forum.
        """
        body = {"person": self.id, "chat": chat, "reply_to": reply_to, **what}
        return self._did(await self._line.post("/send", body))

    async def edits(self, message_id: int, text: str, *, chat: int | None = None) -> None:
        body = {"person": self.id, "chat": chat, "message_id": message_id, "text": text}
        self._did(await self._line.post("/edit", body))

    async def deletes(self, message_id: int, *, chat: int | None = None) -> None:
        """Take an own message away."""
        await self._line.post("/delete", {"person": self.id, "chat": chat, "message_id": message_id})

    async def opens(self, url: str, *, chat: int | None = None) -> int:
        """Follow a link to the bot; with a group's id one that adds the bot there."""
        return self._did(await self._line.post("/open-link", {"person": self.id, "url": url, "chat": chat}))

    async def presses(
        self,
        button: str | None = None,
        *,
        message: int | Shown | None = None,
        data: str | None = None,
        chat: int | None = None,
    ) -> Press:
        """Press the button with this text on the newest message that has it, or on a given one; an old one by data."""
        message_id = message.id if isinstance(message, Shown) else message
        body = {"person": self.id, "chat": chat, "message_id": message_id, "button": button, "data": data}
        said = await self._line.post("/press", body)
        self._since[chat or self.id] = said["version"]
        return Press(self._line, said["id"])

    async def hears(self, part: str, *, chat: int | None = None, within: float = PATIENCE) -> Shown:
        """The bot's message with this in its text, new or edited since this person last did something."""
        since = self._since.get(chat or self.id, 0)
        return await self.sees(lambda message: part in message.text and message.version > since, chat, within, part)

    async def sees(
        self,
        wanted: str | Callable[[Shown], bool],
        chat: int | None = None,
        within: float = PATIENCE,
        named: str = "the wanted message",
    ) -> Shown:
        """The newest of the bot's messages that fits, whenever it came."""
        if isinstance(wanted, str):
            part = named = wanted
            return await self.sees(lambda message: part in message.text, chat, within, named)
        async for messages in self._line.watch(chat or self.id, within):
            for message in reversed(messages):
                if message.from_bot and wanted(message):
                    return message
        raise NotSeen(f"{self.name} did not get {named!r} within {within} s; on the screen:\n{lines(messages)}")

    async def loses(self, part: str, *, chat: int | None = None, within: float = PATIENCE) -> None:
        """Wait until none of the bot's messages says this any more."""
        async for messages in self._line.watch(chat or self.id, within):
            if not any(message.from_bot and part in message.text for message in messages):
                return
        raise NotSeen(f"{self.name} still sees {part!r} after {within} s")

    async def messages(self, *, chat: int | None = None) -> list[Shown]:
        """Everything in the chat, oldest first."""
        return messages_on(await self._line.get(f"/chats/{chat or self.id}"))

    async def screen(self, *, chat: int | None = None) -> Shown:
        """The newest message of the bot."""
        from_bot = [message for message in await self.messages(chat=chat) if message.from_bot]
        if not from_bot:
            raise NotSeen(f"{self.name} has no message of the bot")
        return from_bot[-1]

    async def blocks(self) -> None:
        await self._line.post(f"/people/{self.id}/block")

    async def unblocks(self) -> None:
        await self._line.post(f"/people/{self.id}/unblock")

    async def deactivates(self) -> None:
        await self._line.post(f"/people/{self.id}/deactivate")

    def _did(self, said: Json) -> int:
        if "version" in said and "message_id" in said:
            self._since[said["chat"]] = said["version"]
        return int(said.get("message_id", 0))


class Phones(Line):
    """All the phones of a stand-in, and what stands behind the stage."""

    async def person(
        self,
        person_id: int,
        first_name: str,
        *,
        language: str | None = None,
        last_name: str | None = None,
        username: str | None = None,
    ) -> Phone:
        """The phone of a new person."""
        names = {"first_name": first_name, "last_name": last_name, "username": username, "language_code": language}
        await self.post("/people", {"id": person_id, **names})
        return Phone(self, person_id, first_name)

    async def group(self, title: str, *members: Phone, bot: bool = True, **more: bool) -> int:
        """The id of a new group; with `forum=True` one with topics, with `admin=True` one that the bot administers."""
        body = {"title": title, "members": [member.id for member in members], "bot": bot, **more}
        return int((await self.post("/groups", body))["id"])

    async def join(self, group: int, person: Phone) -> None:
        """Somebody is taken into a group."""
        await self.post(f"/groups/{group}/members/{person.id}")

    async def remove_bot(self, group: int, person: Phone) -> None:
        """Somebody takes the bot out of a group."""
        await self.delete(f"/groups/{group}/bot", {"person": person.id})

    async def migrate(self, group: int) -> int:
        """The id of the supergroup that the group has become."""
        return int((await self.post(f"/groups/{group}/migrate"))["id"])

    async def topic(self, forum: int, person: Phone, name: str) -> int:
        """The id of a new topic that this person has made."""
        return int((await self.post(f"/groups/{forum}/topics", {"person": person.id, "name": name}))["topic"])

    async def log(self, method: str | None = None) -> list[Json]:
        """The bot's requests, oldest first."""
        said = await self.get("/log", **({"method": method} if method else {}))
        return list(said["requests"])

    async def fault(self, kind: str, method: str = "*", **more: Any) -> None:
        """Switch a fault on for the next calls of a method."""
        await self.post("/faults", {"kind": kind, "method": method, **more})

    async def clear_faults(self) -> None:
        await self.delete("/faults")

    async def unconfirmed(self) -> int:
        """How many updates the bot has not confirmed."""
        return int((await self.get("/updates/unconfirmed"))["count"])

    async def reset(self) -> None:
        await self.post("/reset")


@asynccontextmanager
async def phones_of(url: str) -> AsyncIterator[Phones]:
    """Phones for the stand-in at this address."""
    async with Phones(url) as phones:
        yield phones
