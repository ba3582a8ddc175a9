"""The picture of a measure, at once below what was said of a value: once for each change, in a group for all."""

from datetime import datetime

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.measuring.at import AtMeasure
from bot.flow.measuring.charting import MeasureChart, chart_of
from bot.flow.screens.talk import Talk
from bot.storage import outbox
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow


async def show_chart(tx: Tx, house: House, talk: Talk, measure: MeasureRow, point_id: int, now: datetime) -> None:
    """Put the picture in the chat in which a check-in got this point."""
    found = await chart_of(tx, house, talk.team, measure, talk.language, now)
    thread_id = talk.team.group_thread_id if talk.in_group else None
    await put_chart(tx, found, point_id, talk.chat_id, thread_id, now)


async def show_chart_at(tx: Tx, at: AtMeasure, point_id: int) -> None:
    """The same for whoever gave the point by /measure."""
    found = await chart_of(tx, at.house, at.team, at.measure, at.language, at.now)
    await put_chart(tx, found, point_id, at.person.chat_id, None, at.now)


async def show_chart_again(tx: Tx, at: AtMeasure, incoming: Incoming) -> bool:
    """The same for whoever asks to see it; False where there is no point to draw."""
    found = await chart_of(tx, at.house, at.team, at.measure, at.language, at.now)
    await put_chart(tx, found, f"again:{incoming.inbox_id}", incoming.chat_id, None, at.now)
    return found is not None


async def put_chart(
    tx: Tx, found: MeasureChart | None, of: int | str, chat_id: int | None, thread_id: int | None, now: datetime
) -> None:
    """Put the picture, if there is one, in this chat by itself; `of` says for what it is, so that it comes once."""
    if found is None or chat_id is None:
        return
    kind, lane = OutgoingKind.REPLY, Lane.REPLY
    message = Outgoing(f"chart:{of}", kind, lane, chat_id, thread_id=thread_id, pictures=(found.chart,))
    await outbox.put(tx, message, now)
