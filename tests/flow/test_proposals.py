"""Proposals that a team goes on: the bot's to its facilitator, once; hers to the team, decided by the first press."""

import pytest
from sqlalchemy import select, update

from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.moving.phase import move_phase
from bot.flow.facilitating.moving.weigh import weigh
from bot.storage import proposals as rows
from bot.storage import teams as team_rows
from bot.storage.chronicle import chronicle
from bot.storage.tables import matters, outbox, people, phase_moves, proposals
from bot.storage.tables import teams as teams_table
from tests.flow.at_desk import Page, at_once, opens, presses
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TWO = teams_text(team("ridge", "kari, ola"), team("fjord", "nina"))


async def tick_all(r: Rooms, *, but: int = 0) -> Page:
    """Anne ticks everything at the gate that is open, but so many."""
    page = await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Tick"))
    while len(boxes := [label for label in page.labels if label.startswith("☐")]) > but:
        page = await presses(r, "anne", page.data(boxes[0]))
    return page


async def proposed(r: Rooms) -> list[tuple[str | None, str, str | None]]:
    """Every proposal: who made it, what became of it, and who decided."""
    query = select(proposals.c.by, proposals.c.state, proposals.c.answered_by).order_by(proposals.c.id)
    return [tuple(row) for row in await r.rows(query)]


async def waiting(r: Rooms) -> int:
    return len(await r.rows(select(matters).where(matters.c.kind == "proposal", matters.c.done_at.is_(None))))


async def phase_of(r: Rooms) -> str:
    return str((await r.rows(select(teams_table.c.phase).where(teams_table.c.slug == "ridge")))[0][0])


async def moved(r: Rooms, to: str) -> None:
    async with r.house.db.write() as tx:
        await move_phase(tx, r.house, await team_rows.team_by_id(tx, 1), to, "anne", "", r.now)


# By the bot


async def test_the_bot_proposes_once_when_the_last_of_the_evidence_came(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        await tick_all(r, but=1)
        too_early = await proposed(r)
        await r.to("2026-09-01 11:00")
        page = await tick_all(r)
        async with r.house.db.read() as tx:
            told = [(r.local(it.at), it.person, it.detail) for it in await chronicle(tx) if it.kind == "phase_proposed"]
        await r.to("2026-09-02 12:00")
        # What was told is not told again, however often something is taken back.
        again = await presses(r, "anne", page.data("☑ 1."))
        await presses(r, "anne", again.data("☐ 1."))

        assert too_early == []
        assert told == [("2026-09-01 11:00", None, {"from": "prepare", "to": "plan"})]
        assert r.heard("matters") == [("anne", "2026-09-01 11:00")]
        assert await proposed(r) == [(None, "withdrawn", None)]
        assert await waiting(r) == 0


async def test_an_answer_may_be_the_last_that_was_missing(database_url: str) -> None:
    async with rooms(database_url, teams_text(team("ridge", "kari"))) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        await tick_all(r)
        await r.change(update(proposals).values(state="withdrawn"))
        await r.to("2026-09-01 11:00")
        await r.presses("kari", "3")
        await r.presses("kari", "no", 1)
        missing = len(await proposed(r))
        await r.presses("kari", "yes", 1)

        # The facilitator's tick holds again once the team's no is a yes.
        assert (missing, await proposed(r)) == (1, [(None, "withdrawn", None), (None, "open", None)])


async def test_what_is_taken_back_before_it_was_told_is_never_told_and_may_come_later(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 21:00")
        page = await tick_all(r)
        page = await presses(r, "anne", page.data("☑ 1."))
        nothing = await waiting(r)
        await r.to("2026-09-02 12:00")
        unheard = r.heard("matters")
        await presses(r, "anne", page.data("☐ 1."))
        await r.to("2026-09-02 12:30")

        assert (nothing, unheard) == (0, [])
        assert await proposed(r) == [(None, "withdrawn", None), (None, "open", None)]
        assert r.heard("matters") == [("anne", "2026-09-02 12:00")]


async def test_a_move_takes_the_proposal_back_and_what_was_in_place_before_makes_none(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 21:00")
        await tick_all(r)
        await moved(r, "do")
        await moved(r, "prepare")
        async with r.house.db.write() as tx:
            await weigh(tx, r.house, 1, r.now)
        await r.to("2026-09-02 12:00")

        assert await proposed(r) == [(None, "withdrawn", "anne")]
        assert r.heard("matters") == []


async def test_in_the_last_phase_there_is_nothing_to_propose(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await moved(r, "follow-up")
        await r.to("2026-09-01 10:30")
        await tick_all(r)
        page = await opens(r, "anne", Desk.MOVING)

        assert await proposed(r) == []
        assert "This is the last phase" in page.text
        assert not any("Propose" in label for label in page.labels)


# To the team


async def put_to_team(r: Rooms) -> Page:
    """Kari, Ola and Anne have joined, and Anne proposes."""
    await r.join("kari", "ola", "nina", "anne")
    await r.to("2026-09-01 10:30")
    return await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Propose"))


def at(act: str) -> DeskPressed:
    return DeskPressed(Desk.PROPOSAL, 1, act)


async def test_a_proposal_reaches_the_team_and_move_on_moves_it(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        page = await put_to_team(r)
        copies = [(it.to, it.text) for it in r.sent if it.kind == "proposal"]
        toast = (await presses(r, "kari", at("on"))).toast
        await r.send()
        late = await presses(r, "ola", at("stay"))
        edits = [(it.to, it.text.split(".")[0]) for it in r.sent if it.kind == "edit" and "move on" in it.text]
        news = [(it.to, it.text) for it in r.sent if it.kind == "news"]
        move = await r.rows(select(phase_moves.c.by, phase_moves.c.reason).order_by(phase_moves.c.id.desc()).limit(1))

        assert page.toast == "Proposed. The team reads it in its hours."
        assert "Anne proposed it to the team on 1 September" in page.text
        assert [to for to, _ in copies] == ["kari", "ola"]
        assert copies[0][1].startswith("<b>Is Ridge ready for Plan?</b>\nPrepare: 0 of 8 in place\nNot in place")
        assert (toast, await phase_of(r)) == ("", "plan")
        assert edits == [("kari", "Kari said: move on"), ("ola", "Kari said: move on"), ("ola", "Kari said: move on")]
        assert late.toast == "Kari has decided already: move on."
        assert news == [("anne", "Kari said yes: Ridge is in Plan now.")]
        assert await proposed(r) == [("anne", "moved", "kari")]
        assert [tuple(it) for it in move] == [("kari", "team-agreed")]


async def test_stay_is_kept_and_told_kindly_and_may_be_proposed_again(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await put_to_team(r)
        await presses(r, "ola", at("stay"))
        late = await presses(r, "kari", at("on"))
        news = [(it.to, it.text) for it in r.sent if it.kind == "news"]
        again = await opens(r, "anne", Desk.MOVING)

        assert await phase_of(r) == "prepare"
        assert news == [
            (
                "anne",
                "Ola would like Ridge to stay in Prepare a little. You may propose it again when the time is right.",
            )
        ]
        assert late.toast == "Ola has decided already: stay a little."
        assert await proposed(r) == [("anne", "stayed", "ola")]
        assert "Propose to the team" in again.labels


async def test_who_asks_the_facilitator_decides_nothing(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await put_to_team(r)
        first = await presses(r, "kari", at("ask"))
        await presses(r, "kari", at("ask"))
        news = [it.text for it in r.sent if it.kind == "news"]

        assert first.toast == "Anne gets a message in working hours. Nothing is decided yet."
        assert news == [
            "Kari in Ridge would like a word with you before they decide about Plan. Nothing is decided yet."
        ]
        assert await proposed(r) == [("anne", "open", None)]


@pytest.mark.parametrize("who", ["nina", "anne"])
async def test_only_members_of_the_team_decide(database_url: str, who: str) -> None:
    async with rooms(database_url, TWO) as r:
        await put_to_team(r)
        seen = await presses(r, who, at("on"))

        assert seen == Page("These questions belong to Ridge. Thank you for wanting to help.")
        assert (await phase_of(r), await proposed(r)) == ("prepare", [("anne", "open", None)])


async def test_nobody_can_press_the_bots_own_proposal(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        await tick_all(r)
        seen = await presses(r, "kari", at("on"))

        assert seen.toast == "This button is old. The newest questions are further down."
        assert await phase_of(r) == "prepare"


async def test_two_members_pressing_at_once_decide_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await put_to_team(r)
        toasts = await at_once(r, ("kari", at("on")), ("ola", at("stay")))
        decided = await proposed(r)
        by = decided[0][2]

        assert decided in ([("anne", "moved", "kari")], [("anne", "stayed", "ola")])
        assert await phase_of(r) == ("plan" if by == "kari" else "prepare")
        assert sorted(map(bool, toasts)) == [False, True]


async def test_proposed_twice_it_comes_once(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-01 10:30")
        page = await opens(r, "anne", Desk.MOVING)
        await presses(r, "anne", page.data("Propose"))
        await presses(r, "anne", page.data("Propose"))

        assert [it.to for it in r.sent if it.kind == "proposal"] == ["kari"]


async def test_without_anybody_there_nothing_is_proposed(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("anne")
        await r.to("2026-09-01 10:30")
        seen = await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Propose"))

        assert seen.toast == "Nobody of the team has joined, so there is nobody to propose it to."
        assert await proposed(r) == []


async def test_a_copy_that_waits_for_the_morning_gives_way_to_what_was_decided(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "ola", "anne")
        await r.to("2026-09-04 21:00")
        await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Propose"))
        await moved(r, "plan")
        await r.to("2026-09-07 12:00")

        assert [it for it in r.sent if it.kind == "proposal"] == []
        assert r.heard("news", "kari", "ola") == [("kari", "2026-09-07 07:00"), ("ola", "2026-09-07 07:00")]
        assert await proposed(r) == [("anne", "moved", "anne")]


async def test_in_a_group_any_member_may_press_below_the_one_message(database_url: str) -> None:
    async with rooms(database_url, TWO) as r:
        await r.join("kari", "anne")
        await r.change(update(teams_table).where(teams_table.c.slug == "ridge").values(group_chat_id=-7))
        await r.to("2026-09-01 10:30")
        await presses(r, "anne", (await opens(r, "anne", Desk.MOVING)).data("Propose"))
        found = await r.rows(select(outbox.c.chat_id, outbox.c.person_id).where(outbox.c.kind == "proposal"))
        await presses(r, "kari", at("on"))
        decided = await r.rows(select(outbox.c.chat_id).where(outbox.c.key.startswith("decided:")))

        assert [tuple(row) for row in found] == [(-7, None)]
        assert [row[0] for row in decided] == [-7]
        assert (await proposed(r))[0][1] == rows.MOVED


async def test_a_word_is_asked_of_whoever_leads_the_team_where_the_proposer_is_gone(database_url: str) -> None:
    by_bo = TWO.replace("facilitators: [anne]", "facilitators: [bo]")
    by_bo = by_bo.replace("people:\n", "people:\n  - {id: bo, name: Bo}\n")
    async with rooms(database_url, by_bo) as r:
        await r.join("kari", "anne", "bo")
        await r.to("2026-09-01 10:30")
        number = await r.add(
            proposals, team_id=1, from_phase="prepare", to_phase="plan", by="bo", state="open", at=r.now
        )
        await r.change(update(people).where(people.c.slug == "bo").values(gone_at=r.now))
        asked = await presses(r, "kari", DeskPressed(Desk.PROPOSAL, number, "ask"))
        await r.to("2026-09-01 11:00")

    assert asked.toast == "Anne gets a message in working hours. Nothing is decided yet."
    assert r.heard("news") == [("anne", "2026-09-01 10:30")]
