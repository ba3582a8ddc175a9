"""Everything that is stored about one person, in plain words for themselves; of other people nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from bot.domain.programme import Role
from bot.storage.database import Tx
from bot.storage.erasing import chats_of
from bot.storage.holding_words import OF, of_teams, queries_of_facilitating
from bot.storage.rows import PersonRow
from bot.storage.tables import (
    absences,
    answers,
    audit,
    check_ins,
    collaboratives,
    conversations,
    digests,
    inbox,
    invites,
    measures,
    memberships,
    outbox,
    owners,
    pdsa_cycles,
    people,
    phase_moves,
    readers,
    stalls,
    teams,
)


@dataclass(frozen=True, slots=True)
class InShort:
    """How much is stored: answers and since when, tests, and messages that wait."""

    was_member: bool
    answers: int
    since: datetime | None
    tests: int
    waiting: int


async def in_short(tx: Tx, person_id: int) -> InShort:
    """How much is stored about the person."""
    member = select(memberships.c.id).where(memberships.c.person_id == person_id, memberships.c.role == Role.MEMBER)
    given = select(func.count(), func.min(answers.c.answered_at, type_=answers.c.answered_at.type)).where(
        answers.c.person_id == person_id
    )
    tested = select(func.count()).where(pdsa_cycles.c.person_id == person_id, pdsa_cycles.c.number.is_not(None))
    # What comes at once does not wait.
    waits = select(func.count()).where(
        outbox.c.person_id == person_id, outbox.c.state == "waiting", outbox.c.not_before.is_not(None)
    )
    (count, since), tests, waiting = (
        (await tx.execute(given)).one(),
        (await tx.execute(tested)).scalar_one(),
        (await tx.execute(waits)).scalar_one(),
    )
    was_member = (await tx.execute(member.limit(1))).first() is not None
    return InShort(was_member, count, since, tests, waiting)


async def everything_about(tx: Tx, person: PersonRow) -> dict[str, Any]:
    """All of it, ready to be written as JSON."""
    queries = _queries(person.id, person.slug)
    found = {name: [_plain(row._mapping) for row in await tx.execute(query)] for name, query in queries.items()}
    chats = await chats_of(tx, person)
    updates = select(inbox.c.received_at, inbox.c.handled_at).where(inbox.c.chat_id.in_(chats)).order_by(inbox.c.id)
    return {
        "person": await _person(tx, person.id),
        **found,
        "what_was_done": await _audit(tx, person.slug),
        "updates_of_the_last_days": [_plain(row._mapping) for row in await tx.execute(updates)],
    }


async def _person(tx: Tx, person_id: int) -> dict[str, Any]:
    query = select(
        people.c.slug.label("id"),
        people.c.name,
        people.c.language,
        people.c.zone,
        people.c.email,
        people.c.chat_id.label("telegram_chat"),
        people.c.joined_at,
        people.c.gone_at.label("chat_closed_at"),
        people.c.mail_refused_at.label("mailbox_refused_at"),
        people.c.quiet_from,
        people.c.quiet_until,
        people.c.working_days.label("working_days_from_monday_as_0"),
    ).where(people.c.id == person_id)
    return _plain((await tx.execute(query)).one()._mapping)


def _queries(person_id: int, slug: str) -> dict[str, Select[Any]]:
    return {
        **queries_of_facilitating(person_id, slug),
        "memberships": of_teams(memberships, "role", "left_at", "removed_at", "thanked_at").where(
            memberships.c.person_id == person_id
        ),
        "ownerships": select(collaboratives.c.slug.label("collaborative"), owners.c.removed_at)
        .join_from(owners, collaboratives)
        .where(owners.c.person_id == person_id)
        .order_by(owners.c.id),
        "answers": of_teams(
            answers, "phase", "step", "question", "question_version", "about", "wording", "value", "asked_at",
            "answered_at", "late", "source",
        ).where(answers.c.person_id == person_id),
        "tests": of_teams(
            pdsa_cycles, "number", "phase", "step", "stage", "scale", "planned_end", "decision", "started_at", "ask_at",
            "asked_at", "closed_at", prediction=_if_theirs("person_id", "prediction", person_id),
            what_happened=_if_theirs("told_id", "what_happened", person_id),
            not_kept_yet=_if_theirs("holder_id", "draft", person_id),
        ).where(
            or_(*(pdsa_cycles.c[whose] == person_id for whose in ("person_id", "holder_id", "told_id")))
        ),
        "absences": select(absences.c.first, absences.c.last)
        .where(absences.c.person_id == person_id)
        .order_by(absences.c.first),
        "check_ins": select(
            *OF,
            check_ins.c.asked_at,
            conversations.c.stage,
            conversations.c.pressed_at,
            conversations.c.reminded_at,
            conversations.c.later_at,
            conversations.c.draft.label("not_kept_yet"),
        )
        .join_from(conversations, check_ins)
        .join(teams)
        .join(collaboratives)
        .where(conversations.c.person_id == person_id)
        .order_by(conversations.c.id),
        "digests": select(
            collaboratives.c.slug.label("collaborative"), digests.c.week, digests.c.channel, digests.c.decided_at,
            digests.c.sent_at, teams.c.slug.label("asked_for"), digests.c.ask_source, digests.c.ask_name,
            digests.c.reply, digests.c.replied_at,
        )
        .join_from(digests, collaboratives)
        .outerjoin(teams, teams.c.id == digests.c.ask_team_id)
        .where(digests.c.person_id == person_id)
        .order_by(digests.c.id),
        "next_digests": select(
            collaboratives.c.slug.label("collaborative"), readers.c.every, readers.c.channel, readers.c.next_week,
            readers.c.next_due_at,
        )
        .join_from(readers, collaboratives)
        .where(readers.c.person_id == person_id)
        .order_by(readers.c.id),
        "cases_taken": of_teams(stalls, "kind", "opened_at", "acknowledged_at", "closed_at").where(
            stalls.c.acknowledged_by == slug
        ),
        "phases_moved": of_teams(phase_moves, "from_phase", "to_phase", "at", "reason").where(
            phase_moves.c.by == slug
        ),
        "measures": of_teams(measures, "title", "kind").where(measures.c.owner == slug),
        "reporter_of": select(*OF).join_from(teams, collaboratives).where(teams.c.reporter == slug),
        "invites": select(invites.c.made_at, invites.c.expires_at, invites.c.used_at, invites.c.revoked_at)
        .where(invites.c.person_id == person_id)
        .order_by(invites.c.id),
        "messages": select(outbox.c.kind, outbox.c.state, outbox.c.decided_at, outbox.c.not_before, outbox.c.settled_at)
        .where(outbox.c.person_id == person_id)
        .order_by(outbox.c.id),
    }  # fmt: skip


def _if_theirs(whose: str, what: str, person_id: int) -> ColumnElement[Any]:
    """Words of a test that another one may have written or told."""
    mine = pdsa_cycles.alias()
    own = select(mine.c[what]).where(mine.c.id == pdsa_cycles.c.id, mine.c[whose] == person_id)
    return own.correlate(pdsa_cycles).scalar_subquery()


async def _audit(tx: Tx, slug: str) -> list[dict[str, Any]]:
    """What they did and what was done about them; who else had to do with it is not told."""
    others: set[str] = set((await tx.execute(select(people.c.slug).where(people.c.slug != slug))).scalars())
    query = (
        select(audit.c.at, audit.c.actor, audit.c.action, audit.c.subject, audit.c.detail)
        .where(or_(audit.c.actor == slug, audit.c.subject == slug))
        .order_by(audit.c.id)
    )
    return [
        {
            "at": row.at.isoformat(),
            "by": None if row.actor in others else row.actor,
            "action": row.action,
            "about": None if row.subject in others else row.subject,
            "detail": {key: value for key, value in row.detail.items() if key == "team" or not _names(value, others)},
        }
        for row in await tx.execute(query)
    ]


def _names(value: Any, ids: set[str]) -> bool:
    return any(_names(inner, ids) for inner in value) if isinstance(value, list) else value in ids


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {
        str(name): value.isoformat() if isinstance(value, datetime | date | time) else value
        for name, value in row.items()
    }
