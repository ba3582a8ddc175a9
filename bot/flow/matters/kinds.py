"""Every kind of thing that waits for facilitators."""

from collections.abc import Mapping

from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.matters.kind import Kind
from bot.flow.scores.both import gap_waits
from bot.flow.tips.waiting import waits

KINDS: Mapping[str, Kind] = {
    "score_gap": Kind(gap_waits, lambda it: DeskPressed(Desk.SCORE, it.team_id, "both")),
    "tip": Kind(waits, lambda it: DeskPressed(Desk.TIP, it.about_id, "open")),
}
