"""A team in its group, over the real way: one message for all, taps by members only, topics, a chat that changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.sandbox.phone import Phone
from bot.storage.tables import answers, conversations, people
from tests.flow.rooms import team, teams_text
from tests.support.world import World, world

# The first question of this phase after the progress is a number.
TWO = teams_text(team("ridge", "kari, ola"), team("fjord", "nina")).replace("phase: prepare", "phase: evaluate")


@dataclass
class Group:
    """A team's group with its people."""

    w: World
    id: int
    kari: Phone
    ola: Phone

    async def screen(self) -> str:
        """What the bot's newest message in the group says."""
        return (await self.kari.screen(chat=self.id)).text

    async def answers(self) -> list[tuple[str, object, str]]:
        """Everything that was answered: the question, the answer, and who gave it."""
        query = select(people.c.slug, answers.c.question, answers.c.value).join_from(answers, people)
        async with self.w.db.read() as tx:
            return [(row.question, row.value, row.slug) for row in await tx.execute(query.order_by(answers.c.id))]


async def group_url(w: World, of: str = "ridge") -> str:
    made = next(it for it in await w.invite() if it.person is None and of in it.team)
    assert made.group_url
    return made.group_url


@asynccontextmanager
async def grouped(database_url: str, *, forum: bool = False) -> AsyncIterator[Group]:
    """A world in which Ridge has been bound to a group in which a stranger is too; two members have joined."""
    async with world(database_url, programme=TWO) as w:
        kari, ola = await w.joins("kari", language="en"), await w.joins("ola", language="en")
        stranger = await w.phone("stranger", language="en")
        chat = await w.phones.group("Ridge", kari, ola, stranger, bot=False, forum=forum)
        await kari.opens(await group_url(w), chat=chat)
        await w.quiet()
        yield Group(w, chat, kari, ola)


async def test_the_teams_link_binds_the_group_and_the_check_in_is_posted_there_once(database_url: str) -> None:
    async with grouped(database_url) as g:
        assert "ridge gets its questions here now" in (await g.screen()).casefold()

        await g.w.to("2026-09-01 10:00")

        assert "How far have you come" in await g.screen()
        assert [it.from_bot for it in await g.kari.messages(chat=g.id)].count(True) == 2
        for phone in (g.kari, g.ola):
            assert not any("How far" in it.text for it in await phone.messages())


async def test_any_member_may_tap_and_all_see_who_did(database_url: str) -> None:
    async with grouped(database_url) as g:
        await g.w.to("2026-09-01 10:00")
        await g.kari.presses("4", chat=g.id)
        await g.w.quiet()
        await g.ola.presses("Back", chat=g.id)
        await g.w.quiet()

        assert "Kari answered: 4" in await g.screen()

        await g.ola.presses("3", chat=g.id)
        await g.w.quiet()
        assert await g.answers() == [("progress", 4, "kari"), ("progress", 3, "ola")]


async def test_a_strangers_tap_and_another_teams_are_refused_kindly(database_url: str) -> None:
    async with grouped(database_url) as g:
        nina = await g.w.joins("nina", language="en")
        await g.w.to("2026-09-01 10:00")
        before = await g.screen()

        for phone, refusal in ((g.w.people["stranger"], "I do not know you yet"), (nina, "belong to Ridge")):
            if phone is nina:
                await g.w.phones.join(g.id, nina)
            toast = await (await phone.presses("4", chat=g.id)).toast()
            assert refusal in toast.text

        await g.w.quiet()
        assert (await g.screen(), await g.answers()) == (before, [])


async def test_nothing_new_from_the_group_is_an_answer(database_url: str) -> None:
    async with grouped(database_url) as g:
        await g.w.to("2026-09-01 10:00")
        await g.kari.presses("Nothing new", chat=g.id)
        await g.w.quiet()

        assert "That counts as an answer" in await g.screen()

        await g.w.to("2026-09-04 12:00")
        assert "That counts as an answer" in await g.screen()


async def test_an_unanswered_group_is_reminded_once(database_url: str) -> None:
    async with grouped(database_url) as g:
        await g.w.to("2026-09-04 12:00")

        said = [it.text for it in await g.kari.messages(chat=g.id) if it.from_bot]
        assert sum("Nobody in Ridge has answered yet" in text for text in said) == 1


async def test_a_number_is_taken_from_a_reply_and_from_nothing_else(database_url: str) -> None:
    async with grouped(database_url) as g:
        await g.w.to("2026-09-01 10:00")
        while "Write the number" not in await g.screen():
            await g.kari.presses("Skip", chat=g.id)
            await g.w.quiet()
            assert "You skipped every question" not in await g.screen()
        asked = await g.kari.screen(chat=g.id)

        await g.ola.says("12", chat=g.id)
        await g.w.quiet()
        assert await g.answers() == []

        await g.ola.says("12", chat=g.id, reply_to=asked.id)
        await g.w.quiet()
        assert [value for _, value, _ in await g.answers()] == [12.0]


async def test_a_topic_of_a_forum_is_the_teams(database_url: str) -> None:
    async with world(database_url, programme=TWO) as w:
        kari = await w.joins("kari", language="en")
        forum = await w.phones.group("Everybody", kari, forum=True, admin=True)
        topic = await w.phones.topic(forum, kari, "Ridge")
        code = (await group_url(w)).partition("=")[2]
        await kari.says(f"/start@{w.bot.application.bot.username} {code}", chat=forum, topic=topic)
        await w.quiet()
        await w.to("2026-09-01 10:00")

        shown = await kari.screen(chat=forum)
        assert ("How far have you come" in shown.text, shown.topic) == (True, topic)


async def test_a_group_that_becomes_a_supergroup_goes_on_and_shows_what_is_open(database_url: str) -> None:
    async with grouped(database_url) as g:
        await g.w.to("2026-09-01 10:00")
        new = await g.w.phones.migrate(g.id)
        await g.w.quiet()

        assert "How far have you come" in (await g.kari.screen(chat=new)).text
        await g.ola.presses("4", chat=new)
        await g.w.quiet()
        assert await g.answers() == [("progress", 4, "ola")]


async def test_out_of_the_group_each_is_asked_alone_what_is_open_too(database_url: str) -> None:
    async with grouped(database_url) as g:
        await g.w.to("2026-09-01 10:00")
        await g.w.phones.remove_bot(g.id, g.ola)
        await g.w.quiet()

        for phone in (g.kari, g.ola):
            assert "How far have you come" in (await phone.screen()).text
        async with g.w.db.read() as tx:
            talks = (await tx.execute(select(conversations.c.person_id))).scalars().all()
        assert len(talks) == 3


async def test_another_teams_link_does_not_take_the_group_and_a_personal_one_is_no_longer_good(
    database_url: str,
) -> None:
    async with grouped(database_url) as g:
        fjord = (await group_url(g.w, "fjord")).partition("=")[2]
        bot = g.w.bot.application.bot.username
        await g.kari.says(f"/start@{bot} {fjord}", chat=g.id)
        await g.w.quiet()
        assert "already" in await g.screen()

        nina = next(it for it in g.w.made if it.person == "nina")
        await g.kari.says(f"/start@{bot} {nina.code}", chat=g.id)
        await g.w.quiet()
        assert "it no longer works" in await g.screen()

        phone = await g.w.phone("nina", language="en")
        await phone.says(f"/start {nina.code}")
        await g.w.quiet()
        assert "too old" in (await phone.screen()).text


async def test_who_joins_later_is_not_asked_alone_where_the_group_is(database_url: str) -> None:
    async with world(database_url, programme=TWO) as w:
        kari = await w.joins("kari", language="en")
        chat = await w.phones.group("Ridge", kari, bot=False)
        await kari.opens(await group_url(w), chat=chat)
        await w.to("2026-09-01 10:00")
        ola = await w.joins("ola", language="en")

        said = " ".join(it.text for it in await ola.messages())
        assert ("come in the team's group" in said, "How far" in said) == (True, False)
        for said in ("/checkin", "/later", "We met on Tuesday"):
            await ola.says(said)
            await w.quiet()
            assert "are in your group" in (await ola.screen()).text


@pytest.mark.parametrize("said", ["Good morning all", "/status", "/checkin@somebody_else", "/stop"])
async def test_what_people_say_to_one_another_is_left_alone(database_url: str, said: str) -> None:
    async with grouped(database_url) as g:
        before = len(await g.kari.messages(chat=g.id))
        await g.ola.says(said, chat=g.id)
        await g.w.quiet()

        assert len(await g.kari.messages(chat=g.id)) == before + 1


async def test_a_group_bound_anew_in_the_midst_of_a_check_in_takes_it_along(database_url: str) -> None:
    async with grouped(database_url) as g:
        await g.w.to("2026-09-01 10:00")
        await g.kari.presses("4", chat=g.id)
        await g.w.quiet()
        other = await g.w.phones.group("Ridge again", g.kari, g.ola, bot=False)
        await g.kari.opens(await group_url(g.w), chat=other)
        await g.w.quiet()

        assert "2 of 4" in (await g.ola.screen(chat=other)).text
        said = [it.text for it in await g.ola.messages(chat=other) if it.from_bot]
        assert "gets its questions here now" in " ".join(said)
        await g.ola.presses("Skip", chat=other)
        await g.w.quiet()
        assert "3 of 4" in (await g.ola.screen(chat=other)).text


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (400, "Bad Request: message thread not found"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
    ],
)
async def test_where_the_group_cannot_be_written_to_each_is_asked_alone(
    database_url: str, status: int, why: str
) -> None:
    async with grouped(database_url) as g:
        await g.w.phones.fault("error", "sendMessage", status=status, description=why, times=1)
        await g.w.to("2026-09-01 10:00")
        await g.w.quiet()

        for phone in (g.kari, g.ola):
            assert "How far have you come" in (await phone.screen()).text
        assert await g.answers() == []
