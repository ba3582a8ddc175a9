"""Messages about what managers replied: those that have not left can be taken back."""

from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Tx
from bot.storage.outbox import free_key, withdraw
from bot.storage.tables import outbox


def to_team(digest_id: int) -> str:
    """How the keys of the messages to the team begin."""
    return f"ask:{digest_id}:team:"


def to_staff(digest_id: int) -> str:
    """How the keys of the messages to facilitators begin."""
    return f"ask:{digest_id}:talk:"


async def take_back(tx: Tx, digest_id: int, now: datetime) -> None:
    """Nobody is told any more of what was said before; who has been told of it is told nothing else."""
    waiting = (outbox.c.key.startswith(f"ask:{digest_id}:"), outbox.c.state == "waiting")
    found = (await tx.execute(select(outbox.c.id).where(*waiting).with_for_update())).scalars().all()
    await withdraw(tx, outbox.c.id.in_(found), now=now)
    for outbox_id in found:
        await free_key(tx, outbox_id)
