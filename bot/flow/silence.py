"""Nothing more leaves for somebody: what waits is taken back, and what others should know goes to them."""

from collections.abc import Collection
from datetime import datetime

from bot.flow.cases.release import release
from bot.flow.facilitating.messages.hand_on import hand_on_answers
from bot.flow.house import House
from bot.flow.testing.sent import ask_others
from bot.storage import (
    digests,
    outbox,
    outbox_alerts,
    outbox_cycles,
    outbox_matters,
    pdsa_cycles,
    stall_turns,
    stalls,
)
from bot.storage.database import Tx
from bot.storage.rows import PersonRow
from bot.storage.tables import outbox as outbox_table


async def fall_silent(tx: Tx, house: House, person: PersonRow, now: datetime) -> None:
    """Take back what waits for the person; what they had, or a test of which they were to be told, goes to the next."""
    await digests.drop_readers_of(tx, person.id)
    # Tests, cases, messages: in the order of everybody, so that nobody waits crosswise.
    unasked = await outbox_cycles.asked_in(tx, person.chat_id) if person.chat_id is not None else set()
    for cycle_id in sorted(unasked):
        await pdsa_cycles.cycle_by_id(tx, cycle_id, lock=True)
    await _give_up(tx, house, person.id, await outbox_alerts.under_way_to(tx, person.id), now)
    await outbox_matters.hand_on(tx, person.id, now)
    await hand_on_answers(tx, person.id)
    await outbox.withdraw(tx, outbox_table.c.person_id == person.id, now=now)
    await ask_others(tx, unasked, now)


async def fall_silent_about(tx: Tx, house: House, person_id: int, team_ids: Collection[int], now: datetime) -> None:
    """Take back the alerts about these teams that the person was still to have, and give their cases to the next."""
    alerts = await outbox_alerts.under_way_about(tx, person_id, team_ids)
    await _give_up(tx, house, person_id, alerts, now, team_ids)
    await outbox_matters.hand_on(tx, person_id, now, team_ids=team_ids)
    await hand_on_answers(tx, person_id, team_ids)


async def _give_up(
    tx: Tx,
    house: House,
    person_id: int,
    alerts: dict[int, list[int]],
    now: datetime,
    team_ids: Collection[int] | None = None,
) -> None:
    untold = {stall_id for about in alerts.values() for stall_id in about}
    theirs = {stall.id for stall in await stall_turns.cases_with(tx, person_id, team_ids)}
    # The cases before their alerts, as whoever ends one does.
    await outbox_alerts.hold_with(tx, untold | theirs)
    await release(tx, house, person_id, now, team_ids)
    await stalls.tell_again(tx, sorted(untold), now)
    for alert_id in alerts:
        await outbox.free_key(tx, alert_id)
    await outbox.withdraw(tx, outbox_table.c.id.in_(alerts), now=now)
