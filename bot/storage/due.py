"""The moments at which something is due, over all tables: what the clock looks at and where virtual time stops."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, union_all

from bot.storage.database import Tx
from bot.storage.endings import PART_OVER, PROGRAMME_OVER
from bot.storage.tables import (
    askings,
    check_ins,
    conversations,
    inbox,
    matters,
    memberships,
    outbox,
    pdsa_cycles,
    readers,
    sessions,
    stalls,
    teams,
)

# Each moment with what is due then, in the words of `chronicle`.
_MOMENTS: tuple[tuple[str, Any, ColumnElement[bool] | None], ...] = (
    ("asked", teams.c.next_due_at, teams.c.removed_at.is_(None) & ~teams.c.next_merged),
    ("merged", teams.c.next_due_at, teams.c.removed_at.is_(None) & teams.c.next_merged),
    ("looked", teams.c.look_at, teams.c.removed_at.is_(None)),
    ("alert_sent", teams.c.silent_at, teams.c.removed_at.is_(None)),
    ("alert_sent", teams.c.never_started_at, teams.c.removed_at.is_(None)),
    ("reminded", check_ins.c.remind_at, None),
    ("asked", conversations.c.later_at, None),
    ("asked", pdsa_cycles.c.ask_at, None),
    ("closed", check_ins.c.close_at, None),
    ("alert_sent", stalls.c.alert_at, stalls.c.closed_at.is_(None)),
    ("told", matters.c.tell_at, None),
    ("escalated", stalls.c.moves_on_at, stalls.c.closed_at.is_(None)),
    ("digest_sent", readers.c.next_due_at, None),
    ("score_asked", askings.c.due_at, None),
    ("brief_sent", sessions.c.brief_at, None),
    ("thanked", teams.c.thanks_at, PROGRAMME_OVER),
    ("thanked", memberships.c.removed_at, PART_OVER),
)
KINDS = tuple(dict.fromkeys(kind for kind, _, _ in _MOMENTS))


async def next_moment(tx: Tx) -> datetime | None:
    """The earliest moment at which anything is due for the clock, past ones included; None where nothing is."""
    return await _earliest(tx, [_first(moment, only) for _, moment, only in _MOMENTS])


async def due_by_kind(tx: Tx) -> list[tuple[datetime, str]]:
    """The earliest moment of each kind of thing that is due, the earliest first."""
    queries = [_first(moment, only).add_columns(literal(kind).label("kind")) for kind, moment, only in _MOMENTS]
    found = [(row.moment, row.kind) for row in await tx.execute(union_all(*queries)) if row.moment is not None]
    return sorted(found)


async def next_sending(tx: Tx) -> datetime | None:
    """The earliest moment for which a message is held back."""
    return await _earliest(tx, [_first(outbox.c.not_before, outbox.c.state == "waiting")])


def _first(moment: Any, only: ColumnElement[bool] | None) -> Select[Any]:
    query = select(func.min(moment, type_=moment.type).label("moment"))
    return query if only is None else query.where(only)


async def _earliest(tx: Tx, queries: list[Select[Any]]) -> datetime | None:
    found = [row.moment for row in await tx.execute(union_all(*queries))]
    return min((moment for moment in found if moment is not None), default=None)


async def under_way(tx: Tx, now: datetime) -> int:
    """How many updates and messages are not done with."""
    may_leave = outbox.c.state.in_(("waiting", "sending")) & or_(
        outbox.c.not_before.is_(None), outbox.c.not_before <= now
    )
    updates = select(func.count()).select_from(inbox).where(inbox.c.handled_at.is_(None))
    messages = select(func.count()).select_from(outbox).where(may_leave)
    return sum([(await tx.execute(query)).scalar_one() for query in (updates, messages)])
