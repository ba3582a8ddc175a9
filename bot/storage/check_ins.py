"""Check-ins, the conversations about them, and the answers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, update

from bot.domain.asking import Given
from bot.domain.check_in import CheckInState
from bot.domain.model import Value
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, ConversationRow, columns_of, value_of
from bot.storage.tables import answers, check_ins, conversations, people
from bot.storage.writes import add_row, change_row


async def add_check_in(tx: Tx, team_id: int, grid_on: date, **values: Any) -> int:
    """A new check-in of the team; its grid day is unique."""
    return await add_row(tx, check_ins, team_id=team_id, grid_on=grid_on, **values)


async def check_in_by_id(tx: Tx, check_in_id: int, *, lock: bool = False) -> CheckInRow:
    """The check-in of this id."""
    query = select(*columns_of(CheckInRow, check_ins)).where(check_ins.c.id == check_in_id)
    return value_of(CheckInRow, (await tx.execute(query.with_for_update() if lock else query)).one())


async def open_check_in(tx: Tx, team_id: int, *, lock: bool = False) -> CheckInRow | None:
    """The team's check-in that was asked and has not closed."""
    query = (
        select(*columns_of(CheckInRow, check_ins))
        .where(check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None), check_ins.c.closed_at.is_(None))
        .order_by(check_ins.c.asked_at.desc())
        .limit(1)
    )
    row = (await tx.execute(query.with_for_update() if lock else query)).first()
    return value_of(CheckInRow, row) if row else None


async def last_grid_day(tx: Tx, team_id: int) -> date | None:
    """The latest day of the team's grid that has had its check-in, whatever became of it."""
    query = select(func.max(check_ins.c.grid_on)).where(check_ins.c.team_id == team_id)
    latest: date | None = (await tx.execute(query)).scalar_one()
    return latest


async def check_in_to_close(tx: Tx, now: datetime) -> CheckInRow | None:
    """The check-in that should have closed longest ago, claimed until the transaction ends."""
    return await _due(tx, check_ins.c.close_at, now)


async def check_in_to_remind(tx: Tx, now: datetime) -> CheckInRow | None:
    """The check-in whose reminder is due longest, claimed until the transaction ends."""
    return await _due(tx, check_ins.c.remind_at, now)


async def _due(tx: Tx, moment: Any, now: datetime) -> CheckInRow | None:
    query = select(*columns_of(CheckInRow, check_ins)).where(moment <= now).order_by(moment, check_ins.c.id).limit(1)
    row = (await tx.execute(query.with_for_update(skip_locked=True))).first()
    return value_of(CheckInRow, row) if row else None


async def close_check_in(tx: Tx, check_in_id: int, now: datetime) -> None:
    """No more answers in time: an unanswered check-in becomes missed."""
    await tx.execute(
        update(check_ins)
        .where(check_ins.c.id == check_in_id, check_ins.c.state == CheckInState.ASKED)
        .values(state=CheckInState.MISSED)
    )
    await change_check_in(tx, check_in_id, closed_at=now, close_at=None, remind_at=None)


async def change_check_in(tx: Tx, check_in_id: int, **values: Any) -> None:
    """Set these columns of the check-in."""
    await change_row(tx, check_ins, check_in_id, **values)


async def mark_answered(tx: Tx, check_in_id: int, now: datetime) -> bool:
    """Whether this was what answered the check-in; a missed one stays missed."""
    done = await tx.execute(
        update(check_ins)
        .where(check_ins.c.id == check_in_id, check_ins.c.state == CheckInState.ASKED)
        .values(state=CheckInState.ANSWERED, answered_at=now, remind_at=None)
    )
    return done.rowcount > 0


async def questions_asked(tx: Tx, team_id: int) -> list[list[str]]:
    """The question ids of the team's check-ins that were asked, oldest first."""
    query = (
        select(check_ins.c.questions)
        .where(check_ins.c.team_id == team_id, check_ins.c.asked_at.is_not(None))
        .order_by(check_ins.c.asked_at)
    )
    return [[question["id"] for question in questions] for (questions,) in await tx.execute(query)]


async def add_conversation(tx: Tx, check_in_id: int, person_id: int) -> ConversationRow:
    """A person's conversation about the check-in, at its first question."""
    row_id = await add_row(
        tx, conversations, check_in_id=check_in_id, person_id=person_id, position=0, stage="open", screens=0
    )
    return ConversationRow(row_id, check_in_id, person_id, None, 0, "open", 0, None, None)


async def conversation_by_id(tx: Tx, conversation_id: int) -> ConversationRow | None:
    """The conversation that a button names, if there is one."""
    query = select(*columns_of(ConversationRow, conversations)).where(conversations.c.id == conversation_id)
    row = (await tx.execute(query)).first()
    return value_of(ConversationRow, row) if row else None


async def hold_conversation(tx: Tx, conversation_id: int) -> None:
    """Keep others from changing the conversation until the transaction ends."""
    await tx.execute(select(conversations.c.id).where(conversations.c.id == conversation_id).with_for_update())


async def hold_conversations(tx: Tx, check_in_id: int) -> list[int]:
    """The same of all conversations about a check-in; their ids."""
    query = select(conversations.c.id).where(conversations.c.check_in_id == check_in_id).order_by(conversations.c.id)
    return list((await tx.execute(query.with_for_update())).scalars())


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
    query = (
        select(*columns_of(ConversationRow, conversations))
        .join_from(conversations, check_ins)
        .where(conversations.c.person_id == person_id, check_ins.c.closed_at.is_(None))
        .order_by(conversations.c.id.desc())
    )
    return [value_of(ConversationRow, row) for row in await tx.execute(query)]


async def change_conversation(tx: Tx, conversation_id: int, **values: Any) -> None:
    """Set these columns of the conversation."""
    await change_row(tx, conversations, conversation_id, **values)


async def next_screen(tx: Tx, conversation_id: int) -> int:
    """The number of the conversation's next screen; colleagues may show one too, so it is counted in the database."""
    count = update(conversations).where(conversations.c.id == conversation_id)
    counted = count.values(screens=conversations.c.screens + 1).returning(conversations.c.screens)
    return int((await tx.execute(counted)).scalar_one())


async def times_asked(tx: Tx, person_id: int, since: datetime, until: datetime) -> int:
    """How many check-ins this person was asked from `since` up to `until`, over all teams."""
    query = (
        select(func.count())
        .select_from(conversations.join(check_ins))
        .where(conversations.c.person_id == person_id, check_ins.c.asked_at >= since, check_ins.c.asked_at < until)
    )
    return int((await tx.execute(query)).scalar_one())


async def times_reminded(tx: Tx, person_id: int, since: datetime) -> int:
    """How many reminders this person has been sent since then, over all teams."""
    query = (
        select(func.count())
        .select_from(conversations)
        .where(conversations.c.person_id == person_id, conversations.c.reminded_at >= since)
    )
    return int((await tx.execute(query)).scalar_one())


async def add_answer(tx: Tx, **values: Any) -> None:
    """Keep an answer; earlier ones stay."""
    await add_row(tx, answers, **values)


async def newest_answers(tx: Tx, team_id: int) -> list[Given]:
    """The team's newest answer to each team question, in the order in which they came."""
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
    return [Given(question, as_value(value), moment) for question, value, moment in await tx.execute(query)]


async def answer_in_check_in(
    tx: Tx, check_in_id: int, question: str, *, only_of: int | None = None
) -> tuple[Value, int] | None:
    """The newest answer to the question in this check-in with the id of who gave it; `only_of` that person's alone."""
    whose = [] if only_of is None else [answers.c.person_id == only_of]
    query = (
        select(answers.c.value, answers.c.person_id)
        .where(answers.c.check_in_id == check_in_id, answers.c.question == question, *whose)
        .order_by(answers.c.id.desc())
        .limit(1)
    )
    row = (await tx.execute(query)).first()
    return (as_value(row[0]), int(row[1])) if row else None


async def has_answered(tx: Tx, check_in_id: int, person_id: int) -> bool:
    """Whether this person has given any answer in the check-in."""
    query = select(answers.c.id).where(answers.c.check_in_id == check_in_id, answers.c.person_id == person_id)
    return (await tx.execute(query.limit(1))).first() is not None


async def counted(tx: Tx, team_id: int, since: datetime, until: datetime) -> tuple[int, int]:
    """How many of the team's check-ins asked from `since` up to `until` were answered, and how many there were."""
    query = select(func.count(check_ins.c.answered_at), func.count()).where(
        check_ins.c.team_id == team_id, check_ins.c.asked_at >= since, check_ins.c.asked_at < until
    )
    answered, asked = (await tx.execute(query)).one()
    return int(answered), int(asked)


async def hearing(tx: Tx, check_in_id: int) -> set[str]:
    """The slugs of those who answered the check-in or said that there is nothing new."""
    answered = select(answers.c.person_id).where(answers.c.check_in_id == check_in_id)
    nothing_new = select(conversations.c.person_id).where(
        conversations.c.check_in_id == check_in_id, conversations.c.stage == "nothing_new"
    )
    query = select(people.c.slug).where(people.c.id.in_(answered.union(nothing_new)))
    return set((await tx.execute(query)).scalars())


def as_value(stored: Any) -> Value:
    """An answer as it comes out of JSON; several choices are a tuple again."""
    return tuple(stored) if isinstance(stored, list) else stored
