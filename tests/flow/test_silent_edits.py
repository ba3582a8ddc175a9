"""What somebody has before them changes without a sound, and never becomes a new message by that."""

import pytest
from sqlalchemy import select, update

from bot.domain.buttons import AnswerPressed
from bot.domain.outgoing import Delivery, Outcome
from bot.flow import deliver
from bot.flow.answering.press import press
from bot.flow.cases.watch import watch
from bot.storage import outbox as messages
from bot.storage.outbox_rows import OutboxRow
from bot.storage.tables import check_ins, conversations, memberships, outbox, people
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

THREE = teams_text(team("ridge", "kari, ola, nina"))
GONE_FROM_CHAT = Delivery(Outcome.NOT_THERE, why="message to edit not found")


async def asked(r: Rooms, *who: str) -> None:
    await r.join(*who)
    await r.to("2026-09-01 10:00")
    r.sent.clear()


async def presses(r: Rooms, who: str, choice: str) -> None:
    """A press of which nothing has left yet."""
    mine = select(conversations.c.id, people.c.chat_id).join_from(conversations, people).where(people.c.slug == who)
    ((talk, chat),) = await r.rows(mine)
    await press(r.house, await r.incoming(chat), AnswerPressed(talk, 0, choice), 1)


async def claimed(r: Rooms, who: str) -> list[OutboxRow]:
    """What would leave now for this person."""
    ((chat,),) = await r.rows(select(people.c.chat_id).where(people.c.slug == who))
    async with r.house.db.write() as tx:
        found = await messages.claim_next(tx, r.now, (), 50)
    return [row for row in found if row.outgoing.chat_id == chat]


async def overtaken_alert(r: Rooms) -> OutboxRow:
    """An alert on its way to the facilitator, about a team that has answered meanwhile."""
    await r.join("kari", "anne")
    await r.to("2026-09-15 09:59")
    r.now = r.moment("2026-09-15 10:00")
    await watch(r.house, r.now)
    (alert,) = await claimed(r, "anne")
    await r.presses("kari", "4")
    return alert


async def test_a_message_that_somebody_has_deleted_does_not_come_back_in_the_night(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        r.now = r.moment("2026-09-01 23:30")
        await presses(r, "kari", "4")
        (edit,) = await claimed(r, "ola")
        await deliver.settle(r.house, edit, GONE_FROM_CHAT, r.now)

        assert edit.edits is not None
        assert await claimed(r, "ola") == []


async def test_an_edit_of_nothing_is_not_sent_as_a_message(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        await presses(r, "kari", "4")
        await r.change(update(conversations).values(message_id=None))
        (edit,) = await claimed(r, "ola")

    assert (await deliver.deliver_one(NOBODY, edit)).outcome is Outcome.NOT_THERE


class Nobody:
    """A way to a chat on which nothing may be sent."""

    async def send(self, outgoing: object, edits: int | None) -> Delivery:
        raise AssertionError(f"{outgoing} was sent")


NOBODY = Nobody()


async def test_a_reply_that_waits_is_not_put_behind_the_wave_by_a_colleague(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        await presses(r, "ola", "!correct")
        await presses(r, "kari", "4")
        waiting = select(outbox.c.lane).join(people).where(people.c.slug == "ola", outbox.c.state == "waiting")

        assert [row.lane for row in await r.rows(waiting)] == ["reply"]


async def test_a_check_in_that_waits_for_its_hour_says_what_was_answered_meanwhile(database_url: str) -> None:
    far = THREE.replace("{id: ola, name: Ola}", "{id: ola, name: Ola, zone: America/Los_Angeles}")
    async with rooms(database_url, far) as r:
        await asked(r, "kari", "ola")
        await r.presses("kari", "4")
        await r.to("2026-09-01 18:00")

    (screen,) = [it for it in r.sent if it.to == "ola" and it.kind == "screen"]
    assert screen.at == "2026-09-01 16:00"
    assert "Kari answered: 4" in screen.text


async def test_an_answer_to_a_personal_question_is_shown_to_nobody_else(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        await asked(r, "kari", "ola")
        asks = [{"id": "progress", "version": 1, "step": None}, {"id": "safe-to-say", "version": 1, "step": None}]
        await r.change(update(check_ins).values(questions=asks))
        for who, choices in {"ola": ("!skip", "!skip"), "kari": ("4", "1")}.items():
            for position, choice in enumerate(choices):
                await r.presses(who, choice, position)
        await r.presses("kari", "2", 0)

    last = [it.text for it in r.sent if it.to == "ola" and it.kind == "screen"][-1]
    assert "<b>2</b> (Kari)" in last
    assert "say that something did not work" not in last


async def test_who_is_no_facilitator_any_more_does_not_see_how_a_case_ended(database_url: str) -> None:
    async with rooms(database_url, THREE.replace("owners: [anne]\n", "owners: [per]\n")) as r:
        await r.join("kari", "anne", "per")
        await r.to("2026-09-15 12:00")
        anne = select(people.c.id).where(people.c.slug == "anne").scalar_subquery()
        await r.change(update(memberships).where(memberships.c.person_id == anne).values(removed_at=r.now))
        r.sent.clear()
        await r.presses("kari", "4")

    assert [it for it in r.sent if it.to == "anne"] == []


async def test_an_alert_that_could_not_leave_is_let_go_once_the_team_is_back(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        alert = await overtaken_alert(r)
        await deliver.settle(r.house, alert, Delivery(Outcome.LATER, wait=30, why="429"), r.now)
        ((state,),) = await r.rows(select(outbox.c.state).where(outbox.c.kind == "alert"))

    assert state == "withdrawn"


async def test_an_alert_that_arrives_after_the_team_is_back_says_so_at_once(database_url: str) -> None:
    async with rooms(database_url, THREE) as r:
        alert = await overtaken_alert(r)
        await deliver.settle(r.house, alert, Delivery(Outcome.SENT, message_id=77), r.now)
        edits = await r.rows(select(outbox.c.message_id, outbox.c.text).where(outbox.c.key.startswith("over:")))

    ((message_id, text),) = edits
    assert message_id == 77
    assert "Over: Ridge gave a sign on 15 September." in text
