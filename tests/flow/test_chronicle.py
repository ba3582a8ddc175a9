"""What has happened, told from the rows: for the demo, rehearsals and reports."""

import pytest
from sqlalchemy import select

from bot.domain.buttons import AlertPressed
from bot.flow.cases import acknowledge
from bot.flow.cases.acknowledge import TAKE
from bot.storage.chronicle import chronicle
from bot.storage.due import due_by_kind, next_moment
from bot.storage.tables import people
from tests.flow.rooms import rooms

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_month_is_told_in_its_order(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "anne", "per")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "4")
        await r.to("2026-09-29 12:00")
        async with r.house.db.read() as tx:
            told = await chronicle(tx)

    lines = [f"{r.local(it.at)} {it.kind} {it.team or '-'} {it.person or '-'}" for it in told]
    assert lines == [
        "2026-08-31 08:00 joined - anne",
        "2026-08-31 08:00 joined - kari",
        "2026-08-31 08:00 joined - per",
        "2026-09-01 10:00 asked ridge kari",
        "2026-09-01 12:00 answered ridge kari",
        "2026-09-07 08:00 digest_sent - anne",
        "2026-09-07 08:00 digest_sent - per",
        "2026-09-14 08:00 digest_sent - anne",
        "2026-09-14 08:00 digest_sent - per",
        "2026-09-15 10:00 asked ridge kari",
        "2026-09-17 10:00 reminded ridge kari",
        "2026-09-21 08:00 digest_sent - anne",
        "2026-09-21 08:00 digest_sent - per",
        "2026-09-28 08:00 digest_sent - anne",
        "2026-09-28 08:00 digest_sent - per",
        "2026-09-29 10:00 missed ridge -",
        "2026-09-29 10:00 stall_opened ridge -",
        "2026-09-29 10:00 alert_sent ridge anne",
        "2026-09-29 10:00 asked ridge kari",
    ]


async def test_a_case_that_is_taken_and_over_is_told(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-15 12:00")
        ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "anne"))
        await acknowledge.press(r.house, await r.incoming(chat), AlertPressed(1, TAKE), 1)
        await r.to("2026-09-16 09:00")
        await r.presses("kari", "4")
        async with r.house.db.read() as tx:
            told = await chronicle(tx)

    assert [(it.kind, it.person) for it in told if it.kind in ("acknowledged", "stall_closed")] == [
        ("acknowledged", "anne"),
        ("stall_closed", None),
    ]


async def test_the_first_thing_that_is_due_is_named(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "per")
        await r.to("2026-09-01 10:00")
        async with r.house.db.read() as tx:
            due, first = await due_by_kind(tx), await next_moment(tx)

    assert due[0] == (first, "reminded")
    assert [r.local(at) for at, kind in due if kind == "digest_sent"] == ["2026-09-07 08:00"]
    assert due == sorted(due)
