"""Nothing more leaves for somebody: what waits is taken back, and what others should know goes to them."""

from collections.abc import Collection
from datetime import datetime

from bot.flow.messages.hand_on import hand_on_answers
from bot.flow.testing.sent import ask_others
from bot.storage import digests, outbox, outbox_alerts, outbox_cycles, outbox_matters, pdsa_cycles, stalls
from bot.storage.database import Tx
from bot.storage.rows import PersonRow
from bot.storage.tables import outbox as outbox_table


async def fall_silent(tx: Tx, person: PersonRow, now: datetime) -> None:
    """Take back what waits for the person; of a case or a test that they were still to be told of, the next one is."""
    await digests.drop_readers_of(tx, person.id)
    # Tests, cases, messages: in the order of everybody, so that nobody waits crosswise.
    unasked = await outbox_cycles.asked_in(tx, person.chat_id) if person.chat_id is not None else set()
    for cycle_id in sorted(unasked):
        await pdsa_cycles.cycle_by_id(tx, cycle_id, lock=True)
    await _tell_others(tx, await outbox_alerts.under_way_to(tx, person.id), now)
    await outbox_matters.hand_on(tx, person.id, now)
    await hand_on_answers(tx, person.id)
    await outbox.withdraw(tx, outbox_table.c.person_id == person.id, now=now)
    await ask_others(tx, unasked, now)


async def fall_silent_about(tx: Tx, person_id: int, team_ids: Collection[int], now: datetime) -> None:
    """Take back the alerts about these teams that the person was still to have; the next one has them."""
    await _tell_others(tx, await outbox_alerts.under_way_about(tx, person_id, team_ids), now)
    await outbox_matters.hand_on(tx, person_id, now, team_ids=team_ids)
    await hand_on_answers(tx, person_id, team_ids)


async def _tell_others(tx: Tx, alerts: dict[int, list[int]], now: datetime) -> None:
    untold = sorted({stall_id for about in alerts.values() for stall_id in about})
    # The cases before their alerts, as whoever ends one does.
    await stalls.hold(tx, untold)
    await stalls.tell_again(tx, untold, now)
    for alert_id in alerts:
        await outbox.free_key(tx, alert_id)
    await outbox.withdraw(tx, outbox_table.c.id.in_(alerts), now=now)
