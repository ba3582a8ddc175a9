"""What people do with their phones and groups, in the sentences of the table."""

from datetime import date

from bot.domain.buttons import LeavePressed
from bot.flow.door import HASH_MARK, hash_of
from bot.flow.group import changes
from bot.flow.group.bind import bind
from bot.flow.handling import Incoming
from bot.flow.invite import invite
from bot.flow.joining.back import chat_changed
from bot.flow.joining.start import start
from bot.flow.leave import press as press_leave
from tests.flow import own
from tests.stalls.play import Play
from tests.stalls.sentences import deed

A_GROUP = -5000


@deed("{folk} joins")
async def joins(p: Play, folk: str) -> None:
    for who in folk.replace(" and ", ", ").split(", "):
        (link,) = await invite(p.r.house, "mellom_bot", p.r.now, person=who)
        await start(p.r.house, await p.r.incoming(await p.chat_of(who)), f"{HASH_MARK}{hash_of(link.code)}")
    await p.r.send()


@deed("{who} leaves")
async def leaves(p: Play, who: str) -> None:
    await press_leave(p.r.house, await p.r.incoming(await p.chat_of(who)), LeavePressed("yes"), 1)
    await p.r.send()


@deed("{who} blocks the bot")
async def blocks(p: Play, who: str) -> None:
    p.r.gone.add(who)
    await chat_changed(p.r.house, await p.r.incoming(await p.chat_of(who)), gone=True)


@deed("{who} lets the bot in again")
async def unblocks(p: Play, who: str) -> None:
    p.r.gone.discard(who)
    await chat_changed(p.r.house, await p.r.incoming(await p.chat_of(who)), gone=False)
    await p.r.send()


@deed("the phone of {who} takes nothing any more")
async def falls_away(p: Play, who: str) -> None:
    """Nobody says so; the next message finds it out."""
    p.r.gone.add(who)


@deed("{who} goes away until {day}")
async def goes_away(p: Play, who: str, day: str) -> None:
    back = date.fromisoformat(day)
    await own.goes_away(p.r, who, f"{back.day}.{back.month}.{back.year}")


@deed("{team} gets a group")
async def gets_a_group(p: Play, team: str) -> None:
    links = await invite(p.r.house, "mellom_bot", p.r.now)
    link = next(it for it in links if it.person is None and team in it.team)
    await bind(p.r.house, await _in_group(p, team), f"{HASH_MARK}{hash_of(link.code)}")
    await p.r.send()


@deed("the group of {team} throws the bot out")
async def group_gone(p: Play, team: str) -> None:
    await changes.left(p.r.house, await _in_group(p, team))
    await p.r.send()


async def _in_group(p: Play, team: str) -> Incoming:
    chat_id = p.groups.setdefault(team, A_GROUP - len(p.groups))
    return await p.r.incoming(chat_id)
