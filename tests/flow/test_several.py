"""Several choices: ticks stand on the screen until they are done, come back with one's own answer, can be corrected."""

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import AGAIN, BACK, CORRECT, DONE, HELP, SKIP, AnswerPressed
from bot.flow.answering.press import press
from bot.flow.handling import Incoming
from bot.storage.tables import conversations, outbox, teams
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.talking import Seen, asks, kept, presses, talk_of, writes

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))
SIGNS = ["incidents", "users", "numbers", "staff", "none"]
QUESTION = "signs-of-need"


async def asked(r: Rooms, *questions: str) -> None:
    await r.join("kari", "ola")
    await r.to("2026-09-01 10:00")
    await asks(r, *(questions or (QUESTION, "progress")))
    await presses(r, "kari", SKIP)
    await presses(r, "kari", BACK, 1)
    r.sent.clear()


def ticked(seen: Seen) -> list[str]:
    """The ids of the choices whose buttons are ticked."""
    return [name for name, label in zip(SIGNS, seen.buttons, strict=False) if label.startswith("☑ ")]


async def test_every_choice_has_its_box_and_done_comes_with_the_first_tick(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        first = await presses(r, "kari", AGAIN)
        one = await presses(r, "kari", "+users")
        none = await presses(r, "kari", "-users")

        assert all(label.startswith("☐ ") for label in first.buttons[:5])
        assert first.buttons[5] == "Skip"
        assert (ticked(one), one.buttons[5]) == (["users"], "Done")
        assert none.buttons == first.buttons
        assert await kept(r) == []


async def test_what_is_ticked_is_kept_when_it_is_done(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        for choice in ("+staff", "+incidents", "+numbers", "-numbers"):
            await presses(r, "kari", choice)
        await presses(r, "kari", DONE)

        assert await kept(r) == [("kari", QUESTION, ["incidents", "staff"])]
        assert (await talk_of(r, "kari")).position == 1


async def test_none_of_these_goes_alone(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", "+staff")
        assert ticked(await presses(r, "kari", "+none")) == ["none"]
        assert ticked(await presses(r, "kari", "+users")) == ["users"]


async def test_ones_own_answer_comes_back_ticked_and_the_same_again_is_no_other(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        for choice in ("+staff", "+users", DONE):
            await presses(r, "kari", choice)
        seen = await presses(r, "kari", BACK, 1)
        assert (ticked(seen), "Done" in seen.buttons) == (["users", "staff"], True)

        await presses(r, "kari", DONE)
        assert await kept(r) == [("kari", QUESTION, ["users", "staff"])]
        await presses(r, "kari", BACK, 1)
        assert ticked(await presses(r, "kari", "-users")) == ["staff"]
        await presses(r, "kari", DONE)
        assert await kept(r) == [("kari", QUESTION, ["users", "staff"]), ("kari", QUESTION, ["staff"])]


async def test_who_unticks_everything_gets_no_old_ticks_back(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        for choice in ("+staff", DONE):
            await presses(r, "kari", choice)
        await presses(r, "kari", BACK, 1)
        seen = await presses(r, "kari", "-staff")
        assert (ticked(seen), "Done" in seen.buttons) == ([], False)
        assert ticked(await presses(r, "kari", HELP)) == []
        assert ticked(await presses(r, "kari", AGAIN)) == ["staff"]


async def test_a_colleagues_answer_is_corrected_tick_by_tick(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        for choice in ("+staff", "+users", DONE):
            await presses(r, "ola", choice)
        taken = await presses(r, "kari", AGAIN)
        assert taken.buttons[:2] == ("Correct it", "Continue")

        corrects = await presses(r, "kari", CORRECT)
        assert ticked(corrects) == ["users", "staff"]
        one = await presses(r, "kari", "+numbers")
        assert ticked(one) == ["users", "numbers", "staff"]
        assert "Ola answered: " in one.text
        assert ticked(await presses(r, "kari", "-staff")) == ["users", "numbers"]
        await presses(r, "kari", DONE)
        assert (await kept(r))[-1] == ("kari", QUESTION, ["users", "numbers"])


async def test_ticks_stay_where_a_colleague_answers_in_between(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", "+numbers")
        for choice in ("+staff", DONE):
            await presses(r, "ola", choice)
        (edited,) = [it.text for it in r.sent if it.to == "kari" and "Ola answered: " in it.text]
        seen = await presses(r, "kari", "+users")

        assert "then press Done" in edited
        assert ticked(seen) == ["users", "numbers"]


async def test_a_button_that_was_pressed_on_an_older_screen_is_old(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", SKIP)
        for choice in ("+staff", "-staff", DONE):
            assert "This button is old" in (await presses(r, "kari", choice)).toast

        assert await kept(r) == []
        assert (await talk_of(r, "kari")).draft is None


async def test_one_of_them_may_be_written(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await asked(r)
        await presses(r, "kari", "+users")
        await writes(r, "kari", "what staff see.")
        await presses(r, "kari", BACK, 1)
        await writes(r, "kari", "numbers!")

        assert [value for _, _, value in await kept(r)] == [["staff"], ["numbers"]]


async def test_in_a_group_they_are_ticked_together(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.change(update(teams).values(group_chat_id=-500))
        await r.to("2026-09-01 10:00")
        await asks(r, QUESTION, "progress")
        ((talk,),) = await r.rows(select(conversations.c.id))
        for who, choice in (("kari", "+users"), ("ola", "+staff"), ("kari", DONE)):
            incoming = await r.incoming(await chat_of(r, who))
            in_group = Incoming(incoming.inbox_id, incoming.sender_id, -500, r.now)
            assert await press(r.house, in_group, AnswerPressed(talk, 0, choice), 1) == ""

        assert await kept(r) == [("kari", QUESTION, ["users", "staff"])]
        assert len(await r.rows(select(outbox.c.id).where(outbox.c.state == "waiting"))) == 1
