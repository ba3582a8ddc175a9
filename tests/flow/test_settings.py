"""People choose their hours, days, language and who reports; whatever reaches them unasked obeys."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.domain.programme import Role
from bot.flow.house import reader_calendar
from bot.storage import people as people_rows
from bot.storage import teams as team_rows
from bot.storage.tables import audit, conversations, memberships, outbox, people, teams
from tests.flow.own import chat_of, chooses, opens_settings
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

PAIR = teams_text(team("ridge", "kari, ola"))
TWO = teams_text(team("ridge", "kari, ola"), team("fjord", "kari, nina", more=", quorum: reporter, reporter: nina"))


async def own_time(r: Rooms, who: str) -> tuple[str, str, list[int] | None]:
    query = select(people.c.quiet_from, people.c.quiet_until, people.c.working_days).where(people.c.slug == who)
    ((quiet_from, quiet_until, working_days),) = await r.rows(query)
    return str(quiet_from), str(quiet_until), working_days


async def reporter_of(r: Rooms, slug: str) -> str | None:
    ((found,),) = await r.rows(select(teams.c.reporter).where(teams.c.slug == slug))
    return found and str(found)


# Hours


async def test_who_works_at_night_is_asked_and_reminded_once_awake(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        said = await chooses(r, "kari", "hours", "night")
        await r.to("2026-09-08 12:00")

        assert await own_time(r, "kari") == ("08:00:00", "16:00:00", None)
        assert await own_time(r, "ola") == ("None", "None", None)
    assert "You are asked between 16:00 and 08:00 the next day, Monday to Friday." in said
    assert r.heard("screen") == [("ola", "2026-09-01 10:00"), ("kari", "2026-09-01 16:00")]
    assert r.heard("reminder") == [("ola", "2026-09-03 10:00"), ("kari", "2026-09-03 16:00")]


async def test_a_night_on_fridays_ends_where_the_weekend_begins(database_url: str) -> None:
    async with rooms(database_url, PAIR, at="2026-09-11 22:00") as r:
        await r.join("kari")
        await chooses(r, "kari", "hours", "night")
        await r.change(update(teams).values(next_due_at=r.moment("2026-09-11 19:59")))
        await r.to("2026-09-14 12:00")

    assert r.heard("screen") == [("kari", "2026-09-14 07:00")]


async def test_hours_over_the_clock_change_are_those_of_the_wall(database_url: str) -> None:
    async with rooms(database_url, PAIR, at="2026-10-23 12:00") as r:
        await r.join("kari", "ola")
        await chooses(r, "kari", "hours", "4-6")
        await r.to("2026-10-28 12:00")

    assert r.heard("screen") == [("ola", "2026-10-27 10:00"), ("kari", "2026-10-28 04:00")]


@pytest.mark.parametrize(
    ("choice", "comes"),
    [
        ("usual", "2026-09-01 12:00"),
        ("11-22", "2026-09-01 12:00"),
        ("early", "2026-09-01 12:00"),
        ("18-23", "2026-09-01 18:00"),
        ("6-12", "2026-09-02 06:00"),
    ],
)
async def test_what_waits_comes_in_the_hours_that_hold_now_and_once(database_url: str, choice: str, comes: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await chooses(r, "kari", "hours", "night")
        await r.to("2026-09-01 12:00")
        await chooses(r, "kari", "hours", choice)
        await r.to("2026-09-02 22:00")

    assert r.heard("screen", "kari") == [("kari", comes)]


async def test_what_is_being_sent_right_now_does_not_come_twice(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari")
        await r.to("2026-09-01 09:00")
        await r.to("2026-09-01 10:00")
        # As if it had been claimed, and nobody knew yet that it has arrived.
        await r.change(update(outbox).where(outbox.c.kind == "screen").values(state="sending"))
        await r.change(update(conversations).values(message_id=None))
        await chooses(r, "kari", "hours", "late")
        await r.to("2026-09-01 12:00")

        ((screens,),) = await r.rows(select(conversations.c.screens))
    assert screens == 1


async def test_hours_as_usual_are_those_of_the_schedule_again(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari")
        await chooses(r, "kari", "hours", "9-21")
        assert await own_time(r, "kari") == ("21:00:00", "09:00:00", None)
        await chooses(r, "kari", "hours", "7-20")

        assert await own_time(r, "kari") == ("None", "None", None)


# Days


async def test_a_day_off_is_left_out_and_a_weekend_stays_one(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari", "ola")
        await chooses(r, "kari", "days", "-0")
        said = await chooses(r, "kari", "days", "-1")
        await r.to("2026-09-14 12:00")

        assert await own_time(r, "kari") == ("None", "None", [2, 3, 4, 5, 6])
    assert "You are asked between 07:00 and 20:00, Wednesday to Friday." in said
    assert r.heard("screen") == [("ola", "2026-09-01 10:00"), ("kari", "2026-09-02 07:00")]
    assert sorted(r.heard("reminder")) == [("kari", "2026-09-03 10:00"), ("ola", "2026-09-03 10:00")]


async def test_a_reminder_on_a_day_off_counts_in_the_week_in_which_it_comes(database_url: str) -> None:
    async with rooms(database_url, PAIR.replace("fortnightly", "weekly")) as r:
        await r.join("kari", "ola")
        for day in (2, 3, 4):
            await chooses(r, "kari", "days", f"-{day}")
        await r.to("2026-09-11 12:00")

    # Asked on Tuesday and to be reminded on Thursday: the next of her days is a Monday.
    assert r.heard("reminder", "kari") == [("kari", "2026-09-07 07:00")]


async def test_who_has_no_day_left_before_it_closes_is_left_out_quietly(database_url: str) -> None:
    only_mondays = PAIR.replace("fortnightly", "weekly")
    async with rooms(database_url, only_mondays) as r:
        await r.join("kari", "ola")
        for day in (1, 2, 3, 4):
            await chooses(r, "kari", "days", f"-{day}")
        await r.apply(only_mondays.replace("people:", "closures: [{from: 2026-09-07, to: 2026-09-07}]\npeople:"))
        await r.to("2026-09-08 09:00")

        assert await r.audited("budget_held_back") == []
    assert r.heard("screen") == [("ola", "2026-09-01 10:00")]


async def test_one_day_has_to_stay(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari")
        for day in (0, 1, 2, 3):
            await chooses(r, "kari", "days", f"-{day}")
        said = await chooses(r, "kari", "days", "-4")

        assert await own_time(r, "kari") == ("None", "None", [4, 5, 6])
    assert said == r.house.content.wording.plain("settings.days.one-stays", "en")


async def test_an_alert_and_a_page_wait_for_a_day_on_which_their_reader_works(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("anne", "per", "kari")
        await chooses(r, "anne", "days", "-1")
        await chooses(r, "per", "days", "-0")
        await r.to("2026-09-17 12:00")

        assert await r.cases() == [("ridge", "silent", "2026-09-15 10:00", "")]
        async with r.house.db.read() as tx:
            person = await people_rows.person_by_slug(tx, "anne")
            assert person is not None
            ridge = await team_rows.team_by_id(tx, 1)
            nothing_left = replace(person, working_days=[5, 6])
            calendars = [await reader_calendar(tx, ridge, it) for it in (person, nothing_left)]
    assert [sorted(it.weekend) for it in calendars] == [[1, 5, 6], [5, 6]]
    assert r.heard("alert") == [("anne", "2026-09-16 08:00")]
    assert r.heard("digest", "per") == [("per", "2026-09-08 08:00"), ("per", "2026-09-15 08:00")]


# Who reports


async def test_a_member_takes_on_to_report_and_gives_it_up(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "nina")
        assert await chooses(r, "kari", "reporter", "+1") == await chooses(r, "kari", "reporter", "+1")
        assert await reporter_of(r, "ridge") == "kari"
        said = await chooses(r, "kari", "reporter", "+2")
        assert await reporter_of(r, "fjord") == "kari"
        await chooses(r, "kari", "reporter", "-1")
        again = await chooses(r, "nina", "reporter", "-2")

        assert (await reporter_of(r, "ridge"), await reporter_of(r, "fjord")) == (None, "kari")
        noted = select(audit.c.actor, audit.c.subject, audit.c.detail).where(audit.c.action == "reporter")
        notes = await r.rows(noted.order_by(audit.c.id))
    assert "You report for Ridge.\nYou report for Fjord." in said
    assert "Kari reports for Fjord." in again
    assert [tuple(note) for note in notes] == [
        ("kari", "ridge", {"reporter": "kari"}),
        ("kari", "fjord", {"reporter": "kari"}),
        ("kari", "ridge", {"reporter": None}),
    ]


async def test_an_answer_that_waits_counts_once_its_giver_reports(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "nina")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "4", team="fjord")
        assert [state for _, state, _ in await r.check_ins("fjord")] == ["asked"]
        await chooses(r, "kari", "reporter", "+2")

        assert [state for _, state, _ in await r.check_ins("fjord")] == ["answered"]


async def test_who_is_not_in_the_team_does_not_report_for_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("ola", "anne", "kari")
        old = r.house.content.wording.plain("refused.old-button", "en")
        assert [await chooses(r, who, "reporter", choice) for who, choice in (("ola", "+2"), ("anne", "+1"))] == [
            old
        ] * 2
        await r.change(update(memberships).where(memberships.c.person_id == 3).values(left_at=r.now))
        left = await chooses(r, "kari", "reporter", "+1")

        assert (await reporter_of(r, "ridge"), await reporter_of(r, "fjord")) == (None, "nina")
    assert left == r.house.content.wording.plain("refused.left", "en")


async def test_an_apply_keeps_and_lists_who_people_agreed_on(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await chooses(r, "kari", "reporter", "+1")
        await chooses(r, "kari", "reporter", "+2")
        again = await r.apply(TWO)
        changed = await r.apply(TWO.replace("reporter: nina", "reporter: kari"))
        back = await r.apply(TWO)

        assert (await reporter_of(r, "ridge"), await reporter_of(r, "fjord")) == ("kari", "nina")
    assert again.kept == [
        "team ridge: reporter kari stays (the file says nobody)",
        "team fjord: reporter kari stays (the file says nina)",
    ]
    assert changed.kept == ["team ridge: reporter kari stays (the file says nobody)"]
    # Now it is again what the last file said, so the next one may say another.
    assert back.kept == ["team ridge: reporter kari stays (the file says nobody)"]


# Everybody else, and what means nothing


async def test_settings_show_to_each_what_is_theirs(database_url: str) -> None:
    there = TWO.replace("name: Ola}", "name: Ola, zone: America/New_York}")
    async with rooms(database_url, there) as r:
        await r.join("kari", "ola", "anne")
        kari, ola, anne = [await opens_settings(r, await chat_of(r, who)) for who in ("kari", "ola", "anne")]
        stranger = await opens_settings(r, 777)
        await r.change(update(memberships).where(memberships.c.role == Role.MEMBER).values(left_at=r.now))
        left = await opens_settings(r, await chat_of(r, "kari"))

    words = r.house.content.wording
    title, asked = "<b>Your settings</b>\n\n", "You are asked between 07:00 and 20:00, Monday to Friday.\n"
    ridge, fjord = "Nobody in particular reports for Ridge.", "Nina reports for Fjord."
    assert kari == f"{title}{asked}Language: English.\n{ridge}\n{fjord}"
    assert ola == f"{title}{asked}Language: English.\nYour clock: America/New_York.\n{ridge}"
    weekly = "The page of the week: Every week."
    assert anne == f"{title}I write to you on these days: Monday to Friday.\nLanguage: English.\n{weekly}"
    assert (stranger, left) == (words.render("refused.not-joined", "en"), words.render("refused.left", "en"))


@pytest.mark.parametrize(
    ("part", "choice"),
    [
        ("hours", "24"), ("hours", "7-7"), ("hours", "7-24"), ("hours", "-7"), ("hours", "7-8-9"), ("hours", "dawn"),
        ("hours", "²"), ("hours", "007"), ("days", "-5"), ("days", "+6"), ("days", "-7"), ("days", "0"), ("days", "x0"),
        ("language", "tlh"), ("reporter", "1"), ("reporter", "+99"), ("reporter", "+x"), ("dance", ""), ("dance", "1"),
    ],
)  # fmt: skip
async def test_a_button_that_means_nothing_says_so_and_changes_nothing(
    database_url: str, part: str, choice: str
) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari")

        assert await chooses(r, "kari", part, choice) == r.house.content.wording.plain("refused.old-button", "en")
        assert await own_time(r, "kari") == ("None", "None", None)
        assert await reporter_of(r, "ridge") is None
        assert await r.audited("settings") == []


async def test_what_is_chosen_is_nobody_elses_to_read(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari")
        await chooses(r, "kari", "hours", "night")
        await chooses(r, "kari", "days", "-0")

        notes = await r.rows(select(audit.c.actor, audit.c.subject, audit.c.detail).where(audit.c.action == "settings"))
    assert [tuple(note) for note in notes] == [("kari", "kari", {"what": "hours"}), ("kari", "kari", {"what": "days"})]


async def test_another_language_is_spoken_at_once(database_url: str) -> None:
    async with rooms(database_url, PAIR) as r:
        await r.join("kari")
        said = await chooses(r, "kari", "language", "nn")

    assert said.startswith("<b>Innstillingane dine</b>\n\nDu blir spurd mellom kl. 07:00 og 20:00, måndag til fredag.")


async def test_who_has_left_the_team_does_not_report_for_it(database_url: str) -> None:
    async with rooms(database_url, PAIR.replace("facilitators", "quorum: reporter, reporter: kari, facilitators")) as r:
        await r.join("kari", "ola")
        before = await opens_settings(r, await chat_of(r, "ola"))
        await r.change(update(memberships).where(memberships.c.person_id == 3).values(left_at=r.now))
        after = await opens_settings(r, await chat_of(r, "ola"))

    assert "Kari reports for Ridge." in before
    assert "Nobody in particular reports for Ridge." in after
