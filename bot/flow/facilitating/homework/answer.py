"""Homework in check-ins: which of it is asked about, and what an answer makes of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.homework import Given, state_after, which_to_ask
from bot.domain.model import Value
from bot.storage import homework
from bot.storage.database import Tx
from bot.storage.homework import HomeworkRow
from bot.storage.rows import TeamRow


async def homework_to_ask(tx: Tx, team: TeamRow) -> int | None:
    """What the team's next check-in asks about, if there is anything."""
    given = await homework.open_homework(tx, team.id)
    if not given:
        return None
    asked = await homework.asked_about(tx, team.id)
    return which_to_ask((Given(it.id, it.before, asked.get(it.id, ())) for it in given), ZoneInfo(team.zone))


async def homework_answered(
    tx: Tx, row: HomeworkRow | None, before: Value | None, answer: Value, now: datetime
) -> None:
    """The team says where it stands with it; `before` is what it had said in the same check-in."""
    held = await homework.homework_by_id(tx, row.id, lock=True) if row else None
    if held is None:
        return
    state = state_after(held.state, before, answer)
    if state != held.state:
        await homework.set_state(tx, held.id, state, now)
