"""Our own pulse: when we were away, the teams' silence does not count."""

from datetime import datetime, timedelta

from bot.storage import audit
from bot.storage.database import Database

# A shorter gap between two processes is a restart; a day is lost to an outage only after four hours.
SHORTEST_STOP = timedelta(minutes=5)
# So long a silence of the Bot API, in running time, is an outage.
LONGEST_SILENCE = timedelta(hours=1)
# A wall clock that jumps by less in a living process is passing time; by more, we were not there.
LONGEST_JUMP = timedelta(hours=24)


async def beat(db: Database, now: datetime, *, away_since: datetime | None = None) -> None:
    """Note that we are well at `now`, and the outage since `away_since` that is over."""
    async with db.write() as tx:
        await audit.set_alive(tx, now)
        if away_since is not None:
            await audit.add_outage(tx, away_since, now)


async def first_beat(db: Database, now: datetime) -> None:
    """Note that a new process is well, and how long none was."""
    async with db.read() as tx:
        before = await audit.last_alive(tx)
    stopped = before is not None and now - before >= SHORTEST_STOP
    await beat(db, max(now, before) if before else now, away_since=before if stopped else None)
