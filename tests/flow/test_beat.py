"""Our own pulse: a short stop is a restart, a longer one an outage that no silence is counted in."""

import pytest
from sqlalchemy import select

from bot.flow.beat import beat, first_beat
from bot.storage.tables import heartbeat, outages
from tests.flow.rooms import Rooms, rooms

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def kept(r: Rooms) -> tuple[list[tuple[str, str]], str]:
    spans = await r.rows(select(outages.c.began_at, outages.c.ended_at).order_by(outages.c.id))
    ((alive_at,),) = await r.rows(select(heartbeat.c.alive_at))
    return [(r.local(began), r.local(ended)) for began, ended in spans], r.local(alive_at)


@pytest.mark.parametrize(
    ("back", "spans", "alive"),
    [
        ("2026-09-01 10:04", [], "2026-09-01 10:04"),
        ("2026-09-01 10:05", [("2026-09-01 10:00", "2026-09-01 10:05")], "2026-09-01 10:05"),
        ("2026-09-04 10:00", [("2026-09-01 10:00", "2026-09-04 10:00")], "2026-09-04 10:00"),
        ("2026-09-01 09:00", [], "2026-09-01 10:00"),
    ],
    ids=["a restart", "an outage", "a long outage", "a clock set back"],
)
async def test_a_new_process_notes_how_long_none_was_there(
    database_url: str, back: str, spans: list[tuple[str, str]], alive: str
) -> None:
    async with rooms(database_url, "") as r:
        await first_beat(r.house.db, r.moment("2026-08-31 08:00"))
        await beat(r.house.db, r.moment("2026-09-01 10:00"))
        await first_beat(r.house.db, r.moment(back))

        assert await kept(r) == (spans, alive)


async def test_a_silence_of_the_api_is_noted_when_it_is_over(database_url: str) -> None:
    async with rooms(database_url, "") as r:
        end = r.moment("2026-09-01 12:00")
        await beat(r.house.db, end, away_since=r.moment("2026-09-01 10:30"))

        assert await kept(r) == ([("2026-09-01 10:30", "2026-09-01 12:00")], "2026-09-01 12:00")
