"""A facilitator takes a case by one press; whoever else presses, and whenever, is answered kindly."""

import pytest
from sqlalchemy import func, select, update

from bot.domain.buttons import AlertPressed
from bot.flow.cases import acknowledge
from bot.flow.cases.acknowledge import TAKE
from bot.storage.tables import audit, outbox, people, stalls
from tests.flow.rooms import Rooms, rooms
from tests.support.programmes import programme

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = programme(
    ("people:\n", "people:\n  - {id: bo, name: Bo Dahl, language: en}\n"),
    ("facilitators: [anne]", "facilitators: [anne, bo]"),
    ("language: nb}", "language: en}"),
)


async def press(r: Rooms, who: str, *, act: str = TAKE, stall: int = 1) -> tuple[str, str]:
    """The toast, and the text that the message has afterwards."""
    found = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    incoming = await r.incoming(found[0][0] if found and found[0][0] else 999)
    toast = await acknowledge.press(r.house, incoming, AlertPressed(stall, act), 5)
    edits = await r.rows(select(outbox.c.text, outbox.c.message_id).where(outbox.c.key == f"edit:{incoming.inbox_id}"))
    return toast, edits[0].text if edits else ""


async def gone_silent(r: Rooms) -> None:
    await r.join("kari", "anne", "bo", "per")
    r.now = r.moment("2026-09-15 11:00")
    since = {"rule": "silent", "working_days": 10, "since": r.moment("2026-09-01 10:00").isoformat()}
    moments = {"opened_at": r.moment("2026-09-15 10:00"), "noticed_at": r.moment("2026-09-15 10:00")}
    await r.add(stalls, team_id=1, kind="silent", reasons=[since], chain=[], **moments)


async def test_the_first_press_takes_the_case_and_the_message_says_who_is_on_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await gone_silent(r)
        toast, text = await press(r, "anne")

        (case,) = await r.rows(select(stalls))
        assert await r.audited("acknowledge") == [("2026-09-15 11:00", "stall 1")]
    assert (case.acknowledged_by, r.local(case.acknowledged_at)) == ("anne", "2026-09-15 11:00")
    assert toast == ""
    assert "Anne Vik" in text


async def test_presses_after_the_first_say_whose_it_is_and_change_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await gone_silent(r)
        await press(r, "anne")
        again, _ = await press(r, "anne")
        other, text = await press(r, "bo")

        (case,) = await r.rows(select(stalls))
        ((noted,),) = await r.rows(select(func.count()).select_from(audit).where(audit.c.action == "acknowledge"))
    assert again == r.house.content.wording.plain("alert.done.already-yours", "en")
    assert other == r.house.content.wording.plain("alert.done.taken-by-other", "en", facilitator="Anne Vik")
    assert "Anne Vik" in text
    assert (case.acknowledged_by, noted) == ("anne", 1)


@pytest.mark.parametrize(
    ("who", "refusal"), [("kari", "not-allowed"), ("per", "not-allowed"), ("stranger", "not-joined")]
)
async def test_nobody_else_may_take_it(database_url: str, who: str, refusal: str) -> None:
    async with rooms(database_url, TWO.replace("language: nb\n", "language: en\n")) as r:
        await gone_silent(r)
        said, text = await press(r, who)

        (case,) = await r.rows(select(stalls))
    toast = r.house.content.wording.plain(f"refused.{refusal}", "en", team="Ridge home care")
    assert (said, text, case.acknowledged_at) == (toast, "", None)


async def test_a_press_just_after_the_team_answered_says_so_and_reopens_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        await r.to("2026-09-15 11:00")
        await r.join("anne")
        await r.presses("kari", "4")
        toast, text = await press(r, "anne")

        assert await r.cases() == [("ridge", "silent", "2026-09-15 10:00", "sign_of_life")]
        (case,) = await r.rows(select(stalls))
    assert case.acknowledged_at is None
    assert toast != ""
    assert "Ridge home care" in text


async def test_a_press_is_no_sign_of_life(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await gone_silent(r)
        await press(r, "anne")

        assert await r.cases() == [("ridge", "silent", "2026-09-15 10:00", "")]


@pytest.mark.parametrize(("stall", "act"), [(99, TAKE), (1, "dance")])
async def test_a_button_of_another_time_is_refused_kindly(database_url: str, stall: int, act: str) -> None:
    async with rooms(database_url, TWO) as r:
        await gone_silent(r)
        toast, text = await press(r, "anne", act=act, stall=stall)

    assert (bool(toast), text) == (True, "")


async def test_who_was_taken_off_the_team_may_not_act_any_more(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await gone_silent(r)
        await r.apply(TWO.replace("facilitators: [anne, bo]", "facilitators: [anne]"))
        _, text = await press(r, "bo")
        await r.change(update(people).values(language=None))

        (case,) = await r.rows(select(stalls))
    assert (text, case.acknowledged_at) == ("", None)
