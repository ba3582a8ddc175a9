"""People, their chats and what they are to the teams."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update

from bot.domain.programme import Role
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, columns_of, value_of
from bot.storage.tables import collaboratives, memberships, owners, people, teams
from bot.storage.writes import add_row


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What a person is to one team; an owner's `team_id` is None."""

    role: Role
    team_id: int | None
    team_title: str
    collaborative_id: int
    collaborative_title: str
    language: str


async def person_by_chat(tx: Tx, chat_id: int) -> PersonRow | None:
    """Who talks in this chat."""
    return await _one(tx, _by_chat(chat_id))


async def person_by_id(tx: Tx, person_id: int) -> PersonRow:
    """The person of this id."""
    found = await _one(tx, _by_id(person_id))
    if found is None:
        raise KeyError(person_id)
    return found


async def person_by_slug(tx: Tx, slug: str) -> PersonRow | None:
    """The person whom the programme files call so."""
    return await _one(tx, _by_slug(slug))


async def people_by_slugs(tx: Tx, slugs: Collection[str]) -> dict[str, PersonRow]:
    """The people whom the programme files call so, by their ids there."""
    query = select(*columns_of(PersonRow, people)).where(people.c.slug.in_(slugs))
    return {row.slug: value_of(PersonRow, row) for row in await tx.execute(query)}


@built_once
def _by_chat(chat_id: Any) -> Select[Any]:
    return select(*columns_of(PersonRow, people)).where(people.c.chat_id == chat_id)


@built_once
def _by_id(person_id: Any) -> Select[Any]:
    return select(*columns_of(PersonRow, people)).where(people.c.id == person_id)


@built_once
def _by_slug(slug: Any) -> Select[Any]:
    return select(*columns_of(PersonRow, people)).where(people.c.slug == slug)


async def is_forgotten(tx: Tx, forgotten_hash: str) -> bool:
    """Whether the person whose id has this hash asked to be forgotten."""
    query = select(people.c.id).where(people.c.forgotten_hash == forgotten_hash)
    return (await tx.execute(query)).first() is not None


async def _one(tx: Tx, query: tuple[Select[Any], dict[str, Any]]) -> PersonRow | None:
    row = (await tx.execute(*query)).first()
    return value_of(PersonRow, row) if row else None


async def roles_of(tx: Tx, person_id: int) -> list[RoleRow]:
    """Everything that this person is, in the order of the files; roles that were left or removed are not."""
    found = [RoleRow(Role(role), *rest) for role, *rest in await tx.execute(*_roles_in_teams(person_id))]
    found += [RoleRow(Role.OWNER, None, "", *rest) for rest in await tx.execute(*_owned(person_id))]
    return found


@built_once
def _roles_in_teams(person_id: Any) -> Select[Any]:
    return (
        select(
            memberships.c.role,
            teams.c.id,
            teams.c.title,
            collaboratives.c.id,
            collaboratives.c.title,
            collaboratives.c.language,
        )
        .join_from(memberships, teams)
        .join(collaboratives)
        .where(
            memberships.c.person_id == person_id,
            memberships.c.left_at.is_(None),
            memberships.c.removed_at.is_(None),
            teams.c.removed_at.is_(None),
        )
        .order_by(memberships.c.id)
    )


@built_once
def _owned(person_id: Any) -> Select[Any]:
    return (
        select(collaboratives.c.id, collaboratives.c.title, collaboratives.c.language)
        .join_from(owners, collaboratives)
        .where(owners.c.person_id == person_id, owners.c.removed_at.is_(None))
        .order_by(owners.c.id)
    )


async def member_of(tx: Tx, person_id: int) -> list[int]:
    """The teams of which this person is a member, in the order of the files."""
    roles = await roles_of(tx, person_id)
    return [it.team_id for it in roles if it.role is Role.MEMBER and it.team_id is not None]


def titles_by_role(roles: Iterable[RoleRow]) -> dict[Role, list[str]]:
    """The titles of the teams, and for an owner of the collaboratives, each once; none for a role that is not there."""
    titles: dict[Role, dict[str, None]] = {role: {} for role in Role}
    for it in roles:
        titles[it.role][it.team_title or it.collaborative_title] = None
    return {role: list(found) for role, found in titles.items()}


async def people_of_team(tx: Tx, team_id: int, role: Role) -> list[PersonRow]:
    """Who has this role in the team, in the order of the file, joined or not."""
    return [value_of(PersonRow, row) for row in await tx.execute(*_of_team(team_id, role))]


@built_once
def _of_team(team_id: Any, role: Any) -> Select[Any]:
    return (
        select(*columns_of(PersonRow, people))
        .join_from(people, memberships)
        .where(
            memberships.c.team_id == team_id,
            memberships.c.role == role,
            memberships.c.left_at.is_(None),
            memberships.c.removed_at.is_(None),
        )
        .order_by(memberships.c.place, memberships.c.id)
    )


async def owners_of(tx: Tx, collaborative_id: int) -> list[PersonRow]:
    """The owners of a collaborative in the order of the file."""
    query = (
        select(*columns_of(PersonRow, people))
        .join_from(people, owners)
        .where(owners.c.collaborative_id == collaborative_id, owners.c.removed_at.is_(None))
        .order_by(owners.c.place, owners.c.id)
    )
    return [value_of(PersonRow, row) for row in await tx.execute(query)]


async def has_role(tx: Tx, person_id: int, team_id: int, role: Role) -> bool:
    """Whether this person has this role in this team today."""
    return (await tx.execute(*_role(person_id, team_id, role))).first() is not None


@built_once
def _role(person_id: Any, team_id: Any, role: Any) -> Select[Any]:
    return select(memberships.c.id).where(
        memberships.c.person_id == person_id,
        memberships.c.team_id == team_id,
        memberships.c.role == role,
        memberships.c.left_at.is_(None),
        memberships.c.removed_at.is_(None),
    )


async def set_chat(tx: Tx, person_id: int, chat_id: int | None, now: datetime) -> None:
    """Join a person to a chat; the newest chat wins."""
    await tx.execute(
        update(people).where(people.c.id == person_id).values(chat_id=chat_id, joined_at=now, gone_at=None)
    )


async def set_language(tx: Tx, person_id: int, language: str) -> None:
    """The language that this person chose."""
    await tx.execute(update(people).where(people.c.id == person_id).values(language=language))


async def set_gone(tx: Tx, chat_id: int, gone_at: datetime | None) -> bool:
    """Mark a chat as closed to us, or open again. Whether that changed anything."""
    was = people.c.gone_at.is_(None) if gone_at else people.c.gone_at.is_not(None)
    done = await tx.execute(update(people).where(people.c.chat_id == chat_id, was).values(gone_at=gone_at))
    return done.rowcount > 0


async def set_mail_refused(tx: Tx, person_id: int, now: datetime | None) -> None:
    """The person's mailbox takes nothing since then; None: it may be tried again."""
    await tx.execute(update(people).where(people.c.id == person_id).values(mail_refused_at=now))


async def leave_teams(tx: Tx, person_id: int, now: datetime) -> None:
    """End all of a person's memberships; what was answered for the teams stays theirs."""
    await tx.execute(
        update(memberships)
        .where(memberships.c.person_id == person_id, memberships.c.left_at.is_(None))
        .values(left_at=now)
    )


async def move_chat(tx: Tx, old: int, new: int) -> None:
    """A chat has got another id."""
    await tx.execute(update(people).where(people.c.chat_id == old).values(chat_id=new))


async def return_to_teams(tx: Tx, person_id: int) -> bool:
    """Somebody who had left is in again. Whether they had left anything."""
    done = await tx.execute(
        update(memberships)
        .where(
            memberships.c.person_id == person_id,
            memberships.c.removed_at.is_(None),
            memberships.c.left_at.is_not(None),
        )
        .values(left_at=None)
    )
    return done.rowcount > 0


async def add_member(tx: Tx, team_id: int, person_id: int) -> None:
    """Make the person a member of the team, again if they had left."""
    same = (memberships.c.team_id == team_id, memberships.c.person_id == person_id, memberships.c.role == Role.MEMBER)
    done = await tx.execute(update(memberships).where(*same).values(left_at=None, removed_at=None))
    if done.rowcount == 0:
        await add_row(tx, memberships, team_id=team_id, person_id=person_id, role=Role.MEMBER, place=1000)


async def people_of_collaborative(tx: Tx, collaborative_id: int) -> list[PersonRow]:
    """Everybody with a role in the collaborative, each once, in the order in which they were first applied."""
    in_teams = (
        select(memberships.c.person_id)
        .join(teams)
        .where(
            teams.c.collaborative_id == collaborative_id,
            memberships.c.removed_at.is_(None),
            memberships.c.left_at.is_(None),
            teams.c.removed_at.is_(None),
        )
    )
    owning = select(owners.c.person_id).where(
        owners.c.collaborative_id == collaborative_id, owners.c.removed_at.is_(None)
    )
    query = select(*columns_of(PersonRow, people)).where(people.c.id.in_(in_teams.union(owning))).order_by(people.c.id)
    return [value_of(PersonRow, row) for row in await tx.execute(query)]
