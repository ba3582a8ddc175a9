"""What stands in the database afterwards."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from bot.storage.tables import answers, check_ins, measure_points, people, stalls, teams
from tests.support.chat import Line
from tests.support.player import Player, sentence
from tests.support.sentences.writing import DATE, REST
from tests.support.stored import everything_stored


@sentence("kept")
async def kept(player: Player, line: Line, said: Mapping[str, str]) -> None:
    query = select(answers, people.c.slug.label("by"), teams.c.slug.label("team"))
    async with player.w.db.read() as tx:
        rows = (await tx.execute(query.join_from(answers, people).join(teams).order_by(answers.c.id))).all()
    wanted = [] if line.value == "nothing" else line.value
    one = isinstance(wanted, dict)
    found = [{"person": row.by, **row._mapping} for row in (rows[-1:] if one else rows)]
    wanted = [wanted] if one else wanted
    seen = [{key: row[key] for key in each} for row, each in zip(found, wanted, strict=False)]
    assert (len(found), seen) == (len(wanted), wanted), f"kept is {[(row['question'], row['value']) for row in found]}"


@sentence("numbers")
async def numbers(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """The points that stand, as `day: value` or `day: part/whole`; of something rare the day alone."""
    query = select(measure_points).where(measure_points.c.replaced_at.is_(None))
    async with player.w.db.read() as tx:
        rows = (await tx.execute(query.order_by(measure_points.c.measure_id, measure_points.c.on_date))).all()
    found = [_number(row) for row in rows]
    assert found == line.value, f"the numbers are {found}"


def _number(row: Any) -> str:
    value = row.value if row.denominator is None else f"{row.numerator:g}/{row.denominator:g}"
    return str(row.on_date) if value is None else f"{row.on_date}: {value if isinstance(value, str) else f'{value:g}'}"


@sentence("check-ins")
async def states(player: Player, line: Line, said: Mapping[str, str]) -> None:
    async with player.w.db.read() as tx:
        found = (await tx.execute(select(check_ins.c.state).order_by(check_ins.c.asked_at))).scalars().all()
    assert list(found) == line.value, f"they are {found}"


@sentence("cases")
async def cases(player: Player, line: Line, said: Mapping[str, str]) -> None:
    query = select(stalls.c.kind, stalls.c.acknowledged_by, stalls.c.closed_because).order_by(stalls.c.id)
    async with player.w.db.read() as tx:
        rows = (await tx.execute(query)).all()
    found = [{"kind": row[0], "taken by": row[1] or "nobody", "ended by": row[2] or "nothing"} for row in rows]
    assert found == ([] if line.value == "none" else line.value), f"they are {found}"


@sentence("the identity number is nowhere in the database")
async def nowhere(player: Player, line: Line, said: Mapping[str, str]) -> None:
    stored = await everything_stored(player.w.db)
    for form in (DATE + REST, f"{DATE} {REST}", f" {REST},"):
        assert form not in stored
