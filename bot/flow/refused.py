"""The channel does not take a message, and never will: whoever waits for what it says is not forgotten."""

import logging
from datetime import datetime

from bot.domain.outgoing import Lane, OutgoingKind
from bot.domain.stall import Move
from bot.flow.cases.pass_on import to_next
from bot.flow.house import House
from bot.storage import matters, outbox, outbox_alerts, stalls, teams
from bot.storage.database import Tx
from bot.storage.outbox_rows import OutboxRow

log = logging.getLogger(__name__)


async def refused(tx: Tx, house: House, row: OutboxRow, why: str, now: datetime) -> None:
    """Keep that it did not arrive; what others can be told instead, or on another day, is told."""
    log.error("message refused", extra={"key": row.outgoing.key, "why": why})
    if not await outbox.settle(tx, row, "refused", now, why):
        return
    if row.outgoing.kind is OutgoingKind.MATTERS:
        await matters.tell_next(tx, [row.id], now)
    elif row.outgoing.kind is OutgoingKind.ALERT and row.outgoing.lane is Lane.ALERT:
        await _pass_on(tx, house, row, now)


async def _pass_on(tx: Tx, house: House, row: OutboxRow, now: datetime) -> None:
    """The cases, which are held, go to the next of their chains; with nobody there they are told of another day."""
    for stall_id in await outbox_alerts.cases_of(tx, row.id):
        stall = await stalls.stall_by_id(tx, stall_id)
        if stall is None or stall.closed_at is not None or stall.acknowledged_at is not None:
            continue
        if stall.alert_at is not None or stall.told_id != row.outgoing.person_id:
            # It has gone on meanwhile.
            continue
        team = await teams.team_by_id(tx, stall.team_id)
        if not await to_next(tx, house, stall, team, Move.HANDED_ON, now):
            await stalls.tell_again(tx, [stall.id], now)
