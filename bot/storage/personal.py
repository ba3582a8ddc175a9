"""Answers to personal questions, read without names: for a mean, and for nothing else."""

from sqlalchemy import select

from bot.storage.database import Tx
from bot.storage.tables import answers, check_ins


async def answers_of_each(tx: Tx, team_id: int, question: str) -> list[tuple[int, int]]:
    """Who answered what in time, in the last check-in with this question that has closed, in the order given."""
    closed = (
        select(check_ins.c.id, check_ins.c.questions)
        .where(check_ins.c.team_id == team_id, check_ins.c.closed_at.is_not(None))
        .order_by(check_ins.c.asked_at.desc())
    )
    rows = (await tx.execute(closed)).all()
    last = next((id_ for id_, asked in rows if any(it["id"] == question for it in asked)), None)
    query = (
        select(answers.c.person_id, answers.c.value)
        .where(answers.c.check_in_id == last, answers.c.question == question, answers.c.late.is_(False))
        .order_by(answers.c.id)
    )
    return [(person, value) for person, value in await tx.execute(query) if value is not None]
