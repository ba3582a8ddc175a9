"""Days on which people are away; past ones stay, for they count in the working time of the teams."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select, update

from bot.domain.programme import Role
from bot.domain.working_time import ONE_DAY, DateRange
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.tables import absences, memberships, people
from bot.storage.writes import add_row


async def absences_of(tx: Tx, person_id: int) -> tuple[DateRange, ...]:
    """The days on which this person is away, in order."""
    rows = await tx.execute(*_of_person(person_id))
    return tuple(DateRange(first, last) for first, last in rows)


@built_once
def _of_person(person_id: Any) -> Select[Any]:
    query = select(absences.c.first, absences.c.last).where(absences.c.person_id == person_id)
    return query.order_by(absences.c.first, absences.c.id)


async def absences_in_team(tx: Tx, team_id: int) -> dict[int, tuple[DateRange, ...]]:
    """The same of every member who has joined and can be reached, by their ids; nothing for who is never away."""
    found: dict[int, tuple[DateRange, ...]] = {}
    for person_id, first, last in await tx.execute(*_in_team(team_id)):
        found[person_id] = found.get(person_id, ()) + ((DateRange(first, last),) if first else ())
    return found


async def absences_in_teams(tx: Tx, team_ids: Collection[int]) -> dict[int, dict[int, tuple[DateRange, ...]]]:
    """The same of each of these teams."""
    found: dict[int, dict[int, tuple[DateRange, ...]]] = {team_id: {} for team_id in team_ids}
    query = _with_absences(memberships.c.team_id.in_(team_ids)).add_columns(memberships.c.team_id)
    for person_id, first, last, team_id in await tx.execute(query):
        days = found[team_id].get(person_id, ())
        found[team_id][person_id] = (*days, DateRange(first, last)) if first else days
    return found


@built_once
def _in_team(team_id: Any) -> Select[Any]:
    return _with_absences(memberships.c.team_id == team_id)


def _with_absences(which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(people.c.id, absences.c.first, absences.c.last)
        .join_from(memberships, people)
        .outerjoin(absences, absences.c.person_id == people.c.id)
        .where(
            which,
            memberships.c.role == Role.MEMBER,
            memberships.c.left_at.is_(None),
            memberships.c.removed_at.is_(None),
            people.c.chat_id.is_not(None),
            people.c.gone_at.is_(None),
        )
        .order_by(people.c.id, absences.c.first, absences.c.id)
    )


async def go_away(tx: Tx, person_id: int, today: date, last: date) -> None:
    """The person is away from today up to and with the last day; who is away already stays longer, or less long."""
    now = (absences.c.person_id == person_id, absences.c.first <= today, absences.c.last >= today)
    done = await tx.execute(update(absences).where(*now).values(last=last))
    if done.rowcount == 0:
        await add_row(tx, absences, person_id=person_id, first=today, last=last)


async def come_back(tx: Tx, person_id: int, today: date) -> None:
    """The person is away no more from today on."""
    of_person = absences.c.person_id == person_id
    await tx.execute(delete(absences).where(of_person, absences.c.first >= today))
    await tx.execute(update(absences).where(of_person, absences.c.last >= today).values(last=today - ONE_DAY))
