"""The messages of small tests on their way out: repeated, replaced, taken over, and never crosswise."""

import asyncio

import pytest
from sqlalchemy import select

from bot.domain.buttons import BACK, OPEN, SKIP, TELL, CyclePressed, CyclesPressed, LeavePressed
from bot.domain.outgoing import Delivery, Outcome
from bot.flow import deliver, leave
from bot.flow.privacy.forget import forget
from bot.flow.testing import press as pressing
from bot.flow.testing import tests as listing
from bot.flow.testing.ask import ask_what_happened
from bot.sandbox.phone import Shown
from bot.storage import outbox as outbox_rows
from bot.storage.tables import outbox as messages
from bot.storage.tables import people, teams
from tests.flow.rooms import Rooms, rooms
from tests.flow.test_together import updates
from tests.flow.trying import Trying
from tests.support.ridge import RIDGE
from tests.support.world import world

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def sent_once(r: Rooms, *deliveries: Delivery) -> None:
    """Whatever waits is claimed, and this becomes of it, one after another."""
    async with r.house.db.write() as tx:
        claimed = await outbox_rows.claim_next(tx, r.now, (), 500)
    for row, delivery in zip(claimed, deliveries, strict=True):
        await deliver.settle(r.house, row, delivery, r.now)


async def test_of_a_message_that_may_have_arrived_twice_both_copies_work(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        team_id = (await r.rows(select(teams.c.id)))[0][0]
        incoming = await r.incoming(await t.chat("kari"))
        await listing.press(r.house, incoming, CyclesPressed(team_id, "new"), 1)
        await sent_once(r, Delivery(Outcome.UNKNOWN, why="killed"))
        await sent_once(r, Delivery(Outcome.SENT, message_id=701))
        assert (await t.row()).message_id == 701

        await t.presses("kari", SKIP, on=700)
        assert ((await t.row()).stage, (await t.row()).message_id) == ("scale", 701)
        await t.presses("kari", BACK, on=702)
        assert ((await t.row()).stage, (await t.row()).message_id) == ("prediction", 702)
        stripped = await r.rows(select(messages.c.message_id).where(messages.c.kind == "strip"))
        assert [it.message_id for it in stripped] == [701]


async def test_a_message_that_is_no_longer_there_is_shown_anew(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        row = await t.row()
        incoming = await r.incoming(await t.chat("kari"))
        await pressing.press(r.house, incoming, CyclePressed(row.id, "p", SKIP), row.message_id)
        assert [(it.fresh, it.message_id) for it in await t.waiting()] == [(False, row.message_id)]
        await sent_once(r, Delivery(Outcome.NOT_THERE, why="deleted"))
        assert [(it.fresh, it.message_id) for it in await t.waiting()] == [(True, None)]
        await sent_once(r, Delivery(Outcome.SENT, message_id=900))

        assert (await t.row()).message_id == 900


async def test_fast_taps_never_queue_up(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari")
        t = Trying(r)
        await t.begins("kari")
        for letter, choice in (("p", SKIP), ("s", BACK), ("p", SKIP), ("s", "one-unit")):
            button = CyclePressed((await t.row()).id, letter, choice)
            await pressing.press(r.house, await r.incoming(await t.chat("kari")), button, 1)

        (waiting,) = await t.waiting()
    assert "Når ser dere på hva som skjedde?" in waiting.text


async def test_a_colleague_who_takes_over_has_it_in_their_own_chat(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        cycle = await t.saves("kari", "2026-09-03")
        await t.presses("kari", TELL)
        await t.writes("kari", "Ring 22 22 22 22")
        await t.presses("ola", OPEN)
        row = await t.row()
        ola = (await r.rows(select(people.c.id).where(people.c.slug == "ola")))[0][0]
        assert (row.holder_id, row.draft, row.stage) == (ola, None, "happened")
        assert not await t.writes("kari", "Det gikk bra.")
        assert await t.writes("ola", "Det gikk bra.")
        assert (await t.row(cycle)).told_id == ola
        await t.presses("kari", "adopt")

        assert await t.stages() == [(1, "closed")]
        assert ((await t.row()).told_id, "Hva som skjedde: Det gikk bra." in t.last_text("kari")) == (ola, True)


async def test_of_two_decisions_at_the_same_moment_one_holds_and_the_other_is_told_so(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        cycle = await t.saves("kari", "2026-09-03")
        await t.presses("kari", TELL, SKIP)
        kari, ola = await updates(r, await t.chat("kari"), await t.chat("ola"))
        toasts = await asyncio.gather(
            pressing.press(r.house, kari, CyclePressed(cycle, "d", "adopt"), 1),
            pressing.press(r.house, ola, CyclePressed(cycle, "d", "abandon"), 1),
        )

        assert sorted(toasts) == ["", "Dette forsøket har gått videre siden da. /test viser hvor det står."]
        assert (await t.row()).decision == ("adopt" if toasts[0] == "" else "abandon")


async def test_pressing_asking_sending_and_beginning_at_once_wait_for_each_other_and_not_crosswise(
    database_url: str,
) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        cycles = [await t.saves("kari", "2026-09-03") for _ in range(4)]
        r.now = r.moment("2026-09-03 10:00")
        for cycle in cycles:
            row = await t.row(cycle)
            kari, ola = await updates(r, await t.chat("kari"), await t.chat("ola"))
            await asyncio.gather(
                pressing.press(r.house, ola, CyclePressed(cycle, row.stage[0], OPEN), 1),
                listing.tests(r.house, kari),
                ask_what_happened(r.house, r.now),
                r.send(),
            )
        await r.send()

        assert [number for number, _ in await t.stages()] == [1, 2, 3, 4]
        assert await t.waiting() == []


def of_a_test(messages_: list[Shown]) -> list[Shown]:
    return [it for it in messages_ if any(button["data"].startswith("p1:") for row in it.keyboard for button in row)]


async def test_over_http_a_message_whose_fate_is_unknown_is_repeated_and_both_copies_work(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        kari = await w.joins("kari")
        await w.phones.fault("drop_after", "sendMessage")
        await kari.says("/test")
        await w.quiet()
        first, second = of_a_test(await kari.messages())
        assert first.keyboard == second.keyboard

        await kari.presses("Hopp over", message=first)
        await w.quiet()
        shown = await kari.messages()
        assert [it.id for it in shown if "Hvor smått starter dere?" in it.text] == [second.id]
        press = await kari.presses("Hopp over", message=first)
        assert (await press.toast()).text == "Dette forsøket har gått videre siden da. /test viser hvor det står."
        await kari.presses("Noen få vakter", message=second)
        await w.quiet()
        assert "Når ser dere på hva som skjedde?" in (await kari.screen()).text


@pytest.mark.parametrize("how", ["left", "forgotten"])
async def test_what_waits_for_who_goes_is_asked_of_another(database_url: str, how: str) -> None:
    async with rooms(database_url) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        await t.saves("kari", "2026-09-03")
        r.now = r.moment("2026-09-03 10:00")
        await ask_what_happened(r.house, r.now)
        if how == "left":
            await leave.press(r.house, await r.incoming(await t.chat("kari")), LeavePressed("yes"), 1)
        else:
            await forget(r.house, "kari", r.now)
        await r.to("2026-09-03 12:00")

    assert t.asked() == [("ola", "2026-09-03 10:00")]
