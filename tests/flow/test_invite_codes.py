"""A link that goes out in a chat is made as it leaves: nothing of its code is ever on the disk but its hash."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.domain.pace import Pace
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.deliver import claim
from bot.flow.door import hash_of
from bot.flow.facilitating.desk.press import press
from bot.storage.outbox_rows import OutboxRow
from bot.storage.tables import invites, people, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.stored import everything_stored

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))
LINK = re.compile(r"\?start(?:group)?=([\w-]{32})(?![\w-])")


async def asks_for_links(r: Rooms) -> None:
    await r.join("anne")
    ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "anne"))
    ((ridge,),) = await r.rows(select(teams.c.id))
    incoming = replace(await r.incoming(chat), bot_name="mellom_bot")
    toast = await press(r.house, incoming, DeskPressed(Desk.TEAM, ridge, "invite"), 1)
    assert toast == ""


async def leaves(r: Rooms) -> list[OutboxRow]:
    found: list[OutboxRow] = []
    while claimed := await claim(r.house.db, Pace(), r.now, float(len(found))):
        found += claimed
    return [it for it in found if it.outgoing.kind == "invite"]


async def test_each_message_leaves_with_codes_of_which_only_the_hash_is_kept(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asks_for_links(r)
        before = await r.rows(select(invites))
        messages = await leaves(r)
        codes = {code for it in messages for code in LINK.findall(it.outgoing.text)}
        kept = {it.code_hash for it in await r.rows(select(invites.c.code_hash))}
        stored = await everything_stored(r.house.db)

        assert (before, len(messages)) == ([], 2)
        # Kari's and Ola's, one of the team for its group, and one to forward.
        assert kept == {hash_of(code) for code in codes}
        assert len(codes) == 4
        assert [code for code in codes if code in stored] == []


async def test_what_somebody_writes_is_no_place_for_a_code(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "anne"))
        incoming = await r.incoming(chat)
        from bot.flow.handling import handling, reply

        async with handling(r.house, incoming) as tx:
            await reply(tx, incoming, "{team:1-----------------------}")
        await claim(r.house.db, Pace(), r.now, 0.0)

        assert await r.rows(select(invites)) == []
