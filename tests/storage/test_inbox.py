"""What came in waits on the disk, in order within each chat."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.storage import inbox
from bot.storage.database import Database
from bot.storage.tables import inbox as table

NOW = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
KARI, OLA = 101, 102


def update(number: int, chat: int) -> dict[str, Any]:
    payload = {"update_id": number, "message": {}}
    return {"bot_id": 1, "update_id": number, "chat_id": chat, "payload": payload, "masked": False, "received_at": NOW}


async def waiting(db: Database, *busy: int, now: datetime = NOW, most: int = 10) -> list[int]:
    async with db.read() as tx:
        return [row.update_id for row in await inbox.next_waiting(tx, now, set(busy), most)]


async def test_the_oldest_of_each_chat_may_be_handled(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as tx:
        assert await inbox.keep_updates(tx, [update(7, KARI), update(8, OLA), update(9, KARI)]) == 3

    assert await waiting(db) == [7, 8]
    assert await waiting(db, KARI) == [8]
    assert await waiting(db, KARI, OLA) == []
    assert await waiting(db, most=1) == [7]
    await db.close()


async def test_a_chat_with_many_updates_hides_no_other(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as tx:
        await inbox.keep_updates(tx, [update(number, KARI) for number in range(1, 700)] + [update(700, OLA)])

    assert await waiting(db) == [1, 700]
    await db.close()


async def test_the_same_update_is_kept_once(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as tx:
        await inbox.keep_updates(tx, [update(7, KARI)])
    async with db.write() as tx:
        assert await inbox.keep_updates(tx, [update(7, KARI), update(8, KARI)]) == 1

    async with db.read() as tx:
        assert (await tx.execute(select(table.c.update_id).order_by(table.c.id))).scalars().all() == [7, 8]
    await db.close()


async def test_an_update_is_handled_once_and_emptied(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as tx:
        await inbox.keep_updates(tx, [update(7, KARI), update(8, KARI)])
    async with db.read() as tx:
        (row,) = await inbox.next_waiting(tx, NOW, (), 10)
    async with db.write() as tx:
        assert await inbox.mark_handled(tx, row.id, NOW)
        assert not await inbox.mark_handled(tx, row.id, NOW)

    assert await waiting(db) == [8]
    async with db.read() as tx:
        assert (await tx.execute(select(table.c.payload).where(table.c.id == row.id))).scalar_one() is None
    await db.close()


async def test_a_failed_update_holds_its_chat_until_it_is_tried_again_or_given_up(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as tx:
        await inbox.keep_updates(tx, [update(7, KARI), update(8, KARI), update(9, OLA)])
        row = (await inbox.next_waiting(tx, NOW, (), 10))[0]
        await inbox.mark_failed(tx, row, NOW, NOW + timedelta(seconds=2))

    assert await waiting(db) == [9]
    assert await waiting(db, now=NOW + timedelta(seconds=2)) == [7, 9]

    async with db.write() as tx:
        await inbox.mark_failed(tx, row, NOW, None)
    assert await waiting(db) == [8, 9]
    await db.close()


async def test_what_was_handled_long_ago_is_forgotten_and_what_waits_never(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as tx:
        await inbox.keep_updates(tx, [update(7, KARI), update(8, KARI)])
        (row,) = await inbox.next_waiting(tx, NOW, (), 10)
        await inbox.mark_handled(tx, row.id, NOW)
        assert await inbox.drop_handled(tx, NOW) == 0
        assert await inbox.drop_handled(tx, NOW + timedelta(seconds=1)) == 1

    assert await waiting(db) == [8]
    await db.close()
