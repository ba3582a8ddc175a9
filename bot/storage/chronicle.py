"""What has happened so far, read from the rows in which it is kept: for the demo, rehearsals and reports."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, String, Table, cast, func, literal, null, select, union_all

from bot.storage.database import Tx
from bot.storage.tables import answers, check_ins, conversations, digests, outbox, people, stalls, teams

NOBODY = cast(null(), String)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: its kind as in a rehearsal's output, with the ids of the team and person it is about."""

    at: datetime
    kind: str
    team: str | None
    person: str | None


async def chronicle(tx: Tx) -> list[Happening]:
    """Everything that has happened, in the order of time; at one moment in the order of cause and effect."""
    parts = [part.add_columns(literal(number).label("number")) for number, part in enumerate(_parts())]
    rows = await tx.execute(union_all(*parts).order_by("at", "number", "team", "person"))
    return [Happening(row.at, row.kind, row.team, row.person) for row in rows]


def _parts() -> list[Select[Any]]:
    to_whom = select(func.min(people.c.slug)).join_from(outbox, people)
    first_told = to_whom.where(outbox.c.kind == "alert", outbox.c.subject == stalls.c.id).scalar_subquery()
    first_answer = (
        select(people.c.slug)
        .join_from(answers, people)
        .where(answers.c.check_in_id == check_ins.c.id)
        .order_by(answers.c.id)
        .limit(1)
    ).scalar_subquery()
    spoken_to = (
        select(people.c.slug).join_from(conversations, people).where(conversations.c.check_in_id == check_ins.c.id)
    )
    first_asked = spoken_to.order_by(conversations.c.id).limit(1).scalar_subquery()
    was_reminded = conversations.c.reminded_at.is_not(None)
    first_reminded = spoken_to.where(was_reminded).order_by(conversations.c.id).limit(1).scalar_subquery()
    missed = check_ins.c.state == "missed"
    return [
        _part("joined", people.c.joined_at, team=NOBODY, person=people.c.slug),
        _of_team("answered", check_ins, check_ins.c.answered_at, first_answer),
        _of_team("missed", check_ins, check_ins.c.closed_at).where(missed),
        _of_team("stall_opened", stalls, stalls.c.noticed_at),
        _of_team("alert_sent", stalls, stalls.c.alerted_at, first_told),
        _of_team("acknowledged", stalls, stalls.c.acknowledged_at, stalls.c.acknowledged_by),
        _of_team("stall_closed", stalls, stalls.c.closed_at),
        _of_team("asked", check_ins, check_ins.c.asked_at, first_asked),
        _of_team("reminded", check_ins, check_ins.c.reminded_at, first_reminded),
        _part("digest_sent", digests.c.sent_at, team=NOBODY, person=people.c.slug).join_from(digests, people),
    ]


def _of_team(kind: str, table: Table, moment: Column[Any], person: Any = NOBODY) -> Select[Any]:
    return _part(kind, moment, teams.c.slug, person).join_from(table, teams)


def _part(kind: str, moment: Column[Any], team: Any, person: Any) -> Select[Any]:
    named = (literal(kind).label("kind"), team.label("team"), person.label("person"))
    return select(moment.label("at"), *named).where(moment.is_not(None))
