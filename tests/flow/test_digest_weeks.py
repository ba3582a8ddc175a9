"""Special weeks: each page is true, short where there is little to say, and none comes twice."""

from datetime import date

import pytest
from sqlalchemy import select, update

from bot.storage.tables import digests, outbox, pauses, people, readers, teams
from tests.flow.at_desk import team_id
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.test_measuring import says, wants_to_count
from tests.flow.worlds import Persons, TeamMade, pages_of

pytestmark = pytest.mark.asyncio(loop_scope="session")

THREE = "kari, ola, nina"
PLAIN = teams_text(team("ridge", THREE))


def pages(r: Rooms, who: str = "per") -> list[list[str]]:
    """What this person read, page by page, in lines."""
    return [it.text.splitlines() for it in r.sent if it.kind == "digest" and it.to == who]


async def forms(r: Rooms, who: str = "per") -> list[str]:
    found = await r.rows(
        select(digests.c.form).join_from(digests, people).where(people.c.slug == who).order_by(digests.c.id)
    )
    return [it.form for it in found]


async def no_more_questions(r: Rooms) -> None:
    await r.change(update(teams).values(next_due_at=None, next_grid_on=None, next_on=None))


async def test_the_first_week_says_when_the_first_questions_come(database_url: str) -> None:
    async with rooms(database_url, PLAIN, at="2026-08-28 12:00") as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        await r.to("2026-08-31 12:00")

    assert pages(r)[0][:2] == ["<b>Safer, week 36</b>", "The first week. The first questions come 1 September."]


async def test_the_third_quiet_page_in_a_row_says_that_they_come_every_four_weeks_now(database_url: str) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "2")
        await no_more_questions(r)
        await r.to("2026-11-30 12:00")

        kept = await forms(r)
        ((every,),) = await r.rows(select(readers.c.every).join_from(readers, people).where(people.c.slug == "per"))
    heard = [at for _, at in r.heard("digest", "per")]
    quiet = [page for page in pages(r) if page[1].startswith("A quiet week")]
    assert kept[:5] == ["usual", "unchanged", "quiet-week", "quiet-week", "quiet-week"]
    assert quiet[0][1] == "A quiet week: nothing was asked."
    assert "It has been quiet since the week of 21 September." in quiet[1]
    assert quiet[2][-1] == (
        "This is the third quiet page in a row, so from now on it comes every four weeks. Change it below."
    )
    assert every == "monthly"
    assert heard[4:6] == ["2026-10-05 08:00", "2026-11-02 08:00"]


async def test_a_page_that_would_say_the_same_says_that_there_is_nothing_new(database_url: str) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "2")
        await r.to("2026-09-14 12:00")

        assert await forms(r) == ["usual", "unchanged"]
    first, second = pages(r)
    assert second[1] == "Nothing new since the last page."
    assert "Ridge: on track. Phase 1 of 5, Prepare" in second
    assert len(second) < len(first)


async def test_while_all_rest_the_page_is_two_lines_and_asks_for_nothing(database_url: str) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        days = {"first": date(2026, 9, 1), "last": date(2026, 9, 20)}
        await r.add(pauses, team_id=await team_id(r), **days, agreed_at=r.now, by="anne")
        await r.to("2026-09-07 12:00")

    assert pages(r) == [
        [
            "<b>Safer, week 37</b>",
            "Holiday until 21 September. Nobody is asked, and no days count.",
            "",
            "Ridge: paused until 21 September. Phase 1 of 5, Prepare",
        ]
    ]


async def test_a_closure_that_begins_in_the_week_is_told_before(database_url: str) -> None:
    closed = PLAIN.replace("people:", "closures:\n  - {from: 2026-12-23, to: 2027-01-03}\npeople:")
    async with rooms(database_url, closed, at="2026-12-18 12:00") as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        await r.to("2026-12-21 12:00")

    assert "Holiday from 23 December to 3 January: nobody is asked, and no days count." in pages(r)[0]


async def test_a_programme_that_sleeps_says_so_once_and_wakes_when_a_team_stirs(database_url: str) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        await r.to("2027-01-11 12:00")
        before = await forms(r)
        resting = r.heard("digest", "per")[-1]
        await r.to("2027-01-12 12:00")
        await r.presses("kari", "2")
        await r.to("2027-01-18 12:00")

        assert before.count("dormant") == 1
        assert before[-1] == "dormant"
        assert (await forms(r))[-1] == "usual"
    said = "Safer is resting, so this is the last page for now. It comes back when the teams do."
    assert [page[1] for page in pages(r)].count(said) == 1
    assert resting == ("per", "2026-10-26 08:00")
    assert r.heard("digest", "per")[-1] == ("per", "2027-01-18 08:00")


async def test_the_last_page_says_that_it_is_the_last(database_url: str) -> None:
    short = PLAIN.replace("ends: 2027-06-18", "ends: 2026-09-11")
    async with rooms(database_url, short) as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        await r.to("2026-10-26 12:00")

        assert (await forms(r))[-1] == "ended"
    assert pages(r)[-1] == [
        "<b>Safer, week 38</b>",
        "Safer is over. Thank you for following the teams. This is the last page.",
    ]


async def test_every_two_weeks_is_every_two_weeks_and_off_is_off(database_url: str) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        await r.change(update(readers).values(every="fortnightly"))
        await r.to("2026-10-06 12:00")
        await r.change(update(readers).values(every="off"))
        await r.to("2026-12-01 12:00")

    assert [at[:10] for _, at in r.heard("digest", "per")] == ["2026-09-07", "2026-09-21", "2026-10-05", "2026-10-19"]


# Whoever leads the teams


async def test_whoever_owns_and_facilitates_reads_one_page_of_all_teams_with_what_happened(database_url: str) -> None:
    sessions = "sessions:\n  - {id: one, title: First gathering, date: 2026-11-10}\n"
    text = teams_text(team("ridge", THREE), team("fjord", "kari"), schedule="weekly", more=sessions)
    async with rooms(database_url, text) as r:
        await r.join("anne", "kari", "ola", "nina", "per")
        await r.to("2026-09-28 12:00")
        weeks = await r.rows(
            select(digests.c.week).join_from(digests, people).where(people.c.slug == "anne").order_by(digests.c.id)
        )

    assert [it.week for it in weeks] == ["2026-W37", "2026-W38", "2026-W39", "2026-W40"]
    page = pages(r, "anne")[2]
    assert page[1] == "2 of 2 teams could use a hand from you. They come first."
    assert "<b>One thing you can do this week</b>" not in page
    assert "<b>Load</b>" in page
    assert "<b>No reply in a week</b>" in page


async def test_whoever_leads_a_team_reads_of_it_however_few_they_are(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari"))) as r:
        await r.join("anne", "kari", "per")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "2")
        await r.to("2026-09-07 12:00")

    answered = "Answered 1 of 1 check-ins. There is nothing to compare with yet."
    assert answered in pages(r, "anne")[0]
    assert answered not in pages(r)[0]


async def test_numbers_of_every_day_are_missing_for_days_first_and_for_weeks_then(database_url: str) -> None:
    falls = ", measures: [{id: falls, title: Falls, kind: count, every: day}]"
    async with rooms(database_url, teams_text(team("ridge", THREE, more=falls))) as r:
        await r.join("anne", "kari", "ola", "nina")
        await r.to("2026-09-03 12:00")
        await wants_to_count(r, "kari")
        await says(r, "kari", "4")
        await r.to("2026-09-14 12:00")

    assert "Ridge, Falls: nothing for 4 days" in pages(r, "anne")[0]
    assert "Ridge, Falls: nothing for 1 week" in pages(r, "anne")[1]


async def test_an_ask_that_nobody_replied_to_comes_before_the_facilitator_after_a_week_and_once(
    database_url: str,
) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne", "kari", "ola", "nina")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "2")
        await r.to("2026-09-22 12:00")

    lists = [(it.at, it.text) for it in r.sent if it.kind == "matters" and it.to == "anne"]
    assert [at for at, _ in lists] == ["2026-09-14 08:00"]
    assert "No reply from Per about Ridge" in lists[0][1]


async def test_the_charts_come_as_an_album_of_their_own_below_the_page(database_url: str) -> None:

    async with rooms(database_url, "") as r:
        made = TeamMade(4, False, (True, True), ("time", "time"), False, False, 12)
        await pages_of(r, [made, made], Persons(0, 0, (), "zqx"))
        its = select(outbox.c.key, outbox.c.text, outbox.c.pictures).where(outbox.c.kind == "digest")
        found = await r.rows(its.order_by(outbox.c.id).limit(2))

    text, album = found
    assert (text.key.rpartition(":")[2], album.key.rpartition(":")[2]) == ("text", "pictures")
    assert text.key.rpartition(":")[0] == album.key.rpartition(":")[0]
    assert (text.pictures, album.text, [it["team"] for it in album.pictures]) == ([], "", ["Team 0", "Team 1"])
