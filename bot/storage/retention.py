"""How long things are kept: collaboratives by their end, and who belongs to which."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select, update

from bot.storage.database import Tx
from bot.storage.rows import PersonRow, columns_of, value_of
from bot.storage.tables import (
    answers,
    askings,
    check_ins,
    collaboratives,
    conversations,
    digests,
    homework,
    imports,
    measure_points,
    measures,
    memberships,
    notes,
    owners,
    pdsa_cycles,
    people,
    pulses,
    readers,
    readiness,
    scores,
    team_messages,
    teams,
    tips,
    writings,
)
from bot.storage.writes import add_row

# What is written, agreed and asked between facilitators, teams and managers, each with its team and whoever did it.
_OF_FACILITATING = (notes, team_messages, homework, scores, pulses, readiness, tips, writings)


@dataclass(frozen=True, slots=True)
class Ending:
    """A collaborative with its last day."""

    id: int
    slug: str
    schedule: str
    zone: str
    ends: date


async def endings(tx: Tx) -> list[Ending]:
    """Every collaborative."""
    columns = [collaboratives.c[name] for name in ("id", "slug", "schedule", "zone", "ends")]
    return [Ending(*row) for row in await tx.execute(select(*columns).order_by(collaboratives.c.id))]


async def belonging(tx: Tx, only: int | None = None) -> list[tuple[PersonRow, set[int]]]:
    """Everybody who is not forgotten, or this person alone, with the collaboratives that they are or were part of."""
    query = select(*columns_of(PersonRow, people)).where(people.c.forgotten_at.is_(None)).order_by(people.c.id)
    in_teams = select(memberships.c.person_id, teams.c.collaborative_id).join_from(memberships, teams)
    owning = select(owners.c.person_id, owners.c.collaborative_id)
    if only is not None:
        query = query.where(people.c.id == only)
        in_teams, owning = in_teams.where(memberships.c.person_id == only), owning.where(owners.c.person_id == only)
    parts: dict[int, set[int]] = defaultdict(set)
    for person_id, row_id in await tx.execute(in_teams.union(owning)):
        parts[person_id].add(row_id)
    named = await _named_in_files(tx)
    everybody = [value_of(PersonRow, row) for row in await tx.execute(query)]
    return [(person, parts[person.id] | named[person.slug]) for person in everybody]


async def _named_in_files(tx: Tx) -> dict[str, set[int]]:
    """In which programmes, as last applied, each id stands: also of people without any role."""
    named: dict[str, set[int]] = defaultdict(set)
    for row_id, applied in await tx.execute(select(collaboratives.c.id, collaboratives.c.applied)):
        for person in applied.get("people", ()):
            named[person["id"]].add(row_id)
    return named


async def parts_of(tx: Tx, person_id: int) -> set[int]:
    """The collaboratives that this person is or was part of."""
    return next((parts for _, parts in await belonging(tx, person_id)), set())


async def leave_behind(tx: Tx, person_id: int, collaborative_id: int, stub: str, now: datetime) -> int:
    """What the person did in this collaborative is from now on a stub's, who never was anything else: its id."""
    stub_id = await add_row(tx, people, slug=stub, name="", forgotten_at=now)
    in_teams = select(teams.c.id).where(teams.c.collaborative_id == collaborative_id)
    of_measures = select(measures.c.id).where(measures.c.team_id.in_(in_teams))
    in_check_ins = select(check_ins.c.id).where(check_ins.c.team_id.in_(in_teams))
    for table, where in (
        (answers, answers.c.team_id.in_(in_teams)),
        (conversations, conversations.c.check_in_id.in_(in_check_ins)),
        (pdsa_cycles, pdsa_cycles.c.team_id.in_(in_teams)),
        (measure_points, measure_points.c.measure_id.in_(of_measures)),
        (imports, imports.c.measure_id.in_(of_measures)),
        (memberships, memberships.c.team_id.in_(in_teams)),
        (digests, digests.c.collaborative_id == collaborative_id),
        (owners, owners.c.collaborative_id == collaborative_id),
        (askings, askings.c.collaborative_id == collaborative_id),
        *((table, table.c.team_id.in_(in_teams)) for table in _OF_FACILITATING),
    ):
        await _hand_on(tx, table, where, person_id, stub_id)
    for column in (pdsa_cycles.c.holder_id, pdsa_cycles.c.told_id):
        theirs = pdsa_cycles.c.team_id.in_(in_teams), column == person_id
        await tx.execute(update(pdsa_cycles).where(*theirs).values({column: stub_id}))
    await tx.execute(
        delete(readers).where(readers.c.collaborative_id == collaborative_id, readers.c.person_id == person_id)
    )
    return stub_id


async def _hand_on(tx: Tx, table: Any, where: Any, person_id: int, stub_id: int) -> None:
    await tx.execute(update(table).where(where, table.c.person_id == person_id).values(person_id=stub_id))
