"""Conversations about check-ins: each person's, or the whole team's in its group."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, distinct, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from bot.storage.built import built_once
from bot.storage.check_ins import open_check_in
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, ConversationRow, columns_of, value_of
from bot.storage.tables import check_ins, conversations, memberships, people, teams
from bot.storage.writes import add_row, change_row


async def add_conversation(tx: Tx, check_in_id: int, person_id: int | None) -> ConversationRow:
    """A person's conversation about the check-in, at its first question; with no person the team's in its group."""
    row_id = await add_row(
        tx, conversations, check_in_id=check_in_id, person_id=person_id, position=0, stage="open", screens=0
    )
    return ConversationRow(row_id, check_in_id, person_id, None, 0, "open", 0, None, None, None, None)


async def conversation_by_id(tx: Tx, conversation_id: int) -> ConversationRow | None:
    """The conversation that a button names, if there is one."""
    row = (await tx.execute(*_by_id(conversation_id))).first()
    return value_of(ConversationRow, row) if row else None


@built_once
def _by_id(conversation_id: Any) -> Select[Any]:
    return select(*columns_of(ConversationRow, conversations)).where(conversations.c.id == conversation_id)


async def chat_of(tx: Tx, conversation_id: int) -> int | None:
    """The chat in which the conversation is shown now: its person's, or its team's group."""
    chat_id: int | None = (await tx.execute(*_chat(conversation_id))).scalar_one_or_none()
    return chat_id


@built_once
def _chat(conversation_id: Any) -> Select[Any]:
    chat = case((conversations.c.person_id.is_not(None), people.c.chat_id), else_=teams.c.group_chat_id)
    return (
        select(chat)
        .select_from(
            conversations.join(check_ins).join(teams).outerjoin(people, people.c.id == conversations.c.person_id)
        )
        .where(conversations.c.id == conversation_id)
    )


async def is_asked_in_group(tx: Tx, check_in_id: int) -> bool:
    """Whether the check-in was posted in the team's group."""
    query = select(conversations.c.id).where(
        conversations.c.check_in_id == check_in_id, conversations.c.person_id.is_(None)
    )
    return (await tx.execute(query)).first() is not None


async def in_groups(tx: Tx, team_id: int) -> list[int]:
    """The conversations that the team has had in groups."""
    of_team = select(check_ins.c.id).where(check_ins.c.team_id == team_id)
    query = select(conversations.c.id).where(
        conversations.c.person_id.is_(None), conversations.c.check_in_id.in_(of_team)
    )
    return list((await tx.execute(query)).scalars())


async def group_conversation(tx: Tx, chat_id: int, message_id: int) -> ConversationRow | None:
    """The conversation of a team that is asked in this group, on this message."""
    query = (
        select(*columns_of(ConversationRow, conversations))
        .join_from(conversations, check_ins)
        .join(teams)
        .where(
            conversations.c.person_id.is_(None),
            conversations.c.message_id == message_id,
            teams.c.group_chat_id == chat_id,
        )
    )
    row = (await tx.execute(query)).first()
    return value_of(ConversationRow, row) if row else None


async def conversation_to_bring_back(tx: Tx, now: datetime) -> ConversationRow | None:
    """The conversation that somebody put off and whose moment has come, claimed until the transaction ends."""
    query = (
        select(*columns_of(ConversationRow, conversations))
        .where(conversations.c.later_at <= now)
        .order_by(conversations.c.later_at, conversations.c.id)
        .limit(1)
    )
    row = (await tx.execute(query.with_for_update(skip_locked=True))).first()
    return value_of(ConversationRow, row) if row else None


async def hold_conversation(tx: Tx, conversation_id: int) -> None:
    """Keep others from changing the conversation until the transaction ends."""
    await tx.execute(*_held(conversation_id))


@built_once
def _held(conversation_id: Any) -> Select[Any]:
    return select(conversations.c.id).where(conversations.c.id == conversation_id).with_for_update()


async def hold_conversations(tx: Tx, check_in_id: int) -> list[int]:
    """The same of all conversations about a check-in; their ids."""
    return list((await tx.execute(*_all_held(check_in_id))).scalars())


@built_once
def _all_held(check_in_id: Any) -> Select[Any]:
    query = select(conversations.c.id).where(conversations.c.check_in_id == check_in_id).order_by(conversations.c.id)
    return query.with_for_update()


async def hold_open_check_in(tx: Tx, team_id: int) -> CheckInRow | None:
    """The team's open check-in, held with its conversations until the transaction ends.

    Whoever answers holds them before the team, so everybody does, and nobody waits crosswise.
    """
    check_in = await open_check_in(tx, team_id, lock=True)
    if check_in is not None:
        await hold_conversations(tx, check_in.id)
    return check_in


async def conversations_of(
    tx: Tx, *, check_in_id: int | None = None, person_id: int | None = None
) -> list[ConversationRow]:
    """The conversations about a check-in, or of a person; the newest first."""
    query = select(*columns_of(ConversationRow, conversations)).order_by(conversations.c.id.desc())
    if check_in_id is not None:
        query = query.where(conversations.c.check_in_id == check_in_id)
    if person_id is not None:
        query = query.where(conversations.c.person_id == person_id)
    return [value_of(ConversationRow, row) for row in await tx.execute(query)]


async def open_conversations_of(tx: Tx, person_id: int) -> list[ConversationRow]:
    """The person's conversations about check-ins that have not closed; the newest first."""
    return [value_of(ConversationRow, row) for row in await tx.execute(*_open_of(person_id))]


@built_once
def _open_of(person_id: Any) -> Select[Any]:
    return (
        select(*columns_of(ConversationRow, conversations))
        .join_from(conversations, check_ins)
        .where(conversations.c.person_id == person_id, check_ins.c.closed_at.is_(None))
        .order_by(conversations.c.id.desc())
    )


async def change_conversation(tx: Tx, conversation_id: int, **values: Any) -> None:
    """Set these columns of the conversation."""
    await change_row(tx, conversations, conversation_id, **values)


async def next_screen(tx: Tx, conversation_id: int) -> int:
    """The number of the conversation's next screen; colleagues may show one too, so it is counted in the database."""
    return int((await tx.execute(*_counted(conversation_id))).scalar_one())


@built_once
def _counted(conversation_id: Any) -> ReturningUpdate[Any]:
    count = update(conversations).where(conversations.c.id == conversation_id)
    return count.values(screens=conversations.c.screens + 1).returning(conversations.c.screens)


async def times_asked(tx: Tx, person_id: int, since: datetime, until: datetime) -> int:
    """How many check-ins reach this person from `since` up to `until`, over all teams; those in groups count."""
    return int((await tx.execute(*_times_asked(person_id, since, until))).scalar_one())


@built_once
def _times_asked(person_id: Any, since: Any, until: Any) -> Select[Any]:
    reached = func.coalesce(conversations.c.comes_at, check_ins.c.asked_at)
    return (
        select(func.count(distinct(check_ins.c.id)))
        .select_from(conversations.join(check_ins))
        .where(_reach(person_id), reached >= since, reached < until)
    )


async def times_reminded(tx: Tx, person_id: int, since: datetime) -> int:
    """How many reminders this person has been sent since then, over all teams; those in groups count."""
    query = (
        select(func.count(distinct(check_ins.c.id)))
        .select_from(conversations.join(check_ins))
        .where(_reach(person_id), conversations.c.reminded_at >= since)
    )
    return int((await tx.execute(query)).scalar_one())


def _reach(person_id: Any) -> ColumnElement[bool]:
    """Conversations that this person reads: their own, and those of their teams in groups."""
    teams_of = select(memberships.c.team_id).where(
        memberships.c.person_id == person_id,
        memberships.c.role == "member",
        memberships.c.left_at.is_(None),
        memberships.c.removed_at.is_(None),
    )
    in_group = conversations.c.person_id.is_(None) & check_ins.c.team_id.in_(teams_of)
    return or_(conversations.c.person_id == person_id, in_group)
