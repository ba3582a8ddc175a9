"""A case goes on once, from the moment at which its alert arrived, whoever looks and whatever stops in between."""

import asyncio

import pytest
from sqlalchemy import func, select, update

from bot.domain.outgoing import Delivery, Outcome
from bot.domain.stall import Move
from bot.flow import deliver
from bot.flow.cases.pass_on import pass_on
from bot.flow.cases.watch import watch
from bot.flow.house import Counts, House
from bot.storage import outbox as messages
from bot.storage import stalls as cases
from bot.storage.database import Database
from bot.storage.due import due_by_kind
from bot.storage.tables import alert_cases, outbox, people, stall_moves, stalls, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.world import content

pytestmark = pytest.mark.asyncio(loop_scope="session")

BO = team("ridge").replace("[anne]", "[bo]")
ONE = teams_text(BO, people_of="kari ola bo")
TWO = teams_text(BO, team("fjord", "ola").replace("[anne]", "[bo]"), people_of="kari ola bo")
TOLD, ON = "2026-09-15 10:00", "2026-09-18 10:00"


async def moves(r: Rooms, move: Move) -> list[str]:
    """When this became of a case."""
    query = select(stall_moves.c.at).where(stall_moves.c.move == move).order_by(stall_moves.c.id)
    return [r.local(at) for (at,) in await r.rows(query)]


async def goes_on_at(r: Rooms) -> list[str]:
    """When each case goes on by itself."""
    return [r.local(it.moves_on_at) for it in await r.rows(select(stalls.c.moves_on_at).order_by(stalls.c.id))]


async def with_two_processes(r: Rooms) -> Counts:
    """Two processes look at the same moment."""
    second = House(Database(r.house.db.url), content())
    done = await asyncio.gather(watch(r.house, r.now), watch(second, r.now), watch(second, r.now))
    await second.db.close()
    return sum(done, Counts())


async def test_two_processes_let_a_case_go_on_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-18 09:59")
        r.now = r.moment(ON)

        done = await with_two_processes(r)
        await r.send()

        assert await moves(r, Move.ESCALATED) == [ON, ON]
    assert (done["escalated"], done["alerts"]) == (2, 1)
    assert r.heard("alert") == [("bo", TOLD), ("anne", ON)]


async def test_two_processes_that_tell_one_person_send_one_message_a_day(database_url: str) -> None:
    """Each holds one of the cases, and neither sees what the other has not kept yet."""
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-15 09:59")
        r.now = r.moment(TOLD)
        await watch(r.house, r.now)
        await r.change(update(outbox).where(outbox.c.kind == "alert").values(state="withdrawn", settled_at=r.now))
        await r.change(update(stalls).values(alert_at=r.now))

        await with_two_processes(r)
        await r.to("2026-09-16 12:00")

    # The day was used up by the one that was taken back.
    assert r.heard("alert") == [("bo", "2026-09-16 08:00")]


async def test_what_an_earlier_version_left_open_is_reckoned_by_the_first_look(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-15 12:00")
        # As the migration leaves it: nothing was reckoned, and weeks have passed.
        await r.change(update(stalls).values(moves_on_at=stalls.c.alerted_at))
        r.now = r.moment("2026-09-29 12:00")
        await watch(r.house, r.now)

        assert await goes_on_at(r) == ["2026-10-02 12:00"]
        assert await moves(r, Move.ESCALATED) == []


async def test_the_days_begin_when_the_alert_arrives_even_after_a_kill(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-15 09:59")
        r.now = r.moment(TOLD)
        await watch(r.house, r.now)
        async with r.house.db.write() as tx:
            await messages.claim_next(tx, r.now, (), 50)
        assert await goes_on_at(r) == [""]
        r.now = r.moment("2026-09-15 14:00")
        await deliver.recover(r.house, r.now)
        await r.send()

        assert await goes_on_at(r) == ["2026-09-18 14:00"]
        ((arrived,),) = await r.rows(select(func.count()).select_from(alert_cases))
    assert arrived == 1


async def test_an_alert_that_nobody_is_there_for_goes_to_the_next_at_once(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-15 09:00")
        r.gone = {"bo"}
        await r.to("2026-09-15 10:05")
        await r.to("2026-09-30 12:00")

        assert await moves(r, Move.HANDED_ON) == [TOLD]
    assert r.heard("alert") == [("anne", TOLD)]


async def test_who_blocks_after_having_been_told_is_found_out_by_another_message(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-15 12:00")
        async with r.house.db.write() as tx:
            (case,) = await cases.open_stalls(tx)
            ((chat,),) = (await tx.execute(select(people.c.chat_id).where(people.c.slug == "bo"))).all()
            assert case.told_id is not None
            row = (await tx.execute(select(outbox).where(outbox.c.kind == "alert"))).one()
            await tx.execute(
                update(outbox).where(outbox.c.id == row.id).values(state="waiting", chat_id=chat, key="another")
            )
            (claimed,) = [it for it in await messages.claim_next(tx, r.now, (), 50) if it.id == row.id]
        await deliver.settle(r.house, claimed, Delivery(Outcome.GONE, why="blocked"), r.now)
        await r.to("2026-09-16 12:00")

    assert r.heard("alert", "anne") == [("anne", "2026-09-15 12:00")]


async def test_a_case_that_cannot_be_read_keeps_no_other_from_going_on(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-15 12:00")
        await r.change(update(teams).where(teams.c.slug == "fjord").values(zone="Nowhere/Land", next_due_at=None))
        await r.to("2026-09-18 10:30")

        ((ridge,),) = await r.rows(select(teams.c.id).where(teams.c.slug == "ridge"))
        ((told,),) = await r.rows(
            select(people.c.slug).join(stalls, stalls.c.told_id == people.c.id).where(stalls.c.team_id == ridge)
        )
    assert told == "anne"


async def test_letting_go_in_the_moment_in_which_it_goes_on_by_itself_moves_it_once(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-18 09:59")
        r.now = r.moment(ON)
        async with r.house.db.read() as tx:
            (case,) = await cases.open_stalls(tx)

        async def lets_go() -> None:
            async with r.house.db.write() as tx:
                await pass_on(tx, r.house, case, "bo", r.now)

        await asyncio.gather(lets_go(), watch(r.house, r.now))
        await r.to("2026-09-30 12:00")

        (after,) = await r.rows(select(stalls.c.version, stalls.c.passed, stalls.c.moves_on_at))
        moved = len(await moves(r, Move.ESCALATED)) + len(await moves(r, Move.HANDED_ON))
    assert (moved, after.version, len(after.passed), after.moves_on_at) == (1, 1, 1, None)
    assert r.heard("alert") == [("bo", TOLD), ("anne", ON)]


async def test_the_clock_knows_when_a_case_goes_on_and_that_it_is_over_when_it_ends(database_url: str) -> None:
    async with rooms(database_url, ONE) as r:
        await r.join("kari", "ola", "bo", "anne")
        await r.to("2026-09-15 12:00")
        async with r.house.db.read() as tx:
            due = {kind: r.local(at) for at, kind in await due_by_kind(tx)}
        await r.presses("kari", "4")
        async with r.house.db.read() as tx:
            after = [kind for _, kind in await due_by_kind(tx)]

    assert due["escalated"] == ON
    assert "escalated" not in after
