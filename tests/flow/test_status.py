"""What a person asks for by a command, with words of the shipped prompts."""

import pytest
from sqlalchemy import select

from bot.domain.buttons import AnswerPressed
from bot.flow import status
from bot.flow.joining.language import ask_language
from bot.flow.overview import overview
from bot.storage.tables import answers, conversations, outbox, people
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("a", "kari"), team("b", "kari, ola"))


async def reply(r: Rooms, who: int) -> list[str]:
    """The answers that wait for this account."""
    query = select(outbox.c.text).where(outbox.c.chat_id == who, outbox.c.state == "waiting").order_by(outbox.c.id)
    return [row.text for row in await r.rows(query)]


async def the_status(r: Rooms) -> str:
    """What /status answers to Kari."""
    await status.status(r.house, await r.incoming(1003))
    text = (await reply(r, 1003))[-1]
    await r.send()
    return text


async def test_status_says_for_each_team_where_it_stands(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "4", team="a")
        await status.status(r.house, await r.incoming(1003))

        (text,) = await reply(r, 1003)
    assert "<b>A</b>" in text
    assert "<b>B</b>" in text
    assert text.count("1 September") == 1


async def test_status_tells_the_mean_of_personal_answers_once_the_check_in_has_closed(database_url: str) -> None:
    three = teams_text(team("a", "kari, ola, nina"))
    async with rooms(database_url, three) as r:
        await r.join("kari", "ola", "nina")
        await r.to("2026-09-16 12:00")
        for who, said in (("kari", "2"), ("ola", "3"), ("nina", "1"), ("nina", "5")):
            await r.presses(who, said, 3)
        open_still = await the_status(r)
        await r.to("2026-09-30 12:00")
        closed = await the_status(r)
        query = select(conversations.c.id).join(people).where(people.c.slug == "nina").order_by(conversations.c.id)
        (_,), (second,), _ = await r.rows(query)
        await r.presses_on(1005, AnswerPressed(second, 3, "1"))
        late = await the_status(r)
        kept = [row.value for row in await r.rows(select(answers.c.value).where(answers.c.late.is_(True)))]

    assert "On average" not in open_still
    assert (
        "Is it easy for you to say that something did not work? "
        "On average 3.5 on the scale from 1 to 5 (3 answered)" in closed
    )
    assert late == closed
    assert kept == [1]


async def test_two_who_answered_of_themselves_are_no_mean(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("a", "kari, ola, nina"))) as r:
        await r.join("kari", "ola", "nina")
        await r.to("2026-09-16 12:00")
        for who in ("kari", "ola", "ola"):
            await r.presses(who, "5", 3)
        await r.to("2026-09-30 12:00")

        assert "On average" not in await the_status(r)


@pytest.mark.parametrize(
    ("account", "key"), [(1002, "commands.status.no-team"), (4444, "refused.not-joined")], ids=["manager", "stranger"]
)
async def test_who_is_in_no_team_is_told_so(database_url: str, account: int, key: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("per")
        await status.status(r.house, await r.incoming(account))
        await status.check_in(r.house, await r.incoming(account))

        assert await reply(r, account) == [r.house.content.wording.render(key, "en")] * 2


async def test_checkin_shows_what_is_open_again_and_else_when_the_next_one_comes(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("ola")
        await status.check_in(r.house, await r.incoming(1004))
        (nothing,) = await reply(r, 1004)
        await r.to("2026-09-01 12:00")
        await status.check_in(r.house, await r.incoming(1004))

        (again,) = await r.rows(select(outbox.c.kind, outbox.c.fresh).where(outbox.c.state == "waiting"))
    assert "tomorrow" in nothing.lower() or "1 September" in nothing
    assert tuple(again) == ("screen", True)


@pytest.mark.parametrize("account", [1001, 1003, 4444])
async def test_help_and_language_answer_everybody(database_url: str, account: int) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        await overview(r.house, await r.incoming(account))
        await ask_language(r.house, await r.incoming(account))

        assert len(await reply(r, account)) == 2
