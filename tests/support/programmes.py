"""Programme files on the disk: the example as it is, and with the changes that people make in such a file."""

from pathlib import Path
from typing import TypeAlias

from tests.support.ridge import RIDGE

Edit: TypeAlias = tuple[str, str]

_OLA = "  - {id: ola, name: Ola Nes}\n"
_TEAMS = "teams:\n"

NEW_MEMBER: list[Edit] = [
    (_OLA, f"{_OLA}  - {{id: nina, name: Nina Berg, language: nn}}\n"),
    ("members: [kari, ola]", "members: [kari, ola, nina]"),
]
REMOVED_PERSON: list[Edit] = [(_OLA, ""), ("members: [kari, ola]", "members: [kari]")]
MOVED_SESSION: list[Edit] = [("date: 2026-11-17", "date: 2026-11-24")]
CHANGED_PHASE: list[Edit] = [("phase: prepare", "phase: plan")]
NEW_TEAM: list[Edit] = [
    (_TEAMS, f"{_TEAMS}  - {{id: fjord, title: Fjord ward, phase: plan, members: [per], facilitators: [anne]}}\n"),
]


def programme(*edits: Edit) -> str:
    """The example programme with these texts replaced, each of which has to be there."""
    text = RIDGE
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def write_programme(folder: Path, *edits: Edit) -> Path:
    """The same as a file."""
    file = folder / "ridge.yaml"
    file.write_text(programme(*edits), encoding="utf-8")
    return file
