"""What a team's answered check-ins say, with the moments at which it was said."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from bot.domain.check_in import CheckInState, Stage
from bot.domain.stuck import Heard, Said
from bot.domain.team_state import Lateness
from bot.storage.answers import as_value
from bot.storage.columns import Moment
from bot.storage.database import Tx
from bot.storage.tables import answers, check_ins, conversations, teams


async def heard_since(tx: Tx, team_id: int, since: datetime) -> list[Heard]:
    """The team's answered check-ins asked since then, the oldest first."""
    answered = (
        select(check_ins.c.id, check_ins.c.asked_at, check_ins.c.phase)
        .where(
            check_ins.c.team_id == team_id,
            check_ins.c.state == CheckInState.ANSWERED,
            check_ins.c.asked_at >= since,
        )
        .order_by(check_ins.c.asked_at, check_ins.c.id)
    )
    rows = (await tx.execute(answered)).all()
    said = await _said(tx, team_id)
    nothing_new = await _nothing_new(tx, team_id)
    return [Heard(row.asked_at, row.phase, said.get(row.id, {}), nothing_new.get(row.id)) for row in rows]


async def _said(tx: Tx, team_id: int) -> dict[int, dict[str, Said]]:
    query = (
        select(answers.c.check_in_id, answers.c.question, answers.c.value, answers.c.answered_at)
        .where(answers.c.team_id == team_id, answers.c.about == "team")
        .order_by(answers.c.id)
    )
    said: dict[int, dict[str, Said]] = {}
    for check_in_id, question, value, moment in await tx.execute(query):
        of_check_in, newest = said.setdefault(check_in_id, {}), as_value(value)
        # Somebody else who says the same says nothing new: it stands since the first of them.
        if question not in of_check_in or of_check_in[question].value != newest:
            of_check_in[question] = Said(newest, moment)
    return said


async def _nothing_new(tx: Tx, team_id: int) -> dict[int, datetime]:
    query = (
        select(conversations.c.check_in_id, func.min(conversations.c.pressed_at, type_=Moment()).label("at"))
        .join_from(conversations, check_ins)
        .where(check_ins.c.team_id == team_id, conversations.c.stage == Stage.NOTHING_NEW)
        .group_by(conversations.c.check_in_id)
    )
    return {row.check_in_id: row.at for row in await tx.execute(query)}


async def lateness_of(tx: Tx, team_id: int) -> list[Lateness]:
    """How the team's check-ins went, the oldest first."""
    return (await _lateness(tx, check_ins.c.team_id == team_id)).get(team_id, [])


async def lateness_in(tx: Tx, collaborative_id: int) -> dict[int, list[Lateness]]:
    """The same of every team of a collaborative."""
    of_collaborative = select(teams.c.id).where(teams.c.collaborative_id == collaborative_id)
    return await _lateness(tx, check_ins.c.team_id.in_(of_collaborative))


async def _lateness(tx: Tx, which: ColumnElement[bool]) -> dict[int, list[Lateness]]:
    query = (
        select(check_ins.c.team_id, check_ins.c.late_at, check_ins.c.answered_at)
        .where(which, check_ins.c.asked_at.is_not(None))
        .order_by(check_ins.c.asked_at, check_ins.c.id)
    )
    found: dict[int, list[Lateness]] = defaultdict(list)
    for team_id, late_at, answered_at in await tx.execute(query):
        found[team_id].append(Lateness(late_at, answered_at))
    return found
