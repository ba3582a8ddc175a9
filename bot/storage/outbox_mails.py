"""Mails in the outbox: claimed one by one, so that a kill leaves at most one of which nobody knows whether it left."""

import html
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, update

from bot.domain.outgoing import REPEATED_HERE, Lane
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.outbox import claimed, left_in_sending, withdraw
from bot.storage.outbox_rows import MAIL, OutboxRow, outgoing_of
from bot.storage.tables import outbox

TO_MAILBOXES = outbox.c.lane == Lane.MAIL


async def anything_to_mail(tx: Tx, now: datetime) -> bool:
    """Whether a mail waits that may leave now."""
    return (await tx.execute(*_first(now))).first() is not None


async def claim_mail(tx: Tx, now: datetime) -> OutboxRow | None:
    """Claim the mail that has waited longest of those that may leave now."""
    query, values = _first(now)
    row = (await tx.execute(query.with_for_update(skip_locked=True), values)).first()
    if row is None:
        return None
    waiting = (outbox.c.id == row.id, outbox.c.state == "waiting")
    await tx.execute(update(outbox).where(*waiting).values(state="sending", claimed_at=now, tries=row.tries + 1))
    return OutboxRow(row.id, outgoing_of(row), row.tries + 1, row.decided_at)


@built_once
def _first(now: Any) -> Select[Any]:
    may_leave = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= now)
    query = select(outbox).where(outbox.c.state == "waiting", TO_MAILBOXES, may_leave)
    return query.order_by(outbox.c.id).limit(1)


async def mails_left_in_sending(tx: Tx) -> list[OutboxRow]:
    """Mails that a process claimed and never settled."""
    return await left_in_sending(tx, TO_MAILBOXES)


async def put_mail_off(tx: Tx, row: OutboxRow, until: datetime, why: str, *, repeated: bool = False) -> None:
    """Let a claimed mail wait again; one that may have arrived says so from then on, in both its parts."""
    values: dict[str, Any] = {"state": "waiting", "claimed_at": None, "why": why, "not_before": until}
    note, mail = row.outgoing.repeated_note.strip(), row.outgoing.mail
    if repeated and note and mail is not None:
        marked = replace(mail, html=mail.html.replace(REPEATED_HERE, html.escape(note, quote=False)))
        text = f"{note}\n\n{row.outgoing.text}"
        values |= {"text": text, "repeated_note": "", "mail": MAIL.dump_python(marked, mode="json")}
    await tx.execute(update(outbox).where(*claimed(row)).values(**values))


async def withdraw_mails_to(tx: Tx, person_id: int, now: datetime) -> int:
    """Take back what waits for the person's mailbox."""
    return await withdraw(tx, TO_MAILBOXES, outbox.c.person_id == person_id, now=now)
