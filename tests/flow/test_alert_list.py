"""Cases that are due together are told as one list, by the day of the next gathering."""

import pytest
from sqlalchemy import select

from bot.domain.buttons import AlertPressed, AnswerPressed
from bot.domain.outgoing import Delivery, Outcome
from bot.flow import deliver
from bot.flow.answering.press import press as press_answer
from bot.flow.cases.acknowledge import press
from bot.flow.cases.watch import watch
from bot.storage import outbox
from bot.storage.tables import conversations, people
from bot.storage.tables import outbox as messages
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

FOUR = teams_text(
    *(team(name, who) for name, who in (("ash", "a"), ("birch", "b"), ("cedar", "c"), ("dale", "d"))),
    people_of="a b c d",
    more="sessions:\n  - {id: one, title: First gathering, date: 2026-09-22}\n",
)
QUIET = "quiet since 1 September (10 working days), gathering 22 September"


async def silent(r: Rooms) -> None:
    """All four fall silent at ten."""
    await r.join("a", "b", "c", "d", "anne")
    await r.to("2026-09-15 10:00")


async def test_four_at_once_are_one_message(database_url: str) -> None:
    async with rooms(database_url, FOUR) as r:
        await silent(r)

    (alert,) = [it for it in r.sent if it.kind == "alert"]
    assert "4 teams could use a word from you" in alert.text
    assert all(f"<b>{name}</b>: quiet since 1 September" in alert.text for name in ("Ash", "Birch", "Cedar", "Dale"))


async def test_two_at_once_are_one_message(database_url: str) -> None:
    two = teams_text(team("x", "a"), team("y", "b"), people_of="a b")
    async with rooms(database_url, two) as r:
        await r.join("a", "b", "anne")
        await r.to("2026-09-15 10:00")

    firsts = [it.text.splitlines()[0] for it in r.sent if it.kind == "alert"]
    assert firsts == ["<b>2 teams could use a word from you</b>"]


async def test_a_press_in_the_list_takes_one_case_and_leaves_the_others_free(database_url: str) -> None:
    async with rooms(database_url, FOUR) as r:
        await silent(r)
        anne, alert = await _chat(r, "anne"), await _alert_of(r)
        await press(r.house, await r.incoming(anne), AlertPressed(2, "take"), alert)
        await r.send()

    edit = [it for it in r.sent if it.kind == "edit"][-1]
    assert edit.text.count("Anne is on it") == 1
    assert (
        "<b>Birch</b>: quiet since 1 September (10 working days), gathering 22 September\n<i>Anne is on it</i>"
        in edit.text
    )


async def test_a_team_that_is_back_is_said_to_be_in_the_list_and_the_others_keep_their_buttons(
    database_url: str,
) -> None:
    async with rooms(database_url, FOUR) as r:
        await silent(r)
        await r.to("2026-09-16 12:00")
        await r.presses("c", "4")

    edit = [it for it in r.sent if it.kind == "edit" and it.to == "anne"][-1]
    assert f"<b>Cedar</b>: {QUIET}\n<i>over since 16 September</i>" in edit.text
    assert edit.text.count("<i>") == 1


async def test_a_team_that_is_back_before_the_list_leaves_is_not_in_it(database_url: str) -> None:
    async with rooms(database_url, FOUR, at="2026-08-31 08:00") as r:
        await r.join("a", "b", "c", "d", "anne")
        await r.to("2026-09-15 09:59")
        r.now = r.moment("2026-09-15 10:00")
        await watch(r.house, r.now)
        await _press_without_sending(r, "b")
        await watch(r.house, r.now)
        await r.send()

    (told,) = [it for it in r.sent if it.kind == "alert"]
    assert "3 teams" in told.text
    assert "Birch" not in told.text


async def test_who_has_blocked_is_not_told_and_the_next_gets_the_whole_list(database_url: str) -> None:
    text = FOUR.replace("owners: [anne]", "owners: [per]").replace("managers: [per]", "managers: []")
    async with rooms(database_url, text) as r:
        await r.join("per")
        r.gone.add("anne")
        await silent(r)

    assert r.heard("alert") == [("per", "2026-09-15 10:00")]
    assert "4 teams" in next(it.text for it in r.sent if it.kind == "alert")


async def test_a_list_whose_arrival_is_unknown_is_repeated_and_says_so(database_url: str) -> None:
    async with rooms(database_url, FOUR) as r:
        await r.join("a", "b", "c", "d", "anne")
        await r.to("2026-09-15 09:59")
        r.now = r.moment("2026-09-15 10:00")

        await watch(r.house, r.now)
        async with r.house.db.write() as tx:
            (row,) = [it for it in await outbox.claim_next(tx, r.now, (), 500) if it.outgoing.kind == "alert"]
        await deliver.settle(r.house, row, Delivery(Outcome.UNKNOWN, why="lost"), r.now)
        await r.send()

    (alert,) = [it for it in r.sent if it.kind == "alert"]
    assert "You may have had this one already" in alert.text


async def _chat(r: Rooms, who: str) -> int:
    ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    return int(chat)


async def _alert_of(r: Rooms) -> int:
    ((number,),) = await r.rows(select(messages.c.message_id).where(messages.c.kind == "alert"))
    return int(number)


async def _press_without_sending(r: Rooms, who: str) -> None:
    query = select(conversations.c.id, people.c.chat_id).join_from(conversations, people).where(people.c.slug == who)
    found = (await r.rows(query.order_by(conversations.c.id.desc())))[0]
    await press_answer(r.house, await r.incoming(found.chat_id), AnswerPressed(found.id, 0, "4"), 1)
