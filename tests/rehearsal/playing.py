"""A short programme of two teams, rehearsed with a behaviour that is written as in its file."""

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.content.behaviour_file import load_behaviour
from bot.content.content import Content
from bot.content.programme_file import parse_programme
from bot.domain.behaviour import Behaviour
from bot.domain.programme import Programme
from bot.rehearsal.played import Happened, Played
from bot.rehearsal.rehearse import rehearse
from tests.support.world import content

OSLO = ZoneInfo("Europe/Oslo")
SHORT = """\
collaborative: short
title: A short one
model: quality-improvement-model
schedule: fortnightly
zone: Europe/Oslo
holidays: "NO"
language: en
starts: 2026-08-31
ends: 2026-11-20
sessions:
  - {id: first, title: First gathering, date: 2026-09-08}
  - {id: second, title: Second gathering, date: 2026-10-27}
people:
  - {id: anne, name: Anne Vik}
  - {id: bo, name: Bo Ek}
  - {id: per, name: Per Moe}
  - {id: kari, name: Kari Lund}
  - {id: ola, name: Ola Nes}
  - {id: siri, name: Siri Dahl}
owners: [bo]
teams:
  - {id: ridge, title: Ridge, phase: prepare, members: [kari, ola], facilitators: [anne], managers: [per]}
  - {id: fjord, title: Fjord, phase: plan, members: [siri], facilitators: [anne], managers: [per]}
"""


def read(behaviour: str, folder: Path, programme: str = SHORT, *, seed: int = 0) -> tuple[Programme, Behaviour]:
    """The two files as values."""
    parsed = parse_programme(programme, "programme.yaml", content())
    file = folder / "behaviour.yaml"
    file.write_text(behaviour or "people: {}\n", encoding="utf-8")
    return parsed, load_behaviour(file, parsed, content(), seed)


async def played(
    behaviour: str, folder: Path, programme: str = SHORT, *, seed: int = 0, words: Content | None = None
) -> Played:
    """The short programme (or another) as it goes when people act so."""
    return await rehearse(*read(behaviour, folder, programme, seed=seed), words or content())


def line(it: Happened) -> str:
    """An event as a line that can be read aloud, at its local time."""
    about = it.detail.get("stall") or it.detail.get("to") or it.detail.get("week") or ""
    words = (f"{it.at.astimezone(OSLO):%Y-%m-%d %H:%M}", it.kind, it.team, it.person, about)
    return " ".join(word for word in words if word)
