"""A manager answers whether they have asked a team about its results, on whatever way the question came."""

from datetime import datetime

from bot.domain.programme import Role
from bot.domain.pulse import NOT_YET, STILL_HOLDS, YES
from bot.flow.facilitating.pulse.both import compare
from bot.storage import people, pulses, teams
from bot.storage.database import Tx
from bot.storage.pulses import PulseRow


async def may_answer(tx: Tx, pulse: PulseRow, person_id: int) -> bool:
    """Whether the question is this person's, and they manage the team still."""
    return pulse.person_id == person_id and await people.has_role(tx, person_id, pulse.team_id, Role.MANAGER)


async def answer(tx: Tx, pulse: PulseRow, value: str, person_id: int, now: datetime) -> str:
    """Keep the answer; the key of what is said to it, empty where it is none of theirs."""
    if value not in (YES, NOT_YET) or not await may_answer(tx, pulse, person_id):
        return ""
    if pulse.answered_at is not None:
        return "pulse.toasts.answered"
    if now - pulse.asked_at > STILL_HOLDS:
        return "pulse.toasts.old"
    await pulses.answer_pulse(tx, pulse.id, value, now)
    await compare(tx, await teams.team_by_id(tx, pulse.team_id), now)
    return f"pulse.toasts.{value}"
