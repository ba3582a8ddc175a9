"""The keys of the installation: each made once, whoever asks first."""

import asyncio

from bot.storage.database import Database
from bot.storage.keys import key_of, known_key


async def test_a_key_is_made_once_whoever_asks_first(database_url: str) -> None:
    db, other = Database(database_url), Database(database_url)

    async def made(by: Database) -> bytes:
        async with by.write() as tx:
            return await key_of(tx, "links")

    found = await asyncio.gather(*(made(by) for by in (db, other, db, other)))
    async with db.read() as tx:
        kept = await known_key(tx, "links")
    await db.close()
    await other.close()

    assert set(found) == {kept}
    assert len(kept or b"") == 32


async def test_keys_of_other_names_are_others(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as tx:
        assert await known_key(tx, "links") is None
        assert await key_of(tx, "links") != await key_of(tx, "others")
    await db.close()
