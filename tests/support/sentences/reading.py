"""People read what has come, word by word or in part, and the buttons below it."""

from collections.abc import Mapping

from bot.sandbox.phone import Shown
from tests.support.chat import Line
from tests.support.player import READER, Player, is_document, sentence


@sentence(rf"{READER} gets")
async def gets(player: Player, line: Line, said: Mapping[str, str]) -> None:
    message = await _next_unread(player, said)
    wanted = str(line.value).strip()
    assert "photo" not in message.content, f"it is a picture, with\n{message.text}"
    assert message.text == wanted, f"instead of\n{wanted}\nthere stands\n{message.text}"
    _same_buttons(message, line)


@sentence(rf"{READER} gets part")
async def gets_part(player: Player, line: Line, said: Mapping[str, str]) -> None:
    message = await _next_unread(player, said)
    for part in line.value if isinstance(line.value, list) else [line.value]:
        assert str(part).strip() in message.text, f"{part!r} is missing in\n{message.text}"
    _same_buttons(message, line)


@sentence(rf"{READER} gets a picture")
async def gets_picture(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """A picture that stands alone, and all the words below it; `with buttons` as with a text."""
    message = await _next_unread(player, said)
    _is_picture(message, str(line.value))
    assert message.album is None, "it is one of an album"
    _same_buttons(message, line)


@sentence(rf"{READER} gets an album")
async def gets_album(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """Several pictures that belong together, each by the words below it."""
    first, *others = [await _next_unread(player, said) for _ in line.value]
    for message, words in zip([first, *others], line.value, strict=True):
        _is_picture(message, str(words))
        assert message.album == first.album is not None, "they are not one album"
    left = [it for it in await (await player.reader(said["who"])).unread() if it.album == first.album]
    assert not left, "the album goes on with\n" + "\n---\n".join(it.text for it in left)


@sentence(rf"{READER} gets the document (?P<name>\S+)")
async def gets_document(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """A file to print, with what is said beside it."""
    reader = await player.reader(said["who"])
    unread = [it for it in await reader.messages() if is_document(it) and it.id not in reader.read]
    assert unread, "no document came"
    reader.read[unread[0].id] = unread[0].text
    assert unread[0].content["document"]["file_name"] == said["name"]
    wanted = str(line.value).strip()
    assert unread[0].text == wanted, f"instead of\n{wanted}\nthere stands\n{unread[0].text}"


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


def _is_picture(message: Shown, words: str) -> None:
    assert "photo" in message.content, f"it is no picture, but\n{message.text}"
    assert message.text == words.strip(), f"instead of\n{words.strip()}\nthere stands\n{message.text}"


def _same_buttons(message: Shown, line: Line) -> None:
    if "with buttons" not in line.side:
        return
    rows = [[button["text"] for button in row] for row in message.keyboard]
    wanted = line.side["with buttons"]
    wanted = [] if wanted == "none" else [[str(button) for button in row] for row in wanted]
    assert rows == wanted, f"the buttons are {rows}"
