"""Due rows are done one by one: each in a transaction of its own, and one that fails stops no other."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

from bot.flow.house import Counts, House
from bot.storage.database import Tx
from bot.storage.passing import is_passing

log = logging.getLogger(__name__)

PUSHED_ON_BY = timedelta(hours=1)


class Numbered(Protocol):
    """Anything that stands in a row."""

    @property
    def id(self) -> int:
        """The row's number."""


Row = TypeVar("Row", bound=Numbered)


@dataclass(frozen=True, slots=True)
class Work(Generic[Row]):
    """What is due by rows: how the next one is found, what is done with it, and how a bad one is pushed on."""

    name: str
    find: Callable[[Tx, datetime], Awaitable[Row | None]]
    act: Callable[[Tx, House, Row, datetime], Awaitable[Counts]]
    push_on: Callable[[Tx, Row, datetime], Awaitable[None]]


async def one_by_one(house: House, work: Work[Row], now: datetime) -> Counts:
    """Do all that is due; what was done, and how many rows failed."""
    counts = Counts()
    while (done := await _do_one(house, work, now)) is not None:
        counts += done
    return counts


async def _do_one(house: House, work: Work[Row], now: datetime) -> Counts | None:
    row: Row | None = None
    try:
        async with house.db.write() as tx:
            row = await work.find(tx, now)
            return None if row is None else await work.act(tx, house, row, now)
    except Exception as error:
        # A database that is away is no fault of the row: the next tick tries again.
        if row is None or is_passing(error):
            raise
        log.exception("a bad row was pushed on", extra={"work": work.name, "row": row.id})
    async with house.db.write() as tx:
        await work.push_on(tx, row, now + PUSHED_ON_BY)
    return Counts(failed=1)
