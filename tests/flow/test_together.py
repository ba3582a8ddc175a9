"""Two of a team at the same moment: nobody waits for the other in the wrong order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select, text, update

from bot.domain.buttons import BACK, AnswerPressed
from bot.flow import answer, write
from bot.flow.handling import Incoming
from bot.storage import check_ins, inbox, teams
from bot.storage.tables import check_ins as check_ins_table
from bot.storage.tables import conversations, people
from tests.flow.rooms import Rooms, rooms
from tests.support.until import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


async def somebody_waits(r: Rooms) -> bool:
    return bool((await r.rows(WAITING))[0][0])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_text_waits_for_a_colleagues_press_before_it_touches_the_team(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        await r.presses("ola", "4")
        await r.presses("ola", BACK, 1)
        ((check_in_id, team_id),) = await r.rows(select(check_ins_table.c.id, check_ins_table.c.team_id))
        ((chat_id,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "ola"))
        incoming = await r.incoming(chat_id)

        async with r.house.db.write() as pressing:
            await check_ins.check_in_by_id(pressing, check_in_id, lock=True)
            writing = asyncio.create_task(write.write(r.house, incoming, "4", None))
            await until(lambda: somebody_waits(r), "a text that waits", within=5)
            await teams.change_team(pressing, team_id, last_sign_at=r.now)
        await writing
        ((position,),) = await r.rows(select(conversations.c.position).join(people).where(people.c.slug == "ola"))

    assert position == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("how", ["press", "write"])
async def test_two_who_answer_at_the_same_moment_both_get_their_next_question(database_url: str, how: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        query = select(people.c.slug, conversations.c.id, people.c.chat_id).join_from(conversations, people)
        query = query.order_by(people.c.id)
        talks = {row.slug: (row.id, row.chat_id) for row in await r.rows(query)}
        async with sending(r):
            for n in range(6):
                await r.change(update(conversations).values(position=0, stage="open"))
                r.sent.clear()
                kari, ola = await updates(r, *(chat for _, chat in talks.values()))
                one, other = AnswerPressed(talks["kari"][0], 0, str(2 + n % 2)), str(4 + n % 2)
                await asyncio.gather(
                    answer.press(r.house, kari, one, 1),
                    answer.press(r.house, ola, AnswerPressed(talks["ola"][0], 0, other), 1)
                    if how == "press"
                    else write.write(r.house, ola, other, None),
                )
                await until(
                    lambda: {"kari", "ola"} <= {it.to for it in r.sent if "2 av 4" in it.text}, "both", within=5
                )


async def updates(r: Rooms, *chats: int) -> list[Incoming]:
    """An update from each of these chats, all waiting at once."""
    kept = [
        {
            "bot_id": 1,
            "update_id": next(r.numbers),
            "chat_id": chat,
            "payload": {},
            "masked": False,
            "received_at": r.now,
        }
        for chat in chats
    ]
    async with r.house.db.write() as tx:
        await inbox.keep_updates(tx, kept)
        rows = {row.chat_id: row for row in await inbox.next_waiting(tx, r.now, (), len(chats))}
    return [Incoming(rows[chat].id, chat, chat, r.now) for chat in chats]


@asynccontextmanager
async def sending(r: Rooms) -> AsyncIterator[None]:
    """What may leave leaves at once while the block runs."""
    over = asyncio.Event()
    task = asyncio.create_task(keep_sending(r, over))
    try:
        yield
    finally:
        over.set()
        await task


async def keep_sending(r: Rooms, over: asyncio.Event) -> None:
    while not over.is_set():
        await r.send()
        await asyncio.sleep(0.001)
