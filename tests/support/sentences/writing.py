"""People write, send and edit."""

from collections.abc import Mapping
from dataclasses import replace

from tests.support.chat import Line
from tests.support.player import HERE, NAME, Player, sentence

# Eleven digits in the form of an identity number, put together here so that they stand in no file.
DATE, REST = "0101" + "80", "12345"


@sentence(rf"{NAME} (?:writes|replies){HERE}")
async def writes(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, where = await player.acts(said["who"], said["place"])
    text = str(line.value) * line.side.get("times", 1)
    reply_to = (await where.sees(line.side["to"])).id if "to" in line.side else None
    where.last_written = await phone.says(text, chat=where.chat, reply_to=reply_to, topic=where.topic)
    await player.w.quiet()


@sentence(rf"{NAME} (?:writes|replies with) an identity number{HERE}")
async def writes_identity_number(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await writes(player, replace(line, value=f"Ring {DATE} {REST}, ok?"), said)


@sentence(rf"{NAME} edits it")
async def edits(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, where = await player.acts(said["who"])
    await phone.edits(where.last_written, str(line.value))
    await player.w.quiet()


@sentence(rf"{NAME} edits it and adds an identity number")
async def edits_identity_number(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, where = await player.acts(said["who"])
    await phone.edits(where.last_written, DATE + REST)
    await player.w.quiet()


@sentence(rf"{NAME} sends a (?P<what>sticker|photo|voice)")
async def sends(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, _ = await player.acts(said["who"])
    await phone.sends(**{said["what"]: {"caption": line.value} if line.value else {}})
    await player.w.quiet()


@sentence(rf"{NAME}'s message is gone")
async def is_gone(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.reader(said["who"])
    assert reader.last_written not in [message.id for message in await reader.phone.messages()]
