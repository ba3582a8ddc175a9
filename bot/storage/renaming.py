"""Wherever a person's id or name stands as a word, a stub's id takes its place."""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any

from markupsafe import escape
from sqlalchemy import ColumnElement, Select, Table, Text, cast, or_, select, true, update

from bot.domain.forgetting import cleaned, without_people
from bot.storage.database import Tx
from bot.storage.programme import applied, as_stored, collaborative_ids
from bot.storage.rows import PersonRow
from bot.storage.tables import (
    audit,
    collaboratives,
    evidence,
    homework,
    measures,
    notes,
    outbox,
    pauses,
    people,
    phase_moves,
    proposals,
    stall_moves,
    stalls,
    step_moves,
    team_messages,
    teams,
    tips,
)
from bot.storage.writes import change_row


async def rename_in_teams(tx: Tx, person: PersonRow, stub: str, of_teams: ColumnElement[bool] | None = None) -> None:
    """In the rows of all teams, or of these: what the person did is the stub's, and what they are to do is nobody's."""
    chosen = select(teams.c.id).where(true() if of_teams is None else of_teams)
    await tx.execute(
        update(teams)
        .where(teams.c.id.in_(chosen), teams.c.reporter == person.slug, teams.c.quorum == "reporter")
        .values(quorum="1")
    )
    await tx.execute(update(teams).where(teams.c.id.in_(chosen), teams.c.reporter == person.slug).values(reporter=None))
    await tx.execute(
        update(measures).where(measures.c.team_id.in_(chosen), measures.c.owner == person.slug).values(owner=None)
    )
    await tx.execute(
        update(phase_moves)
        .where(phase_moves.c.team_id.in_(chosen), phase_moves.c.by == person.slug)
        .values(by=stub, reason="")
    )
    await tx.execute(
        update(stalls)
        .where(stalls.c.team_id.in_(chosen), stalls.c.acknowledged_by == person.slug)
        .values(acknowledged_by=stub)
    )
    await _clean(tx, stalls, ("reasons",), words_of(person, stub), stalls.c.team_id.in_(chosen))
    of_cases = stall_moves.c.stall_id.in_(select(stalls.c.id).where(stalls.c.team_id.in_(chosen)))
    await tx.execute(update(stall_moves).where(of_cases, stall_moves.c.by == person.slug).values(by=stub))
    await _clean(tx, stall_moves, ("detail",), words_of(person, stub), of_cases)
    await tx.execute(update(pauses).where(pauses.c.team_id.in_(chosen), pauses.c.by == person.slug).values(by=stub))
    await _rename_on_the_way(tx, person, stub, chosen)
    # Where others wrote the person's name.
    named = {word: stub for word in (person.name, person.email) if word}
    for table, column in ((notes, "text"), (team_messages, "text"), (homework, "text"), (tips, "text")):
        await _clean(tx, table, (column,), named, table.c.team_id.in_(chosen))


async def _rename_on_the_way(tx: Tx, person: PersonRow, stub: str, chosen: Select[Any]) -> None:
    """What the person did on a team's way through its model; the words of a reason are theirs, and go."""
    for column in (evidence.c.by, proposals.c.by, proposals.c.answered_by, tips.c.decided_by):
        theirs = column.table.c.team_id.in_(chosen), column == person.slug
        await tx.execute(update(column.table).where(*theirs).values({column: stub}))
    skipped = step_moves.c.team_id.in_(chosen), step_moves.c.by == person.slug
    await tx.execute(update(step_moves).where(*skipped).values(by=stub, reason=""))


async def rename_in_audit(tx: Tx, person: PersonRow, stub: str) -> None:
    """The audit goes on saying what was done and when, and no longer by whom."""
    await tx.execute(update(audit).where(audit.c.actor == person.slug).values(actor=stub))
    await _clean(tx, audit, ("subject", "detail"), words_of(person, stub))


async def take_out_of_programmes(tx: Tx, slug: str, only: Collection[int] | None = None) -> None:
    """The programmes as they were last applied, or these of them, as if the person had never stood in one."""
    for name, row_id in (await collaborative_ids(tx)).items():
        found = await applied(tx, name)
        if found is None or (only is not None and row_id not in only):
            continue
        without = without_people(found.programme, {slug})
        if without != found.programme:
            await change_row(tx, collaboratives, row_id, applied=as_stored(without))


async def rename_in_messages(tx: Tx, person: PersonRow, other: Callable[[str | None], str]) -> None:
    """Messages to others that have not left no longer name the person: `other` is the word in the reader's language."""
    query = (
        select(outbox.c.id, outbox.c.text, outbox.c.keyboard, people.c.language)
        .outerjoin_from(outbox, people, people.c.chat_id == outbox.c.chat_id)
        .where(outbox.c.state.in_(("waiting", "sending")))
    )
    for row in (await tx.execute(query)).all():
        word = other(row.language)
        text = cleaned(row.text, {str(escape(person.name)): str(escape(word))})
        # What a button does is no word, whatever the person is called.
        keyboard = [[[cleaned(label, {person.name: word}), does] for label, does in line] for line in row.keyboard]
        if (text, keyboard) != (row.text, row.keyboard):
            await change_row(tx, outbox, row.id, text=text, keyboard=keyboard)


def words_of(person: PersonRow, stub: str) -> dict[str, str]:
    """What names the person, and what takes its place."""
    named = (person.name, person.email, str(person.chat_id or ""), person.slug)
    return {word: stub for word in named if word}


async def _clean(
    tx: Tx, table: Table, names: tuple[str, ...], words: Mapping[str, str], only: ColumnElement[bool] | None = None
) -> None:
    """Put other words in these columns, in the rows that hold any of the words at all."""
    columns = [table.c[name] for name in names]
    # In JSON a letter beyond ASCII is spelled with its number.
    spelled = {*words, *(json.dumps(word)[1:-1] for word in words)}
    holds = [cast(column, Text).contains(word, autoescape=True) for column in columns for word in spelled]
    query = select(table.c.id, *columns).where(or_(*holds), true() if only is None else only)
    for row_id, *values in (await tx.execute(query)).all():
        changed: dict[str, Any] = {
            name: new for name, old in zip(names, values, strict=True) if (new := cleaned(old, words)) != old
        }
        if changed:
            await change_row(tx, table, row_id, **changed)
