"""What leaves late, after an outage, is not sent at an hour at which nobody is to be disturbed."""

import pytest
from sqlalchemy import select

from bot.domain.buttons import HELP
from bot.domain.outgoing import Delivery, Outcome, OutgoingKind
from bot.flow import deliver
from bot.flow.asking.ask import ask
from bot.flow.digests.digest import digest
from bot.flow.late import put_off_until
from bot.flow.remind import remind
from bot.storage import outbox as messages
from bot.storage.outbox_rows import OutboxRow
from bot.storage.tables import check_ins, conversations, memberships, outbox, people
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.test_silent_edits import presses
from tests.support.world import at, world

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))


async def claimed(r: Rooms) -> list[OutboxRow]:
    async with r.house.db.write() as tx:
        return await messages.claim_next(tx, r.now, (), 50)


async def let_go(r: Rooms, row: OutboxRow) -> str:
    """What the deliverer does with it now: the local time for which it waits, or `sent`."""
    moment = await put_off_until(r.house, row, r.now)
    outcome = Delivery(Outcome.LATER, not_before=moment) if moment else Delivery(Outcome.SENT, message_id=7)
    await deliver.settle(r.house, row, outcome, r.now)
    return r.local(moment) or "sent"


async def test_a_check_in_that_an_outage_held_back_comes_in_the_next_permitted_hour(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        r.now = r.moment("2026-09-01 10:00")
        await ask(r.house, r.now)
        r.now = r.moment("2026-09-01 22:00")

        assert [await let_go(r, row) for row in await claimed(r)] == ["2026-09-02 07:00", "2026-09-02 07:00"]
        assert await claimed(r) == []
        rows = await r.rows(select(conversations.c.comes_at))
        assert {r.local(row.comes_at) for row in rows} == {"2026-09-02 07:00"}

        r.now = r.moment("2026-09-02 07:00")
        assert [await let_go(r, row) for row in await claimed(r)] == ["sent", "sent"]


async def test_what_is_late_within_the_hours_leaves_at_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        r.now = r.moment("2026-09-01 10:00")
        await ask(r.house, r.now)
        r.now = r.moment("2026-09-01 19:59")

        assert [await let_go(r, row) for row in await claimed(r)] == ["sent"]


async def test_a_reminder_that_an_outage_held_back_into_the_evening_is_dropped(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.to("2026-09-03 09:59")
        r.now = r.moment("2026-09-03 10:00")
        await remind(r.house, r.now)
        r.now = r.moment("2026-09-03 22:00")
        assert [await let_go(r, row) for row in await claimed(r)] == ["2026-09-04 07:00"]

        await r.to("2026-09-04 12:00")
        assert r.heard("reminder") == []


async def test_a_page_of_the_week_that_an_outage_held_back_comes_in_a_morning_until_wednesday(
    database_url: str,
) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "per")
        await r.to("2026-09-07 07:59")
        r.now = r.moment("2026-09-07 08:00")
        await digest(r.house, r.now)
        r.now = r.moment("2026-09-07 22:00")
        (page,) = [row for row in await claimed(r) if row.outgoing.kind is OutgoingKind.DIGEST]

        assert await let_go(r, page) == "2026-09-08 08:00"
        until = await r.rows(select(outbox.c.expires_at).where(outbox.c.kind == "digest"))
        assert [r.local(it.expires_at) for it in until] == ["2026-09-09 10:00"]

        r.now = r.moment("2026-09-08 08:00")
        assert [await let_go(r, row) for row in await claimed(r)] == ["sent"]


async def test_an_answer_to_what_somebody_does_leaves_at_any_hour(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.to("2026-09-01 22:00")
        await presses(r, "kari", "4")
        r.now = r.moment("2026-09-01 23:30")

        assert [await let_go(r, row) for row in await claimed(r)] == ["sent"]


async def test_a_reply_keeps_its_place_when_a_colleague_changes_the_screen_behind_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        await presses(r, "kari", HELP)
        (reply,) = await claimed(r)
        await presses(r, "ola", "4")
        await deliver.settle(r.house, reply, Delivery(Outcome.LATER, wait=1), r.now)

        waiting = select(outbox.c.lane).where(
            outbox.c.state == "waiting", outbox.c.conversation_id == reply.outgoing.conversation_id
        )
        assert [row.lane for row in await r.rows(waiting)] == ["reply"]


async def test_the_bot_that_is_back_in_the_evening_sends_in_the_morning(database_url: str) -> None:
    async with world(database_url, programme=TWO) as w:
        kari = await w.joins("kari", language="en")
        await w.to("2026-09-01 09:59")
        w.wall.at = at("2026-09-01 22:00")
        await ask(w.bot.house, at("2026-09-01 10:00"))
        w.bot.messages_wait.set()
        await w.quiet()
        assert not any("How far" in it.text for it in await kari.messages())

        await w.to("2026-09-02 07:00")
        assert "How far" in (await kari.screen()).text


async def test_a_message_that_arrives_on_the_old_phone_is_not_changed_on_the_new_one(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        r.now = r.moment("2026-09-01 10:00")
        await ask(r.house, r.now)
        (old,) = await claimed(r)
        await r.change(people.update().where(people.c.slug == "kari").values(chat_id=4711))
        await deliver.settle(r.house, old, Delivery(Outcome.SENT, message_id=7), r.now)

        assert [row.message_id for row in await r.rows(select(conversations.c.message_id))] == [None]


@pytest.mark.parametrize("what", ["left", "closed", "new phone"])
async def test_what_could_not_be_sent_is_not_tried_again_where_it_is_for_nobody(database_url: str, what: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        r.now = r.moment("2026-09-01 10:00")
        await ask(r.house, r.now)
        (row,) = await claimed(r)
        await r.change(
            {
                "left": memberships.update().values(left_at=r.now),
                "closed": check_ins.update().values(closed_at=r.now),
                "new phone": people.update().where(people.c.slug == "kari").values(chat_id=4711),
            }[what]
        )
        await deliver.settle(r.house, row, Delivery(Outcome.LATER, wait=1), r.now)

        assert await claimed(r) == []
