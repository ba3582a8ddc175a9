"""Messages that tell what waits: whom, of what, and what is taken back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from bot.domain.outgoing import Keyboard, Outgoing, OutgoingKind
from bot.storage.database import Tx
from bot.storage.matters import change_matters, hold, tell_next, told_to
from bot.storage.outbox import free_key, put_row, withdraw
from bot.storage.outbox_screens import packed
from bot.storage.tables import outbox

_COMES = ("waiting", "sending", "sent")


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A message about what waits, and where it stands."""

    id: int
    state: str
    person_id: int
    chat_id: int
    message_id: int | None


async def put_matters(tx: Tx, message: Outgoing, matter_ids: Sequence[int], now: datetime) -> bool:
    """Decide a message about these matters. False where its reader has had one of this day."""
    outbox_id = await put_row(tx, message, now)
    if outbox_id is None:
        return False
    await change_matters(tx, matter_ids, outbox_id=outbox_id, told_at=now, tell_at=None)
    return True


async def told_since(tx: Tx, person_id: int, since: datetime) -> bool:
    """Whether this person has been told since then what waits."""
    query = select(outbox.c.id).where(
        outbox.c.person_id == person_id,
        outbox.c.kind == OutgoingKind.MATTERS,
        outbox.c.decided_at >= since,
        outbox.c.state.in_(_COMES),
    )
    return (await tx.execute(query.limit(1))).first() is not None


async def told_row(tx: Tx, outbox_id: int) -> ToldRow | None:
    """The message with this row; held until the transaction ends, so that it does not leave meanwhile."""
    columns = (outbox.c.id, outbox.c.state, outbox.c.person_id, outbox.c.chat_id, outbox.c.message_id)
    row = (await tx.execute(select(*columns).where(outbox.c.id == outbox_id).with_for_update())).first()
    return ToldRow(*row) if row and row.person_id is not None else None


async def reword(tx: Tx, outbox_id: int, text: str, keyboard: Keyboard, now: datetime) -> None:
    """Let a message that has not left say something else; where that is nothing, it does not come."""
    if not text:
        await free_key(tx, outbox_id)
        await withdraw(tx, outbox.c.id == outbox_id, now=now)
        return
    waits = (outbox.c.id == outbox_id, outbox.c.state == "waiting")
    await tx.execute(update(outbox).where(*waits).values(text=text, keyboard=packed(keyboard)))


async def hold_of(tx: Tx, person_id: int) -> None:
    """Hold what waiting messages to this person tell of, before the messages themselves."""
    await hold(tx, select(outbox.c.id).where(*_waiting(person_id)))


async def take_back(tx: Tx, person_id: int, now: datetime) -> None:
    """Let others be told of what this person was still to be told."""
    await hold_of(tx, person_id)
    waiting = (await tx.execute(select(outbox.c.id).where(*_waiting(person_id)).with_for_update())).scalars().all()
    await tell_next(tx, waiting, now)
    for outbox_id in waiting:
        await free_key(tx, outbox_id)
        await withdraw(tx, outbox.c.id == outbox_id, now=now)


async def hand_on(tx: Tx, person_id: int, now: datetime, *, team_ids: Collection[int] | None = None) -> None:
    """Let others be told of what this person knows of, about these teams or any, and does not do any more."""
    await take_back(tx, person_id, now)
    await tell_next(tx, await told_to(tx, person_id), now, team_ids=team_ids)


def _waiting(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.person_id == person_id, outbox.c.kind == OutgoingKind.MATTERS, outbox.c.state == "waiting"
