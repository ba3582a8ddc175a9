"""The message that an alert carries, ready to be sent: for its reason, in a tone, in the team's language."""

from zlib import crc32

from bot.domain.case_buttons import Tone
from bot.domain.stall import StallKind
from bot.flow.house import House
from bot.storage.rows import PersonRow, StallRow, TeamRow

# Of these teams nobody is in the chat who would get it.
_NOBODY_THERE = frozenset({StallKind.NEVER_STARTED, StallKind.UNREACHABLE})
_BY_KIND = _NOBODY_THERE | {StallKind.HELP_WANTED}


def ready_text(house: House, stall: StallRow, team: TeamRow, person: PersonRow, obstacle: str, tone: Tone) -> str:
    """The message as plain text, signed by the person; empty where no text fits."""
    key = f"alert.ready.kind.{stall.kind}" if stall.kind in _BY_KIND else f"alert.ready.obstacle.{obstacle}.{tone}"
    wording = house.content.wording
    if not wording.has(key):
        return ""
    values = {"facilitator": person.name, "team": team.title, "collaborative": team.collaborative_title}
    # The message goes to the team, so it is in the team's language whoever sends it.
    return wording.plain(key, team.language, **values)


def has_tones(stall: StallRow) -> bool:
    """Whether the message is there in several tones."""
    return stall.kind not in _BY_KIND


def may_be_sent(stall: StallRow) -> bool:
    """Whether somebody of the team is there to get it."""
    return stall.kind not in _NOBODY_THERE


def mark_of(text: str) -> str:
    """A few letters that differ where the text does: what is sent is what was read."""
    return f"{crc32(text.encode()):08x}"
