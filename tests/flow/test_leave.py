"""Leaving: from the moment at which the press is handled, nothing more leaves for the person."""

from datetime import time

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import LATER, LATER_TOMORROW, LeavePressed
from bot.flow.cases.watch import watch
from bot.flow.leave import press
from bot.storage.tables import outbox, people
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))
# Kari is everything at once, and Anne comes after her.
MANY = TWO.replace("facilitators: [anne], managers: [per]", "facilitators: [kari, anne], managers: [kari]")


async def leaves(r: Rooms, who: str) -> None:
    ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    await press(r.house, await r.incoming(chat), LeavePressed("yes"), 1)
    await r.send()
    r.sent.clear()


async def test_neither_questions_nor_reminders_digests_or_alerts_come_any_more(database_url: str) -> None:
    async with rooms(database_url, MANY) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        await leaves(r, "kari")
        await r.to("2026-12-15 12:00")

    assert [it for it in r.sent if it.to == "kari"] == []
    assert r.heard("reminder", "ola") != []


async def test_what_was_put_off_does_not_come_back(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.to("2026-09-01 10:00")
        await r.presses("kari", LATER)
        await r.presses("kari", LATER_TOMORROW)
        await leaves(r, "kari")
        await r.to("2026-09-30 12:00")

    assert r.sent == []


async def test_what_waits_for_the_morning_is_taken_back(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.change(update(people).values(quiet_from=time(20), quiet_until=time(12)))
        await r.to("2026-09-01 11:00")
        ((before,),) = await r.rows(select(outbox.c.state).where(outbox.c.kind == "screen"))
        await leaves(r, "kari")
        await r.to("2026-09-01 13:00")

    assert before == "waiting"
    assert r.sent == []


async def test_an_alert_that_waits_goes_to_the_next_facilitator(database_url: str) -> None:
    later = MANY.replace("members: [kari, ola]", "members: [ola]")
    async with rooms(database_url, later) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-07 07:59")
        r.now = r.moment("2026-09-07 08:00")
        await watch(r.house, r.now)
        ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "kari"))
        await press(r.house, await r.incoming(chat), LeavePressed("yes"), 1)
        await r.to("2026-09-07 12:00")

    assert r.heard("alert") == [("anne", "2026-09-07 08:00")]


async def test_it_is_said_what_is_kept_and_until_when_and_the_menu_shrinks(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "kari"))
        incoming = await r.incoming(chat)
        await press(r.house, incoming, LeavePressed("yes"), 1)
        said = dict(tuple(it) for it in await r.rows(select(outbox.c.kind, outbox.c.text)))
        ((menu,),) = await r.rows(select(outbox.c.keyboard).where(outbox.c.kind == "menu"))

    assert said["edit"] == (
        "You have left Ridge. Thank you for what you gave. What you answered for the team stays with the team until "
        "18 June 2028, and is erased then. What is stored about you: /mydata. Erase it now: /forget."
    )
    assert [name for _, name in menu[0]] == ["language", "mydata", "forget", "help"]
