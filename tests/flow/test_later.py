"""Later: the moments that are offered, and the check-in that comes back then, once, where it is still of use."""

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import (
    AGAIN,
    BACK,
    DONE,
    HELP,
    LATER,
    LATER_2_HOURS,
    LATER_TOMORROW,
    LATER_WEEK,
    NOTHING_NEW,
    SKIP,
    LeavePressed,
)
from bot.flow import leave
from bot.flow.bring_back import bring_back
from bot.storage import conversations as conversations_rows
from bot.storage.tables import check_ins, conversations, outbox, people, teams
from tests.flow.own import chat_of, chooses, goes_away, is_back
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.talking import kept, presses, puts_off, talk_of, times_disturbed, writes

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))
STRANGER = 999_999
TWO_HOURS, TOMORROW = "In 2 hours", "Tomorrow"
ELSE = ("Away for longer", "Back")


async def asked(r: Rooms, *who: str, at: str = "2026-09-01 10:00") -> None:
    await r.join(*(who or ("kari", "ola")))
    await r.to(at)
    r.sent.clear()


async def comes_back_at(r: Rooms, who: str = "kari") -> str:
    """The local time for which the check-in waits; empty where it does not."""
    return r.local((await talk_of(r, who)).later_at)


def back(r: Rooms, who: str = "kari") -> list[str]:
    """When the person has got the check-in back."""
    return [it.at for it in r.sent if it.to == who and "Back as agreed" in it.text]


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2026-09-01 10:00", [TWO_HOURS, TOMORROW, "On Monday"]),
        ("2026-09-01 17:59", [TWO_HOURS, TOMORROW, "On Monday"]),
        ("2026-09-01 18:00", [TOMORROW, "On Monday"]),
        ("2026-09-04 15:00", [TWO_HOURS, "On Monday"]),
        ("2026-09-05 12:00", ["On Monday"]),
        ("2026-09-06 12:00", [TOMORROW]),
        ("2026-09-14 15:00", [TWO_HOURS]),
        ("2026-09-15 09:00", []),
    ],
    ids=[
        "in the morning",
        "two hours before the evening",
        "in the evening",
        "Friday at three",
        "Saturday",
        "Sunday, and Monday is tomorrow",
        "the next ones come tomorrow",
        "the next ones come in an hour",
    ],
)
async def test_the_moments_that_there_are(database_url: str, now: str, offered: Sequence[str]) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r, at=now)
        seen = await presses(r, "kari", LATER)

        assert list(seen.buttons) == [*offered, *ELSE]
        assert ("next questions come so soon" in seen.text) is (not offered)
        assert not seen.fresh
        assert await comes_back_at(r) == ""


@pytest.mark.parametrize(
    ("part", "choice", "offered", "tomorrow", "on_monday"),
    [
        ("hours", "night", [TOMORROW, "On Monday"], "2026-09-02 16:00", "2026-09-07 16:00"),
        ("hours", "late", [TWO_HOURS, TOMORROW, "On Monday"], "2026-09-02 11:00", "2026-09-07 11:00"),
        ("hours", "early", [TWO_HOURS, TOMORROW, "On Monday"], "2026-09-02 10:00", "2026-09-07 10:00"),
        ("days", "-2", [TWO_HOURS, "On Monday"], "", "2026-09-07 10:00"),
        ("days", "-0", [TWO_HOURS, TOMORROW, "On Tuesday"], "2026-09-02 10:00", "2026-09-08 07:00"),
    ],
    ids=["who works at night", "in the late shift", "in the early shift", "never on Wednesdays", "never on Mondays"],
)
async def test_ones_own_hours_and_days_hold(
    database_url: str, part: str, choice: str, offered: Sequence[str], tomorrow: str, on_monday: str
) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await chooses(r, "kari", part, choice)
        await r.to("2026-09-01 10:00")
        assert list((await presses(r, "kari", LATER)).buttons) == [*offered, *ELSE]

        await presses(r, "kari", LATER_TOMORROW)
        assert await comes_back_at(r) == tomorrow
        await presses(r, "kari", LATER_WEEK)
        assert await comes_back_at(r) == on_monday


@pytest.mark.parametrize(
    ("asked_at", "now", "offered", "choice", "comes_at"),
    [
        ("2027-05-11 10:00", "2027-05-14 15:00", [TWO_HOURS, "On Tuesday"], LATER_WEEK, "2027-05-18 07:00"),
        ("2026-10-13 10:00", "2026-10-23 15:00", [TWO_HOURS, "On Monday"], LATER_WEEK, "2026-10-26 10:00"),
        ("2027-03-16 10:00", "2027-03-24 15:00", [TWO_HOURS, "On Tuesday"], LATER_WEEK, "2027-03-30 07:00"),
    ],
    ids=["Monday is the seventeenth of May", "over the autumn change", "over Easter and the spring change"],
)
async def test_monday_is_the_first_day_that_there_is(
    database_url: str, asked_at: str, now: str, offered: Sequence[str], choice: str, comes_at: str
) -> None:
    async with rooms(database_url, TWO, at=f"{asked_at[:8]}{int(asked_at[8:10]) - 1:02} 08:00") as r:
        await asked(r, at=asked_at)
        await r.to(now)
        assert list((await presses(r, "kari", LATER)).buttons) == [*offered, *ELSE]
        await presses(r, "kari", choice)
        await r.to(comes_at)

        assert back(r) == [comes_at]


async def test_the_hours_are_those_of_the_persons_zone(database_url: str) -> None:
    far = TWO.replace("{id: kari, name: Kari}", "{id: kari, name: Kari, zone: America/Los_Angeles}")
    async with rooms(database_url, far) as r:
        await asked(r, at="2026-09-01 17:00")
        assert list((await presses(r, "kari", LATER)).buttons) == [TWO_HOURS, TOMORROW, "On Monday", *ELSE]
        seen = await presses(r, "kari", LATER_TOMORROW)

        # Ten in the morning there is seven in the evening here.
        assert await comes_back_at(r) == "2026-09-02 19:00"
        assert "tomorrow at 10:00" in seen.text


@pytest.mark.parametrize(
    ("choice", "when", "comes_at"),
    [
        (LATER_2_HOURS, "today at 12:00", "2026-09-01 12:00"),
        (LATER_TOMORROW, "tomorrow at 10:00", "2026-09-02 10:00"),
        (LATER_WEEK, "on Monday at 10:00", "2026-09-07 10:00"),
    ],
)
async def test_it_comes_back_once_and_takes_the_place_of_the_reminder(
    database_url: str, choice: str, when: str, comes_at: str
) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        seen = await presses(r, "kari", choice)
        assert (f"I will come back {when}" in seen.text, seen.buttons, seen.fresh) == (True, ("Answer now",), False)
        await r.to("2026-09-14 20:00")

        assert back(r) == [comes_at]
        assert await times_disturbed(r, "kari") == 2
        assert r.heard("reminder") == [("ola", "2026-09-03 10:00")]
        assert await comes_back_at(r) == ""


async def test_what_comes_back_stands_below_with_its_answers(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", SKIP)
        await presses(r, "kari", BACK, 1)
        await presses(r, "kari", LATER_TOMORROW)
        r.now = r.moment("2026-09-02 10:00")
        await bring_back(r.house, r.now)
        ((text, keyboard, lane, fresh),) = await r.rows(
            select(outbox.c.text, outbox.c.keyboard, outbox.c.lane, outbox.c.fresh).where(outbox.c.state == "waiting")
        )

        assert text.startswith("Back as agreed. Is now a good time?\n\n<b>How far have you come since last time?</b>")
        assert [label for row in keyboard for label, _ in row][-4:] == [
            "Nothing new", "Not on duty", "Later", "We need help",
        ]  # fmt: skip
        assert (lane, fresh) == ("wave", True)


async def test_the_next_press_takes_it_back(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        for choice, position in ((AGAIN, 0), ("4", 0), (NOTHING_NEW, 0), (HELP, 0), (DONE, 2)):
            await r.change(update(conversations).values(stage="open", position=0))
            await presses(r, "kari", LATER_TOMORROW)
            assert await comes_back_at(r) != ""
            seen = await presses(r, "kari", choice, position)
            taken_back = choice != DONE
            assert (await comes_back_at(r) == "") is taken_back, choice
            assert ("I will come back" in seen.text) is False
            await presses(r, "kari", AGAIN)
        await r.to("2026-09-03 12:00")

        assert back(r) == []


async def test_a_moment_that_has_gone_by_is_asked_for_again(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER)
        await r.to("2026-09-01 19:30")
        seen = await presses(r, "kari", LATER_2_HOURS)

        assert "How far have you come" in seen.text
        assert await comes_back_at(r) == ""


async def test_nobody_is_disturbed_where_a_colleague_has_answered(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        await presses(r, "ola", "4")
        await r.to("2026-09-02 10:00")

        assert back(r) == []
        assert await times_disturbed(r, "kari") == 1
        assert "Ola answered: 4" in [it for it in r.sent if it.to == "kari"][-1].text


async def test_who_has_begun_gets_it_back_as_well(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", "4")
        await presses(r, "kari", BACK, 1)
        await presses(r, "kari", LATER_2_HOURS)
        await r.to("2026-09-01 13:00")

        assert back(r) == ["2026-09-01 12:00"]


async def test_what_has_closed_says_so_and_does_not_come_back(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_WEEK)
        first = await talk_of(r, "kari")
        soon = r.moment("2026-09-03 10:00")
        await r.change(update(teams).values(next_on=soon.date(), next_grid_on=soon.date(), next_due_at=soon))
        await r.to("2026-09-03 10:00")
        closing = [it.text for it in r.sent if it.to == "kari" and "This round has closed" in it.text]
        await r.to("2026-09-08 10:00")
        ((later_at, stage),) = await r.rows(
            select(conversations.c.later_at, conversations.c.stage).where(conversations.c.id == first.id)
        )

        assert len(closing) == 1
        assert (back(r), later_at, stage) == ([], None, "open")


async def test_what_has_closed_is_not_put_off(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await r.change(update(check_ins).values(closed_at=r.now, close_at=None))
        seen = await presses(r, "kari", AGAIN)
        assert "Later" not in seen.buttons

        assert list((await presses(r, "kari", LATER)).buttons) == [*ELSE]
        await presses(r, "kari", LATER_TOMORROW)
        assert await comes_back_at(r) == ""


async def test_who_has_left_is_not_asked_again(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        await leave.press(r.house, await r.incoming(await chat_of(r, "kari")), LeavePressed("yes"), 1)
        await r.to("2026-09-08 10:00")

        assert back(r) == []
        assert await times_disturbed(r, "kari") == 1


async def test_who_cannot_be_reached_any_more_is_left_in_peace(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        await r.change(update(people).where(people.c.slug == "kari").values(gone_at=r.now))
        await r.to("2026-09-08 10:00")

        assert back(r) == []


async def test_a_team_that_is_out_of_the_programme_is_left_in_peace(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        await r.change(update(teams).values(removed_at=r.now))
        await r.to("2026-09-08 10:00")

        assert back(r) == []


async def test_who_goes_away_gets_it_when_they_are_back(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        await goes_away(r, "kari", "2026-09-09")
        await r.to("2026-09-09 12:00")

        assert back(r) == ["2026-09-09 07:00"]


async def test_who_is_back_early_gets_it_at_once_and_not_again(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_WEEK)
        await goes_away(r, "kari", "2026-09-09")
        await r.to("2026-09-03 12:00")
        await is_back(r, "kari")
        assert (await times_disturbed(r, "kari"), await comes_back_at(r)) == (2, "")
        await r.to("2026-09-14 20:00")

        assert (back(r), await times_disturbed(r, "kari")) == ([], 2)


async def test_an_outage_moves_it_to_the_next_permitted_hour(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        await r.leap("2026-09-02 21:30")
        assert back(r) == []
        await r.to("2026-09-04 12:00")

        assert back(r) == ["2026-09-03 07:00"]


async def test_two_workers_bring_it_back_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        r.now = r.moment("2026-09-02 10:00")
        done = await asyncio.gather(*(bring_back(r.house, r.now) for _ in range(4)))
        await r.send()

        assert sum(it["brought_back"] for it in done) == 1
        assert back(r) == ["2026-09-02 10:00"]
        assert await times_disturbed(r, "kari") == 2


class Stopped(Exception):
    """The process of a worker ends."""


async def begins_and_is_stopped(r: Rooms) -> None:
    async with r.house.db.write() as tx:
        row = await conversations_rows.conversation_to_bring_back(tx, r.now)
        assert row is not None
        await conversations_rows.change_conversation(tx, row.id, later_at=None)
        raise Stopped


async def test_a_worker_that_is_stopped_midway_has_done_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        r.now = r.moment("2026-09-02 10:00")
        with pytest.raises(Stopped):
            await begins_and_is_stopped(r)

        assert (await bring_back(r.house, r.now))["brought_back"] == 1
        await r.send()
        assert back(r) == ["2026-09-02 10:00"]


async def test_the_command_asks_when_below_everything_else(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        chat_id = await chat_of(r, "kari")
        seen = await puts_off(r, chat_id)
        assert (seen.text, seen.fresh) == ("When suits you better?", True)
        assert list(seen.buttons) == [TWO_HOURS, TOMORROW, "On Monday", *ELSE]

        seen = await presses(r, "kari", AGAIN)
        assert "How far have you come" in seen.text
        await presses(r, "kari", SKIP)
        await puts_off(r, chat_id)
        seen = await presses(r, "kari", LATER_TOMORROW, 1)
        assert "tomorrow at 10:00" in seen.text
        await r.to("2026-09-02 10:00")
        assert back(r) == ["2026-09-02 10:00"]


async def test_the_command_with_nothing_open_says_what_comes(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        chat_id = await chat_of(r, "kari")
        before = await puts_off(r, chat_id)
        await r.to("2026-09-01 10:00")
        await presses(r, "kari", NOTHING_NEW)
        after = await puts_off(r, chat_id)
        stranger = await puts_off(r, STRANGER)

        assert "tomorrow at 10:00" in before.text
        assert "on 15 September at 10:00" in after.text
        assert (before.buttons, after.buttons) == ((), ())
        assert "I do not know you yet" in stranger.text
        assert await kept(r) == []


async def test_a_text_is_answered_although_it_is_put_off(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", LATER_TOMORROW)
        seen = await writes(r, "kari", "I am in the car")

        assert "Please press one of the buttons" in seen.text
        assert "How far have you come" in seen.text
        assert await comes_back_at(r) == "2026-09-02 10:00"
        await writes(r, "kari", "4")
        assert await kept(r) == [("kari", "progress", 4)]
        assert await comes_back_at(r) == ""
