"""Every kind of thing that waits for facilitators."""

from collections.abc import Mapping

from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.digests.waiting import open_ask_waits, reply_waits
from bot.flow.facilitating.matters.kind import Kind
from bot.flow.facilitating.moving.matter import proposal_waits
from bot.flow.facilitating.pulse.both import pulse_waits
from bot.flow.facilitating.readiness.said import readiness_waits
from bot.flow.facilitating.scores.both import gap_waits
from bot.flow.facilitating.tips.waiting import waits
from bot.flow.mailing.returned import mailbox_waits

KINDS: Mapping[str, Kind] = {
    "pulse_gap": Kind(pulse_waits, lambda it: DeskPressed(Desk.PULSE, it.about_id, "see")),
    "readiness": Kind(readiness_waits, lambda it: DeskPressed(Desk.READINESS, it.team_id, "see")),
    "score_gap": Kind(gap_waits, lambda it: DeskPressed(Desk.SCORE, it.team_id, "both")),
    "proposal": Kind(proposal_waits, lambda it: DeskPressed(Desk.MOVING, it.team_id, "open")),
    "ask_open": Kind(open_ask_waits, lambda it: DeskPressed(Desk.DIGEST, it.about_id, "see")),
    "ask_reply": Kind(reply_waits, lambda it: DeskPressed(Desk.DIGEST, it.about_id, "see")),
    "mailbox": Kind(mailbox_waits, lambda it: DeskPressed(Desk.TEAM, it.team_id, "show")),
    "tip": Kind(waits, lambda it: DeskPressed(Desk.TIP, it.about_id, "open")),
}
