"""What has happened so far, read from the rows in which it is kept: for the demo, rehearsals and reports."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Select, String, Table, cast, literal, null, select, union_all

from bot.storage.database import Tx
from bot.storage.tables import check_ins, conversations, digests, outbox, people, stalls, teams

NOBODY = cast(null(), String)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: its kind as in a rehearsal's output, with the ids of the team and person it is about.

    The kind and the row that tells of it are one thing's own, whatever else is added to the row later.
    """

    at: datetime
    kind: str
    row: int
    team: str | None
    person: str | None


async def chronicle(tx: Tx) -> list[Happening]:
    """Everything that has happened, in the order of time; at one moment in the order of cause and effect."""
    parts = [part.add_columns(literal(number).label("number")) for number, part in enumerate(_parts())]
    rows = await tx.execute(union_all(*parts).order_by("at", "number", "team", "person"))
    return [Happening(row.at, row.kind, row.row, row.team, row.person) for row in rows]


def _parts() -> list[Select[Any]]:
    told = select(people.c.slug).join_from(outbox, people).where(outbox.c.kind == "alert")
    first_told = told.where(outbox.c.subject == stalls.c.id).order_by(outbox.c.id).limit(1).scalar_subquery()
    spoken_to = (
        select(people.c.slug).join_from(conversations, people).where(conversations.c.check_in_id == check_ins.c.id)
    )
    first_asked = spoken_to.order_by(conversations.c.id).limit(1).scalar_subquery()
    was_reminded = conversations.c.reminded_at.is_not(None)
    first_reminded = spoken_to.where(was_reminded).order_by(conversations.c.id).limit(1).scalar_subquery()
    # The first to press anything is who answered it, also with "nothing new".
    pressed = conversations.c.pressed_at.is_not(None)
    first_pressed = spoken_to.where(pressed).order_by(conversations.c.pressed_at).limit(1).scalar_subquery()
    missed = check_ins.c.state == "missed"
    return [
        _part("joined", people, people.c.joined_at, team=NOBODY, person=people.c.slug),
        _of_team("answered", check_ins, check_ins.c.answered_at, first_pressed),
        _of_team("missed", check_ins, check_ins.c.closed_at).where(missed),
        _of_team("stall_opened", stalls, stalls.c.noticed_at),
        _of_team("alert_sent", stalls, stalls.c.alerted_at, first_told),
        _of_team("acknowledged", stalls, stalls.c.acknowledged_at, stalls.c.acknowledged_by),
        _of_team("stall_closed", stalls, stalls.c.closed_at),
        _of_team("asked", check_ins, check_ins.c.asked_at, first_asked),
        _of_team("reminded", check_ins, check_ins.c.reminded_at, first_reminded),
        _part("digest_sent", digests, digests.c.sent_at, team=NOBODY, person=people.c.slug).join_from(digests, people),
    ]


def _of_team(kind: str, table: Table, moment: Column[Any], person: Any = NOBODY) -> Select[Any]:
    return _part(kind, table, moment, teams.c.slug, person).join_from(table, teams)


def _part(kind: str, table: Table, moment: Column[Any], team: Any, person: Any) -> Select[Any]:
    named = (literal(kind).label("kind"), table.c.id.label("row"), team.label("team"), person.label("person"))
    return select(moment.label("at"), *named).where(moment.is_not(None))
