"""What a check-in asks a value for."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.model import MEASURED
from bot.flow.measuring.words import LAST, Asked
from bot.storage import measures
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, TeamRow


async def asked_in(tx: Tx, team: TeamRow, check_in: CheckInRow) -> Asked | None:
    """The measure with its last values before the check-in; None where it asks for none, or that is counted no more."""
    about = next((it for it in check_in.questions if it["id"] in MEASURED), None)
    measure = await measures.measure_by_id(tx, about.get("measure", 0)) if about else None
    if about is None or measure is None:
        return None
    points, day = (await measures.points_of(tx, [measure.id]))[measure.id], day_of(team, check_in)
    before = [it for it in reversed(points) if it.check_in_id != check_in.id and it.on_date <= day]
    return Asked(measure, tuple(before[:LAST]))


def day_of(team: TeamRow, check_in: CheckInRow) -> date:
    """The day for which the check-in wants a value: the one on which it was asked, whenever it is answered."""
    return (check_in.asked_at or check_in.due_at).astimezone(ZoneInfo(team.zone)).date()
