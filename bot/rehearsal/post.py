"""Messages leave the outbox and arrive on the phones, at the moment at which they may."""

from collections.abc import AsyncIterator
from datetime import datetime

from bot.domain.outgoing import Delivery, Outcome
from bot.flow import deliver
from bot.flow.house import House
from bot.flow.late import put_off_until
from bot.flow.mailing.settle import claim_mail, settle_mail
from bot.rehearsal.channel import Phones
from bot.storage import outbox
from bot.storage.outbox_rows import OutboxRow

MOST_AT_ONCE = 1000


async def deliver_all(house: House, phones: Phones, now: datetime) -> AsyncIterator[OutboxRow]:
    """Hand over everything that may leave now; each message that has arrived."""
    async with house.db.write() as tx:
        await outbox.drop_expired(tx, now)
    while claimed := await _claim(house, now):
        for row in claimed:
            delivery = await _send(house, phones, row, now)
            await deliver.settle(house, row, delivery, now)
            if delivery.outcome is Outcome.SENT:
                yield row
    # Every mailbox takes what comes.
    while (mail := await claim_mail(house, now)) is not None:
        await settle_mail(house, mail, Delivery(Outcome.SENT), now)


async def _claim(house: House, now: datetime) -> list[OutboxRow]:
    async with house.db.write() as tx:
        return await outbox.claim_next(tx, now, (), MOST_AT_ONCE)


async def _send(house: House, phones: Phones, row: OutboxRow, now: datetime) -> Delivery:
    moment = await put_off_until(house, row, now)
    if moment is not None:
        return Delivery(Outcome.LATER, not_before=moment, why="it is late, and not the hour for it")
    return await deliver.deliver_one(phones, row)
