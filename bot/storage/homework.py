"""What teams are given to do between the gatherings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.rows import value_of
from bot.storage.tables import check_ins, homework, sessions
from bot.storage.writes import add_row, change_row


@dataclass(frozen=True, slots=True)
class HomeworkRow:
    """Something that a team was given to do, with the gathering before which it is wanted, if there is one."""

    id: int
    team_id: int
    person_id: int
    text: str
    given_at: datetime
    state: str
    closed_at: datetime | None
    session: str | None
    before: date | None


async def add_homework(tx: Tx, team_id: int, person_id: int, text: str, session_id: int | None, now: datetime) -> int:
    """The team is given this to do."""
    values = {"team_id": team_id, "person_id": person_id, "text": text, "session_id": session_id, "given_at": now}
    return await add_row(tx, homework, state="open", **values)


def _rows() -> Select[Any]:
    own = ("id", "team_id", "person_id", "text", "given_at", "state", "closed_at")
    gathering = (sessions.c.title.label("session"), sessions.c.on_date.label("before"))
    return select(*(homework.c[name] for name in own), *gathering).join_from(homework, sessions, isouter=True)


async def homework_by_id(tx: Tx, homework_id: int, *, lock: bool = False) -> HomeworkRow | None:
    """What was given under this id; `lock` keeps others from changing it until the transaction ends."""
    query = _rows().where(homework.c.id == homework_id)
    row = (await tx.execute(query.with_for_update(of=homework) if lock else query)).first()
    return value_of(HomeworkRow, row) if row else None


async def open_homework(tx: Tx, team_id: int) -> list[HomeworkRow]:
    """What the team has not done yet, the nearest gathering first."""
    found = [value_of(HomeworkRow, row) for row in await tx.execute(*_open_of(team_id))]
    return sorted(found, key=lambda it: (it.before or date.max, it.id))


@built_once
def _open_of(team_id: Any) -> Select[Any]:
    return _rows().where(homework.c.team_id == team_id, homework.c.state == "open")


async def closed_homework(tx: Tx, team_id: int, most: int) -> list[HomeworkRow]:
    """What the team has done or need not do any more, the newest first."""
    query = _rows().where(homework.c.team_id == team_id, homework.c.state != "open")
    query = query.order_by(homework.c.closed_at.desc(), homework.c.id.desc()).limit(most)
    return [value_of(HomeworkRow, row) for row in await tx.execute(query)]


async def set_state(tx: Tx, homework_id: int, state: str, now: datetime) -> None:
    """It is done, dropped, or open again."""
    await change_row(tx, homework, homework_id, state=state, closed_at=None if state == "open" else now)


async def asked_about(tx: Tx, team_id: int) -> dict[int, tuple[datetime, ...]]:
    """When the team's check-ins asked about each piece of homework."""
    query = select(check_ins.c.asked_at, check_ins.c.questions).where(
        check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None)
    )
    found: dict[int, tuple[datetime, ...]] = {}
    for asked_at, questions in await tx.execute(query):
        for question in questions:
            if (about := question.get("homework")) is not None:
                found[about] = (*found.get(about, ()), asked_at)
    return found
