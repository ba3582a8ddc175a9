"""A team is back: its case ends, and the alerts about it say so."""

from datetime import datetime

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.programme import Role
from bot.domain.stall import Closed, StallKind
from bot.flow.alert import alert_text
from bot.flow.house import House
from bot.storage import outbox, outbox_alerts, people, stalls
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def end_case(tx: Tx, house: House, team: TeamRow, kind: StallKind, because: Closed, now: datetime) -> None:
    """End the team's open case of this kind, if there is one; whoever was told sees it, and no phone makes a sound."""
    stall = await stalls.open_stall_of(tx, team.id, kind)
    if stall is None or not await stalls.close_stall(tx, team.id, kind, because, now):
        return
    closed = await stalls.stall_by_id(tx, stall.id)
    assert closed is not None
    await outbox_alerts.withdraw_alerts(tx, stall.id, now)
    still = {it.id for it in await people.people_of_team(tx, team.id, Role.FACILITATOR)}
    still |= {it.id for it in await people.owners_of(tx, team.collaborative_id)}
    for told in await outbox_alerts.alerts_told(tx, stall.id):
        person = await people.person_by_id(tx, told.person_id)
        if person.chat_id != told.chat_id or person.gone_at is not None or person.id not in still:
            continue
        text = await alert_text(tx, house, closed, team, person, now)
        key = f"over:{stall.id}:{told.chat_id}:{told.message_id}"
        lane, kind_of_message = Lane.WAVE, OutgoingKind.EDIT
        await outbox.put(
            tx,
            Outgoing(
                key, kind_of_message, lane, told.chat_id, person_id=person.id, text=text, message_id=told.message_id
            ),
            now,
        )
