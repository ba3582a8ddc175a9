"""People read what has come, word by word or in part, and the buttons below it."""

from collections.abc import Mapping

from bot.sandbox.phone import Shown
from tests.support.chat import Line
from tests.support.player import READER, Player, sentence


@sentence(rf"{READER} gets")
async def gets(player: Player, line: Line, said: Mapping[str, str]) -> None:
    message = await _next_unread(player, said)
    wanted = str(line.value).strip()
    assert message.text == wanted, f"instead of\n{wanted}\nthere stands\n{message.text}"
    _same_buttons(message, line)


@sentence(rf"{READER} gets part")
async def gets_part(player: Player, line: Line, said: Mapping[str, str]) -> None:
    message = await _next_unread(player, said)
    for part in line.value if isinstance(line.value, list) else [line.value]:
        assert str(part).strip() in message.text, f"{part!r} is missing in\n{message.text}"
    _same_buttons(message, line)


@sentence(rf"{READER} gets nothing")
async def gets_nothing(player: Player, line: Line, said: Mapping[str, str]) -> None:
    unread = await (await player.reader(said["who"])).unread()
    assert not unread, "there is\n" + "\n---\n".join(message.text for message in unread)


@sentence(rf"{READER} reads what came")
async def reads_all(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await (await player.reader(said["who"])).reads()


@sentence(rf"{READER} looks at")
async def looks_at(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.reader(said["who"])
    _same_buttons(await reader.sees(str(line.value)), line)


async def _next_unread(player: Player, said: Mapping[str, str]) -> Shown:
    reader = await player.reader(said["who"])
    unread = await reader.unread()
    assert unread, "there is nothing new"
    reader.read[unread[0].id] = unread[0].text
    return unread[0]


def _same_buttons(message: Shown, line: Line) -> None:
    if "with buttons" not in line.side:
        return
    rows = [[button["text"] for button in row] for row in message.keyboard]
    wanted = line.side["with buttons"]
    wanted = [] if wanted == "none" else [[str(button) for button in row] for row in wanted]
    assert rows == wanted, f"the buttons are {rows}"
