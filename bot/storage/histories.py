"""What a team was asked and answered, as its facilitators read it: never who, and nothing personal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from bot.domain.check_in import Stage
from bot.domain.model import Value
from bot.domain.programme import Role
from bot.storage.answers import as_value
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, PersonRow, columns_of, value_of
from bot.storage.tables import answers, check_ins, conversations, memberships, people, phase_moves, teams


@dataclass(frozen=True, slots=True)
class SaidRow:
    """The team's newest answer to a question in a check-in; the value is None where it was erased."""

    check_in_id: int
    question: str
    wording: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class PhaseMoveRow:
    """A team's move to a phase; the first has none that it came from."""

    from_phase: str | None
    to_phase: str
    at: datetime
    by: str | None
    reason: str


async def count_asked(tx: Tx, team_id: int) -> int:
    """How many check-ins the team was asked."""
    asked = (check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None))
    return int((await tx.execute(select(func.count()).select_from(check_ins).where(*asked))).scalar_one())


async def asked_newest_first(tx: Tx, team_id: int, first: int, most: int) -> list[CheckInRow]:
    """So many of the check-ins that the team was asked, the newest first, from this place on (0 is the newest)."""
    query = (
        select(*columns_of(CheckInRow, check_ins))
        .where(check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None))
        .order_by(check_ins.c.asked_at.desc(), check_ins.c.id.desc())
    )
    return [value_of(CheckInRow, row) for row in await tx.execute(query.offset(first).limit(most))]


async def said_in(tx: Tx, check_in_ids: list[int]) -> list[SaidRow]:
    """What the teams answered in these check-ins, by the order of the answers."""
    newest = (
        select(func.max(answers.c.id))
        .where(answers.c.check_in_id.in_(check_in_ids), answers.c.about == "team")
        .group_by(answers.c.check_in_id, answers.c.question)
    )
    columns = (answers.c.check_in_id, answers.c.question, answers.c.wording, answers.c.value)
    query = select(*columns).where(answers.c.id.in_(newest)).order_by(answers.c.id)
    return [
        SaidRow(id_, question, wording, None if value is None else as_value(value))
        for id_, question, wording, value in await tx.execute(query)
    ]


async def nothing_new_in(tx: Tx, check_in_ids: list[int]) -> set[int]:
    """Those of these check-ins in which somebody said that there is nothing new."""
    query = select(conversations.c.check_in_id).where(
        conversations.c.check_in_id.in_(check_in_ids), conversations.c.stage == Stage.NOTHING_NEW
    )
    return set((await tx.execute(query)).scalars())


async def series_of(tx: Tx, team_id: int, question: str) -> list[tuple[datetime, Any]]:
    """The team's newest answer to a question in each check-in, with when it was asked, the oldest first."""
    newest = (
        select(func.max(answers.c.id))
        .where(answers.c.team_id == team_id, answers.c.question == question, answers.c.about == "team")
        .group_by(answers.c.check_in_id)
    )
    query = select(answers.c.asked_at, answers.c.value).where(answers.c.id.in_(newest))
    return [(moment, value) for moment, value in await tx.execute(query.order_by(answers.c.asked_at, answers.c.id))]


async def phase_moves_of(tx: Tx, team_id: int) -> list[PhaseMoveRow]:
    """The team's way through its phases, from its start on."""
    query = select(*columns_of(PhaseMoveRow, phase_moves)).where(phase_moves.c.team_id == team_id)
    return [value_of(PhaseMoveRow, row) for row in await tx.execute(query.order_by(phase_moves.c.at, phase_moves.c.id))]


async def who_left(tx: Tx, team_id: int) -> list[PersonRow]:
    """The members who left by themselves, and are not back."""
    query = (
        select(*columns_of(PersonRow, people))
        .join_from(people, memberships)
        .where(
            memberships.c.team_id == team_id,
            memberships.c.role == Role.MEMBER,
            memberships.c.left_at.is_not(None),
            memberships.c.removed_at.is_(None),
            people.c.forgotten_at.is_(None),
        )
        .order_by(memberships.c.left_at, memberships.c.id)
    )
    return [value_of(PersonRow, row) for row in await tx.execute(query)]


async def names_around(tx: Tx, collaborative_id: int) -> list[str]:
    """The names of everybody who has or had to do with a team of the collaborative: no document tells on them."""
    query = select(people.c.name).distinct().join_from(people, memberships).join(teams)
    query = query.where(teams.c.collaborative_id == collaborative_id).order_by(people.c.name)
    return [name for name in (await tx.execute(query)).scalars() if name]
