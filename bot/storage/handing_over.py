"""Who facilitates which team, and how that goes from one person to another."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select, update

from bot.domain.programme import Role
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, columns_of, value_of
from bot.storage.tables import memberships, notes, owners, people, teams
from bot.storage.writes import add_row

_IS_FACILITATOR = (
    memberships.c.role == Role.FACILITATOR,
    memberships.c.left_at.is_(None),
    memberships.c.removed_at.is_(None),
)


async def facilitated_by(tx: Tx, person_id: int) -> list[int]:
    """The teams that this person facilitates, in order of their ids; what they own is not among them."""
    query = select(memberships.c.team_id).join_from(memberships, teams).where(*_IS_FACILITATOR)
    query = query.where(memberships.c.person_id == person_id, teams.c.removed_at.is_(None))
    return list((await tx.execute(query.order_by(memberships.c.team_id))).scalars())


async def who_may_take_over(tx: Tx, collaborative_id: int) -> list[PersonRow]:
    """The facilitators and owners of a collaborative who have joined and can be reached, by their names."""
    facilitating = (
        select(memberships.c.person_id)
        .join(teams)
        .where(*_IS_FACILITATOR, teams.c.collaborative_id == collaborative_id, teams.c.removed_at.is_(None))
    )
    owning = select(owners.c.person_id).where(
        owners.c.collaborative_id == collaborative_id, owners.c.removed_at.is_(None)
    )
    query = select(*columns_of(PersonRow, people)).where(
        or_(people.c.id.in_(facilitating), people.c.id.in_(owning)),
        people.c.chat_id.is_not(None),
        people.c.gone_at.is_(None),
        people.c.forgotten_at.is_(None),
    )
    return [value_of(PersonRow, row) for row in await tx.execute(query.order_by(people.c.name, people.c.id))]


async def give_team(tx: Tx, team_id: int, giver_id: int | None, receiver_id: int, now: datetime) -> None:
    """The receiver facilitates the team in the giver's place; where there is no giver, after all others."""
    of_team = (memberships.c.team_id == team_id, memberships.c.role == Role.FACILITATOR)
    place = 0
    if giver_id is not None:
        of_giver = (*of_team, memberships.c.person_id == giver_id)
        place = (await tx.execute(select(memberships.c.place).where(*of_giver))).scalar_one()
        await tx.execute(update(memberships).where(*of_giver).values(removed_at=now))
    of_receiver = (*of_team, memberships.c.person_id == receiver_id)
    again = {"left_at": None, "removed_at": None, "place": place}
    done = await tx.execute(update(memberships).where(*of_receiver).values(**again))
    if done.rowcount == 0:
        values = {"team_id": team_id, "person_id": receiver_id, "role": Role.FACILITATOR, "place": place}
        await add_row(tx, memberships, **values)


async def count_notes(tx: Tx, team_ids: Collection[int]) -> int:
    """How many notes there are about these teams."""
    query = select(func.count()).select_from(notes).where(notes.c.team_id.in_(team_ids))
    return int((await tx.execute(query)).scalar_one())


async def facilitators_in_bot(tx: Tx, collaborative_id: int) -> dict[str, list[str]]:
    """Who facilitates each team of a collaborative, by ids; who left by themselves still stands there."""
    query = (
        select(teams.c.slug, people.c.slug.label("person"))
        .select_from(memberships.join(teams).join(people))
        .where(
            teams.c.collaborative_id == collaborative_id,
            teams.c.removed_at.is_(None),
            memberships.c.role == Role.FACILITATOR,
            memberships.c.removed_at.is_(None),
            people.c.forgotten_at.is_(None),
        )
        .order_by(teams.c.id, memberships.c.place, memberships.c.id)
    )
    found: dict[str, list[str]] = {}
    for team, person in await tx.execute(query):
        found.setdefault(team, []).append(person)
    return found


async def taken_off(tx: Tx, team_id: int, slugs: Collection[str]) -> set[str]:
    """Those of these people who facilitated the team, and whose place somebody has taken since."""
    query = (
        select(people.c.slug)
        .join_from(memberships, people)
        .where(
            memberships.c.team_id == team_id,
            memberships.c.role == Role.FACILITATOR,
            memberships.c.removed_at.is_not(None),
            people.c.slug.in_(slugs),
        )
    )
    return set((await tx.execute(query)).scalars())
