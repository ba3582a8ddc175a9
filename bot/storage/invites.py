"""Join codes, of which only the hash is kept."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from bot.storage.database import Tx
from bot.storage.rows import InviteRow, PersonRow, columns_of, value_of
from bot.storage.tables import invites, memberships, people
from bot.storage.writes import add_row, change_row


async def add_invite(
    tx: Tx, code_hash: str, *, person_id: int | None, team_id: int | None, now: datetime, expires_at: datetime
) -> None:
    """A new code; earlier ones stay good."""
    await add_row(
        tx, invites, code_hash=code_hash, person_id=person_id, team_id=team_id, made_at=now, expires_at=expires_at
    )


async def invite_by_hash(tx: Tx, code_hash: str) -> InviteRow | None:
    """The invite of this code, whatever became of it."""
    return await _one(tx, invites.c.code_hash == code_hash)


async def invite_by_id(tx: Tx, invite_id: int) -> InviteRow | None:
    """The invite of this row."""
    return await _one(tx, invites.c.id == invite_id)


async def _one(tx: Tx, condition: ColumnElement[bool]) -> InviteRow | None:
    row = (await tx.execute(select(*columns_of(InviteRow, invites)).where(condition).with_for_update())).first()
    return value_of(InviteRow, row) if row else None


async def use_invite(tx: Tx, invite_id: int, now: datetime) -> None:
    """A person's code is good once."""
    await change_row(tx, invites, invite_id, used_at=now)


async def revoke_team_invites(tx: Tx, team_id: int, now: datetime) -> int:
    """End every code of the team; how many were still good."""
    done = await tx.execute(
        update(invites).where(invites.c.team_id == team_id, invites.c.revoked_at.is_(None)).values(revoked_at=now)
    )
    return done.rowcount


async def revoke_person_invites(tx: Tx, person_id: int, now: datetime) -> None:
    """End the person's unused codes."""
    await tx.execute(
        update(invites)
        .where(invites.c.person_id == person_id, invites.c.used_at.is_(None), invites.c.revoked_at.is_(None))
        .values(revoked_at=now)
    )


async def not_joined_yet(tx: Tx, team_id: int) -> list[PersonRow]:
    """The members of the team who have no chat yet."""
    query = (
        select(*columns_of(PersonRow, people))
        .join_from(people, memberships)
        .where(
            memberships.c.team_id == team_id,
            memberships.c.role == "member",
            people.c.chat_id.is_(None),
            people.c.forgotten_at.is_(None),
            memberships.c.removed_at.is_(None),
        )
        .order_by(memberships.c.place)
    )
    return [value_of(PersonRow, row) for row in await tx.execute(query)]
