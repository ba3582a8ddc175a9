"""Somebody looks at a case by themselves: the whole alert, as a message below."""

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.cases.words import OPENED, about
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.storage import outbox_alerts
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow


async def open_alert(tx: Tx, house: House, incoming: Incoming, person: PersonRow, stall: StallRow) -> None:
    """Answer with the alert about the case; it is known then which message shows it, and nobody counts as told."""
    text, keyboard = await about(tx, house, [stall.id], person, incoming.now, alert=OPENED)
    alert = Outgoing(
        f"case:{stall.id}:{incoming.inbox_id}",
        OutgoingKind.ALERT,
        Lane.REPLY,
        incoming.chat_id,
        person_id=person.id,
        text=text,
        keyboard=keyboard,
        subject=stall.id,
    )
    await outbox_alerts.put_alert(tx, alert, [stall.id], incoming.now)
