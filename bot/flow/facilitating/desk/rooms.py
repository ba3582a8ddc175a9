"""Which room of the facilitator's side takes which press."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias

from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.cases.press import press as press_case
from bot.flow.digests.press import press as press_digest
from bot.flow.facilitating.handing_over.press import press as press_hand_over
from bot.flow.facilitating.homework.press import press as press_homework
from bot.flow.facilitating.messages.press import press as press_message
from bot.flow.facilitating.moving.press import press as press_moving
from bot.flow.facilitating.moving.proposal_press import press as press_proposal
from bot.flow.facilitating.moving.sessions_press import press as press_sessions
from bot.flow.facilitating.moving.steps import press as press_steps
from bot.flow.facilitating.notes.press import press as press_notes
from bot.flow.facilitating.pulse.press import press as press_pulse
from bot.flow.facilitating.readiness.press import press as press_readiness
from bot.flow.facilitating.resting.press import press as press_pause
from bot.flow.facilitating.scores.press import press as press_score
from bot.flow.facilitating.teams.open import press as press_teams
from bot.flow.facilitating.teams.press import press as press_team
from bot.flow.facilitating.tips.press import press_tip, press_tips
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.importing.press import press as press_import
from bot.flow.measuring.press import press_measure, press_numbers
from bot.flow.writing.press import press as press_writing
from bot.storage.database import Tx
from bot.storage.rows import PersonRow

# In the transaction of the update: who pressed, what, below which message; the toast to show, empty for none.
PressAtDesk: TypeAlias = Callable[[Tx, House, Incoming, PersonRow, DeskPressed, int], Awaitable[str]]

ROOMS: Mapping[Desk, PressAtDesk] = {
    Desk.MESSAGE: press_message,
    Desk.HOMEWORK: press_homework,
    Desk.SCORE: press_score,
    Desk.NOTES: press_notes,
    Desk.TIPS: press_tips,
    Desk.TIP: press_tip,
    Desk.READINESS: press_readiness,
    Desk.PULSE: press_pulse,
    Desk.WRITING: press_writing,
    Desk.HAND_OVER: press_hand_over,
    Desk.TEAMS: press_teams,
    Desk.TEAM: press_team,
    Desk.CASE: press_case,
    Desk.PAUSE: press_pause,
    Desk.MOVING: press_moving,
    Desk.PROPOSAL: press_proposal,
    Desk.STEPS: press_steps,
    Desk.SESSIONS: press_sessions,
    Desk.DIGEST: press_digest,
    Desk.IMPORT: press_import,
    Desk.NUMBERS: press_numbers,
    Desk.MEASURE: press_measure,
}
