"""Messages in the outbox about who a team's facilitator is."""

from datetime import datetime

from bot.domain.outgoing import Lane, OutgoingKind
from bot.storage.database import Tx
from bot.storage.outbox import withdraw
from bot.storage.tables import outbox


async def withdraw_of_team(tx: Tx, team_id: int, now: datetime) -> None:
    """Take back what the team was still to be told of this; whoever leads it is told all the same."""
    its = (outbox.c.kind == OutgoingKind.HAND_OVER, outbox.c.lane == Lane.WAVE, outbox.c.subject == team_id)
    await withdraw(tx, *its, now=now)
