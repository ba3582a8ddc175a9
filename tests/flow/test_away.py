"""Who is away is neither asked nor reminded, and a team of which all are away rests."""

from datetime import date

import pytest
from sqlalchemy import select, update

from bot.flow.away.days import somebody_is_there
from bot.flow.remind import remind
from bot.storage.tables import absences, check_ins, conversations, memberships, outbox, people, teams
from tests.flow.own import chooses, goes_away, is_back, presses_away
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAIR = teams_text(team("ridge", "kari, ola"))
ALONE = teams_text(team("ridge", "kari"))
REPORTED = teams_text(team("ridge", "kari, ola", more=", quorum: reporter, reporter: kari"))


async def planned(r: Rooms, slug: str = "ridge") -> tuple[str, str]:
    """The day and the moment of the team's next check-in."""
    ((on, at),) = await r.rows(select(teams.c.next_on, teams.c.next_due_at).where(teams.c.slug == slug))
    return str(on), r.local(at)


async def moments(r: Rooms) -> tuple[str, str, str]:
    """When the team counts as silent, and when the newest check-in is reminded of and closes."""
    ((silent_at,),) = await r.rows(select(teams.c.silent_at))
    newest = select(check_ins.c.remind_at, check_ins.c.close_at).order_by(check_ins.c.id.desc()).limit(1)
    ((remind_at, close_at),) = await r.rows(newest)
    return r.local(silent_at), r.local(remind_at), r.local(close_at)


async def days_away(r: Rooms) -> list[tuple[str, str]]:
    return [(str(first), str(last)) for first, last in await r.rows(select(absences.c.first, absences.c.last))]


# One of several


async def test_who_is_away_is_asked_once_back_and_not_reminded(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        said = await goes_away(r, "kari", "3.9.")
        await r.to("2026-09-08 12:00")

    assert "3 September" in said
    assert r.heard("screen") == [("ola", "2026-09-01 10:00"), ("kari", "2026-09-03 07:00")]
    assert r.heard("reminder") == [("ola", "2026-09-03 10:00")]


async def test_who_is_back_only_when_a_check_in_closes_is_left_out_of_it(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "15.9.")
        await r.to("2026-09-15 12:00")

        assert await r.check_ins() == [
            ("2026-09-01", "missed", "2026-09-01 10:00"),
            ("2026-09-15", "asked", "2026-09-15 10:00"),
        ]
    assert r.heard("screen", "kari") == [("kari", "2026-09-15 10:00")]


async def test_what_waits_for_the_morning_is_taken_back_at_once(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("ola", "kari")
        await r.to("2026-09-01 09:00")
        await chooses(r, "kari", "hours", "night")
        await r.to("2026-09-01 12:00")
        await goes_away(r, "kari", "4.9.")

        rows = await r.rows(
            select(outbox.c.state, outbox.c.not_before)
            .join_from(outbox, people)
            .where(people.c.slug == "kari", outbox.c.kind == "screen")
            .order_by(outbox.c.id)
        )
        assert [(it.state, r.local(it.not_before)) for it in rows] == [
            ("withdrawn", "2026-09-01 16:00"),
            ("waiting", "2026-09-04 00:00"),
        ]
        await goes_away(r, "kari", "20.9.")
        await r.to("2026-09-14 12:00")
    assert r.heard("screen") == [("ola", "2026-09-01 10:00")]


@pytest.mark.parametrize(
    ("at", "comes"),
    [("2026-09-02 09:00", "2026-09-02 09:00"), ("2026-09-02 21:30", "2026-09-03 07:00")],
    ids=["by day", "in the evening"],
)
async def test_who_is_back_early_gets_what_is_open_in_permitted_hours(database_url: str, at: str, comes: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "20.9.")
        await r.to(at)
        said = await is_back(r, "kari")
        await r.to("2026-09-02 23:00")
        await r.to("2026-09-14 12:00")

        assert await days_away(r) == [("2026-08-31", "2026-09-01")]
    assert "Questions for Ridge are open" in said
    assert r.heard("screen", "kari") == [("kari", comes)]
    # The reminder of the third goes to who has had the check-in for longer than since that morning.
    expected = [("ola", "2026-09-03 10:00")]
    assert r.heard("reminder") == (
        [("kari", "2026-09-03 10:00"), *expected] if comes[:10] == "2026-09-02" else expected
    )


async def test_an_unanswered_check_in_comes_anew_to_who_had_it_before_going_away(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")
        await goes_away(r, "kari", "8.9.")
        await r.to("2026-09-04 12:00")
        await is_back(r, "kari")
        await r.to("2026-09-14 12:00")

    assert r.heard("screen", "kari") == [("kari", "2026-09-01 10:00"), ("kari", "2026-09-04 12:00")]


async def test_nobody_is_disturbed_with_what_a_colleague_has_answered_meanwhile(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")
        await goes_away(r, "kari", "8.9.")
        await r.presses("ola", "!nothing-new")
        await r.to("2026-09-04 12:00")
        said = await is_back(r, "kari")

    assert "Next questions for Ridge: on 15 September at 10:00" in said
    assert r.heard("screen", "kari") == [("kari", "2026-09-01 10:00")]


async def test_what_was_put_off_until_a_day_away_comes_when_the_person_is_back(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "!later-day")
        await goes_away(r, "kari", "4.9.")
        ((later_at,),) = await r.rows(select(conversations.c.later_at).join(people).where(people.c.slug == "kari"))
        await r.to("2026-09-10 12:00")

        assert r.local(later_at) == "2026-09-04 07:00"
    assert r.heard("screen", "kari")[-1] == ("kari", "2026-09-04 07:00")


async def test_what_comes_after_an_absence_counts_in_the_week_in_which_it_comes(database_url: str) -> None:
    three = teams_text(*(team(slug, "kari, ola") for slug in ("a", "b", "c")), schedule="weekly")
    async with rooms(database_url, three) as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "7.9.")
        await r.to("2026-09-13 12:00")

    came = [it.at for it in r.sent if (it.to, it.kind) == ("kari", "screen") and "has closed" not in it.text]
    assert came == ["2026-09-07 07:00", "2026-09-07 07:00"]


# All of a team


async def test_a_team_of_which_all_are_away_is_asked_when_the_first_is_back(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        first = await goes_away(r, "kari", "9.9.")
        assert await planned(r) == ("2026-09-01", "2026-09-01 10:00")
        second = await goes_away(r, "ola", "14.9.")

        assert await planned(r) == ("2026-09-09", "2026-09-09 10:00")
        await r.to("2026-09-14 12:00")
        assert await r.check_ins() == [("2026-09-01", "asked", "2026-09-09 10:00")]
    assert "The others in Ridge can answer." in first
    assert "All in Ridge are away then, so the team rests until 9 September." in second
    assert r.heard("screen") == [("kari", "2026-09-09 10:00"), ("ola", "2026-09-14 07:00")]


async def test_silence_reminder_and_closing_wait_while_all_are_away(database_url: str) -> None:
    async with rooms(database_url, ALONE) as r:
        await r.join("kari")
        await r.to("2026-09-01 12:00")
        assert await moments(r) == ("2026-09-15 10:00", "2026-09-03 10:00", "2026-09-15 10:00")
        await goes_away(r, "kari", "7.9.")
        assert await moments(r) == ("2026-09-18 10:00", "2026-09-08 10:00", "2026-09-18 10:00")
        await r.to("2026-09-03 12:00")
        await is_back(r, "kari")

        # Today, the first and the second of September were days away; the third is not.
        assert await moments(r) == ("2026-09-16 10:00", "2026-09-04 10:00", "2026-09-16 10:00")
        await r.to("2026-09-18 12:00")
        assert await r.cases() == [("ridge", "silent", "2026-09-16 10:00", "")]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-09-02 08:00", "2026-09-02 10:00"),
        ("2026-09-02 12:00", "2026-09-03 10:00"),
        ("2026-09-04 12:00", "2026-09-07 10:00"),
    ],
)
async def test_a_team_of_which_somebody_is_back_early_is_asked_on_the_next_day_that_can_be(
    database_url: str, at: str, expected: str
) -> None:
    async with rooms(database_url, ALONE) as r:
        await r.join("kari")
        await goes_away(r, "kari", "10.9.")
        assert await planned(r) == ("2026-09-10", "2026-09-10 10:00")
        await r.to(at)
        await is_back(r, "kari")

        assert await planned(r) == (expected[:10], expected)
        await r.to("2026-09-14 12:00")
    assert r.heard("screen") == [("kari", expected)]


async def test_what_a_full_budget_holds_back_stays_held_back(database_url: str) -> None:
    crowded = teams_text(*(team(slug, "kari") for slug in ("a", "b", "c")))
    async with rooms(database_url, crowded) as r:
        await r.join("kari")
        await r.to("2026-09-02 12:00")
        assert await planned(r, "c") == ("2026-09-07", "2026-09-07 10:00")
        await goes_away(r, "kari", "4.9.")
        await is_back(r, "kari")

        assert await planned(r, "c") == ("2026-09-07", "2026-09-07 10:00")


@pytest.mark.parametrize("how", ["back", "for less long"])
async def test_a_team_of_which_all_were_away_until_the_end_goes_on_when_somebody_is_back(
    database_url: str, how: str
) -> None:
    async with rooms(database_url, ALONE.replace("2027-06-18", "2026-10-02")) as r:
        await r.join("kari")
        await goes_away(r, "kari", "30.11.")
        ((nothing,),) = await r.rows(select(teams.c.next_due_at))
        await r.to("2026-09-07 12:00")
        await (is_back(r, "kari") if how == "back" else goes_away(r, "kari", "8.9."))
        await r.to("2026-11-30 12:00")

        assert nothing is None
        assert [(day, asked) for day, _, asked in await r.check_ins()] == [
            ("2026-09-01", "2026-09-08 10:00"),
            ("2026-09-15", "2026-09-15 10:00"),
            ("2026-09-29", "2026-09-29 10:00"),
        ]


async def test_who_is_back_after_the_end_is_asked_nothing_more(database_url: str) -> None:
    async with rooms(database_url, ALONE.replace("2027-06-18", "2026-09-04")) as r:
        await r.join("kari")
        await goes_away(r, "kari", "10.9.")
        await r.to("2026-09-04 12:00")
        said = await is_back(r, "kari")
        await r.to("2026-10-30 12:00")

        assert await r.check_ins() == []
    assert "No more questions are planned for Ridge." in said


async def test_a_team_rests_no_more_once_the_file_names_somebody_who_is_there(database_url: str) -> None:
    other = team("other", "ola")
    async with rooms(database_url, teams_text(team("ridge", "kari"), other)) as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "9.9.")
        await r.apply(teams_text(team("ridge", "kari, ola"), other))

        assert await planned(r) == ("2026-09-01", "2026-09-01 10:00")


@pytest.mark.parametrize("how", ["blocked", "left", "removed"])
async def test_who_is_not_there_any_more_keeps_no_team_from_resting(database_url: str, how: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "9.9.")
        if how == "blocked":
            await r.change(update(people).where(people.c.slug == "ola").values(gone_at=r.now))
        else:
            values = {"left_at": r.now} if how == "left" else {"removed_at": r.now}
            await r.change(update(memberships).where(memberships.c.person_id == 4).values(**values))
            (slug,) = (await r.rows(select(people.c.slug).where(people.c.id == 4)))[0]
            assert slug == "ola"
        await r.to("2026-09-14 12:00")

        assert await r.check_ins() == [("2026-09-01", "asked", "2026-09-09 10:00")]
    assert r.heard("screen") == [("kari", "2026-09-09 10:00")]


async def test_a_team_rests_no_more_once_somebody_else_has_joined(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari")
        await goes_away(r, "kari", "9.9.")
        assert await planned(r) == ("2026-09-09", "2026-09-09 10:00")
        await r.join("ola")
        async with r.house.db.write() as tx:
            await somebody_is_there(tx, r.house, 1, 4, r.now)

        assert await planned(r) == ("2026-09-01", "2026-09-01 10:00")
        await r.to("2026-09-01 12:00")
    assert r.heard("screen") == [("ola", "2026-09-01 10:00")]


async def test_a_long_holiday_merges_what_came_due_in_it(database_url: str) -> None:
    async with rooms(database_url, ALONE) as r:
        await r.join("kari")
        await goes_away(r, "kari", "28.9.")
        await r.to("2026-09-30 12:00")

        assert await r.check_ins() == [
            ("2026-09-01", "withdrawn", ""),
            ("2026-09-15", "withdrawn", ""),
            ("2026-09-29", "asked", "2026-09-29 10:00"),
        ]


# Who reports


@pytest.mark.parametrize("how", ["away", "blocked", "left", "not joined", "there"])
async def test_any_answer_counts_while_who_reports_is_not_there(database_url: str, how: str) -> None:
    async with rooms(database_url, REPORTED) as r:
        await r.join("ola", *([] if how == "not joined" else ["kari"]))
        await r.to("2026-09-01 12:00")
        if how == "away":
            await goes_away(r, "kari", "9.9.")
        elif how == "blocked":
            await r.change(update(people).where(people.c.slug == "kari").values(gone_at=r.now))
        elif how == "left":
            await r.change(update(memberships).where(memberships.c.person_id == 3).values(left_at=r.now))
        await r.presses("ola", "4")

        assert await r.check_ins() == [("2026-09-01", "asked" if how == "there" else "answered", "2026-09-01 10:00")]


async def test_an_answer_that_waits_for_who_reports_counts_once_that_person_goes_away(database_url: str) -> None:
    async with rooms(database_url, REPORTED) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 12:00")
        await r.presses("ola", "4")
        await goes_away(r, "kari", "9.9.")

        assert await r.check_ins() == [("2026-09-01", "answered", "2026-09-01 10:00")]


async def test_an_answer_before_who_reports_is_back_counts_and_one_after_does_not(database_url: str) -> None:
    async with rooms(database_url, REPORTED) as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "3.9.")
        await r.to("2026-09-03 12:00")
        await r.presses("ola", "4")

        assert await r.check_ins() == [("2026-09-01", "asked", "2026-09-01 10:00")]


# What is pressed and written


async def test_another_day_takes_the_place_of_the_one_before(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "14.9.")
        await r.to("2026-09-02 12:00")
        await presses_away(r, "kari", "until", "2026-09-21")
        assert await days_away(r) == [("2026-08-31", "2026-09-20")]
        await presses_away(r, "kari", "until", "2026-09-07")
        assert await days_away(r) == [("2026-08-31", "2026-09-06")]
        await r.to("2026-09-09 12:00")
        await goes_away(r, "kari", "2026-09-11")

        assert await days_away(r) == [("2026-08-31", "2026-09-06"), ("2026-09-09", "2026-09-10")]
        assert await r.audited("away") == [
            ("2026-08-31 08:00", "kari"),
            ("2026-09-02 12:00", "kari"),
            ("2026-09-02 12:00", "kari"),
            ("2026-09-09 12:00", "kari"),
        ]


async def test_who_goes_away_by_mistake_was_never_away(database_url: str) -> None:
    async with rooms(database_url, ALONE) as r:
        await r.join("kari")
        await goes_away(r, "kari", "14.9.")
        await is_back(r, "kari")

        assert await days_away(r) == []
        assert await planned(r) == ("2026-09-01", "2026-09-01 10:00")


async def test_days_are_those_of_the_persons_own_zone(database_url: str) -> None:
    there = PAIR.replace("name: Kari}", "name: Kari, zone: Pacific/Auckland}")
    async with rooms(database_url, there, at="2026-08-31 15:00") as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "2026-09-03")

        assert await days_away(r) == [("2026-09-01", "2026-09-02")]
        await r.to("2026-09-07 12:00")
    # In Auckland it is then the third at seven in the morning.
    assert r.heard("screen", "kari") == [("kari", "2026-09-02 21:00")]


@pytest.mark.parametrize(
    ("act", "day"),
    [
        ("until", "2026-08-31"),
        ("until", "2026-08-30"),
        ("until", "2027-09-02"),
        ("until", "soon"),
        ("until", ""),
        ("month", "13"),
        ("dance", ""),
    ],
)
async def test_a_button_that_means_nothing_any_more_says_so_and_changes_nothing(
    database_url: str, act: str, day: str
) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")

        assert await presses_away(r, "kari", act, day) == r.house.content.wording.plain("refused.old-button", "en")
        assert await days_away(r) == []


async def test_a_day_that_has_been_and_one_that_is_none_are_asked_anew(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        said = [await goes_away(r, "kari", text) for text in ("31.8.2026", "two weeks", "30.2.")]

        assert await days_away(r) == []
    assert all("I could not read that as a day" in it for it in said)


async def test_a_day_that_is_nearly_a_year_off_is_named_with_its_year(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        said = [await goes_away(r, "kari", day) for day in ("14.1.", "30.8.", "")]

    assert "before 14 January." in said[0]
    assert "before 30 August 2027." in said[1]
    assert "30 August 2027" in said[2]


async def test_the_question_until_when_comes_below_any_message_that_offers_it(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        assert await presses_away(r, "kari", "ask") == ""
        await r.send()

        assert await presses_away(r, "kari", "nothing") == ""
    assert [(it.kind, it.text) for it in r.sent] == [("reply", str(r.house.content.wording.render("away.ask", "en")))]


async def test_who_is_asked_nothing_need_not_be_away(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("anne", "ola")
        said = await goes_away(r, "anne", "14.9.")
        toast = await presses_away(r, "anne", "until", "2026-09-14")

        assert await days_away(r) == []
    assert said == toast == "Only members of a team are asked questions, so you need not tell me when you are away."


async def test_a_reminder_that_waits_is_dropped_when_its_reader_goes_away(database_url: str) -> None:
    late = PAIR.replace("name: Kari}", "name: Kari, zone: America/New_York}")
    async with rooms(database_url, late) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-03 10:30")
        assert await remind(r.house, r.now) is not None
        await goes_away(r, "kari", "2026-09-10")
        await r.to("2026-09-09 12:00")

    assert r.heard("reminder") == [("ola", "2026-09-03 10:00")]


async def test_an_absence_over_the_clock_change_ends_on_its_day(database_url: str) -> None:
    async with rooms(database_url, PAIR, at="2026-10-12 12:00") as r:
        await r.join("kari", "ola")
        await goes_away(r, "kari", "2026-10-26")
        await r.to("2026-10-26 12:00")

        ((first, last),) = await r.rows(select(absences.c.first, absences.c.last))
    assert (first, last) == (date(2026, 10, 12), date(2026, 10, 25))
    assert r.heard("screen") == [("ola", "2026-10-13 10:00"), ("kari", "2026-10-26 07:00")]
