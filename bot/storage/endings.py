"""Whose part has ended, and who was thanked for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from bot.domain.outgoing import OutgoingKind
from bot.domain.programme import Role
from bot.storage.database import Tx
from bot.storage.outbox import withdraw
from bot.storage.tables import check_ins, memberships, outbox, pdsa_cycles, people, teams
from bot.storage.writes import change_row

# A member who can be told, has not been thanked and did not go of their own accord.
_NOT_THANKED = (
    (memberships.c.role == Role.MEMBER)
    & memberships.c.thanked_at.is_(None)
    & memberships.c.left_at.is_(None)
    & memberships.c.person_id.in_(select(people.c.id).where(people.c.chat_id.is_not(None), people.c.gone_at.is_(None)))
)
# The programme of a team has ended, where somebody is still to be thanked.
PROGRAMME_OVER: ColumnElement[bool] = teams.c.removed_at.is_(None) & teams.c.id.in_(
    select(memberships.c.team_id).where(_NOT_THANKED, memberships.c.removed_at.is_(None))
)
# The programme goes on, and somebody is no longer in it.
PART_OVER: ColumnElement[bool] = _NOT_THANKED & memberships.c.removed_at.is_not(None)


@dataclass(frozen=True, slots=True)
class EndedRow:
    """A membership that has ended at a moment; `early` where the programme goes on."""

    id: int
    team_id: int
    person_id: int
    moment: datetime
    early: bool


async def ended(tx: Tx, now: datetime) -> EndedRow | None:
    """The membership that ended longest ago and was not thanked for, claimed until the transaction ends."""
    with_programme = _ended(teams.c.thanks_at, teams.c.thanks_at <= now, memberships.c.removed_at.is_(None))
    early = _ended(memberships.c.removed_at, memberships.c.removed_at <= now)
    found = [*(await tx.execute(with_programme.limit(1))), *(await tx.execute(early.limit(1)))]
    first = min(found, key=lambda row: (row.moment, row.id), default=None)
    if first is None:
        return None
    return EndedRow(first.id, first.team_id, first.person_id, first.moment, first.removed_at is not None)


def _ended(moment: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(
            memberships.c.id,
            memberships.c.team_id,
            memberships.c.person_id,
            memberships.c.removed_at,
            moment.label("moment"),
        )
        .join_from(memberships, teams)
        .where(_NOT_THANKED, *conditions)
        .order_by(moment, memberships.c.id)
        .with_for_update(skip_locked=True, of=memberships)
    )


async def team_of(tx: Tx, membership_id: int) -> int | None:
    """The team that somebody was in."""
    query = select(memberships.c.team_id).where(memberships.c.id == membership_id)
    return (await tx.execute(query)).scalar_one_or_none()


async def mark_thanked(tx: Tx, membership_id: int, now: datetime) -> None:
    """The person has been thanked for this part."""
    await change_row(tx, memberships, membership_id, thanked_at=now)


async def goes_on(tx: Tx, team_id: int, now: datetime) -> None:
    """The programme of the team is not over: thanks that have not left are taken back, and come at the true end."""
    await _take_back(tx, now, memberships.c.team_id == team_id, memberships.c.removed_at.is_(None), _waits())


async def is_back(tx: Tx, team_id: int, person_id: int, role: Role, now: datetime) -> None:
    """Somebody whose part was over is in again: thanks that have not left are taken back, and others come one day."""
    same = (memberships.c.team_id == team_id, memberships.c.person_id == person_id, memberships.c.role == role)
    await _take_back(tx, now, *same, memberships.c.removed_at.is_not(None))


def _waits() -> ColumnElement[bool]:
    waiting = select(outbox.c.subject).where(outbox.c.kind == OutgoingKind.THANKS, outbox.c.state == "waiting")
    return memberships.c.id.in_(waiting)


async def _take_back(tx: Tx, now: datetime, *conditions: ColumnElement[bool]) -> None:
    parts = (await tx.execute(select(memberships.c.id).where(*conditions))).scalars().all()
    if parts:
        await tx.execute(update(memberships).where(memberships.c.id.in_(parts)).values(thanked_at=None))
        await withdraw(tx, outbox.c.kind == OutgoingKind.THANKS, outbox.c.subject.in_(parts), now=now)


async def reached(tx: Tx, team_id: int) -> tuple[int, int]:
    """How many check-ins the team has answered, and how many tests it has decided on."""
    answered = select(func.count()).where(check_ins.c.team_id == team_id, check_ins.c.answered_at.is_not(None))
    decided = pdsa_cycles.c.number.is_not(None), pdsa_cycles.c.closed_at.is_not(None)
    tested = select(func.count()).where(pdsa_cycles.c.team_id == team_id, *decided)
    return int((await tx.execute(answered)).scalar_one()), int((await tx.execute(tested)).scalar_one())
