"""The only way out: messages decided once, claimed by compare-and-set, and what became of them."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Insert, Select, Update, case, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.outbox_rows import EMPTIED, OutboxRow, outgoing_of, row_of
from bot.storage.outbox_screens import SHOWN, hand_to_newer_screen, packed
from bot.storage.strangers import chat_if_known
from bot.storage.tables import check_ins, conversations, outbox, people

# Mail waits for nobody's chat, and no chat for mail: each is claimed by itself.
TO_CHATS = outbox.c.lane != Lane.MAIL


async def put(tx: Tx, outgoing: Outgoing, now: datetime) -> bool:
    """Decide a message. False where one with this key was decided before."""
    if outgoing.kind is OutgoingKind.SCREEN and await _replace_waiting_screen(tx, outgoing, now):
        return True
    row = row_of(outgoing) | {"state": "waiting", "tries": 0, "why": "", "decided_at": now}
    return (await tx.execute(_insert(tx.dialect.name), row)).rowcount > 0


async def put_row(tx: Tx, outgoing: Outgoing, now: datetime) -> int | None:
    """Decide a message to which other rows refer: its row. None where one with this key was decided before."""
    if not await put(tx, outgoing, now):
        return None
    row_id: int = (await tx.execute(select(outbox.c.id).where(outbox.c.key == outgoing.key))).scalar_one()
    return row_id


@cache
def _insert(dialect: str) -> Insert:
    insert = sqlite_insert if dialect == "sqlite" else postgresql_insert
    return insert(outbox).on_conflict_do_nothing()


async def _replace_waiting_screen(tx: Tx, outgoing: Outgoing, now: datetime) -> bool:
    """Whether a screen of the conversation waited that this one could take the place of."""
    # Fast taps never queue up: the newest screen takes the place of one that has not left.
    found = (await tx.execute(*_waiting_screens(outgoing.conversation_id))).all()
    if not found:
        return False
    # A reminder may wait beside the check-in that it is about: one message is enough for both.
    *others, newest = found
    if others:
        await withdraw(tx, outbox.c.id.in_([row.id for row in others]), now=now)
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
            pictures=row_of(outgoing)["pictures"],
            not_before=outgoing.not_before,
            expires_at=outgoing.expires_at,
            fresh=outgoing.fresh or any(row.fresh for row in found),
        )
    )
    return True


@built_once
def _waiting_screens(conversation_id: Any) -> Select[Any]:
    waiting = (or_(*(outbox.c.kind == kind for kind in SHOWN)), outbox.c.state == "waiting")
    query = select(outbox.c.id, outbox.c.fresh, outbox.c.lane)
    query = query.where(outbox.c.conversation_id == conversation_id, *waiting)
    return query.order_by(outbox.c.id).with_for_update()


async def anything_to_send(tx: Tx, now: datetime) -> bool:
    """Whether a message to a chat waits whose time has come, or is over."""
    return (await tx.execute(*_to_send(now))).first() is not None


@built_once
def _to_send(now: Any) -> Select[Any]:
    may_leave = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now)
    return select(outbox.c.id).where(outbox.c.state == "waiting", TO_CHATS, may_leave).limit(1)


async def claim_next(
    tx: Tx, now: datetime, busy_chats: Collection[int], most: int, kept_for_replies: int = 0
) -> list[OutboxRow]:
    """Claim the first waiting message of each free chat: replies before alerts before waves, then the oldest.

    Of the `most` that may leave, some are kept for replies, so that none waits behind a wave.
    """
    query, values = _ready(now, most * 4)
    if busy_chats:
        query = query.where(outbox.c.chat_id.not_in(busy_chats))
    firsts: dict[int, Any] = {}
    for row in await tx.execute(query, values):
        firsts.setdefault(row.chat_id, row)
    chosen = [
        row
        for place, row in enumerate(firsts.values())
        if place < most and (row.lane == Lane.REPLY or place < most - kept_for_replies)
    ]
    if chosen:
        await tx.execute(*_taken([row.id for row in chosen], now))
    return [OutboxRow(row.id, outgoing_of(row), row.tries + 1, row.decided_at, row.screen) for row in chosen]


@built_once
def _ready(now: Any, most: Any) -> Select[Any]:
    order = case({Lane.REPLY: 0, Lane.ALERT: 1, Lane.WAVE: 2}, value=outbox.c.lane)
    may_leave = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now)
    query = select(outbox, conversations.c.message_id.label("screen")).outerjoin(conversations)
    query = query.where(outbox.c.state == "waiting", TO_CHATS, may_leave).order_by(order, outbox.c.id)
    return query.limit(most).with_for_update(skip_locked=True, of=outbox)


@built_once
def _taken(ids: Any, now: Any) -> Update:
    waiting = (outbox.c.id.in_(ids), outbox.c.state == "waiting")
    return update(outbox).where(*waiting).values(state="sending", claimed_at=now, tries=outbox.c.tries + 1)


async def settle(tx: Tx, row: OutboxRow, state: str, now: datetime, why: str = "") -> bool:
    """What became of a claimed message; its words are not kept. False where the claim is no longer ours."""
    return (await tx.execute(*_settled(row.id, row.tries, state, now, why))).rowcount > 0


@built_once
def _settled(row_id: Any, tries: Any, state: Any, now: Any, why: Any) -> Update:
    emptied = EMPTIED | {"chat_id": chat_if_known(outbox.c.chat_id)}
    ours = (outbox.c.id == row_id, outbox.c.state == "sending", outbox.c.tries == tries)
    return update(outbox).where(*ours).values(state=state, settled_at=now, why=why, **emptied)


async def give_back(tx: Tx, row: OutboxRow, now: datetime, why: str, *, repeated: bool = False) -> None:
    """Let a claimed message wait again; one that may have arrived says so from then on."""
    if await _is_overtaken(tx, row):
        await settle(tx, row, "withdrawn", now, why)
        return
    values: dict[str, Any] = {
        "state": "waiting",
        "claimed_at": None,
        "why": why,
        "not_before": row.outgoing.not_before,
    }
    if repeated:
        values |= {"text": outbox.c.text + outbox.c.repeated_note, "repeated_note": ""}
    await tx.execute(update(outbox).where(*claimed(row)).values(**values))


async def _is_overtaken(tx: Tx, row: OutboxRow) -> bool:
    """Whether a newer screen of the conversation waits; then that one alone is shown."""
    return row.outgoing.kind in SHOWN and await hand_to_newer_screen(tx, row.id, row.outgoing)


def claimed(row: OutboxRow) -> tuple[ColumnElement[bool], ...]:
    """That the message is still claimed as this row says."""
    # Every claim counts up the tries, so a process that has lost its right to work settles nothing of another's.
    return outbox.c.id == row.id, outbox.c.state == "sending", outbox.c.tries == row.tries


async def left_in_sending(tx: Tx, lanes: ColumnElement[bool] = TO_CHATS) -> list[OutboxRow]:
    """Messages that a process claimed and never settled: nobody knows whether they left."""
    rows = await tx.execute(select(outbox).where(outbox.c.state == "sending", lanes).order_by(outbox.c.id))
    return [OutboxRow(row.id, outgoing_of(row), row.tries, row.decided_at) for row in rows]


async def drop_expired(tx: Tx, now: datetime) -> int:
    """Let go of what is too late to be of use."""
    return (await tx.execute(*_expired(now))).rowcount


@built_once
def _expired(now: Any) -> Update:
    too_late = (outbox.c.state == "waiting", outbox.c.expires_at <= now)
    return update(outbox).where(*too_late).values(state="expired", settled_at=now, **EMPTIED)


async def withdraw(tx: Tx, *conditions: Any, now: datetime) -> int:
    """Take back what has not left."""
    done = await tx.execute(
        update(outbox)
        .where(outbox.c.state == "waiting", *conditions)
        .values(state="withdrawn", settled_at=now, **EMPTIED)
    )
    return done.rowcount


async def keep_message_id(tx: Tx, row: OutboxRow, message_id: int) -> None:
    """Remember the message that this became, because it will change once more."""
    await tx.execute(update(outbox).where(outbox.c.id == row.id).values(message_id=message_id))


async def free_key(tx: Tx, outbox_id: int) -> None:
    """Let a message that did not reach anybody be decided again."""
    key = outbox.c.key + f"#{outbox_id}"
    await tx.execute(update(outbox).where(outbox.c.id == outbox_id).values(key=key))


async def chat_of(tx: Tx, person_id: int) -> int | None:
    """The chat in which the person is reached now, if any."""
    query = select(people.c.chat_id).where(people.c.id == person_id, people.c.gone_at.is_(None))
    return (await tx.execute(query)).scalar_one_or_none()


async def move_waiting(tx: Tx, old: int, new: int) -> None:
    """A chat has got another id: what waits for it goes there."""
    await tx.execute(
        update(outbox).where(outbox.c.chat_id == old, outbox.c.state.in_(("waiting", "sending"))).values(chat_id=new)
    )


async def waiting_by_lane(tx: Tx) -> dict[str, int]:
    """How many messages wait in each lane."""
    query = (
        select(outbox.c.lane, func.count().label("waiting")).where(outbox.c.state == "waiting").group_by(outbox.c.lane)
    )
    return {row.lane: row.waiting for row in await tx.execute(query)}


async def withdraw_of_team(tx: Tx, team_id: int, now: datetime) -> int:
    """Take back the screens of a team that have not left."""
    of_team = select(conversations.c.id).join(check_ins).where(check_ins.c.team_id == team_id)
    return await withdraw(tx, outbox.c.conversation_id.in_(of_team), now=now)
