"""What a person asks for by a command, with words of the shipped prompts."""

import pytest
from sqlalchemy import select

from bot.flow import status
from bot.storage.tables import outbox
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("a", "kari"), team("b", "kari, ola"))


async def reply(r: Rooms, who: int) -> list[str]:
    """The answers that wait for this account."""
    query = select(outbox.c.text).where(outbox.c.chat_id == who, outbox.c.state == "waiting").order_by(outbox.c.id)
    return [row.text for row in await r.rows(query)]


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


@pytest.mark.parametrize(
    ("account", "key"), [(1002, "reply.nothing-to-answer"), (4444, "refused.not-joined")], ids=["manager", "stranger"]
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
        await status.help_text(r.house, await r.incoming(account))
        await status.language(r.house, await r.incoming(account))

        assert len(await reply(r, account)) == 2
