"""What was erased stands nowhere in the file any more, and the file remembers it until it was written anew."""

import pytest
from sqlalchemy import delete, text

from bot.storage.database import Database, note_traces
from bot.storage.tables import people
from bot.storage.writes import add_row
from tests.support.stored import everything_stored

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def erased(db: Database) -> None:
    async with db.write() as tx:
        for n in range(500):
            await add_row(tx, people, slug=f"quokka-{n}", name="quokka " * (n % 40))
    async with db.write() as tx:
        await tx.execute(delete(people))
        await note_traces(tx)


@SQLITE
async def test_a_file_that_was_written_anew_holds_nothing_of_it(database_url: str) -> None:
    db = Database(database_url)
    await erased(db)
    noted, before = await db.has_traces(), await everything_stored(db)
    done = await db.leave_no_trace()

    assert (noted, done, await db.has_traces()) == (True, True, False)
    assert "quokka" in before
    assert "quokka" not in await everything_stored(db)
    await db.close()


@SQLITE
async def test_while_somebody_reads_it_is_left_for_later_and_not_forgotten(database_url: str) -> None:
    db, other = Database(database_url), Database(database_url)
    await erased(db)
    async with other.read() as tx:
        await tx.execute(text("SELECT 1 FROM people"))
        while_read = await db.leave_no_trace()
    await other.close()
    # Another process, which has seen nothing of all this.
    await db.close()
    again = Database(database_url)

    assert not while_read
    assert await again.has_traces()
    assert await again.leave_no_trace()
    assert not await again.has_traces()
    await again.close()


async def test_what_is_taken_back_leaves_nothing_to_do(database_url: str) -> None:
    db = Database(database_url)
    async with db.write() as tx:
        await note_traces(tx)
        await tx.rollback()

    assert not await db.has_traces()
    assert await db.leave_no_trace()
    await db.close()
