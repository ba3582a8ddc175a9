"""What became of the messages of small tests: where each stands now, and who is asked where one did not arrive."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.storage import outbox, outbox_cycles, pdsa_cycles
from bot.storage.database import Tx
from bot.storage.rows import CycleRow


async def arrived(tx: Tx, outgoing: Outgoing, message_id: int, now: datetime) -> None:
    """The test stands on this message, if nobody has gone on with it elsewhere meanwhile."""
    row = await pdsa_cycles.cycle_by_id(tx, outgoing.subject or 0)
    if row is not None and row.holder_id == outgoing.person_id:
        await go_on_with(tx, row, message_id, outgoing.chat_id, now)


async def go_on_with(tx: Tx, row: CycleRow, message_id: int, chat_id: int, now: datetime) -> None:
    """The test goes on with the lowest of its messages in the chat; the one above loses its buttons."""
    if message_id <= (row.message_id or 0):
        return
    await pdsa_cycles.change_cycle(tx, row.id, message_id=message_id)
    if row.message_id is None:
        return
    strip = Outgoing(
        f"strip:cycle:{row.id}:{row.message_id}",
        OutgoingKind.STRIP,
        Lane.WAVE,
        chat_id,
        person_id=row.holder_id,
        message_id=row.message_id,
    )
    await outbox.put(tx, strip, now)


async def hold(tx: Tx, outgoing: Outgoing, *, gone: bool) -> None:
    """Keep others from changing the tests that this message is about; where the chat is `gone`, all those asked there.

    A test is held before its messages, as whoever shows one does.
    """
    for cycle_id in sorted({*_about(outgoing), *(await outbox_cycles.asked_in(tx, outgoing.chat_id) if gone else ())}):
        await pdsa_cycles.cycle_by_id(tx, cycle_id, lock=True)


async def unasked(tx: Tx, outgoing: Outgoing) -> set[int]:
    """The tests about which nobody is asked where neither this message nor another arrives in its chat."""
    own = _about(outgoing) if outgoing.lane is Lane.WAVE else set()
    return own | await outbox_cycles.asked_in(tx, outgoing.chat_id)


async def ask_others(tx: Tx, cycle_ids: Collection[int], now: datetime) -> None:
    """Somebody else of the team is asked what happened with these tests."""
    for cycle_id in sorted(cycle_ids):
        row = await pdsa_cycles.cycle_by_id(tx, cycle_id)
        if row is not None and row.asked_at is not None and row.closed_at is None:
            await pdsa_cycles.change_cycle(tx, cycle_id, ask_at=now)


def _about(outgoing: Outgoing) -> set[int]:
    return {outgoing.subject} if outgoing.kind is OutgoingKind.CYCLE and outgoing.subject is not None else set()
