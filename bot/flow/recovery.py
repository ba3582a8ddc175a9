"""A team is back: its case ends, and the alerts about it say so."""

from datetime import datetime

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.stall import Closed, StallKind
from bot.flow.alert import alert_text
from bot.flow.house import House
from bot.flow.watch import chain_of
from bot.storage import outbox, outbox_alerts, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import StallRow, TeamRow


async def end_case(tx: Tx, house: House, team: TeamRow, kind: StallKind, because: Closed, now: datetime) -> None:
    """End the team's open case of this kind, if there is one; whoever was told sees it, and no phone makes a sound."""
    stall = await stalls.open_stall_of(tx, team.id, kind)
    if stall is None or not await stalls.close_stall(tx, team.id, kind, because, now):
        return
    closed = await stalls.stall_by_id(tx, stall.id)
    assert closed is not None
    await outbox_alerts.withdraw_alerts(tx, stall.id, now)
    await _say_over(tx, house, team, closed, now)


async def say_over_late(house: House, stall_id: int, now: datetime) -> None:
    """The same on an alert that arrived only after its case had ended."""
    async with house.db.write() as tx:
        stall = await stalls.stall_by_id(tx, stall_id, lock=True)
        if stall is not None and stall.closed_at is not None:
            await _say_over(tx, house, await teams.team_by_id(tx, stall.team_id), stall, now)


async def _say_over(tx: Tx, house: House, team: TeamRow, closed: StallRow, now: datetime) -> None:
    chain = {person.id: person for person in await chain_of(tx, team)}
    for told in await outbox_alerts.alerts_told(tx, closed.id):
        person = chain.get(told.person_id)
        if person is None or person.chat_id != told.chat_id or not person.can_be_reached:
            continue
        edit = Outgoing(
            f"over:{closed.id}:{told.chat_id}:{told.message_id}",
            OutgoingKind.EDIT,
            Lane.WAVE,
            told.chat_id,
            person_id=person.id,
            text=await alert_text(tx, house, closed, team, person, now),
            message_id=told.message_id,
        )
        await outbox.put(tx, edit, now)
