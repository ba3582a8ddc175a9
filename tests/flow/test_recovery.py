"""A team is back: the alerts about it say so, silently, and what has not left is taken back."""

import pytest
from sqlalchemy import select, update

from bot.storage.tables import outbox, people
from tests.flow.rooms import Rooms, rooms
from tests.support.programmes import programme

pytestmark = pytest.mark.asyncio(loop_scope="session")

OVER = "Over: Ridge home care gave a sign on 16 September."
ENGLISH = programme(("language: nb\n", "language: en\n"), ("name: Anne Vik, language: nb", "name: Anne Vik"))


async def gone_silent(r: Rooms) -> None:
    await r.join("kari", "anne")
    await r.to("2026-09-15 12:00")
    assert r.heard("alert") == [("anne", "2026-09-15 10:00")]
    r.now = r.moment("2026-09-16 22:00")


async def test_the_facilitator_sees_it_on_the_alert_itself(database_url: str) -> None:
    async with rooms(database_url, ENGLISH) as r:
        await gone_silent(r)
        await r.presses("kari", "4")
        ((told,),) = await r.rows(select(outbox.c.message_id).where(outbox.c.kind == "alert"))
        edits = await r.rows(select(outbox.c.message_id, outbox.c.state).where(outbox.c.key.startswith("over:")))
        await r.presses("kari", "!skip", 1)

    assert [tuple(edit) for edit in edits] == [(told, "sent")]
    (text,) = [it.text for it in r.sent if it.kind == "edit" and it.to == "anne"]
    assert OVER in text
    assert "A message you can copy" not in text


async def test_an_alert_that_has_not_left_is_taken_back(database_url: str) -> None:
    async with rooms(database_url, ENGLISH) as r:
        await gone_silent(r)
        await r.change(update(outbox).where(outbox.c.kind == "alert").values(state="waiting", not_before=r.now))
        await r.change(update(outbox).where(outbox.c.kind == "alert").values(not_before=r.moment("2026-09-17 08:00")))
        r.sent.clear()
        await r.presses("kari", "4")
        await r.to("2026-09-17 12:00")
        ((state,),) = await r.rows(select(outbox.c.state).where(outbox.c.kind == "alert"))

    assert state == "withdrawn"
    assert not [it for it in r.sent if it.to == "anne"]


async def test_who_has_blocked_the_bot_or_has_another_chat_now_is_left_alone(database_url: str) -> None:
    async with rooms(database_url, ENGLISH) as r:
        await gone_silent(r)
        await r.change(update(people).where(people.c.slug == "anne").values(chat_id=4711))
        r.sent.clear()
        await r.presses("kari", "4")

    assert not [it for it in r.sent if it.kind == "edit"]
