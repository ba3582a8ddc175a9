"""A pause: nothing is asked of anybody, and what waited comes when it is over, or not at all."""

from datetime import date, time

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import HELP, LATER, LATER_TOMORROW, AnswerPressed
from bot.domain.errors import MellomError
from bot.flow.answering.press import press
from bot.flow.joining.back import hand_open_check_in
from bot.flow.pausing import pause, resume
from bot.storage import people, teams
from bot.storage.tables import conversations
from bot.storage.tables import people as people_table
from bot.storage.tables import teams as teams_table
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.talking import presses
from tests.flow.trying import Trying

pytestmark = pytest.mark.asyncio(loop_scope="session")

KARI, TWO = teams_text(team("ridge", "kari")), teams_text(team("ridge", "kari, ola"))


async def pauses(r: Rooms, until: str) -> None:
    async with r.house.db.write() as tx:
        ((team_id,),) = (await tx.execute(select(teams_table.c.id))).all()
        await pause(tx, r.house, await teams.team_by_id(tx, team_id), date.fromisoformat(until), "anne", r.now)


async def resumes(r: Rooms) -> None:
    async with r.house.db.write() as tx:
        ((team_id,),) = (await tx.execute(select(teams_table.c.id))).all()
        assert await resume(tx, r.house, await teams.team_by_id(tx, team_id), "anne", r.now)


async def sleeps_until_noon(r: Rooms, *who: str) -> None:
    hours = {"quiet_from": time(20), "quiet_until": time(12)}
    await r.change(update(people_table).where(people_table.c.slug.in_(who)).values(**hours))


async def waits_since(r: Rooms) -> str:
    ((moment,),) = await r.rows(select(teams_table.c.waiting_since))
    return r.local(moment)


async def test_questions_that_wait_for_somebodys_hours_come_when_the_pause_is_over(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "anne")
        await sleeps_until_noon(r, "kari")
        await r.to("2026-09-01 11:00")
        await pauses(r, "2026-09-03")
        await r.to("2026-09-04 11:00")

        assert r.heard("screen") == [("ola", "2026-09-01 10:00"), ("kari", "2026-09-03 12:00")]
        assert await waits_since(r) == "2026-09-01 10:00"


async def test_silence_is_not_counted_before_anybody_has_got_the_questions(database_url: str) -> None:
    async with rooms(database_url, KARI) as r:
        await r.join("kari", "anne")
        await sleeps_until_noon(r, "kari")
        await r.to("2026-09-01 11:00")
        await pauses(r, "2026-09-03")
        since = await waits_since(r)
        await r.to("2026-09-17 12:00")

        assert since == "2026-09-03 12:00"
        assert r.heard("screen")[0] == ("kari", "2026-09-03 12:00")
        assert r.heard("reminder")[0] == ("kari", "2026-09-04 12:00")
        assert await r.cases() == [("ridge", "silent", "2026-09-17 12:00", "")]


async def test_questions_that_would_come_when_the_next_are_asked_were_not_asked(database_url: str) -> None:
    async with rooms(database_url, KARI) as r:
        await r.join("kari", "anne")
        await sleeps_until_noon(r, "kari")
        await r.to("2026-09-01 11:00")
        await pauses(r, "2026-09-15")
        await r.to("2026-09-29 09:59")

        assert r.heard("screen", "kari") == [("kari", "2026-09-15 12:00")]
        assert r.heard("reminder") == [("kari", "2026-09-17 12:00")]
        assert [it[1:] for it in await r.check_ins()] == [("withdrawn", ""), ("asked", "2026-09-15 10:00")]
        assert await r.cases() == []


async def test_a_pause_that_ends_early_brings_the_questions_forward(database_url: str) -> None:
    async with rooms(database_url, KARI) as r:
        await r.join("kari", "anne")
        await sleeps_until_noon(r, "kari")
        await r.to("2026-09-01 11:00")
        await pauses(r, "2026-09-10")
        await r.to("2026-09-03 13:00")
        await resumes(r)
        await r.to("2026-09-03 14:00")

        assert r.heard("screen") == [("kari", "2026-09-03 13:00")]
        assert await waits_since(r) == "2026-09-03 13:00"


async def test_what_answers_a_press_is_not_lost_to_the_pause(database_url: str) -> None:
    async with rooms(database_url, KARI) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 12:00")
        ((talk,),) = await r.rows(select(conversations.c.id))
        await press(r.house, await r.incoming(await chat_of(r, "kari")), AnswerPressed(talk, 0, "4"), 1)
        await pauses(r, "2026-10-01")
        r.sent.clear()
        await r.send()

        assert r.heard("screen") == [("kari", "2026-09-01 12:00")]


async def test_what_was_put_off_comes_back_on_the_first_day_after_the_pause(database_url: str) -> None:
    async with rooms(database_url, KARI) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", LATER)
        await r.presses("kari", LATER_TOMORROW)
        await pauses(r, "2026-09-07")
        r.sent.clear()
        await r.to("2026-09-07 12:00")

        assert r.heard("screen") == [("kari", "2026-09-07 07:00")]


async def test_who_joins_in_a_pause_is_asked_after_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 12:00")
        await pauses(r, "2026-09-07")
        await r.join("ola")
        async with r.house.db.write() as tx:
            ((team_id,),) = (await tx.execute(select(teams_table.c.id))).all()
            ola = await people.person_by_slug(tx, "ola")
            assert ola is not None
            await hand_open_check_in(tx, r.house, team_id, ola, r.now)
        await r.to("2026-09-07 12:00")

        assert r.heard("screen", "ola") == [("ola", "2026-09-07 07:00")]


async def test_a_small_test_is_asked_about_after_the_pause(database_url: str) -> None:
    async with rooms(database_url, KARI) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 12:00")
        await Trying(r).saves("kari", "2026-09-04")
        await pauses(r, "2026-09-14")
        r.sent.clear()
        await r.to("2026-09-14 12:00")

        assert [at[:10] for _, at in r.heard("cycle")] == ["2026-09-14"]


@pytest.mark.parametrize(
    ("until", "why"),
    [
        ("2026-09-01", "a pause ends on a day after today, and 2026-09-01 is not; choose a later day"),
        ("2036-01-01", "a pause lasts a year at most, and 2036-01-01 is further away; choose an earlier day"),
    ],
)
async def test_a_pause_without_days_or_without_end_is_refused(database_url: str, until: str, why: str) -> None:
    async with rooms(database_url, KARI) as r:
        await r.to("2026-09-01 12:00")

        with pytest.raises(MellomError) as refused:
            await pauses(r, until)

    assert str(refused.value) == why


async def test_whoever_asks_for_help_after_the_end_reads_whom_to_write_to(database_url: str) -> None:
    async with rooms(database_url, KARI.replace("ends: 2027-06-18", "ends: 2026-10-02")) as r:
        await r.join("kari", "anne")
        await r.to("2026-10-05 12:00")

        seen = await presses(r, "kari", HELP)

        assert seen.text.startswith(
            "Thank you for saying so. The time of Ridge with me is over, so I tell nobody any more. "
            "Please get in touch with your facilitator yourself."
        )
