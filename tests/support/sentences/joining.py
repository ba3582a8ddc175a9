"""Time passes; people join, change their phone, and block the bot."""

from collections.abc import Mapping

from bot.flow.invite import revoke
from tests.support.chat import Line
from tests.support.player import NAME, Player, sentence, slug
from tests.support.sentences.reading import reads_all


@sentence("clock")
async def clock(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await player.w.to(str(line.value))


@sentence("joined")
async def joined(player: Player, line: Line, said: Mapping[str, str]) -> None:
    for name in line.value:
        await opens(player, line, {"who": name, "whose": "own"})
        await reads_all(player, line, {"who": name})


@sentence(rf"{NAME} opens (?:an )?(?P<whose>(?:the )?[^\W\d_]+)(?:'s)? link")
async def opens(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, _ = await player.acts(said["who"])
    match said["whose"]:
        case "her" | "his" | "own":
            url = await player.link_of(slug(said["who"]))
        case "the team":
            url = await player.link_of()
        case "unknown":
            url = (await player.link_of()).partition("=")[0] + "=" + 32 * "A"
        case other:
            url = await player.link_of(slug(other))
    await phone.opens(url)
    await player.w.quiet()


@sentence(rf"{NAME} opens the (?P<which>first|last) link that (?P<whose>[^\W\d_]+) got")
async def opens_link_in_message(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """A link that stands in the newest message with one, the first of it or the last."""
    (phone, _), other = await player.acts(said["who"]), await player.reader(said["whose"])
    newest = next(it.text for it in reversed(await other.messages()) if "?start=" in it.text)
    links = [word for word in newest.split() if "?start=" in word]
    await phone.opens(links[0 if said["which"] == "first" else -1])
    await player.w.quiet()


@sentence(rf"{NAME} is given a new link")
async def new_link(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await player.keep_new_link(slug(said["who"]))


@sentence("the team's links are taken back")
async def taken_back(player: Player, line: Line, said: Mapping[str, str]) -> None:
    await revoke(player.w.bot.house, slug(player.chat.teams[0]["title"]), player.w.bot.clock.now())


@sentence(rf"{NAME} gets a new phone")
async def new_phone(player: Player, line: Line, said: Mapping[str, str]) -> None:
    player.readers[f"{said['who']}'s old phone"] = player.readers.pop(said["who"])


@sentence(rf"{NAME} blocks the bot")
async def blocks(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, _ = await player.acts(said["who"])
    await phone.blocks()
    await player.w.quiet()


@sentence(rf"{NAME} lets the bot in again")
async def unblocks(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, _ = await player.acts(said["who"])
    await phone.unblocks()
    await player.w.quiet()
