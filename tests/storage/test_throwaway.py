"""A database that is only tried: the same rooms' transactions, in memory, and never a row that is no longer so."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from bot.domain.programme import Closure
from bot.domain.working_time import DateRange
from bot.storage import absences, people
from bot.storage.programme import set_closures
from bot.storage.tables import collaboratives, stalls
from bot.storage.tables import people as people_table
from bot.storage.teams import closures_of
from bot.storage.throwaway import ThrowawayDatabase
from bot.storage.writes import add_row

NOW = datetime(2026, 8, 31, 6, tzinfo=UTC)


async def test_what_fails_is_taken_back_and_a_look_keeps_nothing() -> None:
    db = ThrowawayDatabase()
    with pytest.raises(ValueError, match="broken off"):
        await _break_off(db)
    async with db.read() as tx:
        await add_row(tx, people_table, slug="ola", name="Ola Nes")
    async with db.write() as tx:
        await add_row(tx, people_table, slug="siri", name="Siri Dahl")
        await tx.rollback()
    async with db.read() as tx:
        found = [await people.person_by_slug(tx, slug) for slug in ("kari", "ola", "siri")]

    assert found == [None, None, None]
    await db.close()


async def _break_off(db: ThrowawayDatabase) -> None:
    async with db.write() as tx:
        await add_row(tx, people_table, slug="kari", name="Kari Lund")
        assert await people.person_by_slug(tx, "kari") is not None
        raise ValueError("broken off")


async def test_rows_that_were_read_are_read_anew_once_they_have_changed() -> None:
    db = ThrowawayDatabase()
    async with db.write() as tx:
        person_id = await add_row(tx, people_table, slug="kari", name="Kari Lund")
        before = await people.person_by_id(tx, person_id)
        await people.set_language(tx, person_id, "nn")
        after = await people.person_by_id(tx, person_id)
        here = await absences.absences_of(tx, person_id)
        await absences.go_away(tx, person_id, date(2026, 9, 1), date(2026, 9, 3))
        away = await absences.absences_of(tx, person_id)
    async with db.write() as tx:
        await tx.execute(update(people_table).values(name="Kari Moe"))
    async with db.read() as tx:
        renamed = await people.person_by_slug(tx, "kari")

    assert (before.language, after.language) == (None, "nn")
    assert (here, away) == ((), (DateRange(date(2026, 9, 1), date(2026, 9, 3)),))
    assert renamed is not None
    assert renamed.name == "Kari Moe"
    await db.close()


async def test_what_was_read_in_a_look_that_kept_nothing_is_not_remembered() -> None:
    db = ThrowawayDatabase()
    async with db.write() as tx:
        values = {"title": "Safer", "model": "m", "schedule": "s", "zone": "UTC", "holidays": "NO", "language": "en"}
        days = {"starts": date(2026, 8, 31), "ends": date(2027, 6, 18)}
        row_id = await add_row(tx, collaboratives, slug="safer", applied={}, applied_at=NOW, **values, **days)
    async with db.read() as tx:
        await set_closures(tx, row_id, (Closure(date(2026, 12, 21), date(2027, 1, 3)),))
        tried = await closures_of(tx, row_id)
    async with db.read() as tx:
        kept = await closures_of(tx, row_id)

    assert (len(tried), kept) == (1, ())
    await db.close()


async def test_one_row_must_point_at_another_that_is_there() -> None:
    db = ThrowawayDatabase()
    with pytest.raises(Exception, match="FOREIGN KEY"):
        async with db.write() as tx:
            await add_row(tx, stalls, team_id=1, kind="silent", reasons=[], chain=[], opened_at=NOW, noticed_at=NOW)
    async with db.read() as tx:
        assert (await tx.execute(select(stalls.c.id))).all() == []
    await db.close()
