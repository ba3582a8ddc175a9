"""What a press below an alert does: once, for the state that it was drawn for, and only for who may."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.content.limits import BUTTON, MESSAGE, length, shown_length
from bot.domain.case_buttons import CaseAct, Drawn, Tone
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.cases.ready import mark_of
from bot.flow.cases.words import about
from bot.flow.facilitating.desk.press import press
from bot.storage import people as people_rows
from bot.storage import stalls as stall_rows
from bot.storage.tables import audit, outbox, people, stall_moves, stalls, teams
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.flow.test_together import updates
from tests.support.programmes import programme

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = programme(
    ("people:\n", "people:\n  - {id: bo, name: Bo Dahl, language: en}\n"),
    ("facilitators: [anne]", "facilitators: [anne, bo]"),
    ("language: nb}", "language: en}"),
    ("language: nb\n", "language: en\n"),
)
FOUR = teams_text(
    *(team(name, who) for name, who in (("ash", "a"), ("birch", "b"), ("cedar", "c"), ("dale", "d"))),
    people_of="a b c d",
)
LONG = "Ærlig, åpen & «trygg» hjemmetjeneste for hele Søndre <Ås> " * 4


async def silent(r: Rooms) -> None:
    await r.join("kari", "ola", "anne", "bo")
    await r.to("2026-09-15 10:00")


async def chat_of(r: Rooms, who: str) -> int:
    ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    return int(chat)


async def case_of(r: Rooms, stall: int = 1) -> stall_rows.StallRow:
    async with r.house.db.read() as tx:
        found = await stall_rows.stall_by_id(tx, stall)
    assert found is not None
    return found


async def presses(r: Rooms, who: str, act: str, more: str = "", *, version: int | None = None) -> tuple[str, str]:
    """The toast, and the newest text that stands on the person's alert afterwards."""
    case, chat = await case_of(r), await chat_of(r, who)
    query = select(outbox.c.message_id).where(outbox.c.kind == "alert", outbox.c.chat_id == chat)
    found = await r.rows(query.order_by(outbox.c.id.desc()))
    what = f"{case.version if version is None else version}" + (f".{more}" if more else "")
    r.sent.clear()
    button = DeskPressed(Desk.CASE, case.id, act, what)
    toast = await press(r.house, await r.incoming(chat), button, found[0][0] if found else 7)
    await r.send()
    edits = [it.text for it in r.sent if it.kind == "edit" and it.to == who]
    return toast, edits[-1] if edits else ""


@pytest.mark.parametrize("acts", [("take", "take"), ("take", "call"), ("call", "talked"), ("talked", "closed.solved")])
async def test_of_two_who_press_at_the_same_moment_one_wins(database_url: str, acts: tuple[str, str]) -> None:
    async with rooms(database_url, TWO) as r:
        await silent(r)
        version = (await case_of(r)).version
        both = await updates(r, await chat_of(r, "anne"), await chat_of(r, "bo"))
        buttons = [DeskPressed(Desk.CASE, 1, act, f"{version}" + (f".{more}" if more else ""))
                   for act, _, more in (it.partition(".") for it in acts)]  # fmt: skip
        toasts = await asyncio.gather(
            *(press(r.house, it, button, 7) for it, button in zip(both, buttons, strict=True))
        )
        await r.send()

        case = await case_of(r)
        moves = [it.move for it in await r.rows(select(stall_moves.c.move).where(stall_moves.c.by.is_not(None)))]
    assert sorted(bool(toast) for toast in toasts) == [False, True]
    assert len(moves) == 1
    assert case.version == version + 1
    # Both see it as it stands now.
    assert {it.to for it in r.sent if it.kind == "edit"} == {"anne", "bo"}


@pytest.mark.parametrize(
    ("act", "more", "toast"),
    [
        ("call", "", "alert.toasts.changed"),
        ("talked", "", "alert.toasts.changed"),
        ("closed", "solved", "alert.toasts.changed"),
        ("later-to", "2026-10-01", "alert.toasts.changed"),
        ("rest-to", "2026-10-01", "alert.toasts.changed"),
        ("take", "", "alert.done.already-yours"),
    ],
)
async def test_a_button_of_another_state_changes_nothing(database_url: str, act: str, more: str, toast: str) -> None:
    async with rooms(database_url, TWO) as r:
        await silent(r)
        version = (await case_of(r)).version
        await presses(r, "anne", "take")
        before = await case_of(r)
        said, text = await presses(r, "anne", act, more, version=version)

        assert await case_of(r) == before
    assert said == r.house.content.wording.plain(toast, "en")
    assert "Anne Vik is on it" in text


async def test_what_was_not_read_is_not_sent(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await silent(r)
        said, text = await presses(r, "anne", "send", mark_of("Hello. Another message than the one that stands there."))
        messages = await r.rows(select(outbox.c.id).where(outbox.c.kind == "message"))

    assert said == r.house.content.wording.plain("alert.toasts.changed", "en")
    assert (text != "", messages) == (True, [])


async def test_a_sent_message_takes_the_case_and_waits_for_the_hours_of_its_readers(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await silent(r)
        r.now = r.moment("2026-09-15 21:00")
        said, text = await presses(r, "bo", "send", mark_of("Hello. How is it going? One word is fine. Bo Dahl"))
        case = await case_of(r)
        at_night = [it for it in r.sent if it.kind == "message"]
        await r.to("2026-09-16 07:00")

        assert await r.audited("send") == [("2026-09-15 21:00", "stall 1")]
    assert (said, case.acknowledged_by) == ("", "bo")
    assert "Your message went to 2 people" in text
    assert (at_night, r.heard("message")) == ([], [("kari", "2026-09-16 07:00"), ("ola", "2026-09-16 07:00")])


async def test_a_talk_is_a_sign_of_life_and_the_silence_is_counted_anew(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await silent(r)
        await presses(r, "anne", "talked")
        ((signed, waiting, silent_at),) = await r.rows(
            select(teams.c.last_sign_at, teams.c.waiting_since, teams.c.silent_at)
        )

        assert await r.cases() == [("ridge", "silent", "2026-09-15 10:00", "call_noted")]
        assert await r.audited("call") == [("2026-09-15 10:00", "stall 1")]
    assert (r.local(signed), waiting, silent_at) == ("2026-09-15 10:00", None, None)


@pytest.mark.parametrize("reason", ["solved", "planned", "not_right", "team_stops", "other"])
async def test_a_case_that_is_closed_by_hand_is_not_told_again_for_what_was_known(
    database_url: str, reason: str
) -> None:
    async with rooms(database_url, TWO) as r:
        await silent(r)
        await presses(r, "anne", "closed", reason)
        r.sent.clear()
        await r.to("2026-10-12 12:00")
        between = r.heard("alert")
        await r.to("2026-10-13 12:00")

        cases = await r.cases()
    assert cases[0] == ("ridge", "silent", "2026-09-15 10:00", reason)
    # The next questions came on the 29th: ten working days later it is news.
    assert between == []
    assert cases[1:] == [("ridge", "silent", "2026-10-13 10:00", "")]


@pytest.mark.parametrize(("act", "more"), [("later-to", "2026-09-15"), ("rest-to", "2026-09-01"), ("later-to", "soon")])
async def test_a_day_that_is_past_or_none_is_refused_kindly(database_url: str, act: str, more: str) -> None:
    async with rooms(database_url, TWO) as r:
        await silent(r)
        before = await case_of(r)
        said, _ = await presses(r, "anne", act, more)

        assert await case_of(r) == before
    assert said == r.house.content.wording.plain("alert.toasts.past", "en")


@pytest.mark.parametrize("act", [*CaseAct])
async def test_whoever_was_taken_off_the_team_is_refused_whatever_they_press(database_url: str, act: CaseAct) -> None:
    async with rooms(database_url, TWO) as r:
        await silent(r)
        await r.apply(TWO.replace("facilitators: [anne, bo]", "facilitators: [anne]"))
        before = await case_of(r)
        said, text = await presses(r, "bo", act)
        noted = await r.rows(select(audit.c.id).where(audit.c.actor == "bo"))

        assert await case_of(r) == before
    assert said == r.house.content.wording.plain("refused.not-allowed", "en", team="Ridge home care")
    assert (text, noted) == ("", [])


async def test_a_case_of_a_list_is_opened_below_and_changed_there_and_in_the_list(database_url: str) -> None:
    async with rooms(database_url, FOUR) as r:
        await r.join("a", "b", "c", "d", "anne")
        await r.to("2026-09-15 10:00")
        chat = await chat_of(r, "anne")
        ((in_list,),) = await r.rows(select(outbox.c.message_id).where(outbox.c.kind == "alert"))
        await press(r.house, await r.incoming(chat), DeskPressed(Desk.CASE, 2, "open"), in_list)
        await r.send()
        alerted = await r.rows(select(stall_moves.c.id).where(stall_moves.c.move == "alerted"))
        (*_, opened) = [it for it in r.sent if it.kind == "alert"]
        *_, number = await r.rows(select(outbox.c.message_id).where(outbox.c.kind == "alert").order_by(outbox.c.id))
        button = Drawn((await case_of(r, 2)).version).button(2, CaseAct.TAKE)
        await press(r.house, await r.incoming(chat), button, number[0])
        await r.send()

        told = await r.rows(select(outbox.c.text).where(outbox.c.kind == "alert", outbox.c.lane == "alert"))
    shown = [it.text for it in r.sent if it.kind == "edit"]
    assert opened.text.startswith("<b>Birch has gone quiet</b>")
    # Whoever opens a case by themselves has not been told once more.
    assert (len(alerted), len(told)) == (4, 1)
    assert [text.count("Anne is on it") for text in shown] == [1, 1]
    assert {text.splitlines()[0] for text in shown} == {
        "<b>4 teams could use a word from you</b>",
        "<b>Birch has gone quiet</b>",
    }


@pytest.mark.parametrize("tone", [*Tone])
@pytest.mark.parametrize("kind", ["silent", "stuck", "help_wanted", "never_started", "unreachable"])
async def test_thirty_teams_with_very_long_names_fit_in_the_channel(database_url: str, kind: str, tone: Tone) -> None:
    lines = [team(f"t{n}", "kari").replace(f"title: T{n}", f'title: "{n} {LONG[:196]}"') for n in range(30)]
    text = teams_text(*lines, people_of="kari").replace("name: Anne}", f'name: "{LONG[:200]}"}}')
    async with rooms(database_url, text.replace("language: en", "language: nb")) as r:
        await r.join("kari", "anne")
        since = r.moment("2026-09-01 10:00").isoformat()
        said = {"question": "progress", "answer": "1", "count": 3}
        reasons = [{"rule": kind, "working_days": 10, "since": since, **(said if kind == "stuck" else {})}] * 3
        for n in range(1, 31):
            moments = {"opened_at": r.now, "noticed_at": r.now, "told_id": 1}
            await r.add(stalls, team_id=n, kind=kind, reasons=reasons, chain=[1], **moments)
        await r.change(update(stalls).values(acknowledged_by="anne", acknowledged_at=r.now - timedelta(days=1)))
        async with r.house.db.read() as tx:
            anne = await people_rows.person_by_slug(tx, "anne")
            assert anne is not None
            shown = [await about(tx, r.house, cases, anne, r.now, tone=tone) for cases in ([1], [*range(1, 18)])]

    for text, keyboard in shown:
        assert shown_length(text) <= MESSAGE
        buttons = [button for row in keyboard for button in row]
        assert max(length(it.text) for it in buttons) <= BUTTON
        assert max(len(it.data.encode()) for it in buttons) <= 64
