"""Check-ins close after ten working days or by the next; late answers are kept, and a missed one stays missed."""

from datetime import date

import pytest
from sqlalchemy import select, update

from bot.storage.tables import answers, check_ins, closures, collaboratives, teams
from tests.flow.rooms import rooms, team, teams_text
from tests.support.ridge import RIDGE

pytestmark = pytest.mark.asyncio(loop_scope="session")


ONE_ONLY = teams_text(team("ridge", more=", ends: 2026-09-08"))


async def test_the_next_check_in_closes_the_one_before(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge"), schedule="weekly")) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        await r.presses("kari", "4")
        await r.to("2026-09-15 12:00")

        closed = await r.rows(select(check_ins.c.closed_at).order_by(check_ins.c.id))
        assert await r.check_ins() == [
            ("2026-09-01", "answered", "2026-09-01 10:00"),
            ("2026-09-08", "missed", "2026-09-08 10:00"),
            ("2026-09-15", "asked", "2026-09-15 10:00"),
        ]
    assert [r.local(moment) for (moment,) in closed] == ["2026-09-08 10:00", "2026-09-15 10:00", ""]


async def test_the_last_one_closes_after_ten_working_days_and_late_answers_are_marked(database_url: str) -> None:
    async with rooms(database_url, ONE_ONLY) as r:
        await r.join("kari")
        await r.to("2026-09-15 09:59")
        await r.presses("kari", "3")
        await r.to("2026-09-15 10:00")
        await r.presses("kari", "yes", 1)

        (row,) = await r.rows(select(check_ins))
        kept = await r.rows(select(answers.c.value, answers.c.late).order_by(answers.c.id))
    assert (row.state, r.local(row.closed_at)) == ("answered", "2026-09-15 10:00")
    assert kept == [(3, False), ("yes", True)]


async def test_a_missed_one_stays_missed_though_somebody_answers_late(database_url: str) -> None:
    async with rooms(database_url, ONE_ONLY) as r:
        await r.join("kari")
        await r.to("2026-09-15 10:00")
        await r.presses("kari", "3")

        (row,) = await r.rows(select(check_ins))
    assert (row.state, row.answered_at) == ("missed", None)


async def test_days_that_turned_out_not_to_count_put_the_closing_off(database_url: str) -> None:
    async with rooms(database_url, ONE_ONLY) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        await r.add(closures, collaborative_id=1, first=date(2026, 9, 3), last=date(2026, 9, 4), title="")
        await r.outage("2026-09-07 07:00", "2026-09-07 12:00")
        await r.to("2026-09-25 12:00")

        (row,) = await r.rows(select(check_ins))
    assert r.local(row.closed_at) == "2026-09-18 10:00"


@pytest.mark.parametrize(
    ("quorum", "answering", "expected"),
    [
        ("1", ["ola"], "answered"),
        ("2", ["ola"], "asked"),
        ("2", ["ola", "ola"], "asked"),
        ("2", ["ola", "kari"], "answered"),
        ("reporter", ["ola"], "asked"),
        ("reporter", ["ola", "kari"], "answered"),
    ],
)
async def test_a_check_in_is_answered_when_the_quorum_is_met(
    database_url: str, quorum: str, answering: list[str], expected: str
) -> None:
    who = ", reporter: kari" if quorum == "reporter" else ""
    async with rooms(database_url, teams_text(team("ridge", "kari, ola", more=f", quorum: {quorum}{who}"))) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")
        for number, slug in enumerate(answering):
            await r.presses(slug, "!nothing-new" if number else "4")

        ((state,),) = await r.rows(select(check_ins.c.state))
    assert state == expected


async def test_what_waits_for_somebodys_morning_is_not_shown_once_it_is_closed(database_url: str) -> None:
    there = RIDGE.replace("name: Ola Nes}", "name: Ola Nes, zone: America/New_York}")
    async with rooms(database_url, there.replace("fortnightly", "weekly")) as r:
        await r.join("ola")
        await r.to("2026-09-01 10:00")
        await r.change(update(teams).values(next_due_at=r.moment("2026-09-01 11:00"), next_on=date(2026, 9, 1)))
        await r.to("2026-09-01 20:00")

    assert r.heard("screen") == [("ola", "2026-09-01 13:00")]


async def test_a_check_in_whose_schedule_is_gone_stops_no_other_from_closing(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("a", more=", ends: 2026-09-08"))) as r:
        await r.apply(teams_text(team("b", "ola", more=", ends: 2026-09-08")).replace(": safer", ": other"))
        await r.join("kari", "ola")
        await r.to("2026-09-14 12:00")
        await r.change(update(collaboratives).where(collaboratives.c.slug == "safer").values(schedule="gone"))
        await r.to("2026-09-15 10:00")

        rows = await r.rows(select(check_ins.c.close_at, check_ins.c.closed_at).order_by(check_ins.c.id))
    assert [(r.local(it.close_at), r.local(it.closed_at)) for it in rows] == [
        ("2026-09-15 11:00", ""),
        ("", "2026-09-15 10:00"),
    ]


async def test_who_has_a_question_before_them_sees_that_the_round_has_closed_and_may_still_answer(
    database_url: str,
) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        await r.presses("kari", "!nothing-new")
        await r.to("2026-09-15 09:59")
        r.sent.clear()
        await r.to("2026-09-15 10:00")

    closed = [it for it in r.sent if "Denne runden er lukket" in it.text]
    # Who is done has nothing open that could close, and both are asked anew.
    assert [(it.to, it.kind) for it in closed] == [("ola", "screen")]
    assert r.heard("screen", "kari") == [("kari", "2026-09-15 10:00")]
