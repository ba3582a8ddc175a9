"""What facilitators write to teams, and what teams answer: whom it reaches, and when."""

from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import LeavePressed
from bot.domain.outgoing import Delivery, Outcome
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow import deliver
from bot.flow.answering.write import write, write_in_group
from bot.flow.facilitating.desk.press import press as press_at_desk
from bot.flow.facilitating.messages.send import send_to_team
from bot.flow.late import put_off_until
from bot.flow.leave import press as press_leave
from bot.storage import outbox as messages
from bot.storage import people, teams
from bot.storage.tables import outbox, team_messages, writings
from bot.storage.tables import people as people_table
from bot.storage.tables import teams as teams_table
from tests.flow.own import chat_of, goes_away
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"))
OLD = "This button is old. The newest questions are further down."
HELLO = "Which day suits you?"


def by(*facilitators: str) -> str:
    """The team Ridge with these facilitators."""
    folk = f"members: [kari], facilitators: [{', '.join(facilitators)}], managers: [per]"
    return f"id: ridge, title: Ridge, phase: prepare, {folk}"


async def anne_writes(r: Rooms, text: str = HELLO, slug: str = "ridge", by: str = "anne") -> int:
    """Anne, or another, writes to the team; how many get it."""
    async with r.house.db.write() as tx:
        anne = await people.person_by_slug(tx, by)
        row = (await tx.execute(select(teams_table.c.id).where(teams_table.c.slug == slug))).one()
        assert anne is not None
        reached = await send_to_team(tx, r.house, await teams.team_by_id(tx, row.id), anne, text, r.now)
    await r.send()
    return reached


async def test_a_message_reaches_everybody_who_has_joined(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari, ola, nina"))) as r:
        await r.join("anne", "kari", "ola")
        r.now = r.moment("2026-08-31 09:00")

        assert await anne_writes(r) == 2
        assert r.heard("message") == [("kari", "2026-08-31 09:00"), ("ola", "2026-08-31 09:00")]
        assert {it.text for it in r.sent if it.kind == "message"} == {f"From Anne:\n{HELLO}"}
        assert await r.audited("message") == [("2026-08-31 09:00", "ridge")]


async def test_nothing_is_kept_of_a_message_that_reaches_nobody(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")

        assert await anne_writes(r) == 0
        assert await r.rows(select(team_messages)) == []


@pytest.mark.parametrize(
    ("written", "comes"),
    [
        ("2026-09-01 06:59", "2026-09-01 07:00"),
        ("2026-09-01 19:59", "2026-09-01 19:59"),
        ("2026-09-01 20:00", "2026-09-02 07:00"),
        ("2026-09-04 21:00", "2026-09-07 07:00"),
    ],
)
async def test_a_message_waits_for_its_readers_hours(database_url: str, written: str, comes: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        r.now = r.moment(written)
        await anne_writes(r)
        await r.to("2026-09-07 09:00")

        assert r.heard("message") == [("kari", comes)]


async def test_own_hours_and_days_away_hold_for_messages_too(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        rest = update(people_table).where(people_table.c.slug == "kari")
        await r.change(rest.values(quiet_from=time(12), quiet_until=time(15)))
        await goes_away(r, "ola", "2026-09-03")
        r.now = r.moment("2026-08-31 13:00")
        await anne_writes(r)
        await r.to("2026-09-03 12:00")

        assert r.heard("message", "ola") == [("ola", "2026-09-03 07:00")]
        assert r.heard("message", "kari") == [("kari", "2026-08-31 15:00")]


async def test_who_leaves_before_it_comes_does_not_get_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        r.now = r.moment("2026-09-01 21:00")
        await anne_writes(r)
        await r.apply(teams_text(team("ridge", "kari")))
        await r.to("2026-09-02 08:00")

        assert r.heard("message") == [("kari", "2026-09-02 07:00")]


async def test_the_group_gets_it_once_in_the_teams_hours(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await r.change(update(teams_table).values(group_chat_id=-100, group_thread_id=7))
        r.now = r.moment("2026-09-01 21:00")

        assert await anne_writes(r) == 2
        await r.to("2026-09-02 08:00")
        assert r.heard("message") == [("somebody", "2026-09-02 07:00")]


async def test_who_has_blocked_us_stops_no_other(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        r.gone.add("kari")
        await anne_writes(r)

        assert [to for to, _ in r.heard("message")] == ["ola"]
        assert await r.rows(select(people_table.c.slug).where(people_table.c.gone_at.is_not(None))) == [("kari",)]


async def test_one_that_may_have_arrived_comes_again_and_says_so(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        r.now = r.moment("2026-09-01 21:00")
        await anne_writes(r)
        r.now = r.moment("2026-09-02 07:00")
        async with r.house.db.write() as tx:
            (row,) = await messages.claim_next(tx, r.now, (), 50)
        await deliver.settle(r.house, row, Delivery(Outcome.UNKNOWN, why="no answer"), r.now)
        await r.send()

        assert "You may have had this message already" in r.sent[-1].text


async def test_one_that_an_outage_held_back_waits_for_the_hours_once_more(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        await r.change(update(teams_table).values(group_chat_id=None))
        r.now = r.moment("2026-09-01 06:00")
        await anne_writes(r)
        r.now = r.moment("2026-09-01 22:00")
        async with r.house.db.write() as tx:
            (row,) = await messages.claim_next(tx, r.now, (), 50)

        assert r.local(await put_off_until(r.house, row, r.now)) == "2026-09-02 07:00"


async def test_its_words_are_kept_in_one_place_only(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        await anne_writes(r)

        assert [tuple(it) for it in await r.rows(select(outbox.c.text).where(outbox.c.kind == "message"))] == [("",)]
        assert [tuple(it) for it in await r.rows(select(team_messages.c.text))] == [(HELLO,)]


async def kari_answers(r: Rooms, text: str = "On Friday", who: str = "kari") -> str:
    """Kari replies to the newest message that she got; what she is answered."""
    chat_id = await chat_of(r, who)
    query = select(outbox.c.message_id).where(outbox.c.chat_id == chat_id, outbox.c.kind == "message")
    (reply_to,) = (await r.rows(query.order_by(outbox.c.id.desc())))[0]
    await write(r.house, await r.incoming(chat_id), text, reply_to)
    before = len(r.sent)
    await r.send()
    return next(it.text for it in r.sent[before:] if it.to == who)


async def test_an_answer_goes_to_whoever_wrote_and_is_a_sign_of_life(database_url: str) -> None:
    async with rooms(database_url, teams_text(by("berit", "carl"), people_of="kari berit carl")) as r:
        await r.join("berit", "carl", "kari")
        r.now = r.moment("2026-09-01 09:00")
        await anne_writes(r, by="carl")

        assert await kari_answers(r) == "Passed on to Carl."
        assert r.heard("message", "berit", "carl") == [("carl", "2026-09-01 09:00")]
        assert r.sent[-1].text == "Kari in Ridge answers:\nOn Friday"
        assert await r.rows(select(teams_table.c.last_sign_at)) == [(r.now,)]
        assert await r.audited("answer_message") == [("2026-09-01 09:00", "ridge")]


async def test_an_answer_ends_a_case_of_silence(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await r.to("2026-09-15 12:00")
        assert [why for *_, why in await r.cases()] == [""]
        await anne_writes(r)
        await kari_answers(r)

        assert [why for *_, why in await r.cases()] == ["sign_of_life"]


async def test_an_answer_waits_for_its_readers_working_hours(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari")
        r.now = r.moment("2026-09-04 15:00")
        await anne_writes(r)
        r.now = r.moment("2026-09-04 18:00")
        await kari_answers(r)
        await r.to("2026-09-07 09:00")

        assert r.heard("message", "anne") == [("anne", "2026-09-07 08:00")]


async def leaves(r: Rooms, who: str) -> None:
    """The person leaves."""
    await press_leave(r.house, await r.incoming(await chat_of(r, who)), LeavePressed("yes"), 1)


async def test_where_the_author_has_left_the_next_one_gets_it_with_what_was_asked(database_url: str) -> None:
    async with rooms(database_url, teams_text(by("berit", "carl"), people_of="kari berit carl")) as r:
        await r.join("berit", "carl", "kari")
        r.now = r.moment("2026-09-01 09:00")
        await anne_writes(r, by="berit")
        await leaves(r, "berit")

        assert await kari_answers(r) == "Passed on to Carl."
        (to_carl,) = (it.text for it in r.sent if (it.to, it.kind) == ("carl", "message"))
        assert to_carl == f"Kari in Ridge answers:\nOn Friday\n\nBerit wrote: {HELLO}"


async def test_an_answer_that_waits_for_somebody_who_leaves_goes_to_the_next(database_url: str) -> None:
    async with rooms(database_url, teams_text(by("berit", "carl"), people_of="kari berit carl")) as r:
        await r.join("berit", "carl", "kari")
        r.now = r.moment("2026-09-01 18:00")
        await anne_writes(r, by="berit")
        await kari_answers(r)
        await leaves(r, "berit")
        await r.to("2026-09-02 09:00")

        assert r.heard("message", "berit", "carl") == [("carl", "2026-09-02 08:00")]


async def test_an_answer_to_somebody_who_has_blocked_us_goes_to_the_next(database_url: str) -> None:
    async with rooms(database_url, teams_text(by("berit", "carl"), people_of="kari berit carl")) as r:
        await r.join("berit", "carl", "kari")
        r.now = r.moment("2026-09-01 09:00")
        await anne_writes(r, by="berit")
        r.gone.add("berit")
        await kari_answers(r)

        assert r.heard("message", "berit", "carl") == [("carl", "2026-09-01 09:00")]


async def test_where_nobody_can_be_reached_the_answer_is_not_kept(database_url: str) -> None:
    async with rooms(database_url, teams_text(by("berit"), people_of="kari berit")) as r:
        await r.join("berit", "kari")
        r.now = r.moment("2026-09-01 09:00")
        await anne_writes(r, by="berit")
        await leaves(r, "berit")

        assert "was not passed on" in await kari_answers(r)
        assert len(await r.rows(select(team_messages))) == 1


async def test_a_reply_in_the_group_is_an_answer_too(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        await r.change(update(teams_table).values(group_chat_id=-100))
        r.now = r.moment("2026-09-01 09:00")
        await anne_writes(r)
        ((reply_to,),) = await r.rows(select(outbox.c.message_id).where(outbox.c.kind == "message"))
        kari = await chat_of(r, "kari")
        incoming = replace(await r.incoming(-100), sender_id=kari)
        await write_in_group(r.house, incoming, "On Friday", reply_to)
        await r.send()

        assert r.heard("message", "anne") == [("anne", "2026-09-01 09:00")]
        assert ("somebody", "Passed on to Anne.") in [(it.to, it.text) for it in r.sent]


@pytest.mark.parametrize(
    ("who", "button", "toast"),
    [
        ("kari", DeskPressed(Desk.MESSAGE, 1, "ask"), "That is for the facilitator of Ridge. Nothing was changed."),
        ("per", DeskPressed(Desk.MESSAGE, 1, "ask"), "That is for the facilitator of Ridge. Nothing was changed."),
        ("kari", DeskPressed(Desk.MESSAGE, 0, "ask"), OLD),
        ("anne", DeskPressed(Desk.MESSAGE, 1, "ask"), "Nobody in Ridge has joined yet, so nobody would read it."),
        ("anne", DeskPressed(Desk.MESSAGE, 99, "ask"), OLD),
        (
            "kari",
            DeskPressed(Desk.MESSAGE, 1, "answer", "99"),
            "This button is old. The newest questions are further down.",
        ),
        ("kari", DeskPressed(Desk.MESSAGE, 1, "else"), OLD),
    ],
)
async def test_who_may_not_write_is_told_so(database_url: str, who: str, button: DeskPressed, toast: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "ola"), team("fjord", "kari"))) as r:
        await r.join("anne", "per", "kari")

        assert await press_at_desk(r.house, await r.incoming(await chat_of(r, who)), button, 1) == toast


async def test_a_message_to_all_reaches_each_team_once_and_names_those_without_anybody(database_url: str) -> None:
    programme = teams_text(team("ridge", "kari, ola"), team("fjord", "ola"), team("dale", "nina"))
    async with rooms(database_url, programme) as r:
        await r.join("anne", "kari", "ola")
        r.now = r.moment("2026-09-01 09:00")
        anne = await chat_of(r, "anne")
        await press_at_desk(r.house, await r.incoming(anne), DeskPressed(Desk.MESSAGE, 0, "ask"), 1)
        await r.send()
        await write(r.house, await r.incoming(anne), "Hello all", None)
        await r.send()
        shown = r.sent[-1].text
        assert "Everyone who has joined gets it now: 2 people in 3 teams." in shown
        assert "Nobody has joined yet, so it does not reach: Dale." in shown
        ((writing_id,),) = await r.rows(select(writings.c.id))
        await press_at_desk(r.house, await r.incoming(anne), DeskPressed(Desk.WRITING, writing_id, "keep"), 1)
        await r.send()

        assert sorted(to for to, _ in r.heard("message")) == ["kari", "ola", "ola"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-09-01 09:00", "Everyone who has joined gets it now: 2 people in Ridge."),
        ("2026-09-01 21:00", "Everyone who has joined gets it tomorrow at 07:00: 2 people in Ridge."),
        (
            "2026-09-02 13:00",
            "Everyone who has joined gets it as their own hours allow, the last on Friday at 07:00: 2 people in Ridge.",
        ),
    ],
)
async def test_the_preview_says_when_it_comes(database_url: str, written: str, said: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne", "kari", "ola")
        r.now = r.moment(written)
        if "13:00" in written:
            await goes_away(r, "ola", "2026-09-04")
        anne = await chat_of(r, "anne")
        await press_at_desk(r.house, await r.incoming(anne), DeskPressed(Desk.MESSAGE, 1, "ask"), 1)
        await r.send()
        await write(r.house, await r.incoming(anne), HELLO, None)
        await r.send()

        assert said in r.sent[-1].text


async def test_long_names_and_texts_fit(database_url: str) -> None:
    long, folk = "Æ" * 200, "phase: prepare, members: [kari], facilitators: [anne], managers: [per]"
    programme = teams_text(*(f"id: t{n}, title: {'Å' * 199}{n % 10}, {folk}" for n in range(30)))
    programme = programme.replace("name: Anne", f"name: {long}").replace("language: en", "language: nb")
    async with rooms(database_url, programme) as r:
        await r.join("anne")
        anne = await chat_of(r, "anne")
        await press_at_desk(r.house, await r.incoming(anne), DeskPressed(Desk.MESSAGE, 0, "ask"), 1)
        await r.send()
        await write(r.house, await r.incoming(anne), "Ø" * 800, None)
        await r.send()

        assert len(r.sent[-1].text) < 4096
        assert "og 25 til." in r.sent[-1].text
