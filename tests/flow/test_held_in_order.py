"""Whoever changes a team because of a person, or of the file, waits for a press first, and nobody waits crosswise."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import LeavePressed
from bot.domain.typed_value import Reading
from bot.flow.applying.apply import apply
from bot.flow.joining.back import chat_changed
from bot.flow.leave import press as press_leave
from bot.flow.measuring.at import of_person
from bot.flow.measuring.enter import enter
from bot.flow.privacy.erase import FORGET, erase
from bot.storage import check_ins, conversations, measures, people, teams
from bot.storage.tables import check_ins as check_ins_table
from bot.storage.tables import measure_points
from bot.storage.tables import measures as measures_table
from bot.storage.tables import people as people_table
from bot.storage.writes import change_row
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, parsed, rooms, team, teams_text
from tests.flow.test_together import updates, waits

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]
COUNTING = teams_text(
    team("ridge", "kari", more=', measures: [{id: reviewed, title: Lists reviewed, kind: share, unit: "%"}]')
)
TWO = teams_text(team("ridge", "kari, ola"))
CHANGED = TWO.replace("members: [kari, ola]", "members: [kari, nina]").replace("ends: 2027-06-18", "ends: 2027-06-19")


@asynccontextmanager
async def a_press_of_kari(r: Rooms) -> AsyncIterator[None]:
    """What happens in the block meets a press half-way: it holds the check-in, and the team only afterwards."""
    ((check_in_id, team_id),) = await r.rows(select(check_ins_table.c.id, check_ins_table.c.team_id))
    async with r.house.db.write() as pressing:
        await check_ins.check_in_by_id(pressing, check_in_id, lock=True)
        await conversations.hold_conversations(pressing, check_in_id)
        yield
        await waits(r)
        await teams.change_team(pressing, team_id, last_sign_at=r.now)


async def asked(r: Rooms) -> None:
    await r.join("kari", "ola", "anne")
    await r.to("2026-09-01 10:00")


async def test_who_is_back_in_reach_and_a_colleague_who_answers(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await r.change(update(people_table).where(people_table.c.slug == "ola").values(gone_at=r.now))
        (ola,) = await updates(r, await chat_of(r, "ola"))

        async with a_press_of_kari(r):
            back = asyncio.create_task(chat_changed(r.house, ola, gone=False))
        await back

        ((gone_at,),) = await r.rows(select(people_table.c.gone_at).where(people_table.c.slug == "ola"))
    assert gone_at is None


async def test_who_leaves_and_a_colleague_who_answers(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        (ola,) = await updates(r, await chat_of(r, "ola"))

        async with a_press_of_kari(r):
            leaving = asyncio.create_task(press_leave(r.house, ola, LeavePressed("yes"), 1))

        assert await leaving == ""


async def test_who_is_erased_and_a_colleague_who_answers(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)

        async with a_press_of_kari(r):
            erasing = asyncio.create_task(_erase(r, "ola"))
        await erasing

        assert await r.rows(select(people_table.c.id).where(people_table.c.slug == "ola")) == []


async def _erase(r: Rooms, who: str) -> None:
    async with r.house.db.write() as tx:
        person = await people.person_by_slug(tx, who)
        assert person is not None
        await erase(tx, r.house, person.id, r.now, why=FORGET, actor=None)


async def test_a_file_that_is_applied_and_somebody_who_answers(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)

        async with a_press_of_kari(r):
            applying = asyncio.create_task(apply(r.house, parsed(CHANGED), r.now))
        done = await applying

    assert len(done.changes) == 2


async def test_a_file_that_changes_a_measure_and_somebody_who_gives_its_value(database_url: str) -> None:
    async with rooms(database_url, COUNTING) as r:
        await r.join("kari")
        ((measure_id, team_id),) = await r.rows(select(measures_table.c.id, measures_table.c.team_id))
        ((person_id,),) = await r.rows(select(people_table.c.id).where(people_table.c.slug == "kari"))
        async with r.house.db.write() as applying:
            await teams.team_by_id(applying, team_id, lock=True)
            giving = asyncio.create_task(_gives(r, measure_id, person_id, 72.0))
            await waits(r)
            await change_row(applying, measures_table, measure_id, goal=95.0)
        await giving

        assert [it.value for it in await r.rows(select(measure_points.c.value))] == [72.0]


async def _gives(r: Rooms, measure_id: int, person_id: int, value: float) -> None:
    async with r.house.db.write() as tx:
        measure, person = await measures.measure_by_id(tx, measure_id), await people.person_by_id(tx, person_id)
        assert measure is not None
        team_row = await teams.team_by_id(tx, measure.team_id)
        at = of_person(r.house, team_row, measure, person, r.now)
        await enter(tx, at, at.today, Reading(value))
