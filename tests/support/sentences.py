"""Every sentence that a chat of tests/conversations may hold, and what it does or finds."""

from collections.abc import Mapping

from sqlalchemy import select

from bot.flow.invite import revoke
from bot.sandbox.phone import Shown
from bot.storage.tables import answers, check_ins, people, stalls, teams
from tests.support.chat import BadChat, Chat, Line
from tests.support.player import SENTENCES, Player, programme_of, sentence, slug
from tests.support.stored import everything_stored
from tests.support.world import world

NAME = r"(?P<who>[^\W\d_]+)"
# Eleven digits in the form of an identity number, put together here so that they stand in no file.
DATE, REST = "0101" + "80", "12345"


async def play(chat: Chat, database_url: str) -> None:
    """Play a chat from its first line to its last. AssertionError with the line that did not come true."""
    understand(chat)
    async with world(database_url, start=chat.starts, programme=programme_of(chat)) as w:
        player = Player(w, chat)
        for line in chat.lines:
            await player.play(line)
        requests = await w.phones.log("answerCallbackQuery")
        assert len(requests) == player.presses, f"{player.presses} presses were answered {len(requests)} times"


def understand(chat: Chat) -> None:
    """BadChat with the place of the first line that is nothing that happens in a chat."""
    for line in chat.lines:
        if not any(pattern.fullmatch(line.says) for pattern, _ in SENTENCES):
            raise BadChat(f"{line.place}: {line.says!r} is nothing that happens in a chat")


# What time does


@sentence("clock")
async def clock(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await player.w.to(str(line.value))


# Joining


@sentence("joined")
async def joined(player: Player, line: Line, said: Mapping[str, str]) -> None:
    for name in line.value:
        await opens(player, line, {"who": name, "whose": "own"})
        await reads_all(player, line, {"who": name})


@sentence(rf"{NAME} opens (?:an )?(?P<whose>(?:the )?[^\W\d_]+)(?:'s)? link")
async def opens(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.acts(said["who"])
    match said["whose"]:
        case "her" | "his" | "own":
            url = await player.link_of(slug(said["who"]))
        case "the team":
            url = await player.link_of()
        case "unknown":
            url = (await player.link_of()).partition("=")[0] + "=" + 32 * "A"
        case other:
            url = await player.link_of(slug(other))
    await reader.phone.opens(url)
    await player.w.quiet()


@sentence(rf"{NAME} is given a new link")
async def new_link(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await player.keep_new_link(slug(said["who"]))


@sentence("the team's links are taken back")
async def taken_back(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await revoke(player.w.bot.house, slug(player.chat.teams[0]["title"]), player.w.bot.clock.now())


@sentence(rf"{NAME} gets a new phone")
async def new_phone(player: Player, line: Line, said: Mapping[str, str]) -> None:
    player.readers[f"{said['who']}s old phone"] = player.readers.pop(said["who"])


@sentence(rf"{NAME} blocks the bot")
async def blocks(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await (await player.acts(said["who"])).phone.blocks()
    await player.w.quiet()


@sentence(rf"{NAME} lets the bot in again")
async def unblocks(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await (await player.acts(said["who"])).phone.unblocks()
    await player.w.quiet()


# Writing


@sentence(rf"{NAME} (?:writes|replies)")
async def writes(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.acts(said["who"])
    reply_to = (await reader.phone.sees(line.side["to"])).id if "to" in line.side else None
    reader.last_written = await reader.phone.says(str(line.value), reply_to=reply_to)
    await player.w.quiet()


@sentence(rf"{NAME} writes an identity number")
async def writes_identity_number(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.acts(said["who"])
    reader.last_written = await reader.phone.says(f"Ring {DATE} {REST}, ok?")
    await player.w.quiet()


@sentence(rf"{NAME} edits it")
async def edits(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.acts(said["who"])
    await reader.phone.edits(reader.last_written, str(line.value))
    await player.w.quiet()


@sentence(rf"{NAME} edits it and adds an identity number")
async def edits_identity_number(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.acts(said["who"])
    await reader.phone.edits(reader.last_written, DATE + REST)
    await player.w.quiet()


@sentence(rf"{NAME} sends a (?P<what>sticker|photo|voice)")
async def sends(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.acts(said["who"])
    await reader.phone.sends(**{said["what"]: {"caption": line.value} if line.value else {}})
    await player.w.quiet()


@sentence(rf"{NAME}'s message is gone")
async def is_gone(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.reader(said["who"])
    assert reader.last_written not in [message.id for message in await reader.phone.messages()]


# Pressing


@sentence(rf"{NAME} presses")
async def presses(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.acts(said["who"])
    message = await reader.phone.sees(line.side["under"]) if "under" in line.side else None
    await player.pressed(await reader.phone.presses(str(line.value), message=message), line)


@sentence(rf"{NAME} presses the old button")
async def presses_old(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.acts(said["who"])
    message, data = reader.buttons[str(line.value)]
    await player.pressed(await reader.phone.presses(data=data, message=message), line)


@sentence(rf"{NAME} presses (?P<whose>[^\W\d_]+)'s button")
async def presses_other(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader, other = await player.acts(said["who"]), await player.reader(said["whose"])
    await other.unread()
    message, data = other.buttons[str(line.value)]
    await player.pressed(await reader.phone.presses(data=data, message=message + 1000), line)


# Reading


@sentence(rf"{NAME}(?P<phone>'s old phone)? gets")
async def gets(player: Player, line: Line, said: Mapping[str, str]) -> None:
    message = await _next_unread(player, said)
    wanted = str(line.value).strip()
    assert message.text == wanted, f"instead of\n{wanted}\nthere stands\n{message.text}"
    _same_buttons(message, line)


@sentence(rf"{NAME}(?P<phone>'s old phone)? gets part")
async def gets_part(player: Player, line: Line, said: Mapping[str, str]) -> None:
    message = await _next_unread(player, said)
    for part in line.value if isinstance(line.value, list) else [line.value]:
        assert str(part).strip() in message.text, f"{part!r} is missing in\n{message.text}"
    _same_buttons(message, line)


@sentence(rf"{NAME}(?P<phone>'s old phone)? gets nothing")
async def gets_nothing(player: Player, line: Line, said: Mapping[str, str]) -> None:
    unread = await (await player.reader(said["who"] + _old(said))).unread()
    assert not unread, "there is\n" + "\n---\n".join(message.text for message in unread)


@sentence(rf"{NAME} reads what came")
async def reads_all(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.reader(said["who"])
    reader.read |= {message.id: message.text for message in await reader.unread()}


@sentence(rf"{NAME} looks at")
async def looks_at(player: Player, line: Line, said: Mapping[str, str]) -> None:
    reader = await player.reader(said["who"])
    _same_buttons(await reader.phone.sees(str(line.value)), line)


async def _next_unread(player: Player, said: Mapping[str, str]) -> Shown:
    reader = await player.reader(said["who"] + _old(said))
    unread = await reader.unread()
    assert unread, "there is nothing new"
    reader.read[unread[0].id] = unread[0].text
    return unread[0]


def _old(said: Mapping[str, str]) -> str:
    return "s old phone" if said.get("phone") else ""


def _same_buttons(message: Shown, line: Line) -> None:
    if "with buttons" not in line.side:
        return
    rows = [[button["text"] for button in row] for row in message.keyboard]
    wanted = line.side["with buttons"]
    wanted = [] if wanted == "none" else [[str(button) for button in row] for row in wanted]
    assert rows == wanted, f"the buttons are {rows}"


# What is kept


@sentence("kept")
async def kept(player: Player, line: Line, said: Mapping[str, str]) -> None:
    query = select(answers, people.c.slug.label("by"), teams.c.slug.label("team"))
    async with player.w.db.read() as tx:
        rows = (await tx.execute(query.join_from(answers, people).join(teams).order_by(answers.c.id))).all()
    wanted = [] if line.value == "nothing" else line.value
    one = isinstance(wanted, dict)
    found = [{"person": row.by, **row._mapping} for row in (rows[-1:] if one else rows)]
    wanted = [wanted] if one else wanted
    seen = [{key: row[key] for key in each} for row, each in zip(found, wanted, strict=False)]
    assert (len(found), seen) == (len(wanted), wanted), f"kept is {[(row['question'], row['value']) for row in found]}"


@sentence("check-ins")
async def states(player: Player, line: Line, said: Mapping[str, str]) -> None:
    async with player.w.db.read() as tx:
        found = (await tx.execute(select(check_ins.c.state).order_by(check_ins.c.asked_at))).scalars().all()
    assert list(found) == line.value, f"they are {found}"


@sentence("cases")
async def cases(player: Player, line: Line, said: Mapping[str, str]) -> None:
    query = select(stalls.c.kind, stalls.c.acknowledged_by, stalls.c.closed_because).order_by(stalls.c.id)
    async with player.w.db.read() as tx:
        rows = (await tx.execute(query)).all()
    found = [{"kind": row[0], "taken by": row[1] or "nobody", "ended by": row[2] or "nothing"} for row in rows]
    assert found == ([] if line.value == "none" else line.value), f"they are {found}"


@sentence("the identity number is nowhere in the database")
async def nowhere(player: Player, line: Line, said: Mapping[str, str]) -> None:
    stored = await everything_stored(player.w.db)
    for form in (DATE + REST, f"{DATE} {REST}", f" {REST},"):
        assert form not in stored
