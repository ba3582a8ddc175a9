"""What has just come to people, as far as those need it who act like them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Tx
from bot.storage.tables import (
    alert_cases,
    check_ins,
    conversations,
    matters,
    memberships,
    outbox,
    pdsa_cycles,
    people,
    proposals,
    stalls,
    team_messages,
    teams,
)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A check-in in somebody's chat: whose, of which team, and since when it is asked and they are there."""

    person: str
    team: str
    asked_at: datetime
    joined_at: datetime


async def asked_in(tx: Tx, conversation_ids: Collection[int]) -> list[AskedRow]:
    """The check-ins in these conversations with people."""
    query = (
        select(people.c.slug, teams.c.slug, check_ins.c.asked_at, people.c.joined_at)
        .select_from(conversations.join(check_ins).join(teams).join(people, people.c.id == conversations.c.person_id))
        .where(
            conversations.c.id.in_(conversation_ids),
            check_ins.c.asked_at.is_not(None),
            people.c.joined_at.is_not(None),
        )
        .order_by(conversations.c.id)
    )
    return [AskedRow(*row) for row in await tx.execute(query)]


async def teams_of_conversations(tx: Tx) -> dict[int, str]:
    """The team of each conversation about a check-in."""
    query = select(conversations.c.id, teams.c.slug).select_from(conversations.join(check_ins).join(teams))
    return {row[0]: row[1] for row in await tx.execute(query)}


async def teams_of_tests(tx: Tx) -> dict[int, str]:
    """The team of each small test."""
    query = select(pdsa_cycles.c.id, teams.c.slug).join_from(pdsa_cycles, teams)
    return {row[0]: row[1] for row in await tx.execute(query)}


async def teams_of_proposals(tx: Tx) -> dict[int, str]:
    """The team of each proposal to go on."""
    query = select(proposals.c.id, teams.c.slug).join_from(proposals, teams)
    return {row[0]: row[1] for row in await tx.execute(query)}


async def teams_of_messages(tx: Tx) -> dict[int, str]:
    """The team of each message between a facilitator and a team."""
    query = select(team_messages.c.id, teams.c.slug).join_from(team_messages, teams)
    return {row[0]: row[1] for row in await tx.execute(query)}


async def teams_of_alerts(tx: Tx) -> dict[str, str]:
    """The team of the first case of which each alert tells, by the alert's key."""
    query = (
        select(outbox.c.key, teams.c.slug)
        .select_from(alert_cases.join(outbox).join(stalls, stalls.c.id == alert_cases.c.stall_id).join(teams))
        .order_by(alert_cases.c.id.desc())
    )
    return {row.key: row.slug for row in await tx.execute(query)}


async def teams_of_matters(tx: Tx) -> dict[str, str]:
    """The team of the first matter of which each message to a facilitator tells, by the message's key."""
    told = matters.join(outbox, outbox.c.id == matters.c.outbox_id).join(teams, teams.c.id == matters.c.team_id)
    query = select(outbox.c.key, teams.c.slug).select_from(told).order_by(matters.c.id.desc())
    return {row.key: row.slug for row in await tx.execute(query)}


async def teams_of_memberships(tx: Tx) -> dict[int, str]:
    """The team of each membership."""
    query = select(memberships.c.id, teams.c.slug).join_from(memberships, teams)
    return {row.id: row.slug for row in await tx.execute(query)}
