"""Mails go out one after another; what became of each is kept, and a mailbox that refuses is not written to again."""

import logging
from datetime import datetime, timedelta

from bot.domain.outgoing import Delivery, Outcome, OutgoingKind
from bot.flow.house import House
from bot.flow.mailing.returned import mailbox_refuses
from bot.storage import digests, outbox, outbox_mails
from bot.storage.database import Tx
from bot.storage.outbox_rows import OutboxRow

log = logging.getLogger(__name__)


async def claim_mail(house: House, now: datetime) -> OutboxRow | None:
    """The next mail that may leave; None where none waits."""
    async with house.db.read() as tx:
        if not await outbox_mails.anything_to_mail(tx, now):
            return None
    async with house.db.write() as tx:
        await outbox.drop_expired(tx, now)
        return await outbox_mails.claim_mail(tx, now)


async def recover_mails(house: House, now: datetime) -> int:
    """Decide about mails that were left half-sent: they are sent again, and say so."""
    async with house.db.read() as tx:
        left = await outbox_mails.mails_left_in_sending(tx)
    for row in left:
        await settle_mail(house, row, Delivery(Outcome.UNKNOWN, why="the process was stopped while sending"), now)
    return len(left)


async def settle_mail(house: House, row: OutboxRow, delivery: Delivery, now: datetime) -> None:
    """Keep what became of a claimed mail."""
    until = now + timedelta(seconds=delivery.wait)
    async with house.db.write() as tx:
        match delivery.outcome:
            case Outcome.SENT:
                await _sent(tx, row, now)
            case Outcome.LATER:
                await outbox_mails.put_mail_off(tx, row, until, delivery.why)
            case Outcome.UNKNOWN:
                await outbox_mails.put_mail_off(tx, row, until, delivery.why, repeated=True)
            case Outcome.GONE:
                if await outbox.settle(tx, row, "gone", now, delivery.why):
                    await mailbox_refuses(tx, row, delivery.why, now)
            case _:
                log.error("mail refused", extra={"key": row.outgoing.key, "why": delivery.why})
                await outbox.settle(tx, row, "refused", now, delivery.why)


async def _sent(tx: Tx, row: OutboxRow, now: datetime) -> None:
    outgoing = row.outgoing
    if await outbox.settle(tx, row, "sent", now) and outgoing.kind is OutgoingKind.DIGEST and outgoing.subject:
        await digests.mark_digest_sent(tx, outgoing.subject, now)
