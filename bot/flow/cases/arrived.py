"""An alert has arrived: from then on its cases wait for somebody to take them."""

from datetime import datetime

from bot.flow.cases.waits import will_wait
from bot.flow.house import House
from bot.storage import outbox_alerts, people, stalls, teams
from bot.storage.database import Tx


async def alert_arrived(tx: Tx, house: House, outbox_id: int, person_id: int | None, now: datetime) -> None:
    """Keep that somebody has had the alert, and when each of its cases goes on from them."""
    person = await people.person_by_id(tx, person_id) if person_id is not None else None
    for stall_id in await outbox_alerts.cases_of(tx, outbox_id):
        stall = await stalls.stall_by_id(tx, stall_id)
        if stall is None or person is None:
            continue
        team = await teams.team_by_id(tx, stall.team_id)
        until = await will_wait(tx, house, team, person, now, taken=False)
        await stalls.alerted(tx, stall.id, person.id, now, until)
