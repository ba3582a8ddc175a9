"""A team's group: who is in it, whose questions come there, and how it changes."""

from collections.abc import Mapping

from tests.support.chat import Line
from tests.support.player import NAME, Player, Reader, sentence, slug

OF_A_TEAM = r"(?P<whose>the team|[^\W\d_]+)'s link"


@sentence(r"the (?P<what>group|forum) has")
async def made(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """Everybody in it; the first has made it, and a forum has topics."""
    phones = [(await player.reader(name)).phone for name in line.value]
    forum = said["what"] == "forum"
    chat = await player.w.phones.group(said["what"].title(), *phones, bot=forum, forum=forum, admin=forum)
    player.readers["the group"] = Reader(phones[0], chat)
    await player.w.quiet()


@sentence(rf"{NAME} opens {OF_A_TEAM} in the group")
async def opens_in_group(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, group = await player.acts(said["who"], "the group")
    await phone.opens(await _group_link(player, said), chat=group.chat)
    await player.w.quiet()


@sentence(rf"{NAME} opens {OF_A_TEAM} in the topic (?P<topic>[^\W\d_]+)")
async def opens_in_topic(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """A link leads to no topic, so its code is written there."""
    (phone, _), forum = await player.acts(said["who"]), await player.reader("the group")
    assert forum.chat is not None
    topic = await player.w.phones.topic(forum.chat, phone, said["topic"])
    player.readers[f"the topic {said['topic']}"] = Reader(phone, forum.chat, topic)
    code = (await _group_link(player, said)).partition("=")[2]
    await phone.says(f"/start@{player.w.bot.application.bot.username} {code}", chat=forum.chat, topic=topic)
    await player.w.quiet()


@sentence(rf"{NAME} joins the group")
async def joins_group(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, group = await player.acts(said["who"], "the group")
    assert group.chat is not None
    await player.w.phones.join(group.chat, phone)
    await player.w.quiet()


@sentence("the group becomes a supergroup")
async def becomes_supergroup(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """Another chat by its number, in which nothing stands yet."""
    group = await player.reader("the group")
    assert group.chat is not None
    player.readers["the group"] = Reader(group.phone, await player.w.phones.migrate(group.chat))
    await player.w.quiet()


@sentence(rf"{NAME} takes the bot out of the group")
async def takes_bot_out(player: Player, line: Line, said: Mapping[str, str]) -> None:
    phone, group = await player.acts(said["who"], "the group")
    assert group.chat is not None
    await player.w.phones.remove_bot(group.chat, phone)
    await player.w.quiet()


async def _group_link(player: Player, said: Mapping[str, str]) -> str:
    """The team's link for groups; or a person's own one, which is not meant for that."""
    await player.link_of()
    of = slug(player.chat.teams[0]["title"]) if said["whose"] == "the team" else slug(said["whose"])
    return player.group_links[of].replace("?start=", "?startgroup=")
