"""What waits for facilitators is told once, in their hours, in one message a day; what is done is never told."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import LeavePressed
from bot.domain.outgoing import Delivery, Outcome
from bot.flow import deliver
from bot.flow.facilitating.matters.tell import tell_matters
from bot.flow.joining.back import chat_changed
from bot.flow.late import put_off_until
from bot.flow.leave import press as press_leave
from bot.storage import outbox as messages
from bot.storage import tips
from bot.storage.matters import finish_matter, raise_matter
from bot.storage.tables import matters, outbox, people
from bot.storage.tables import teams as teams_table
from bot.storage.tables import tips as tips_table
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari"), team("fjord", "ola"))


def by(*facilitators: str, slug: str = "ridge", title: str = "") -> str:
    """A team of these facilitators."""
    folk = f"members: [kari], facilitators: [{', '.join(facilitators)}], managers: [per]"
    return f"id: {slug}, title: {title or slug.title()}, phase: prepare, {folk}"


BERIT_FIRST = teams_text(by("berit", "carl"), people_of="kari ola berit carl")


async def tip_waits(r: Rooms, slug: str = "ridge", text: str = "Begin small") -> int:
    """A tip of this team waits; its row."""
    async with r.house.db.write() as tx:
        team_id = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).scalar_one()
        kari = (await tx.execute(select(people.c.id).where(people.c.slug == "kari"))).scalar_one()
        tip_id = await tips.add_tip(tx, team_id, kari, "choose-area", text, r.now, named=False)
        await raise_matter(tx, team_id, "tip", tip_id, r.now)
    return tip_id


async def decided(r: Rooms, tip_id: int) -> None:
    """The tip waits no longer, and neither does anybody for it."""
    async with r.house.db.write() as tx:
        await tips.change_tip(tx, tip_id, state=tips.DECLINED)
        await finish_matter(tx, "tip", tip_id, r.now)


def told(r: Rooms) -> list[tuple[str, str]]:
    """Who was told what waits, and when."""
    return r.heard("matters")


def edits(r: Rooms) -> list[str]:
    """What messages were changed to."""
    return [it.text for it in r.sent if it.kind == "edit"]


@pytest.mark.parametrize(
    ("raised", "comes"),
    [
        ("2026-09-01 12:00", "2026-09-01 12:00"),
        ("2026-09-01 07:00", "2026-09-01 08:00"),
        ("2026-09-01 16:00", "2026-09-02 08:00"),
        ("2026-09-04 16:30", "2026-09-07 08:00"),
        ("2026-12-24 17:00", "2026-12-28 08:00"),
    ],
)
async def test_a_facilitator_is_told_in_their_hours(database_url: str, raised: str, comes: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment(raised)
        await tip_waits(r)
        await tell_matters(r.house, r.now)
        await r.send()
        while not told(r):
            r.now = (await r.due())["matters"]
            await tell_matters(r.house, r.now)
            await r.send()

        assert told(r) == [("anne", comes)]


async def test_what_waits_over_all_teams_comes_in_one_message_a_day(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 06:00")
        await tip_waits(r, text="First")
        await tip_waits(r, "fjord", text="Second")
        await r.to("2026-09-01 09:00")
        await tip_waits(r, text="Third")
        await r.to("2026-09-02 12:00")

        assert told(r) == [("anne", "2026-09-01 08:00"), ("anne", "2026-09-02 08:00")]
        first, second = (it.text for it in r.sent if it.kind == "matters")
        assert "1 · Fjord has a tip for other teams: Second\n\n2 · Ridge has a tip for other teams: First" in first
        assert "Third" in second
        assert "First" not in second


async def test_what_is_done_before_it_is_told_is_never_told(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 18:00")
        await decided(r, await tip_waits(r))
        await r.to("2026-09-03 12:00")

        assert told(r) == []


async def test_what_is_no_longer_so_is_never_told(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 18:00")
        tip_id = await tip_waits(r)
        await r.change(update(tips_table).where(tips_table.c.id == tip_id).values(state="declined"))
        await r.to("2026-09-03 12:00")

        assert told(r) == []
        assert [it.done_at is not None for it in await r.rows(select(matters))] == [True]


async def test_the_message_says_without_a_sound_what_is_done(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 09:00")
        first, second = await tip_waits(r, text="First"), await tip_waits(r, "fjord", text="Second")
        await r.to("2026-09-01 10:00")
        await decided(r, first)
        await r.to("2026-09-01 11:00")
        await decided(r, second)
        await r.to("2026-09-01 12:00")

        assert len(told(r)) == 1
        assert edits(r) == [
            "<b>Waiting for you</b>\n\nFjord has a tip for other teams: Second\n\n<i>Done by now: 1</i>",
            "All of this is done. Thank you.",
        ]


async def test_at_most_eight_have_a_line_and_the_rest_is_counted(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 07:00")
        for n in range(11):
            await tip_waits(r, text=f"Tip {n:02}")
        await r.to("2026-09-01 08:00")

        (message,) = (it.text for it in r.sent if it.kind == "matters")
        assert message.count("has a tip") == 8
        assert "Tip 10" in message
        assert "Tip 02" not in message
        assert "And 3 more: /teams" in message


async def test_thirty_long_names_in_norwegian_fit(database_url: str) -> None:
    programme = teams_text(*(by("anne", slug=f"team-{n}", title="Æ" * 199 + str(n % 10)) for n in range(30)))
    async with rooms(database_url, programme.replace("language: en", "language: nb")) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 07:00")
        for n in range(30):
            await tip_waits(r, f"team-{n}", text="Ø" * 200)
        await r.to("2026-09-01 08:00")

        (message,) = (it.text for it in r.sent if it.kind == "matters")
        assert len(message) < 4096
        assert "Og 22 til: /teams" in message


async def test_who_cannot_be_reached_is_passed_over(database_url: str) -> None:
    async with rooms(database_url, BERIT_FIRST) as r:
        await r.join("carl", "anne")
        r.now = r.moment("2026-09-01 09:00")
        await tip_waits(r)
        await r.to("2026-09-01 10:00")

        assert told(r) == [("carl", "2026-09-01 09:00")]


async def test_while_nobody_is_there_it_waits_for_the_next_working_morning(database_url: str) -> None:
    async with rooms(database_url, BERIT_FIRST) as r:
        r.now = r.moment("2026-09-04 09:00")
        await tip_waits(r)
        await r.to("2026-09-06 10:00")
        await r.join("anne")
        await r.to("2026-09-07 10:00")

        assert told(r) == [("anne", "2026-09-07 08:00")]


async def test_who_has_blocked_us_leaves_it_to_the_next(database_url: str) -> None:
    async with rooms(database_url, BERIT_FIRST) as r:
        await r.join("berit", "carl")
        r.gone.add("berit")
        r.now = r.moment("2026-09-01 09:00")
        await tip_waits(r)
        await r.to("2026-09-01 10:00")

        assert told(r) == [("carl", "2026-09-01 09:00")]


async def test_who_leaves_hands_on_what_waits_still(database_url: str) -> None:
    async with rooms(database_url, BERIT_FIRST) as r:
        await r.join("berit", "carl")
        r.now = r.moment("2026-09-01 09:00")
        done, waits = await tip_waits(r, text="Done"), await tip_waits(r, text="Waits")
        await r.to("2026-09-01 10:00")
        await decided(r, done)
        await press_leave(r.house, await r.incoming(await chat_of(r, "berit")), LeavePressed("yes"), 1)
        await r.to("2026-09-01 11:00")

        assert told(r) == [("berit", "2026-09-01 09:00"), ("carl", "2026-09-01 10:00")]
        last = [it.text for it in r.sent if it.kind == "matters"][-1]
        assert ("Waits" in last, "Done" in last) == (True, False)
        assert waits


async def test_who_is_taken_off_the_team_hands_it_on(database_url: str) -> None:
    async with rooms(database_url, BERIT_FIRST) as r:
        await r.join("berit", "carl")
        r.now = r.moment("2026-09-01 09:00")
        await tip_waits(r)
        await r.to("2026-09-01 10:00")
        await r.apply(teams_text(by("carl"), people_of="kari ola berit carl"))
        await r.to("2026-09-01 11:00")

        assert told(r) == [("berit", "2026-09-01 09:00"), ("carl", "2026-09-01 10:00")]


async def test_raised_twice_it_is_told_once_and_after_it_was_done_anew(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 09:00")
        tip_id = await tip_waits(r)
        await r.to("2026-09-01 10:00")
        team_id = (await r.rows(select(matters.c.team_id)))[0][0]
        async with r.house.db.write() as tx:
            await raise_matter(tx, team_id, "tip", tip_id, r.now)
        await r.to("2026-09-02 10:00")
        assert len(told(r)) == 1

        async with r.house.db.write() as tx:
            await finish_matter(tx, "tip", tip_id, r.now)
            await raise_matter(tx, team_id, "tip", tip_id, r.now)
        await r.to("2026-09-02 12:00")
        assert told(r)[1:] == [("anne", "2026-09-02 10:00")]


async def test_a_process_that_dies_before_it_was_decided_tells_it_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 09:00")
        await tip_waits(r)
        await tell_matters(r.house, r.now)
        # Killed here: what was decided is in the outbox, and the next process finds it there.
        await tell_matters(r.house, r.now)
        await r.send()

        assert told(r) == [("anne", "2026-09-01 09:00")]


async def test_one_that_may_have_arrived_comes_again_and_says_so(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 09:00")
        await tip_waits(r)
        await tell_matters(r.house, r.now)
        (row,) = await _claimed(r)
        await deliver.settle(r.house, row, Delivery(Outcome.UNKNOWN, why="no answer"), r.now)
        await r.send()

        assert "You may have had this list already" in r.sent[-1].text


async def test_what_is_done_while_the_message_waits_is_not_in_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 09:00")
        first = await tip_waits(r, text="First")
        await tip_waits(r, text="Second")
        await tell_matters(r.house, r.now)
        await decided(r, first)
        await tell_matters(r.house, r.now)
        await r.send()

        (message,) = (it.text for it in r.sent if it.kind == "matters")
        assert ("First" in message, "Second" in message) == (False, True)


async def test_a_message_of_which_all_is_done_does_not_come(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 09:00")
        tip_id = await tip_waits(r)
        await tell_matters(r.house, r.now)
        await decided(r, tip_id)
        await tell_matters(r.house, r.now)
        await r.send()
        await tip_waits(r, text="Another")
        await r.to("2026-09-01 10:00")

        (message,) = (it.text for it in r.sent if it.kind == "matters")
        assert "Another" in message


async def test_what_an_outage_held_back_waits_for_working_hours(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-04 15:59")
        await tip_waits(r)
        await tell_matters(r.house, r.now)
        r.now = r.moment("2026-09-04 17:00")
        (row,) = await _claimed(r)

        assert r.local(await put_off_until(r.house, row, r.now)) == "2026-09-07 08:00"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_processes_tell_it_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 09:00")
        for n in range(4):
            await tip_waits(r, ("ridge", "fjord")[n % 2], text=f"Tip {n}")
        await asyncio.gather(*(tell_matters(r.house, r.now) for _ in range(4)))
        await r.to("2026-09-03 12:00")

        assert len({at[:10] for _, at in told(r)}) == len(told(r))
        everything = "".join(it.text for it in r.sent if it.kind == "matters")
        assert [everything.count(f"Tip {n}") for n in range(4)] == [1, 1, 1, 1]


async def _claimed(r: Rooms) -> Sequence[Any]:
    async with r.house.db.write() as tx:
        return await messages.claim_next(tx, r.now, (), 50)


async def test_a_team_whose_files_are_gone_keeps_no_other_waiting(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        r.now = r.moment("2026-09-01 09:00")
        await tip_waits(r, text="Unreadable")
        await tip_waits(r, "fjord", text="Readable")
        await r.change(update(teams_table).where(teams_table.c.slug == "ridge").values(schedule="gone"))
        await r.to("2026-09-01 12:00")

        assert [it.text.count("Unreadable") for it in r.sent if it.kind == "matters"] == [0]
        assert await r.rows(select(outbox.c.id).where(outbox.c.state == "waiting")) == []


async def test_who_blocks_us_after_they_were_told_is_told_for_by_the_next(database_url: str) -> None:
    async with rooms(database_url, BERIT_FIRST) as r:
        await r.join("berit", "carl")
        await r.to("2026-09-01 10:00")
        await tip_waits(r)
        await r.to("2026-09-01 12:00")
        await chat_changed(r.house, await r.incoming(await chat_of(r, "berit")), gone=True)
        await r.to("2026-09-02 12:00")

        assert told(r) == [("berit", "2026-09-01 10:00"), ("carl", "2026-09-01 12:00")]
