"""A value is kept, corrected or taken back: the point that stood before stays in the history."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.measuring import RARE
from bot.domain.typed_value import Reading
from bot.flow.measuring.judging import judge_anew
from bot.storage import audit, measures, teams
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow, NewPoint, PointRow
from bot.storage.rows import PersonRow, TeamRow

CHAT, GROUP = "chat", "group"


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody's value for a day: None of something rare, of which the day is all. In a check-in, in which one."""

    team: TeamRow
    measure: MeasureRow
    person: PersonRow
    on: date
    reading: Reading | None
    source: str = CHAT
    check_in_id: int | None = None


async def keep(tx: Tx, entry: Entry, now: datetime) -> int | None:
    """Keep the value as the one of its day; the new point's id, None where the same stands already."""
    measure = entry.measure
    await hold(tx, measure)
    before = await measures.standing_point(tx, measure.id, entry.on)
    point = _point(entry)
    if before is not None and (before.value, before.numerator, before.denominator) == (
        point.value,
        point.numerator,
        point.denominator,
    ):
        return None
    point_id = await measures.add_point(
        tx,
        measure.id,
        point,
        now,
        person_id=entry.person.id,
        source=entry.source,
        check_in_id=entry.check_in_id,
    )
    if before is not None:
        await _note(tx, entry.team, measure, entry.person, "correct_number", before, now)
    await numbers_changed(tx, entry.team, measure, entry.on, now)
    return point_id


async def hold(tx: Tx, measure: MeasureRow) -> MeasureRow | None:
    """Keep others from changing the measure's numbers; None where it is counted no more.

    The team comes first, as wherever one is moved or applied, so that nobody waits crosswise.
    """
    await teams.team_by_id(tx, measure.team_id, lock=True)
    return await measures.measure_by_id(tx, measure.id, lock=True)


def _point(entry: Entry) -> NewPoint:
    if entry.measure.kind == RARE or entry.reading is None:
        return NewPoint(entry.on, None)
    return NewPoint(entry.on, entry.reading.value, entry.reading.numerator, entry.reading.denominator)


async def take_back(
    tx: Tx, team: TeamRow, measure: MeasureRow, point: PointRow, person: PersonRow, now: datetime
) -> None:
    """The point does not stand any more, and no other takes its place."""
    await hold(tx, measure)
    await measures.take_back_point(tx, point.id, now)
    await _note(tx, team, measure, person, "take_back_number", point, now)
    await numbers_changed(tx, team, measure, point.on_date, now)


async def _note(
    tx: Tx, team: TeamRow, measure: MeasureRow, person: PersonRow, action: str, before: PointRow, now: datetime
) -> None:
    day = before.on_date.isoformat()
    await audit.note(tx, now, person.slug, action, measure.slug, team=team.slug, day=day, before=before.value)


async def numbers_changed(tx: Tx, team: TeamRow, measure: MeasureRow, since: date, now: datetime) -> None:
    """Judge the measure anew, and look whether the team still misses a value."""
    await judge_anew(tx, measure, since, now)
    await teams.look_again(tx, now, team_id=team.id)
