"""What facilitators write to teams, and what teams answer: whom it reaches, and when."""

from datetime import time

import pytest
from sqlalchemy import select, update

from bot.domain.outgoing import Delivery, Outcome
from bot.flow import deliver
from bot.flow.late import put_off_until
from bot.flow.messages.send import send_to_team
from bot.storage import outbox as messages
from bot.storage import people, teams
from bot.storage.tables import outbox, team_messages
from bot.storage.tables import people as people_table
from bot.storage.tables import teams as teams_table
from tests.flow.own import goes_away
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))
HELLO = "Which day suits you?"


async def anne_writes(r: Rooms, text: str = HELLO, slug: str = "ridge") -> int:
    """Anne writes to the team; how many get it."""
    async with r.house.db.write() as tx:
        anne = await people.person_by_slug(tx, "anne")
        row = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).one()
        assert anne is not None
        reached = await send_to_team(tx, r.house, await teams.team_by_id(tx, row.id), anne, text, r.now)
    await r.send()
    return reached


async def test_a_message_reaches_everybody_who_has_joined(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari, ola, nina"))) as r:
        await r.join("anne", "kari", "ola")
        r.now = r.moment("2026-08-31 09:00")

        assert await anne_writes(r) == 2
        assert r.heard("message") == [("kari", "2026-08-31 09:00"), ("ola", "2026-08-31 09:00")]
        assert {it.text for it in r.sent if it.kind == "message"} == {f"From Anne:\n{HELLO}"}
        assert await r.audited("message") == [("2026-08-31 09:00", "ridge")]


async def test_nothing_is_kept_of_a_message_that_reaches_nobody(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")

        assert await anne_writes(r) == 0
        assert await r.rows(select(team_messages)) == []


@pytest.mark.parametrize(
    ("written", "comes"),
    [
        ("2026-09-01 06:59", "2026-09-01 07:00"),
        ("2026-09-01 19:59", "2026-09-01 19:59"),
        ("2026-09-01 20:00", "2026-09-02 07:00"),
        ("2026-09-04 21:00", "2026-09-07 07:00"),
    ],
)
async def test_a_message_waits_for_its_readers_hours(database_url: str, written: str, comes: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        r.now = r.moment(written)
        await anne_writes(r)
        await r.to("2026-09-07 09:00")

        assert r.heard("message") == [("kari", comes)]


async def test_own_hours_and_days_away_hold_for_messages_too(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        rest = update(people_table).where(people_table.c.slug == "kari")
        await r.change(rest.values(quiet_from=time(12), quiet_until=time(15)))
        await goes_away(r, "ola", "2026-09-03")
        r.now = r.moment("2026-08-31 13:00")
        await anne_writes(r)
        await r.to("2026-09-03 12:00")

        assert r.heard("message", "ola") == [("ola", "2026-09-03 07:00")]
        assert r.heard("message", "kari") == [("kari", "2026-08-31 15:00")]


async def test_who_leaves_before_it_comes_does_not_get_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        r.now = r.moment("2026-09-01 21:00")
        await anne_writes(r)
        await r.apply(teams_text(team("ridge", "kari")))
        await r.to("2026-09-02 08:00")

        assert r.heard("message") == [("kari", "2026-09-02 07:00")]


async def test_the_group_gets_it_once_in_the_teams_hours(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await r.change(update(teams_table).values(group_chat_id=-100, group_thread_id=7))
        r.now = r.moment("2026-09-01 21:00")

        assert await anne_writes(r) == 2
        await r.to("2026-09-02 08:00")
        assert r.heard("message") == [("somebody", "2026-09-02 07:00")]


async def test_who_has_blocked_us_stops_no_other(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        r.gone.add("kari")
        await anne_writes(r)

        assert [to for to, _ in r.heard("message")] == ["ola"]
        assert await r.rows(select(people_table.c.slug).where(people_table.c.gone_at.is_not(None))) == [("kari",)]


async def test_one_that_may_have_arrived_comes_again_and_says_so(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        r.now = r.moment("2026-09-01 21:00")
        await anne_writes(r)
        r.now = r.moment("2026-09-02 07:00")
        async with r.house.db.write() as tx:
            (row,) = await messages.claim_next(tx, r.now, (), 50)
        await deliver.settle(r.house, row, Delivery(Outcome.UNKNOWN, why="no answer"), r.now)
        await r.send()

        assert "You may have had this message already" in r.sent[-1].text


async def test_one_that_an_outage_held_back_waits_for_the_hours_once_more(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        await r.change(update(teams_table).values(group_chat_id=None))
        r.now = r.moment("2026-09-01 06:00")
        await anne_writes(r)
        r.now = r.moment("2026-09-01 22:00")
        async with r.house.db.write() as tx:
            (row,) = await messages.claim_next(tx, r.now, (), 50)

        assert r.local(await put_off_until(r.house, row, r.now)) == "2026-09-02 07:00"


async def test_its_words_are_kept_in_one_place_only(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        await anne_writes(r)

        assert [tuple(it) for it in await r.rows(select(outbox.c.text).where(outbox.c.kind == "message"))] == [("",)]
        assert [tuple(it) for it in await r.rows(select(team_messages.c.text))] == [(HELLO,)]
