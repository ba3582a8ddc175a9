"""The edges of sending over HTTP: what is repeated, dropped, held back or told to somebody else."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select

from bot.sandbox.phone import Phone, Shown
from bot.storage.tables import answers, outbox, people, stalls
from tests.support.ridge import RIDGE
from tests.support.world import World, world

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# Two facilitators, and two teams that are silent at the same moment.
TWO_TEAMS = RIDGE.replace(
    "    facilitators: [anne]",
    "    facilitators: [anne, per]",
).replace(
    "teams:\n", "teams:\n  - {id: fjord, title: Fjord ward, phase: plan, members: [ola], facilitators: [anne, per]}\n"
)

# The words of an alert; the welcome of a facilitator has some of them too.
ALERT = "Ingen har gitt lyd fra seg på 10 arbeidsdager"
# The page of the week names the teams too.
PAGE = ", uke "


def screens(messages: Sequence[Shown]) -> list[Shown]:
    """The messages with buttons of a check-in."""
    return [message for message in messages if any(row[0]["data"].startswith("a1:") for row in message.keyboard)]


async def states(w: World, kind: str) -> list[tuple[str, str]]:
    async with w.db.read() as tx:
        query = select(outbox.c.key, outbox.c.state).where(outbox.c.kind == kind).order_by(outbox.c.id)
        return [(key, state) for key, state in await tx.execute(query)]


async def given(w: World) -> list[Any]:
    async with w.db.read() as tx:
        return list((await tx.execute(select(answers.c.value).order_by(answers.c.id))).scalars())


async def asked(w: World) -> Phone:
    """Kari, who has just been asked."""
    kari = await w.joins("kari")
    await w.to("2026-09-01 10:00")
    return kari


async def test_a_check_in_whose_fate_is_unknown_is_repeated_and_both_copies_work(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        await w.phones.fault("drop_after", "sendMessage")
        await w.to("2026-09-01 10:00")

        first, second = screens(await kari.messages())
        assert first.keyboard == second.keyboard

        await kari.presses("4", message=first)
        await w.quiet()
        assert await given(w) == [4]
        assert "2 av 4" in (await kari.screen()).text

        await kari.presses("Ja", message=(await kari.screen()))
        await w.quiet()
        assert await given(w) == [4, "yes"]


@SQLITE
async def test_a_check_in_that_never_left_is_sent_once(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        await w.phones.fault("error", "sendMessage", status=502, times=3)
        await w.to("2026-09-01 10:00")

        assert len(screens(await kari.messages())) == 1


@SQLITE
async def test_an_edit_whose_fate_is_unknown_is_made_again_and_nothing_is_doubled(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await asked(w)
        await w.phones.fault("drop_after", "editMessageText", times=2)

        await kari.presses("4")
        await w.quiet()

        (screen,) = screens(await kari.messages())
        assert "2 av 4" in screen.text


@SQLITE
async def test_a_reminder_whose_fate_is_unknown_is_dropped_and_goes_on_where_it_arrived(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await asked(w)
        await w.phones.fault("drop_after", "sendMessage")
        await w.to("2026-09-03 10:00")

        check_in, reminder = screens(await kari.messages())
        assert [state for _, state in await states(w, "reminder")] == ["unknown"]

        # Nobody could tell that it arrived, but there it stands, and a press on it leads on in it.
        await kari.presses("4", message=reminder)
        await w.quiet()
        (screen,) = screens(await kari.messages())
        assert (screen.id, "2 av 4" in screen.text) == (reminder.id, True)
        assert screen.id != check_in.id


@SQLITE
async def test_an_alert_and_a_digest_whose_fate_is_unknown_are_repeated_and_say_so(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        await asked(w)
        per = await w.joins("per")
        await w.to("2026-09-07 07:59")
        await w.phones.fault("drop_after", "sendMessage")
        await w.to("2026-09-07 12:00")
        digests = [message.text for message in await per.messages() if "uke 37" in message.text]
        anne = await w.joins("anne")
        await w.to("2026-09-15 07:59")
        await w.phones.fault("drop_after", "sendMessage")
        await w.to("2026-09-15 16:00")
        alerts = [message.text for message in await anne.messages() if ALERT in message.text]

    assert (len(digests), len(alerts)) == (2, 2), (digests, alerts)
    for first, second in (digests, alerts):
        assert second.startswith(first)
        assert second != first


@SQLITE
async def test_a_chat_that_must_wait_holds_up_no_other(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari, ola = await w.joins("kari"), await w.joins("ola")
        await w.phones.fault("error", "sendMessage", status=429, retry_after=2)
        await w.to("2026-09-01 10:00")
        sent = [entry["params"]["chat_id"] for entry in await w.phones.log("sendMessage") if entry["status"] == 429]
        last = (await w.phones.log("sendMessage"))[-1]

        assert len(sent) == 1
        assert last["params"]["chat_id"] == sent[0]
        assert [len(screens(await phone.messages())) for phone in (kari, ola)] == [1, 1]


@SQLITE
async def test_when_a_facilitator_has_blocked_the_bot_every_case_goes_to_the_next(database_url: str) -> None:
    async with world(database_url, programme=TWO_TEAMS) as w:
        await w.joins("kari"), await w.joins("ola")
        anne, per = await w.joins("anne"), await w.joins("per")
        await w.to("2026-09-14 20:00")
        # The bot does not hear of the block before it writes.
        w.stand_in.sandbox.people[anne.id].contact = type(w.stand_in.sandbox.people[anne.id].contact).BLOCKED
        await w.to("2026-09-15 16:00")
        await w.to("2026-09-16 09:00")

        # Both in one message: nobody gets two alerts a day.
        told = [it.text for it in await per.messages() if "Fjord ward: " in it.text and PAGE not in it.text]
        assert len(told) == 1
        assert "Ridge home care: " in told[0]
        assert not [it for it in await anne.messages() if "Fjord ward: " in it.text and PAGE not in it.text]
        async with w.db.read() as tx:
            assert all((await tx.execute(select(stalls.c.alerted_at))).scalars())
            gone = (await tx.execute(select(people.c.slug).where(people.c.gone_at.is_not(None)))).scalars().all()
        assert list(gone) == ["anne"]


@SQLITE
async def test_who_lets_the_bot_in_again_is_written_to_again(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await asked(w)
        await kari.blocks()
        await w.quiet()
        await w.to("2026-09-03 10:00")
        assert len(screens(await kari.messages())) == 1

        await kari.unblocks()
        await kari.says("/start")
        await w.to("2026-09-15 10:00")
        assert len(screens(await kari.messages())) == 2


@SQLITE
async def test_a_check_in_that_was_deleted_is_shown_anew(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await asked(w)
        screen = await kari.screen()
        await kari.presses("4")
        del w.stand_in.sandbox.chats[kari.id].messages[screen.id]
        await w.quiet()

        newest = await kari.screen()
        assert newest.id > screen.id
        assert "2 av 4" in newest.text


@SQLITE
@pytest.mark.parametrize("typed", [1, 3])
async def test_fast_texts_leave_one_screen_with_buttons_at_the_bottom(database_url: str, typed: int) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await asked(w)
        await w.phones.fault("error", "sendMessage", status=500, times=2)
        for _ in range(typed):
            await kari.says("4")
        await w.quiet()

        (screen,) = screens(await kari.messages())
        assert screen.id == (await kari.screen()).id
