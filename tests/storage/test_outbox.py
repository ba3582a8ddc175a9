"""The only way out: what waits, who goes first, and what becomes of a claim."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.content.programme_file import parse_programme
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.applying.apply import apply
from bot.flow.house import House
from bot.storage import check_ins, conversations, outbox, people
from bot.storage.database import Database
from bot.storage.outbox_rows import OutboxRow
from bot.storage.tables import outbox as table
from bot.storage.tables import teams
from tests.charts.charts import chart
from tests.support.ridge import RIDGE
from tests.support.world import content

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
KARI, OLA, ANNE = 101, 102, 103


def message(key: str, chat: int = KARI, lane: Lane = Lane.WAVE, **more: Any) -> Outgoing:
    kind = more.pop("kind", OutgoingKind.REPLY)
    return Outgoing(key, kind, lane, chat, text=more.pop("text", key), **more)


def screen(key: str, conversation: int, *, fresh: bool = False, **more: Any) -> Outgoing:
    return message(key, kind=OutgoingKind.SCREEN, conversation_id=conversation, fresh=fresh, **more)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    db = Database(database_url)
    yield db
    await db.close()


@pytest.fixture
async def talk(db: Database) -> int:
    """The id of a conversation."""
    house = House(db, content())
    await apply(house, parse_programme(RIDGE, "programme.yaml", house.content), NOW)
    async with db.write() as tx:
        kari = await people.person_by_slug(tx, "kari")
        team = (await tx.execute(select(teams.c.id))).scalar_one()
        check_in = await check_ins.add_check_in(
            tx, team, date(2026, 9, 1), phase="prepare", state="asked", due_at=NOW, questions=[]
        )
        assert kari is not None
        return (await conversations.add_conversation(tx, check_in, kari.id)).id


async def put(db: Database, *outgoing: Outgoing) -> list[bool]:
    async with db.write() as tx:
        return [await outbox.put(tx, each, NOW) for each in outgoing]


async def claim(db: Database, *busy: int, most: int = 10, kept: int = 0, now: datetime = NOW) -> list[OutboxRow]:
    async with db.write() as tx:
        return await outbox.claim_next(tx, now, set(busy), most, kept)


def keys(rows: list[OutboxRow]) -> list[str]:
    return [row.outgoing.key for row in rows]


async def stand(db: Database) -> list[tuple[str, str]]:
    async with db.read() as tx:
        return [
            (key, state) for key, state in await tx.execute(select(table.c.key, table.c.state).order_by(table.c.id))
        ]


async def test_a_message_is_decided_once(db: Database) -> None:
    assert await put(db, message("stall:7:1"), message("stall:7:1", text="again")) == [True, False]
    assert [row.outgoing.text for row in await claim(db)] == ["stall:7:1"]


async def test_replies_go_before_alerts_before_waves_and_one_a_chat(db: Database) -> None:
    await put(
        db,
        message("wave", KARI),
        message("alert", ANNE, Lane.ALERT),
        message("other wave", OLA),
        message("reply", KARI, Lane.REPLY),
    )

    assert keys(await claim(db)) == ["reply", "alert", "other wave"]
    assert keys(await claim(db, KARI)) == []
    assert keys(await claim(db)) == ["wave"]


async def test_some_room_is_kept_for_replies(db: Database) -> None:
    await put(db, *(message(f"wave {n}", 200 + n) for n in range(6)))
    assert len(await claim(db, most=5, kept=2)) == 3
    assert await claim(db, most=2, kept=2) == []

    await put(db, message("reply", KARI, Lane.REPLY))
    assert keys(await claim(db, most=2, kept=2)) == ["reply"]


async def test_a_message_waits_for_its_hour_and_is_dropped_when_it_is_too_late(db: Database) -> None:
    later = NOW + timedelta(hours=1)
    await put(db, message("held", not_before=later), message("stale", OLA, expires_at=later))
    async with db.write() as tx:
        assert await outbox.drop_expired(tx, later) == 1

    assert await claim(db) == []
    assert keys(await claim(db, now=later)) == ["held"]


async def test_the_newest_screen_takes_the_place_of_all_that_wait(db: Database, talk: int) -> None:
    reminder = replace(screen("2", talk, fresh=True), kind=OutgoingKind.REMINDER, expires_at=NOW)
    await put(db, screen("1", talk), reminder, screen("3", talk, text="newest"))

    (claimed,) = await claim(db)
    assert (claimed.outgoing.text, claimed.outgoing.fresh, claimed.outgoing.expires_at) == ("newest", True, None)
    assert await stand(db) == [("1", "withdrawn"), ("2", "sending")]


async def test_a_screen_brings_its_picture_to_the_place_it_takes(db: Database, talk: int) -> None:
    await put(db, screen("1", talk), screen("2", talk, pictures=(chart(),)))

    (claimed,) = await claim(db)
    assert claimed.outgoing.pictures == (chart(),)


@pytest.mark.parametrize("fresh", [False, True])
async def test_a_screen_that_comes_back_gives_way_to_a_newer_one(db: Database, talk: int, fresh: bool) -> None:
    await put(db, screen("1", talk, fresh=fresh))
    (old,) = await claim(db)
    await put(db, screen("2", talk, text="newest"))
    async with db.write() as tx:
        await outbox.give_back(tx, old, NOW, "a lost connection", repeated=True)

    (claimed,) = await claim(db)
    assert (claimed.outgoing.text, claimed.outgoing.fresh) == ("newest", fresh)
    assert await stand(db) == [("1", "withdrawn"), ("2", "sending")]


async def test_a_message_that_may_have_arrived_says_so_from_then_on_and_once(db: Database) -> None:
    await put(db, message("alert", kind=OutgoingKind.ALERT, text="quiet", repeated_note=" (again)"))
    for text in ("quiet", "quiet (again)", "quiet (again)"):
        (row,) = await claim(db)
        assert row.outgoing.text == text
        async with db.write() as tx:
            await outbox.give_back(tx, row, NOW, "a lost connection", repeated=True)


async def test_who_has_lost_a_claim_settles_nothing_of_its_new_holders(db: Database) -> None:
    await put(db, message("reply"))
    (lost,) = await claim(db)
    async with db.write() as tx:
        await outbox.give_back(tx, lost, NOW, "")
    (held,) = await claim(db)

    async with db.write() as tx:
        assert not await outbox.settle(tx, lost, "sent", NOW)
        await outbox.give_back(tx, lost, NOW, "")
        assert [row.tries for row in await outbox.left_in_sending(tx)] == [2]
        assert await outbox.settle(tx, held, "sent", NOW)
    assert await stand(db) == [("reply", "sent")]
