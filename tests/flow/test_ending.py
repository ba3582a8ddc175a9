"""The end: everybody who took part is thanked once, in their own hours, with what the team reached."""

from datetime import time

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import LeavePressed
from bot.flow.applying.apply import apply
from bot.flow.door import HASH_MARK, hash_of
from bot.flow.ending import thank
from bot.flow.invite import invite
from bot.flow.joining.start import start
from bot.flow.leave import press
from bot.storage.due import due_by_kind
from bot.storage.tables import answers, memberships, outbox, people
from tests.flow.own import goes_away, is_back
from tests.flow.rooms import Rooms, parsed, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

# The last day is a Friday.
ENDS = "2026-10-16"
TWO = teams_text(team("ridge", "kari, ola")).replace("ends: 2027-06-18", f"ends: {ENDS}")
NEXT_MORNING = "2026-10-19 07:00"


def thanked(r: Rooms) -> list[tuple[str, str]]:
    return r.heard("thanks")


async def test_every_member_who_has_joined_is_thanked_on_the_first_working_morning(database_url: str) -> None:
    three = TWO.replace("[kari, ola]", "[kari, ola, nina]")
    async with rooms(database_url, three) as r:
        await r.join("kari", "ola", "anne", "per")
        await r.to("2026-09-01 10:00")
        await r.presses("kari", "4")
        await r.to("2026-11-30 12:00")
        text = next(it.text for it in r.sent if it.kind == "thanks")

    assert thanked(r) == [("kari", NEXT_MORNING), ("ola", NEXT_MORNING)]
    assert text == (
        "<b>Safer is over. Thank you for every answer from Ridge.</b>\n\n"
        "What you reached together:\n"
        "• Answered: 1 check-in\n"
        "• Where you stand: Prepare, Recognise the need for improvement\n\n"
        "What you answered is kept until 16 October 2027, and erased then. You see it and get a copy by /mydata, and "
        "erase it today by /forget."
    )


async def test_closed_days_and_ones_own_hours_hold(database_url: str) -> None:
    closed = TWO.replace("people:\n", "closures: [{from: 2026-10-19, to: 2026-10-20, title: Planning}]\npeople:\n", 1)
    async with rooms(database_url, closed) as r:
        await r.join("kari", "ola")
        mine = {"quiet_from": time(20), "quiet_until": time(11, 30)}
        await r.change(update(people).where(people.c.slug == "ola").values(**mine))
        await r.to("2026-11-30 12:00")

    assert thanked(r) == [("kari", "2026-10-21 07:00"), ("ola", "2026-10-21 11:30")]


async def test_a_closure_that_comes_later_moves_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.outage("2026-10-19 06:00", "2026-10-19 21:00")
        await r.to("2026-11-30 12:00")

    assert thanked(r) == [("kari", "2026-10-20 07:00")]


async def test_a_restart_and_the_same_file_again_thank_nobody_twice(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.to(NEXT_MORNING)
        again = await thank(r.house, r.now)
        await apply(r.house, parsed(TWO), r.now)
        await r.apply(TWO.replace("title: Ridge", "title: Ridge home care"))
        await r.apply(TWO.replace("[kari, ola]", "[ola]").replace("title: Ridge", "title: Ridge home care"))
        await r.to("2026-11-30 12:00")

    assert not again
    assert thanked(r) == [("kari", NEXT_MORNING)]


async def test_a_programme_that_goes_on_after_all_takes_back_what_waits(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        own = {"quiet_from": time(20), "quiet_until": time(12)}
        await r.change(update(people).values(**own))
        await r.to("2026-10-19 09:00")
        await r.apply(TWO.replace(ENDS, "2026-11-13"))
        await r.to("2026-11-30 12:00")

    assert thanked(r) == [("kari", "2026-11-16 12:00")]


async def test_who_left_or_cannot_be_reached_is_not_thanked(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.change(
            update(memberships)
            .where(memberships.c.person_id.in_(select(people.c.id).where(people.c.slug == "kari")))
            .values(left_at=r.now)
        )
        await r.change(update(people).where(people.c.slug == "ola").values(gone_at=r.now))
        await r.to("2026-10-20 12:00")
        async with r.house.db.read() as tx:
            kinds = [kind for _, kind in await due_by_kind(tx)]

    assert thanked(r) == []
    assert "thanked" not in kinds


async def test_who_lets_us_in_again_much_later_is_not_surprised(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.change(update(people).values(gone_at=r.now))
        await r.to("2026-11-10 12:00")
        await r.change(update(people).where(people.c.slug == "kari").values(gone_at=None))
        await r.to("2026-11-25 12:00")
        await r.change(update(people).where(people.c.slug == "ola").values(gone_at=None))
        await r.to("2026-12-20 12:00")

    assert thanked(r) == [("kari", "2026-11-10 12:00")]


async def test_who_joins_after_the_end_is_thanked_for_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.to("2026-10-22 12:00")
        await r.join("kari")
        await r.to("2026-11-01 12:00")

    assert thanked(r) == []


# A part that ends early


async def test_who_is_taken_out_of_the_file_is_thanked_at_once_in_permitted_hours(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-04 21:00")
        await r.apply(TWO.replace("[kari, ola]", "[ola]"))
        await r.to("2026-09-10 12:00")
        text = next(it.text for it in r.sent if it.kind == "thanks")

    assert thanked(r) == [("kari", "2026-09-07 07:00")]
    assert text.startswith("<b>Your part in Ridge ends here. Thank you. You helped the team to keep going.</b>")
    assert "kept until 16 October 2027" in text


async def test_so_is_everybody_of_a_team_that_is_taken_out(database_url: str) -> None:
    other = team("other", "nina")
    both = teams_text(team("ridge", "kari, ola"), other)
    async with rooms(database_url, both) as r:
        await r.join("kari", "ola", "nina")
        await r.to("2026-09-04 12:00")
        await r.apply(teams_text(other))
        await r.to("2026-09-10 12:00")

    assert thanked(r) == [("kari", "2026-09-04 12:00"), ("ola", "2026-09-04 12:00")]


async def test_who_becomes_the_teams_facilitator_has_not_ended(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.apply(TWO.replace("[kari, ola], facilitators: [anne]", "[ola], facilitators: [anne, kari]"))
        await r.to("2026-09-01 12:00")

    assert thanked(r) == []


async def test_who_is_back_before_the_morning_hears_nothing_and_is_thanked_at_the_true_end(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-04 21:00")
        await r.apply(TWO.replace("[kari, ola]", "[ola]"))
        await r.to("2026-09-04 21:30")
        await r.apply(TWO)
        await r.to("2026-11-30 12:00")

    assert thanked(r) == [("kari", NEXT_MORNING), ("ola", NEXT_MORNING)]


async def test_so_is_who_comes_back_by_the_link_of_the_team(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-04 21:00")
        await r.apply(TWO.replace("[kari, ola]", "[ola]"))
        await r.to("2026-09-04 21:30")
        link = next(it for it in await invite(r.house, "mellom_bot", r.now) if it.person is None)
        ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "kari"))
        await start(r.house, await r.incoming(chat), HASH_MARK + hash_of(link.code))
        await r.to("2026-11-30 12:00")

    assert thanked(r) == [("kari", NEXT_MORNING), ("ola", NEXT_MORNING)]


async def test_a_team_of_which_all_were_away_at_the_end_is_thanked_when_the_first_is_back(database_url: str) -> None:
    async with rooms(database_url, TWO.replace("[kari, ola]", "[kari]")) as r:
        await r.join("kari")
        await r.to("2026-10-12 12:00")
        await goes_away(r, "kari", "30.11.")
        await r.to("2026-10-20 12:00")
        await is_back(r, "kari")
        await r.to("2026-11-30 12:00")

    assert thanked(r) == [("kari", "2026-10-20 12:00")]


async def test_who_leaves_before_the_thanks_have_left_hears_no_more(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.change(update(people).values(quiet_from=time(20), quiet_until=time(12)))
        await r.to("2026-10-19 09:00")
        ((waiting,),) = await r.rows(select(outbox.c.state).where(outbox.c.kind == "thanks"))
        await leaves(r, "kari")
        await r.to("2026-11-30 12:00")

    assert waiting == "waiting"
    assert thanked(r) == []


async def leaves(r: Rooms, who: str) -> None:
    ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    await press(r.house, await r.incoming(chat), LeavePressed("yes"), 1)
    await r.send()


# After the end


async def test_a_late_answer_is_kept_and_marked_late_after_the_end_as_well(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.to("2026-11-30 12:00")
        toast = await r.presses("kari", "2")
        kept = await r.rows(select(answers.c.value, answers.c.late))

    assert (toast, kept) == ("", [(2, True)])


async def test_the_last_check_in_may_be_answered_until_it_closes(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.to("2026-10-19 12:00")
        toast = await r.presses("kari", "4")
        states = [state for _, state, _ in await r.check_ins()]

    assert (toast, states[-1]) == ("", "answered")
