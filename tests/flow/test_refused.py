"""What the channel refuses is not lost: the next one is told, or the same one on another day."""

import pytest
from sqlalchemy import select

from bot.domain.buttons import HELP
from bot.domain.outgoing import Delivery, Outcome
from bot.domain.stall import Closed
from bot.flow import deliver
from bot.flow.cases.watch import watch
from bot.flow.facilitating.matters.tell import tell_matters
from bot.storage import outbox
from bot.storage.stalls import close_stall
from bot.storage.tables import matters, stalls
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.talking import presses
from tests.flow.test_matters import tip_waits

pytestmark = pytest.mark.asyncio(loop_scope="session")

BO = team("ridge").replace("[anne]", "[bo]")
ONE = teams_text(BO, people_of="kari ola bo")
ALONE = teams_text(team("ridge"))
REFUSED = Delivery(Outcome.REFUSED, why="can't parse entities")


async def refuses(r: Rooms, kind: str) -> None:
    """The channel refuses what leaves now of this kind."""
    async with r.house.db.write() as tx:
        claimed = [row for row in await outbox.claim_next(tx, r.now, (), 50) if row.outgoing.kind == kind]
    assert claimed
    for row in claimed:
        await deliver.settle(r.house, row, REFUSED, r.now)


async def test_of_a_refused_alert_the_next_of_the_chain_is_told(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "bo", "anne")
        await r.to("2026-09-15 09:59")
        r.now = r.moment("2026-09-15 10:00")
        await watch(r.house, r.now)
        await refuses(r, "alert")
        await r.to("2026-09-15 12:00")

    assert r.heard("alert") == [("anne", "2026-09-15 10:00")]


async def test_the_last_of_the_chain_is_told_another_day(database_url: str) -> None:
    async with rooms(database_url, ALONE) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-15 09:59")
        r.now = r.moment("2026-09-15 10:00")
        await watch(r.house, r.now)
        await refuses(r, "alert")
        await r.to("2026-09-16 12:00")

        assert [it.closed_at for it in await r.rows(select(stalls.c.closed_at))] == [None]
    assert r.heard("alert") == [("anne", "2026-09-16 08:00")]


async def test_what_waits_is_told_another_day(database_url: str) -> None:
    async with rooms(database_url, ALONE) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-02 10:00")
        await tip_waits(r)
        await tell_matters(r.house, r.now)
        await refuses(r, "matters")
        await r.to("2026-09-03 12:00")

        assert [it.outbox_id is not None for it in await r.rows(select(matters.c.outbox_id))] == [True]
    assert r.heard("matters") == [("anne", "2026-09-03 08:00")]


async def test_an_alert_that_is_over_before_it_leaves_is_not_the_message_of_the_day(database_url: str) -> None:
    async with rooms(database_url, ALONE) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:00")
        await presses(r, "kari", HELP)
        await watch(r.house, r.now)
        async with r.house.db.write() as tx:
            (alert,) = [row for row in await outbox.claim_next(tx, r.now, (), 50) if row.outgoing.kind == "alert"]
            await close_stall(tx, alert.outgoing.subject or 0, Closed.NO_LONGER_WANTED, r.now)
        await deliver.settle(r.house, alert, Delivery(Outcome.LATER, wait=1.0), r.now)
        await r.to("2026-09-01 11:00")
        await presses(r, "kari", HELP)
        await r.to("2026-09-02 12:00")

    assert r.heard("alert") == [("anne", "2026-09-01 11:00")]
