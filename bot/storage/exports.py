"""What evaluation gets: each export is one query, with its columns named and in the order that the contract gives."""

from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

from sqlalchemy import Float, Select, case, cast, extract, func, select

from bot.domain.measuring import RARE
from bot.domain.model import About
from bot.storage.database import Database
from bot.storage.opening import explained
from bot.storage.tables import (
    answers,
    audit,
    check_ins,
    collaboratives,
    digests,
    judgements,
    measure_points,
    measures,
    people,
    phase_moves,
    stalls,
    teams,
)

AT_A_TIME = 500

_COLLABORATIVE = collaboratives.c.slug.label("collaborative")
_TEAM = teams.c.slug.label("team")

# Of something rare the value is the days since it happened before; on both engines a day has as many seconds.
_SECONDS = cast(extract("epoch", measure_points.c.on_date), Float)
_SINCE = (
    _SECONDS - func.lag(_SECONDS).over(partition_by=measure_points.c.measure_id, order_by=measure_points.c.on_date)
) / 86_400.0
_VERDICT = (
    select(judgements.c.verdict)
    .where(judgements.c.point_id == measure_points.c.id)
    .order_by(judgements.c.id.desc())
    .limit(1)
    .correlate(measure_points)
    .scalar_subquery()
)

EXPORTS: Mapping[str, Select[Any]] = {
    "answers": select(
        answers.c.id,
        _COLLABORATIVE,
        _TEAM,
        # Who gave a personal answer is nobody's business.
        case((answers.c.about == About.TEAM, people.c.slug)).label("person"),
        answers.c.check_in_id.label("check_in"),
        answers.c.phase,
        answers.c.step,
        answers.c.question,
        answers.c.question_version,
        answers.c.wording,
        answers.c.value,
        answers.c.asked_at,
        answers.c.answered_at,
        answers.c.late,
        answers.c.source,
    )
    .join_from(answers, teams)
    .join(collaboratives)
    .join(people, people.c.id == answers.c.person_id)
    .order_by(answers.c.id),
    "check-ins": select(
        check_ins.c.id,
        _COLLABORATIVE,
        _TEAM,
        check_ins.c.phase,
        check_ins.c.due_at,
        check_ins.c.asked_at,
        check_ins.c.state,
        check_ins.c.answered_at,
        check_ins.c.reminded_at,
        check_ins.c.closed_at,
    )
    .join_from(check_ins, teams)
    .join(collaboratives)
    .order_by(check_ins.c.id),
    "stalls": select(
        stalls.c.id,
        _COLLABORATIVE,
        _TEAM,
        stalls.c.kind,
        stalls.c.reasons,
        stalls.c.opened_at,
        stalls.c.alerted_at,
        stalls.c.acknowledged_at,
        stalls.c.acknowledged_by,
        stalls.c.escalated_at,
        stalls.c.closed_at,
        stalls.c.closed_because,
    )
    .join_from(stalls, teams)
    .join(collaboratives)
    .order_by(stalls.c.id),
    # Only the points that stand: what was corrected stays in the audit.
    "measures": select(
        measure_points.c.id,
        _COLLABORATIVE,
        _TEAM,
        measures.c.slug.label("measure"),
        measure_points.c.on_date.label("at"),
        measure_points.c.numerator,
        measure_points.c.denominator,
        case((measures.c.kind == RARE, _SINCE), else_=measure_points.c.value).label("value"),
        _VERDICT.label("verdict"),
    )
    .join_from(measure_points, measures)
    .join(teams)
    .join(collaboratives)
    .where(measure_points.c.replaced_at.is_(None))
    .order_by(measure_points.c.measure_id, measure_points.c.on_date),
    "phases": select(
        phase_moves.c.id,
        _COLLABORATIVE,
        _TEAM,
        phase_moves.c.from_phase.label("from"),
        phase_moves.c.to_phase.label("to"),
        phase_moves.c.at,
        phase_moves.c.by,
        phase_moves.c.reason,
    )
    .join_from(phase_moves, teams)
    .join(collaboratives)
    .order_by(phase_moves.c.id),
    "digests": select(
        digests.c.id,
        _COLLABORATIVE,
        people.c.slug.label("person"),
        digests.c.week,
        digests.c.sent_at,
        digests.c.channel,
    )
    .join_from(digests, collaboratives)
    .join(people)
    .order_by(digests.c.id),
    "audit": select(audit.c.id, audit.c.at, audit.c.actor, audit.c.action, audit.c.subject, audit.c.detail).order_by(
        audit.c.id
    ),
}


def columns(what: str) -> list[str]:
    """The names of an export's columns."""
    return EXPORTS[what].selected_columns.keys()


async def count(db: Database, what: str) -> int:
    """How many lines the export has."""
    with explained(db.url, OSError):
        async with db.read() as tx:
            lines = EXPORTS[what].order_by(None).subquery()
            return int((await tx.execute(select(func.count()).select_from(lines))).scalar_one())


async def exported(db: Database, what: str) -> AsyncGenerator[Sequence[Any], None]:
    """The export's lines as they are read: never all of them in memory."""
    with explained(db.url, OSError):
        async with db.read() as tx:
            found = await tx.stream(EXPORTS[what].execution_options(yield_per=AT_A_TIME))
            async for rows in found.partitions():
                for row in rows:
                    yield row
