"""Two of a team at the same moment: nobody waits for the other in the wrong order."""

import asyncio

import pytest
from sqlalchemy import select, text

from bot.domain.buttons import BACK
from bot.flow import write
from bot.storage import check_ins, teams
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
