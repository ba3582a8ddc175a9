"""What people press and write about their check-in in the rooms, and what stands on their screen then."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, update

from bot.domain.buttons import AnswerPressed
from bot.flow.answering.later import later
from bot.flow.answering.press import press
from bot.flow.answering.write import write
from bot.storage.tables import answers, check_ins, conversations, outbox, people
from tests.flow.own import chat_of
from tests.flow.rooms import Rooms

ANY_MESSAGE = 1


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody gets: its words, the labels below it, and whether it is a new message."""

    text: str = ""
    buttons: tuple[str, ...] = ()
    fresh: bool = False
    toast: str = ""


async def presses(r: Rooms, who: str, choice: str, position: int = 0) -> Seen:
    """The person presses a button of their newest check-in."""
    incoming = await r.incoming(await chat_of(r, who))
    row = await talk_of(r, who)
    toast = await press(r.house, incoming, AnswerPressed(row.id, position, choice), ANY_MESSAGE)
    return await _seen(r, incoming.chat_id, toast)


async def writes(r: Rooms, who: str, text: str, *, reply_to: int | None = None) -> Seen:
    """The person writes, perhaps in reply to a message."""
    incoming = await r.incoming(await chat_of(r, who))
    await write(r.house, incoming, text, reply_to)
    return await _seen(r, incoming.chat_id)


async def puts_off(r: Rooms, chat_id: int) -> Seen:
    """Somebody writes /later in this chat."""
    await later(r.house, await r.incoming(chat_id))
    return await _seen(r, chat_id)


async def asks(r: Rooms, *questions: str) -> None:
    """The open check-in asks these questions in the place of its own."""
    asked = [{"id": question, "version": 1, "step": None} for question in questions]
    await r.change(update(check_ins).where(check_ins.c.closed_at.is_(None)).values(questions=asked))


async def talk_of(r: Rooms, who: str) -> Any:
    """The row of the person's newest conversation."""
    query = select(conversations).join(people).where(people.c.slug == who).order_by(conversations.c.id.desc())
    return (await r.rows(query))[0]


async def kept(r: Rooms) -> list[tuple[str, str, Any]]:
    """Every answer in its order: who gave it, to which question, and what it is."""
    query = select(people.c.slug, answers.c.question, answers.c.value).join_from(answers, people)
    return [tuple(row) for row in await r.rows(query.order_by(answers.c.id))]


async def times_disturbed(r: Rooms, who: str) -> int:
    """How many new messages about check-ins have been decided for this person."""
    query = select(outbox.c.id).join(people, people.c.id == outbox.c.person_id)
    query = query.where(people.c.slug == who, outbox.c.conversation_id.is_not(None), outbox.c.fresh)
    return len(await r.rows(query))


async def _seen(r: Rooms, chat_id: int, toast: str = "") -> Seen:
    """What waits for this chat, read before it is sent."""
    query = select(outbox).where(outbox.c.chat_id == chat_id, outbox.c.state == "waiting", outbox.c.lane == "reply")
    found: Any = await r.rows(query.order_by(outbox.c.id.desc()))
    await r.send()
    if not found:
        return Seen(toast=toast)
    labels = tuple(label for row in found[0].keyboard for label, _ in row)
    return Seen(found[0].text, labels, found[0].fresh, toast)
