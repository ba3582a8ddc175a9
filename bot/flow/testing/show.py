"""The message of a small test, decided and put in the outbox."""

from datetime import datetime

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.pdsa import Stage
from bot.flow.house import House
from bot.flow.testing.buttons import buttons_of
from bot.flow.testing.screen import text_of
from bot.flow.testing.talk import CycleTalk, ends_of, scales_of
from bot.storage import outbox, outbox_cycles, pdsa_cycles
from bot.storage.database import Tx


async def show(
    tx: Tx,
    house: House,
    talk: CycleTalk,
    now: datetime,
    *,
    fresh: bool = False,
    lane: Lane = Lane.REPLY,
    opening: str = "",
) -> None:
    """Show where the test stands, in its message or in a new one below; what has not left gives way to it."""
    if talk.person.chat_id is None:
        return
    dated = talk.cycle.stage in (Stage.END, Stage.LATER)
    days = (await ends_of(tx, talk.team, now)).offered() if dated else []
    number = await pdsa_cycles.next_screen(tx, talk.row.id)
    fresh = await outbox_cycles.take_back(tx, talk.row.id, now) or fresh or talk.row.message_id is None
    message = Outgoing(
        f"cycle:{talk.row.id}:{number}",
        OutgoingKind.CYCLE,
        lane,
        talk.person.chat_id,
        person_id=talk.person.id,
        text=text_of(house, talk, opening, some_day=bool(days)),
        keyboard=buttons_of(house, talk, scales_of(house, talk), days),
        message_id=None if fresh else talk.row.message_id,
        fresh=fresh,
        subject=talk.row.id,
    )
    await outbox.put(tx, message, now)
