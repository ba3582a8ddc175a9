"""What a case starts from: its programme files, and the schedule that it changes."""

import json
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.content.content import Content
from bot.content.schedules import load_schedules
from bot.content.yaml_file import read_yaml
from bot.settings import ROOT
from tests.support.world import content

PROGRAMME: dict[str, Any] = {
    "collaborative": "safer",
    "title": "Safer",
    "model": "quality-improvement-model",
    "schedule": "fortnightly",
    "zone": "Europe/Oslo",
    "holidays": "NO",
    "language": "en",
    "starts": "2026-08-31",
    "ends": "2027-06-18",
    "owners": ["anne"],
}
TEAM: dict[str, Any] = {"phase": "prepare", "members": ["kari", "ola"], "facilitators": ["anne"], "managers": ["per"]}
OWN = "own"


def programmes_of(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The programmes of the case; where it names none, one with the team ridge."""
    if "programmes" in given:
        return [
            _programme(it, it.get("teams", {"ridge": {}}), OWN if "rules" in given else None)
            for it in given["programmes"]
        ]
    schedule = OWN if "rules" in given else given.get("schedule")
    programme = {**given.get("programme", {}), "people": given.get("people", {})}
    return [_programme(programme, given.get("teams", {"ridge": {}}), schedule)]


def _programme(more: Mapping[str, Any], teams: Mapping[str, Any], schedule: str | None) -> dict[str, Any]:
    made = {**deepcopy(PROGRAMME), **{word: it for word, it in more.items() if word != "teams"}}
    if schedule:
        made["schedule"] = schedule
    made["teams"] = [
        {"id": slug, "title": slug.title(), **deepcopy(TEAM), **(own or {})} for slug, own in teams.items()
    ]
    return made


def text_of(programme: Mapping[str, Any]) -> str:
    """The programme as a file: whatever is valid JSON is YAML."""
    folk = [
        who for team in programme["teams"] for part in ("members", "facilitators", "managers") for who in team[part]
    ]
    more = programme.get("people", {})
    known = dict.fromkeys((*programme["owners"], *folk))
    people = [{"id": who, "name": who.title(), **more.get(who, {})} for who in known]
    return json.dumps({**programme, "people": people})


def content_with(rules: Mapping[str, Any] | None) -> Content:
    """The shipped content, and where the case has rules a schedule with them, read as any other."""
    if rules is None:
        return content()
    data: Any = read_yaml(ROOT / "schedules" / "fortnightly.yaml").data
    data["id"] = OWN
    data["stalls"] |= rules
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{OWN}.yaml").write_text(json.dumps(data), encoding="utf-8")
        own = load_schedules(Path(folder))
    return replace(content(), schedules={**content().schedules, **own})
