"""Whether anybody of a team can be reached, and since when nobody can."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.stall import Reason, StallKind, never_started_at
from bot.domain.stall_rules import StallRules
from bot.domain.working_time import WorkingCalendar
from bot.flow.cases.open import Found
from bot.storage import reach
from bot.storage.database import Tx
from bot.storage.reach import JoinedRow
from bot.storage.rows import TeamRow


def out_of_reach(team: TeamRow, joined: Sequence[JoinedRow]) -> Found | None:
    """The stall of a team of which everybody who joined has left or closed the chat; None where somebody is there.

    Who has left, or was taken off, is gone; who only closed their own chat still has the team's group, where it is
    asked there.
    """
    moments = [moment for it in joined if (moment := _gone_at(team, it)) is not None]
    if not joined or len(moments) < len(joined):
        return None
    since = max(moments)
    return Found(StallKind.UNREACHABLE, since, (Reason("unreachable", 0, since, count=len(joined)),))


async def newcomers_have_until(
    tx: Tx, team: TeamRow, joined: Sequence[JoinedRow], calendar: WorkingCalendar, rules: StallRules
) -> datetime | None:
    """Until when those may take to join who were named in the place of the last ones; None where nobody was.

    They have as long as a new team has.
    """
    last = max(joined, key=lambda it: _gone_at(team, it) or team.first_applied_at, default=None)
    if last is None or not last.taken_off or last.left_at is None or not await reach.somebody_may_join(tx, team.id):
        return None
    return never_started_at(calendar, last.left_at, rules.never_started_after)


def _gone_at(team: TeamRow, member: JoinedRow) -> datetime | None:
    return member.left_at or (member.gone_at if team.group_chat_id is None else None)
