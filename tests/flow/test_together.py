"""Two of a team at the same moment: nobody waits for the other in the wrong order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from sqlalchemy import select, text, update

from bot.domain.buttons import BACK, CORRECT, AlertPressed, AnswerPressed
from bot.domain.outgoing import Delivery, Outcome
from bot.domain.stall import Closed, StallKind
from bot.flow import deliver
from bot.flow.answering.press import press
from bot.flow.answering.write import write
from bot.flow.cases import acknowledge
from bot.flow.cases.acknowledge import TAKE
from bot.flow.cases.end import end_case
from bot.flow.cases.watch import watch
from bot.flow.close import end_answers
from bot.flow.group.changes import left, moved
from bot.flow.handling import Incoming
from bot.storage import check_ins, inbox, outbox, outbox_alerts, stalls, teams
from bot.storage import conversations as talk_rows
from bot.storage.tables import check_ins as check_ins_table
from bot.storage.tables import conversations, people
from bot.storage.tables import outbox as alerts
from bot.storage.tables import stalls as stalls_table
from bot.storage.tables import teams as teams_table
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.until import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

LATER, GONE = Delivery(Outcome.LATER, wait=1), Delivery(Outcome.GONE, why="blocked")
TWO_OTHERS = teams_text(team("ridge", "kari, ola"))
WAITING = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")


async def somebody_waits(r: Rooms) -> bool:
    return bool((await r.rows(WAITING))[0][0])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_text_waits_for_a_colleagues_press_before_it_touches_the_team(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        await r.presses("ola", "4")
        await r.presses("ola", BACK, 1)
        ((check_in_id, team_id),) = await r.rows(select(check_ins_table.c.id, check_ins_table.c.team_id))
        ((chat_id,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "ola"))
        incoming = await r.incoming(chat_id)

        async with r.house.db.write() as pressing:
            await check_ins.check_in_by_id(pressing, check_in_id, lock=True)
            writing = asyncio.create_task(write(r.house, incoming, "4", None))
            await until(lambda: somebody_waits(r), "a text that waits", within=5)
            await teams.change_team(pressing, team_id, last_sign_at=r.now)
        await writing
        ((position,),) = await r.rows(select(conversations.c.position).join(people).where(people.c.slug == "ola"))

    assert position == 1


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("how", ["press", "write"])
async def test_two_who_answer_at_the_same_moment_both_get_their_next_question(database_url: str, how: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        query = select(people.c.slug, conversations.c.id, people.c.chat_id).join_from(conversations, people)
        query = query.order_by(people.c.id)
        talks = {row.slug: (row.id, row.chat_id) for row in await r.rows(query)}
        async with sending(r):
            for n in range(6):
                await r.change(update(conversations).values(position=0, stage="open"))
                r.sent.clear()
                kari, ola = await updates(r, *(chat for _, chat in talks.values()))
                one, other = AnswerPressed(talks["kari"][0], 0, str(2 + n % 2)), str(4 + n % 2)
                await asyncio.gather(
                    press(r.house, kari, one, 1),
                    press(r.house, ola, AnswerPressed(talks["ola"][0], 0, other), 1)
                    if how == "press"
                    else write(r.house, ola, other, None),
                )
                await until(
                    lambda: {"kari", "ola"} <= {it.to for it in r.sent if "2 av 4" in it.text}, "both", within=5
                )


async def updates(r: Rooms, *chats: int) -> list[Incoming]:
    """An update from each of these chats, all waiting at once."""
    kept = [
        {
            "bot_id": 1,
            "update_id": next(r.numbers),
            "chat_id": chat,
            "payload": {},
            "masked": False,
            "received_at": r.now,
        }
        for chat in chats
    ]
    async with r.house.db.write() as tx:
        await inbox.keep_updates(tx, kept)
        rows = {row.chat_id: row for row in await inbox.next_waiting(tx, r.now, (), len(chats))}
    return [Incoming(rows[chat].id, chat, chat, r.now) for chat in chats]


@asynccontextmanager
async def sending(r: Rooms) -> AsyncIterator[None]:
    """What may leave leaves at once while the block runs."""
    over = asyncio.Event()
    task = asyncio.create_task(keep_sending(r, over))
    try:
        yield
    finally:
        over.set()
        await task


async def keep_sending(r: Rooms, over: asyncio.Event) -> None:
    while not over.is_set():
        await r.send()
        await asyncio.sleep(0.001)


async def waits(r: Rooms) -> None:
    await until(lambda: somebody_waits(r), "somebody who waits", within=5)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_closing_and_the_outcome_of_a_message_do_not_wait_crosswise(database_url: str) -> None:
    async with rooms(database_url, TWO_OTHERS) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        query = select(people.c.slug, conversations.c.id, people.c.chat_id, conversations.c.check_in_id)
        talks = {row.slug: row for row in await r.rows(query.join_from(conversations, people))}
        kari, ola = await updates(r, talks["kari"].chat_id, talks["ola"].chat_id)
        await press(r.house, ola, AnswerPressed(talks["ola"].id, 0, CORRECT), 1)
        async with r.house.db.write() as tx:
            (under_way,) = await outbox.claim_next(tx, r.now, (), 50)
        # A silent screen waits behind the one that is under way.
        await press(r.house, kari, AnswerPressed(talks["kari"].id, 0, "4"), 1)

        async with r.house.db.write() as closing:
            check_in = await check_ins.check_in_by_id(closing, talks["ola"].check_in_id, lock=True)
            await end_answers(closing, check_in, r.now)
            settling = asyncio.create_task(deliver.settle(r.house, under_way, LATER, r.now))
            await waits(r)
            await talk_rows.next_screen(closing, talks["ola"].id)
        await settling


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_end_of_a_case_and_a_chat_that_has_gone_do_not_wait_crosswise(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari"), team("coast", "ola"))) as r:
        await r.join("kari", "ola", "anne")
        await r.to("2026-09-15 09:59")
        r.now = r.moment("2026-09-15 10:00")
        await watch(r.house, r.now)
        async with r.house.db.write() as tx:
            (first,) = [row for row in await outbox.claim_next(tx, r.now, (), 50) if row.outgoing.kind == "alert"]
            # Both cases stand in one list.
            case = (await outbox_alerts.cases_of(tx, first.id))[-1]

        async with r.house.db.write() as ending:
            stall = await stalls.stall_by_id(ending, case)
            assert stall is not None
            await stalls.close_stall(ending, stall.id, Closed.SIGN_OF_LIFE, r.now)
            going = asyncio.create_task(deliver.settle(r.house, first, GONE, r.now))
            await waits(r)
            await outbox_alerts.withdraw_alerts(ending, case, r.now)
        await going


@pytest.mark.parametrize("new", [None, -200], ids=["left", "moved"])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_an_answer_and_the_end_of_a_group_do_not_wait_crosswise(database_url: str, new: int | None) -> None:
    async with rooms(database_url, TWO_OTHERS) as r:
        await r.join("kari", "ola")
        await r.change(update(teams_table).values(group_chat_id=-100))
        await r.to("2026-09-01 10:00")
        ((check_in_id, team_id),) = await r.rows(select(check_ins_table.c.id, check_ins_table.c.team_id))
        incoming = replace(await r.incoming(-100), sender_id=0)

        async with r.house.db.write() as answering:
            await check_ins.check_in_by_id(answering, check_in_id, lock=True)
            await talk_rows.hold_conversations(answering, check_in_id)
            change = moved(r.house, incoming, old=-100, new=new) if new else left(r.house, incoming)
            changing = asyncio.create_task(change)
            await waits(r)
            await teams.change_team(answering, team_id, last_sign_at=r.now)
        await changing

        ((group,),) = await r.rows(select(teams_table.c.group_chat_id))
        assert group == new


FIVE_WHO = ("kari", "ola", "nina", "liv", "tor")
FIVE_TEAMS = teams_text(
    *(team(*it) for it in zip(("ridge", "fjord", "dale", "isle", "moor"), FIVE_WHO, strict=True)),
    people_of=" ".join(FIVE_WHO),
)


async def a_list(r: Rooms, *, arrived: bool) -> list[int]:
    """All five have gone quiet, and the facilitator is told in one list: their cases."""
    await r.join(*FIVE_WHO, "anne")
    await r.to("2026-09-15 09:59")
    r.now = r.moment("2026-09-15 10:00")
    await watch(r.house, r.now)
    if arrived:
        await r.send()
    return [row.id for row in await r.rows(select(stalls_table.c.id).order_by(stalls_table.c.id))]


@pytest.mark.parametrize("arrived", [False, True], ids=["waits", "arrived"])
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_all_the_teams_of_a_list_may_answer_at_the_same_moment(database_url: str, arrived: bool) -> None:
    async with rooms(database_url, FIVE_TEAMS) as r:
        await a_list(r, arrived=arrived)
        query = select(people.c.slug, conversations.c.id, people.c.chat_id).join_from(conversations, people)
        talks = {row.slug: row for row in await r.rows(query.order_by(conversations.c.id))}
        presses = await updates(r, *(talks[who].chat_id for who in FIVE_WHO))
        await asyncio.gather(
            *(
                press(r.house, it, AnswerPressed(talks[who].id, 0, "4"), 1)
                for who, it in zip(FIVE_WHO, presses, strict=True)
            )
        )
        waiting = select(alerts.c.kind, alerts.c.text).where(
            alerts.c.state == "waiting", alerts.c.kind.in_(("alert", "edit"))
        )

        left = await r.rows(waiting)
    # Of a list that has arrived the one edit that waits says it of all five.
    assert [(row.kind, row.text.count("over since")) for row in left] == ([("edit", 5)] if arrived else [])


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_the_ends_of_two_cases_of_a_list_do_not_wait_crosswise(database_url: str) -> None:
    async with rooms(database_url, FIVE_TEAMS) as r:
        first, second, *_ = await a_list(r, arrived=False)

        async with r.house.db.write() as ending:
            await outbox_alerts.hold_with(ending, [second])
            other = asyncio.create_task(_end_case(r, first))
            await waits(r)
            await stalls.close_stall(ending, second, Closed.SIGN_OF_LIFE, r.now)
            await outbox_alerts.withdraw_alerts(ending, second, r.now)
        await other

        still = await r.rows(select(stalls_table.c.id).where(stalls_table.c.closed_at.is_(None)))
    assert len(still) == 3


async def _end_case(r: Rooms, case: int) -> None:
    async with r.house.db.write() as tx:
        found = await stalls.stall_by_id(tx, case)
        assert found is not None
        its_team = await teams.team_by_id(tx, found.team_id)
        await end_case(tx, r.house, its_team, StallKind.SILENT, Closed.SIGN_OF_LIFE, r.now)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_case_that_is_taken_and_one_that_ends_do_not_wait_crosswise(database_url: str) -> None:
    async with rooms(database_url, FIVE_TEAMS) as r:
        first, *_, last = await a_list(r, arrived=True)
        ((chat, message),) = await r.rows(select(alerts.c.chat_id, alerts.c.message_id).where(alerts.c.kind == "alert"))
        incoming = await r.incoming(chat)

        async with r.house.db.write() as ending:
            await outbox_alerts.hold_with(ending, [first])
            taking = asyncio.create_task(acknowledge.press(r.house, incoming, AlertPressed(last, TAKE), message))
            await waits(r)
            await stalls.close_stall(ending, first, Closed.SIGN_OF_LIFE, r.now)
        await taking
        await r.send()

    edit = [it.text for it in r.sent if it.kind == "edit"][-1]
    assert (edit.count("over since"), edit.count("Anne is on it")) == (1, 1)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_file_that_removes_a_team_of_a_list_and_the_clock_do_not_wait_crosswise(database_url: str) -> None:
    without = FIVE_TEAMS.replace(f"  - {{{team('ridge', 'kari')}}}\n", "")
    async with rooms(database_url, FIVE_TEAMS) as r:
        *_, moor = await a_list(r, arrived=False)

        async with r.house.db.write() as looking:
            found = await stalls.stall_by_id(looking, moor)
            assert found is not None
            its_team = await teams.team_by_id(looking, found.team_id, lock=True)
            applying = asyncio.create_task(r.apply(without))
            await waits(r)
            await end_case(looking, r.house, its_team, StallKind.SILENT, Closed.SIGN_OF_LIFE, r.now)
        await applying

        still = await r.rows(select(stalls_table.c.id).where(stalls_table.c.closed_at.is_(None)))
    assert len(still) == 3
