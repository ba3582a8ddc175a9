"""Screens of check-ins on their way out: the newest takes the place of one that has not left."""

from typing import Any

from sqlalchemy import Select, case, func, or_, select, update

from bot.domain.outgoing import Keyboard, Lane, Outgoing, OutgoingKind
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.tables import conversations, outbox

SHOWN = (OutgoingKind.SCREEN, OutgoingKind.REMINDER)


async def waits_below(tx: Tx, conversation_id: int) -> bool:
    """Whether a message of this conversation waits that will be a new one in the chat."""
    return (await tx.execute(*_below(conversation_id))).first() is not None


@built_once
def _below(conversation_id: Any) -> Select[Any]:
    waits = (outbox.c.state == "waiting", outbox.c.fresh | outbox.c.not_before.is_not(None))
    return select(outbox.c.id).where(outbox.c.conversation_id == conversation_id, *waits).limit(1)


async def is_under_way(tx: Tx, conversation_id: int) -> bool:
    """Whether a message of this conversation is being sent, or waits for nothing but its turn."""
    under_way = or_(outbox.c.state == "sending", (outbox.c.state == "waiting") & outbox.c.not_before.is_(None))
    query = select(outbox.c.id).where(outbox.c.conversation_id == conversation_id, under_way)
    return (await tx.execute(query.limit(1))).first() is not None


async def renew_waiting_check_in(tx: Tx, conversation_id: int, text: str, keyboard: Keyboard) -> None:
    """Give a check-in that has not left its newest words; a reminder and a reply keep theirs."""
    await tx.execute(
        update(outbox)
        .where(
            outbox.c.conversation_id == conversation_id,
            outbox.c.kind == OutgoingKind.SCREEN,
            outbox.c.lane == Lane.WAVE,
            outbox.c.state == "waiting",
        )
        .values(text=text, keyboard=packed(keyboard))
    )


async def hand_to_newer_screen(tx: Tx, outbox_id: int, outgoing: Outgoing) -> bool:
    """Whether a newer screen of the conversation waits; what this one promised, that one keeps."""
    if outgoing.conversation_id is None:
        return False
    held_back = func.coalesce(outbox.c.not_before, outgoing.not_before)
    done = await tx.execute(
        update(outbox)
        .where(
            outbox.c.conversation_id == outgoing.conversation_id,
            outbox.c.kind == OutgoingKind.SCREEN,
            outbox.c.state == "waiting",
            outbox.c.id > outbox_id,
        )
        .values(
            # Whoever did something is not kept waiting by what somebody else did since.
            lane=Lane.REPLY if outgoing.lane is Lane.REPLY else outbox.c.lane,
            not_before=case((outbox.c.lane == Lane.WAVE, held_back), else_=outbox.c.not_before),
            fresh=True if outgoing.fresh else outbox.c.fresh,
            expires_at=func.coalesce(outbox.c.expires_at, outgoing.expires_at),
        )
    )
    return done.rowcount > 0


async def screen_before(tx: Tx, conversation_id: int) -> int | None:
    """The message on which the conversation stands, if it was ever sent."""
    message_id: int | None = (await tx.execute(*_message(conversation_id))).scalar_one_or_none()
    return message_id


@built_once
def _message(conversation_id: Any) -> Select[Any]:
    return select(conversations.c.message_id).where(conversations.c.id == conversation_id)


def packed(keyboard: Keyboard) -> list[list[list[str]]]:
    """A keyboard as it is stored."""
    return [[[button.text, button.data] for button in row] for row in keyboard]
