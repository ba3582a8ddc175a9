"""Whoever wants to be forgotten is: not a byte of them stays, and the team keeps its word."""

import asyncio
import logging
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import GO_ON, SKIP, TELL, AnswerPressed, ForgetPressed
from bot.domain.errors import MellomError
from bot.domain.outgoing import Delivery, Outcome
from bot.flow import deliver
from bot.flow.answering.press import press as answer
from bot.flow.applying.apply import apply
from bot.flow.asking.ask import ask as ask_teams
from bot.flow.cases.watch import watch
from bot.flow.door import HASH_MARK, hash_of
from bot.flow.invite import invite
from bot.flow.joining.start import start
from bot.flow.privacy.forget import ask, forget, press
from bot.flow.say import not_read_again
from bot.storage import outbox
from bot.storage.exports import exported
from bot.storage.tables import answers, check_ins, conversations, inbox, pdsa_cycles, people, stall_moves, stalls, teams
from bot.storage.tables import audit as audit_table
from bot.storage.tables import outbox as messages
from tests.flow.rare import (
    ACCOUNT,
    PROGRAMME,
    SLUG,
    all_of_it,
    answers_all,
    forgets_her,
    lives,
    phone_of,
    presses,
    says,
    traces_in,
)
from tests.flow.rooms import Rooms, parsed, rooms, team, teams_text
from tests.flow.test_together import updates
from tests.flow.trying import Trying
from tests.support.world import World, world

TWO = teams_text(team("ridge", "kari, ola"))
SESSION = pytest.mark.asyncio(loop_scope="session")


# A whole life, and nothing of it left


async def test_nothing_of_a_whole_life_is_left_and_the_team_keeps_its_history(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="bot"):
        async with world(database_url, programme=PROGRAMME) as w:
            ola, _ = await w.joins("ola", language="en"), await w.joins("anne", language="en")
            me = await lives(w)
            there, history = traces_in(await all_of_it(w)), await history_of(w)
            await forgets_her(w, me)
            left, kept = traces_in(await all_of_it(w)), await history_of(w)

            assert len(there) >= 11
            assert left == []
            assert traces_in(caplog.text) == []
            assert kept == history
            await ola.sees("a colleague answered: 1")
            await goes_on_as_a_stranger(w)


async def history_of(w: World) -> dict[str, object]:
    """What is counted of the team: its check-ins, and its answers to what is no text and not personal."""
    async with w.db.read() as tx:
        states = (await tx.execute(select(check_ins.c.state, check_ins.c.answered_at).order_by(check_ins.c.id))).all()
        choices = select(answers.c.check_in_id, answers.c.question, answers.c.value, answers.c.answered_at).where(
            answers.c.about == "team", answers.c.question != "problem-sentence"
        )
        given = (await tx.execute(choices.order_by(answers.c.id))).all()
        # Whoever took a case and is gone is not on it any more, but it was taken.
        moves = select(stalls.c.kind, stall_moves.c.move, stall_moves.c.at).join_from(stalls, stall_moves)
        cases = (await tx.execute(moves.where(stall_moves.c.move != "handed_on").order_by(stall_moves.c.id))).all()
    return {"states": states, "given": [tuple(it) for it in given], "cases": cases}


async def goes_on_as_a_stranger(w: World) -> None:
    """An old button answers kindly, and the team's link lets the same account in as somebody new."""
    me = await phone_of(w)
    old = next(it for it in await me.messages() if "Change answer" in it.buttons)
    toast = await presses(w, me, "Change answer", old)
    assert toast == "I do not know you yet. Use the link or QR code from your facilitator, and you are in."

    link = next(it for it in await w.invite() if it.person is None and it.team == ["ridge"])
    await me.opens(link.url)
    await w.quiet()
    await presses(w, me, "Someone new")
    await me.hears("Welcome to Mellom, Ragnfrid.")
    await w.to("2026-09-29 10:00")
    await answers_all(w, me)
    async with w.db.read() as tx:
        newest = select(people.c.slug).join_from(answers, people).order_by(answers.c.id.desc()).limit(1)
        assert str((await tx.execute(newest)).scalar_one()).startswith("newcomer-")


async def test_what_a_stranger_leaves_is_gone_within_the_hour(database_url: str) -> None:
    async with world(database_url, programme=PROGRAMME) as w:
        me = await lives(w)
        await forgets_her(w, me)
        await says(w, me, "Hello?")
        await w.bot.sweep()

        async with w.db.read() as tx:
            chats = [*(await tx.execute(select(inbox.c.chat_id))).scalars()]
            chats += (await tx.execute(select(messages.c.chat_id))).scalars()
    assert ACCOUNT not in chats


# Asked once more


async def chat_of(r: Rooms, who: str) -> int:
    return int((await r.rows(select(people.c.chat_id).where(people.c.slug == who)))[0][0])


async def presses_forget(r: Rooms, who: str, act: str, *, whose: str = "") -> str:
    """A press below the question whether to erase; the toast."""
    ((person_id,),) = await r.rows(select(people.c.id).where(people.c.slug == (whose or who)))
    incoming = await r.incoming(await chat_of(r, who))
    return await press(r.house, incoming, ForgetPressed(person_id, act), 1)


async def slugs(r: Rooms) -> list[str]:
    return [it.slug for it in await r.rows(select(people.c.slug).order_by(people.c.id))]


@SESSION
async def test_nothing_goes_before_it_is_meant(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        before = await slugs(r)
        await ask(r.house, await r.incoming(await chat_of(r, "kari")))
        kept = await presses_forget(r, "kari", "no")
        of_another = await presses_forget(r, "ola", "yes", whose="kari")
        unknown = await presses_forget(r, "kari", "perhaps")

        assert await slugs(r) == before
    assert kept == ""
    assert of_another == unknown == "This button is old. The newest questions are further down."


@SESSION
async def test_in_a_group_nobody_is_erased(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        ((person_id,),) = await r.rows(select(people.c.id).where(people.c.slug == "kari"))
        in_group = replace(await r.incoming(await chat_of(r, "kari")), chat_id=-1001)
        await press(r.house, in_group, ForgetPressed(person_id, "yes"), 1)

        assert "kari" in await slugs(r)


@SESSION
async def test_an_operator_erases_by_the_id_and_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        first, again = await forget(r.house, "kari", r.now), await forget(r.house, "kari", r.now)
        ((actor, subject),) = await r.rows(
            select(audit_table.c.actor, audit_table.c.subject).where(audit_table.c.action == "forget")
        )
        with pytest.raises(MellomError, match="there is no person called nobody"):
            await forget(r.house, "nobody", r.now)
        with pytest.raises(MellomError, match="there is no person called forgotten-"):
            await forget(r.house, str(subject), r.now)
        with pytest.raises(MellomError, match="there is no person called forgotten-"):
            await invite(r.house, "mellom_bot", r.now, person=str(subject))

    assert first is not None
    assert again is None
    assert (actor, str(subject).startswith("forgotten-")) == ("system", True)


# The file that still names them


@SESSION
async def test_a_file_that_still_names_them_does_not_bring_them_back(database_url: str) -> None:
    reporting = TWO.replace("managers: [per]", "managers: [per], quorum: reporter, reporter: kari")
    async with rooms(database_url, reporting) as r:
        await forget(r.house, "kari", r.now)
        same = await r.apply(reporting)
        more = await r.apply(reporting.replace("title: Ridge", "title: Ridge home care"))
        ((title, reporter, quorum),) = await r.rows(select(teams.c.title, teams.c.reporter, teams.c.quorum))
        gone = "kari asked to be forgotten; take them out of the file"

        assert same.changes == []
        assert same.lines() == more.lines()[1:] == [gone]
        assert (title, reporter, quorum) == ("Ridge home care", None, "1")
        assert "kari" not in await slugs(r)


@SESSION
async def test_an_owner_and_facilitator_of_two_files_stands_in_none(database_url: str) -> None:
    other = TWO.replace("collaborative: safer", "collaborative: other")
    async with rooms(database_url, TWO) as r:
        await r.apply(other)
        await forget(r.house, "anne", r.now)
        told = [(await apply(r.house, parsed(text), r.now)).lines() for text in (TWO, other)]

    assert told == [["anne asked to be forgotten; take them out of the file"]] * 2


# What stays


@SESSION
async def test_choices_stay_under_the_stub_and_ones_own_words_go(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.to("2026-09-01 10:00")
        await r.presses("kari", "4")
        ((row,),) = [await r.rows(select(answers))]
        same = {key: value for key, value in row._mapping.items() if key != "id"}
        await r.add(answers, **same | {"about": "person", "question": "safe-to-say", "value": 2})
        await r.add(answers, **same | {"question": "problem-sentence", "value": "My own words"})
        await r.add(answers, **same | {"question": "of-another-time", "value": "Words to a question that is gone"})
        erased = await forget(r.house, "kari", r.now)
        kept = [tuple(it) for it in await r.rows(select(answers.c.question, answers.c.value))]
        ((whose, question),) = [(it[3], it[7]) async for it in exported(r.house.db, "answers")]

    assert erased is not None
    assert len(erased.answers) == 3
    assert kept == [("progress", 4)]
    assert (str(whose).startswith("forgotten-"), question) == (True, "progress")


@SESSION
async def test_words_that_a_colleague_had_first_stay_theirs(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        t = Trying(r)
        first = await t.saves("kari", "2026-09-03", text="Fewer falls")
        await t.presses("ola", TELL, SKIP, "adapt", cycle=first)
        await t.presses("ola", GO_ON, "one-user-or-shift", "2026-09-04")
        words = select(pdsa_cycles.c.prediction).order_by(pdsa_cycles.c.id)
        before = [it.prediction for it in await r.rows(words)]
        await forget(r.house, "ola", r.now)
        after = [it.prediction for it in await r.rows(words)]
        await forget(r.house, "kari", r.now)

        assert [it.prediction for it in await r.rows(words)] == [None, None]
    assert before == ["Fewer falls", "Fewer falls"]
    assert after == ["Fewer falls", None]


@SESSION
async def test_the_key_of_no_message_says_which_chat_it_was_in(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == "kari"))
        await not_read_again(r.house, await r.incoming(chat), 4711)
        await r.send()
        await r.add(
            messages, key=f"over:1:{chat}:2", kind="edit", lane="wave", chat_id=chat, fresh=False, text="",
            keyboard=[], pictures=[], repeated_note="", state="sent", tries=1, why="", decided_at=r.now,
        )  # fmt: skip
        await forget(r.house, "kari", r.now)
        keys = [it.key for it in await r.rows(select(messages.c.key))]

    assert [it for it in keys if str(chat) in it] == []


@SESSION
async def test_a_button_does_the_same_whatever_somebody_was_called(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        await r.change(update(people).where(people.c.slug == "kari").values(name="1"))
        r.now = r.moment("2026-09-01 10:00")
        await ask_teams(r.house, r.now)
        await forget(r.house, "kari", r.now)
        ((keyboard,),) = await r.rows(select(messages.c.keyboard).where(messages.c.state == "waiting"))

    assert [does.rpartition(":")[2] for _, does in keyboard[0]] == ["1"]


@SESSION
async def test_names_in_what_waits_for_others_give_way(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        link = next(it for it in await invite(r.house, "mellom_bot", r.now) if it.person is None)
        await start(r.house, await r.incoming(701), HASH_MARK + hash_of(link.code))
        await forget(r.house, "kari", r.now)
        ((keyboard,),) = await r.rows(select(messages.c.keyboard).where(messages.c.state == "waiting"))
        await start(r.house, await r.incoming(702), HASH_MARK + hash_of(link.code))
        anew = (await r.rows(select(messages.c.keyboard).order_by(messages.c.id)))[-1][0]

    assert [row[0][0] for row in keyboard] == ["a colleague", "Ola", "Someone new"]
    assert [row[0][0] for row in anew] == ["Ola", "Someone new"]


@SESSION
async def test_a_case_about_which_they_were_to_be_told_goes_to_the_next(database_url: str) -> None:
    two = TWO.replace("facilitators: [anne]", "facilitators: [nina, anne]")
    async with rooms(database_url, two) as r:
        await r.join("nina", "anne")
        await r.to("2026-09-07 07:59")
        r.now = r.moment("2026-09-07 08:00")
        await watch(r.house, r.now)
        await forget(r.house, "nina", r.now)
        await r.to("2026-09-07 12:00")

    assert r.heard("alert") == [("anne", "2026-09-07 08:00")]


# Messages on the way


@SESSION
async def test_what_is_being_sent_at_that_moment_is_not_sent_again(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        r.now = r.moment("2026-09-01 10:00")
        await ask_teams(r.house, r.now)
        async with r.house.db.write() as tx:
            mine = [it for it in await outbox.claim_next(tx, r.now, (), 50) if "Hello Kari" in it.outgoing.text]
        await forget(r.house, "kari", r.now)
        await deliver.settle(r.house, mine[0], Delivery(Outcome.LATER, wait=1.0), r.now)
        found = (await r.rows(select(messages.c.state, messages.c.chat_id, messages.c.text).where(
            messages.c.id == mine[0].id
        )))[0]  # fmt: skip

    assert len(mine) == 1
    assert tuple(found) == ("withdrawn", 0, "")


@SESSION
async def test_the_farewell_arrives_after_a_kill_and_forgets_the_chat_then(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        chat = await chat_of(r, "kari")
        await presses_forget(r, "kari", "yes")
        async with r.house.db.write() as tx:
            claimed = await outbox.claim_next(tx, r.now, (), 50)
        # The process is killed here; the next one finds them half-sent.
        await deliver.recover(r.house, r.now)
        sent = []
        while True:
            async with r.house.db.write() as tx:
                again = await outbox.claim_next(tx, r.now, (), 50)
            if not again:
                break
            for row in again:
                sent.append((row.outgoing.kind.value, row.outgoing.chat_id))
                await deliver.settle(r.house, row, Delivery(Outcome.SENT, message_id=1), r.now)
        left = await r.rows(select(messages.c.id).where(messages.c.chat_id == chat))

    assert [row.outgoing.kind.value for row in claimed] == ["menu"]
    assert sent == [("menu", chat), ("farewell", chat)]
    assert left == []


@SESSION
async def test_a_second_press_that_waits_is_gone_with_the_rest(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari")
        first = await r.incoming(await chat_of(r, "kari"))
        waiting = {
            "bot_id": 1, "update_id": 99, "chat_id": first.chat_id, "payload": {"from": "Kari"}, "masked": False,
            "received_at": r.now, "tries": 0,
        }  # fmt: skip
        await r.add(inbox, **waiting)
        ((person_id,),) = await r.rows(select(people.c.id).where(people.c.slug == "kari"))
        await press(r.house, first, ForgetPressed(person_id, "yes"), 1)
        found = await r.rows(select(inbox.c.chat_id, inbox.c.payload, inbox.c.handled_at.is_not(None)))

    assert [tuple(it) for it in found] == [(0, None, True)] * 2


@SESSION
async def test_who_shares_nothing_but_a_chat_of_old_keeps_theirs(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola")
        chat, kari = await chat_of(r, "kari"), update(people).where(people.c.slug == "kari")
        await r.to("2026-09-01 10:00")
        # Kari has another account now, and hers of old is Ola's.
        await r.change(kari.values(chat_id=4711))
        await r.change(update(people).where(people.c.slug == "ola").values(chat_id=chat))
        await forget(r.house, "kari", r.now)

        assert await chat_of(r, "ola") == chat


@SESSION
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_colleagues_who_answer_and_what_is_sent_at_that_moment_are_not_in_the_way(database_url: str) -> None:
    everybody = ["kari", "ola", "nina", "liv", "jon", "eva"]
    many = teams_text(team("ridge", ", ".join(everybody)), people_of=" ".join(everybody))
    async with rooms(database_url, many) as r:
        await r.join(*everybody)
        await r.to("2026-09-01 10:00")
        query = select(people.c.slug, people.c.chat_id, conversations.c.id).join_from(conversations, people)
        talks = {row.slug: row for row in await r.rows(query)}
        for n, gone in enumerate(("kari", "nina", "jon")):
            await r.presses(gone, "4")
            here = [it for it in everybody[everybody.index(gone) :] if it != gone]
            incoming = await updates(r, *(talks[who].chat_id for who in here))
            async with r.house.db.write() as tx:
                claimed = await outbox.claim_next(tx, r.now, (), 50)
            await asyncio.gather(
                forget(r.house, gone, r.now),
                *(
                    answer(r.house, each, AnswerPressed(talks[who].id, 0, str(1 + n)), 1)
                    for each, who in zip(incoming, here, strict=True)
                ),
                *(deliver.settle(r.house, it, Delivery(Outcome.SENT, message_id=n), r.now) for it in claimed),
            )

        assert [it for it in await slugs(r) if not it.startswith("forgotten-")] == ["anne", "per", "ola", "liv", "eva"]


def test_the_rare_person_is_in_every_list_of_the_programme() -> None:
    assert PROGRAMME.count(SLUG) == 7
