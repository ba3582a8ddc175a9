"""What has happened so far, read from the rows in which it is kept: for the demo, rehearsals and reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, String, and_, cast, func, literal, null, select

from bot.storage.database import Tx
from bot.storage.tables import (
    alert_cases,
    audit,
    check_ins,
    conversations,
    digests,
    outbox,
    people,
    phase_moves,
    proposals,
    stall_moves,
    stalls,
    teams,
)

NOBODY = cast(null(), String).label("person")
_NAMELESS = cast(null(), String).label("team")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: its kind as in a rehearsal's output, with the ids of the team and person it is about.

    The kind and the row that tells of it are one thing's own, whatever else is added to the row later. `detail` is as
    in a rehearsal's output too.
    """

    at: datetime
    kind: str
    row: int
    team: str | None
    person: str | None
    detail: dict[str, Any]


async def chronicle(tx: Tx) -> list[Happening]:
    """Everything that has happened, in the order of time; at one moment in the order of cause and effect."""
    found: list[tuple[int, Happening]] = []
    for number, (kind, query, details) in enumerate(_parts()):
        for at, row, team, person, *values in await tx.execute(query.where(query.selected_columns["at"].is_not(None))):
            detail = dict(zip(details, values, strict=True))
            found.append((number, Happening(at, kind, row, team, person, _plain(detail))))
    found.sort(key=lambda it: (it[1].at, it[0], it[1].team or "", it[1].person or "", it[1].row))
    return [happening for _, happening in found]


def _plain(detail: dict[str, Any]) -> dict[str, Any]:
    """The details as they may stand in JSON; those of an audit entry lie one deeper."""
    noted = detail.pop("noted", {})
    return {name: str(value) if name == "check_in" else value for name, value in (detail | noted).items()}


def _parts() -> Iterator[tuple[str, Select[Any], tuple[str, ...]]]:
    """Each kind with the query that finds it (when, which row, team, person, details) and the names of its details."""
    yield "joined", _part(people, people.c.joined_at, person=people.c.slug), ()
    yield "session_moved", _noted("move_session", subject="session"), ("session", "noted")
    yield "phase_moved", _phase_moved(), ("from", "to", "reason")
    answered = _check_in(check_ins.c.answered_at, _first_to_press())
    yield "answered", answered, _OF_CHECK_IN
    yield "phase_proposed", _phase_proposed(), ("from", "to")
    yield "missed", _check_in(check_ins.c.closed_at).where(check_ins.c.state == "missed"), _OF_CHECK_IN
    yield "stall_opened", _case(stalls.c.opened_at), _OF_CASE
    yield "alert_sent", _alerts(), _OF_CASE
    yield "acknowledged", _move("acknowledged"), _OF_CASE
    yield "escalated", _move("escalated"), _OF_CASE
    yield "stall_closed", _case(stalls.c.closed_at).add_columns(stalls.c.closed_because), (*_OF_CASE, "because")
    yield "budget_held_back", _held_back(), ()
    yield "asked", _sent("screen"), _OF_CHECK_IN
    yield "reminded", _sent("reminder"), _OF_CHECK_IN
    digest = _part(digests, digests.c.sent_at, person=people.c.slug).add_columns(digests.c.week)
    yield "digest_sent", digest.join_from(digests, people), ("week",)


_OF_CHECK_IN = ("check_in", "phase")
_OF_CASE = ("stall", "rules")


def _part(table: FromClause, moment: ColumnElement[Any], *, team: Any = _NAMELESS, person: Any = NOBODY) -> Select[Any]:
    named = (table.c.id.label("row"), team.label("team"), person.label("person"))
    return select(moment.label("at"), *named)


def _check_in(moment: ColumnElement[Any], person: Any = NOBODY) -> Select[Any]:
    query = _part(check_ins, moment, team=teams.c.slug, person=person).join_from(check_ins, teams)
    return query.add_columns(check_ins.c.grid_on, check_ins.c.phase)


def _first_to_press() -> Any:
    """The first to press anything is who answered it, also with "nothing new"."""
    pressed = (
        select(people.c.slug)
        .join_from(conversations, people)
        .where(conversations.c.check_in_id == check_ins.c.id, conversations.c.pressed_at.is_not(None))
    )
    return pressed.order_by(conversations.c.pressed_at).limit(1).scalar_subquery()


def _sent(kind: str) -> Select[Any]:
    """The first message of this kind that has come to each reader of each check-in; a group is nobody."""
    sent = (outbox.c.kind == kind, outbox.c.state == "sent", outbox.c.conversation_id.is_not(None))
    firsts = select(func.min(outbox.c.id)).where(*sent).group_by(outbox.c.conversation_id)
    come = outbox.join(conversations).join(check_ins).join(teams)
    query = _part(outbox, outbox.c.settled_at, team=teams.c.slug, person=people.c.slug)
    query = query.add_columns(check_ins.c.grid_on, check_ins.c.phase)
    reader = people.c.id == conversations.c.person_id
    return query.select_from(come.outerjoin(people, reader)).where(outbox.c.id.in_(firsts))


def _case(moment: ColumnElement[Any]) -> Select[Any]:
    """Cases with the rules by which they opened; others may hold by now."""
    query = _part(stalls, moment, team=teams.c.slug)
    return query.select_from(stalls.join(teams).join(stall_moves, _OPENED)).add_columns(stalls.c.kind, _REASONS)


def _move(move: str) -> Select[Any]:
    """Each time that this became of a case, which may be more than once."""
    query = _part(_MOVES, _MOVES.c.at, team=teams.c.slug, person=_MOVES.c.by).where(_MOVES.c.move == move)
    of_cases = _MOVES.join(stalls, stalls.c.id == _MOVES.c.stall_id).join(teams)
    return query.select_from(of_cases.join(stall_moves, _OPENED)).add_columns(stalls.c.kind, _REASONS)


_MOVES = stall_moves.alias("moves")
_OPENED = and_(stall_moves.c.stall_id == stalls.c.id, stall_moves.c.move == "opened")
_REASONS = stall_moves.c.detail["reasons"]


def _alerts() -> Select[Any]:
    told = alert_cases.join(outbox).join(stalls, stalls.c.id == alert_cases.c.stall_id).join(teams)
    query = _part(alert_cases, outbox.c.settled_at, team=teams.c.slug, person=people.c.slug)
    query = query.add_columns(stalls.c.kind, _REASONS)
    # What somebody opened by themselves is no alert.
    query = query.where(outbox.c.state == "sent", outbox.c.lane == "alert")
    readers = told.outerjoin(people, people.c.id == outbox.c.person_id)
    return query.select_from(readers.join(stall_moves, _OPENED))


def _phase_moved() -> Select[Any]:
    moved = _part(phase_moves, phase_moves.c.at, team=teams.c.slug, person=phase_moves.c.by)
    moved = moved.add_columns(phase_moves.c.from_phase, phase_moves.c.to_phase, phase_moves.c.reason)
    return moved.join_from(phase_moves, teams).where(phase_moves.c.from_phase.is_not(None))


def _phase_proposed() -> Select[Any]:
    """By the bot, and that is nobody, or by a facilitator to the team."""
    proposed = _part(proposals, proposals.c.at, team=teams.c.slug, person=proposals.c.by)
    return proposed.add_columns(proposals.c.from_phase, proposals.c.to_phase).join_from(proposals, teams)


def _noted(action: str, *, subject: str) -> Select[Any]:
    """What the audit holds of this action, whose subject is something else than a person."""
    by = func.nullif(audit.c.actor, literal("system"))
    query = _part(audit, audit.c.at, person=by).add_columns(audit.c.subject.label(subject), audit.c.detail)
    return query.where(audit.c.action == action)


def _held_back() -> Select[Any]:
    team = audit.c.detail["team"].as_string()
    return _part(audit, audit.c.at, team=team, person=audit.c.subject).where(audit.c.action == "budget_held_back")
