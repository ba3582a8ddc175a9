"""Check-ins of teams, and when something is due for them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from bot.domain.asked_before import Earlier
from bot.domain.check_in import CheckInState
from bot.domain.model import Value
from bot.storage.answers import as_value
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, columns_of, value_of
from bot.storage.tables import answers, check_ins
from bot.storage.writes import add_row, change_row


async def add_check_in(tx: Tx, team_id: int, grid_on: date, **values: Any) -> int:
    """A new check-in of the team; its grid day is unique."""
    return await add_row(tx, check_ins, team_id=team_id, grid_on=grid_on, **values)


async def check_in_by_id(tx: Tx, check_in_id: int, *, lock: bool = False) -> CheckInRow:
    """The check-in of this id."""
    query = _by_id_held(check_in_id) if lock else _by_id(check_in_id)
    return value_of(CheckInRow, (await tx.execute(*query)).one())


@built_once
def _by_id(check_in_id: Any) -> Select[Any]:
    return select(*columns_of(CheckInRow, check_ins)).where(check_ins.c.id == check_in_id)


@built_once
def _by_id_held(check_in_id: Any) -> Select[Any]:
    return select(*columns_of(CheckInRow, check_ins)).where(check_ins.c.id == check_in_id).with_for_update()


async def open_check_in(tx: Tx, team_id: int, *, lock: bool = False) -> CheckInRow | None:
    """The team's check-in that was asked and has not closed."""
    query = (
        select(*columns_of(CheckInRow, check_ins))
        .where(check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None), check_ins.c.closed_at.is_(None))
        .order_by(check_ins.c.asked_at.desc())
        .limit(1)
    )
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(CheckInRow, row) if row else None


async def last_asked(tx: Tx, team_id: int) -> CheckInRow | None:
    """The check-in that the team was asked last, open or closed."""
    query = (
        select(*columns_of(CheckInRow, check_ins))
        .where(check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None))
        .order_by(check_ins.c.asked_at.desc(), check_ins.c.id.desc())
    )
    row = (await tx.execute(query.limit(1))).first()
    return value_of(CheckInRow, row) if row else None


async def last_asked_in(tx: Tx, team_ids: Collection[int]) -> dict[int, CheckInRow]:
    """The same of each of these teams that was asked at all."""
    newest = func.row_number().over(
        partition_by=check_ins.c.team_id, order_by=(check_ins.c.asked_at.desc(), check_ins.c.id.desc())
    )
    ranked = select(check_ins.c.id, newest.label("place"))
    ranked_ = ranked.where(check_ins.c.team_id.in_(team_ids), check_ins.c.asked_at.is_not(None)).subquery()
    query = select(*columns_of(CheckInRow, check_ins)).where(
        check_ins.c.id.in_(select(ranked_.c.id).where(ranked_.c.place == 1))
    )
    return {row.team_id: value_of(CheckInRow, row) for row in await tx.execute(query)}


async def last_grid_day(tx: Tx, team_id: int) -> date | None:
    """The latest day of the team's grid that has had its check-in, whatever became of it."""
    query = select(func.max(check_ins.c.grid_on)).where(check_ins.c.team_id == team_id)
    latest: date | None = (await tx.execute(query)).scalar_one()
    return latest


async def check_in_to_close(tx: Tx, now: datetime) -> CheckInRow | None:
    """The check-in that should have closed longest ago, claimed until the transaction ends."""
    return await _due(tx, check_ins.c.close_at, now)


async def check_in_to_remind(tx: Tx, now: datetime) -> CheckInRow | None:
    """The check-in whose reminder is due longest, claimed until the transaction ends."""
    return await _due(tx, check_ins.c.remind_at, now)


async def _due(tx: Tx, moment: Any, now: datetime) -> CheckInRow | None:
    query = select(*columns_of(CheckInRow, check_ins)).where(moment <= now).order_by(moment, check_ins.c.id).limit(1)
    row = (await tx.execute(query.with_for_update(skip_locked=True))).first()
    return value_of(CheckInRow, row) if row else None


async def close_check_in(tx: Tx, check_in_id: int, now: datetime) -> None:
    """No more answers in time: an unanswered check-in becomes missed."""
    await tx.execute(
        update(check_ins)
        .where(check_ins.c.id == check_in_id, check_ins.c.state == CheckInState.ASKED)
        .values(state=CheckInState.MISSED)
    )
    await change_check_in(tx, check_in_id, closed_at=now, close_at=None, remind_at=None)


async def change_check_in(tx: Tx, check_in_id: int, **values: Any) -> None:
    """Set these columns of the check-in."""
    await change_row(tx, check_ins, check_in_id, **values)


async def mark_answered(tx: Tx, check_in_id: int, now: datetime) -> bool:
    """Whether this was what answered the check-in; a missed one stays missed."""
    done = await tx.execute(
        update(check_ins)
        .where(check_ins.c.id == check_in_id, check_ins.c.state == CheckInState.ASKED)
        .values(state=CheckInState.ANSWERED, answered_at=now, remind_at=None)
    )
    return done.rowcount > 0


async def earlier_check_ins(tx: Tx, team_id: int) -> list[Earlier]:
    """What the team was asked so far, and its newest answers in each check-in; the oldest first."""
    said: dict[int, dict[str, Value]] = {}
    for check_in_id, question, value in await tx.execute(*_said_by(team_id)):
        said.setdefault(check_in_id, {})[question] = as_value(value)
    return [
        Earlier(asked_at, tuple(question["id"] for question in questions), said.get(id_, {}))
        for id_, asked_at, questions in await tx.execute(*_asked(team_id))
    ]


@built_once
def _said_by(team_id: Any) -> Select[Any]:
    of_team = (answers.c.team_id == team_id, answers.c.about == "team")
    return select(answers.c.check_in_id, answers.c.question, answers.c.value).where(*of_team).order_by(answers.c.id)


@built_once
def _asked(team_id: Any) -> Select[Any]:
    asked = (check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None))
    query = select(check_ins.c.id, check_ins.c.asked_at, check_ins.c.questions).where(*asked)
    return query.order_by(check_ins.c.asked_at, check_ins.c.id)


async def counted(tx: Tx, team_id: int, since: datetime, until: datetime) -> tuple[int, int]:
    """How many of the team's check-ins asked from `since` up to `until` were answered, and how many there were."""
    query = select(func.count(check_ins.c.answered_at), func.count()).where(
        check_ins.c.team_id == team_id, check_ins.c.asked_at >= since, check_ins.c.asked_at < until
    )
    answered, asked = (await tx.execute(query)).one()
    return int(answered), int(asked)
