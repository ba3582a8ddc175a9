"""Updates are handled beside one another, in order within a chat, and a bad one stops nobody for long."""

import pytest
from sqlalchemy import insert, select

from bot.sandbox import acts
from bot.storage.tables import inbox
from tests.support.ridge import RIDGE
from tests.support.until import until
from tests.support.world import World, world

KARI, OLA = 101, 102
UNREADABLE = {"update_id": 1, "message": {"message_id": 5, "date": 0, "chat": {"id": KARI}, "text": "/help"}}
# The door lets no such number in: no database can be asked for it.
TOO_LARGE = {"id": 10**30, "is_bot": False, "first_name": "Kari"}
BROKEN = {
    "update_id": 1,
    "message": {
        "message_id": 5,
        "date": 0,
        "from": TOO_LARGE,
        "chat": {"id": KARI, "type": "private"},
        "text": "Hello",
    },
}

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def put(w: World, payload: dict[str, object]) -> None:
    row = {"bot_id": 1, "update_id": 1, "chat_id": KARI, "payload": payload, "masked": False, "tries": 0}
    async with w.db.write() as tx:
        await tx.execute(insert(inbox).values(received_at=w.bot.clock.now(), **row))
    w.bot.updates_came.set()


async def tries(w: World) -> tuple[int, bool]:
    async with w.db.read() as tx:
        query = select(inbox.c.tries, inbox.c.failed_at).where(inbox.c.update_id == 1)
        row = (await tx.execute(query)).one()
    return row.tries, row.failed_at is not None


async def test_an_update_that_cannot_be_handled_is_tried_five_times_and_holds_up_only_its_own_chat(
    database_url: str,
) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari, ola = await w.joins("kari"), await w.joins("ola")
        await put(w, BROKEN)

        for n in range(1, 5):
            await until(lambda n=n: _are(w, (n, False)), f"try {n}")
            await kari.says("/help") if n == 1 else None
            await ola.says("/help")
            await until(lambda n=n: _heard(w, OLA, n + 1), "Ola's answer")
            assert _heard(w, KARI, 1)
            w.wall.at = w.wall.at.replace(minute=w.wall.at.minute + 1)
            w.bot.updates_came.set()
        await until(lambda: _are(w, (5, True)), "the end of it")
        await w.quiet()

        assert _heard(w, KARI, 2)


async def test_an_update_that_the_library_cannot_read_is_passed_over_at_once(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        await put(w, UNREADABLE)
        await w.quiet()

        assert await tries(w) == (1, True)
        await kari.says("/help")
        await w.quiet()
        assert _heard(w, KARI, 2)


async def _are(w: World, expected: tuple[int, bool]) -> bool:
    return await tries(w) == expected


def _heard(w: World, chat: int, times: int) -> bool:
    return sum(message.from_bot for message in w.stand_in.sandbox.chats[chat].messages.values()) == times


async def test_each_press_is_answered_once_however_fast_they_come(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        await w.to("2026-09-01 10:00")
        sandbox, screen = w.stand_in.sandbox, await kari.screen()
        presses = [
            acts.press(
                sandbox, sandbox.people[KARI], sandbox.chats[KARI], {"message_id": screen.id, "data": screen.data("4")}
            )
            for _ in range(30)
        ]
        await w.quiet()
        await until(lambda: all(press.answered for press in presses), "an answer to each")

        assert sandbox.log.counts["answerCallbackQuery"] == 30
        assert "2 av 4" in (await kari.screen()).text
