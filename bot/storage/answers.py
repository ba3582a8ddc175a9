"""Answers: earlier ones stay, and the newest holds."""

from typing import Any

from sqlalchemy import Select, func, select

from bot.domain.asked_before import Given
from bot.domain.model import Value
from bot.storage.built import built_once
from bot.storage.database import Tx
from bot.storage.tables import answers, conversations, people
from bot.storage.writes import add_row


async def add_answer(tx: Tx, **values: Any) -> None:
    """Keep an answer; earlier ones stay."""
    await add_row(tx, answers, **values)


async def newest_answers(tx: Tx, team_id: int) -> list[Given]:
    """The team's newest answer to each team question, in the order in which they came; without erased ones."""
    newest = (
        select(func.max(answers.c.id))
        .where(answers.c.team_id == team_id, answers.c.about == "team")
        .group_by(answers.c.question)
    )
    query = (
        select(answers.c.question, answers.c.value, answers.c.answered_at)
        .where(answers.c.id.in_(newest))
        .order_by(answers.c.id)
    )
    rows = await tx.execute(query)
    return [Given(question, as_value(value), moment) for question, value, moment in rows if value is not None]


async def answer_in_check_in(
    tx: Tx, check_in_id: int, question: str, *, only_of: int | None = None
) -> tuple[Value, int] | None:
    """The newest answer to the question in this check-in with the id of who gave it; `only_of` that person's alone."""
    query = _newest(check_in_id, question) if only_of is None else _newest_of(check_in_id, question, only_of)
    row = (await tx.execute(*query)).first()
    return (as_value(row[0]), int(row[1])) if row else None


async def newest_in_check_in(tx: Tx, check_in_id: int) -> dict[str, int]:
    """The questions that were answered in this check-in, each with the id of who gave the newest answer."""
    return {row.question: row.person_id for row in await tx.execute(*_given_in(check_in_id))}


@built_once
def _given_in(check_in_id: Any) -> Select[Any]:
    query = select(answers.c.question, answers.c.person_id).where(answers.c.check_in_id == check_in_id)
    return query.order_by(answers.c.id)


@built_once
def _newest(check_in_id: Any, question: Any) -> Select[Any]:
    in_check_in = (answers.c.check_in_id == check_in_id, answers.c.question == question)
    newest = select(answers.c.value, answers.c.person_id).where(*in_check_in)
    return newest.order_by(answers.c.id.desc()).limit(1)


@built_once
def _newest_of(check_in_id: Any, question: Any, person_id: Any) -> Select[Any]:
    theirs = (answers.c.check_in_id == check_in_id, answers.c.question == question, answers.c.person_id == person_id)
    return select(answers.c.value, answers.c.person_id).where(*theirs).order_by(answers.c.id.desc()).limit(1)


async def has_answered(tx: Tx, check_in_id: int, person_id: int | None) -> bool:
    """Whether this person, or with None anybody, has given any answer in the check-in."""
    query = _any_by(check_in_id, person_id) if person_id is not None else _any(check_in_id)
    return (await tx.execute(*query)).first() is not None


@built_once
def _any(check_in_id: Any) -> Select[Any]:
    return select(answers.c.id).where(answers.c.check_in_id == check_in_id).limit(1)


@built_once
def _any_by(check_in_id: Any, person_id: Any) -> Select[Any]:
    return select(answers.c.id).where(answers.c.check_in_id == check_in_id, answers.c.person_id == person_id).limit(1)


async def hearing(tx: Tx, check_in_id: int) -> set[str]:
    """The slugs of those who answered the check-in or said that there is nothing new."""
    return set((await tx.execute(*_hearing(check_in_id))).scalars())


@built_once
def _hearing(check_in_id: Any) -> Select[Any]:
    answered = select(answers.c.person_id).where(answers.c.check_in_id == check_in_id)
    nothing_new = select(conversations.c.person_id).where(
        conversations.c.check_in_id == check_in_id, conversations.c.stage == "nothing_new"
    )
    return select(people.c.slug).where(people.c.id.in_(answered.union(nothing_new)))


def as_value(stored: Any) -> Value:
    """An answer as it comes out of JSON; several choices are a tuple again."""
    return tuple(stored) if isinstance(stored, list) else stored
