"""What other rooms have to say on a team's page."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import TypeAlias

from bot.flow.facilitating.homework.part import homework_part
from bot.flow.facilitating.moving.gates import gate_part
from bot.flow.facilitating.notes.part import newest_note
from bot.flow.facilitating.pulse.both import pulse_part
from bot.flow.facilitating.readiness.said import readiness_part
from bot.flow.facilitating.scores.both import score_part
from bot.flow.facilitating.tips.waiting import tips_waiting
from bot.flow.house import House
from bot.flow.measuring.part import numbers_part
from bot.storage.database import Tx
from bot.storage.rows import TeamRow

# Finished lines about the team in this language; none where there is nothing to say.
Part: TypeAlias = Callable[[Tx, House, TeamRow, str, datetime], Awaitable[list[str]]]

PARTS: Sequence[Part] = [
    gate_part,
    homework_part,
    numbers_part,
    score_part,
    tips_waiting,
    newest_note,
    readiness_part,
    pulse_part,
]
