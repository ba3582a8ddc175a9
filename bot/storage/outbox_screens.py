"""Screens of check-ins on their way out: the newest takes the place of one that has not left."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case, func, or_, select, update

from bot.domain.outgoing import Keyboard, Lane, Outgoing, OutgoingKind
from bot.storage.database import Tx
from bot.storage.tables import conversations, outbox

SHOWN = (OutgoingKind.SCREEN, OutgoingKind.REMINDER)


async def replace_waiting_screen(tx: Tx, outgoing: Outgoing, now: datetime) -> bool:
    """Whether a screen of the conversation waited that this one could take the place of."""
    # Fast taps never queue up: the newest screen takes the place of one that has not left.
    query = (
        select(outbox.c.id, outbox.c.fresh, outbox.c.lane)
        .where(
            outbox.c.conversation_id == outgoing.conversation_id,
            outbox.c.kind.in_(SHOWN),
            outbox.c.state == "waiting",
        )
        .order_by(outbox.c.id)
        .with_for_update()
    )
    found = (await tx.execute(query)).all()
    if not found:
        return False
    # A reminder may wait beside the check-in that it is about: one message is enough for both.
    *others, newest = found
    if others:
        await _take_back(tx, [row.id for row in others], now)
    await tx.execute(
        update(outbox)
        .where(outbox.c.id == newest.id)
        .values(
            kind=OutgoingKind.SCREEN,
            lane=Lane.REPLY if any(row.lane == Lane.REPLY for row in found) else outgoing.lane,
            chat_id=outgoing.chat_id,
            thread_id=outgoing.thread_id,
            text=outgoing.text,
            keyboard=packed(outgoing.keyboard),
            not_before=outgoing.not_before,
            expires_at=outgoing.expires_at,
            fresh=outgoing.fresh or any(row.fresh for row in found),
        )
    )
    return True


async def _take_back(tx: Tx, ids: Sequence[int], now: datetime) -> None:
    gone = {"state": "withdrawn", "settled_at": now, "text": "", "keyboard": []}
    await tx.execute(update(outbox).where(outbox.c.id.in_(ids)).values(**gone))


async def waits_below(tx: Tx, conversation_id: int) -> bool:
    """Whether a message of this conversation waits that will be a new one in the chat."""
    query = select(outbox.c.id).where(
        outbox.c.conversation_id == conversation_id,
        outbox.c.state == "waiting",
        outbox.c.fresh | outbox.c.not_before.is_not(None),
    )
    return (await tx.execute(query.limit(1))).first() is not None


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
    query = select(conversations.c.message_id).where(conversations.c.id == conversation_id)
    return (await tx.execute(query)).scalar_one_or_none()


def packed(keyboard: Keyboard) -> list[list[list[str]]]:
    """A keyboard as it is stored."""
    return [[[button.text, button.data] for button in row] for row in keyboard]
