"""How people act, and what follows: a table that can be read aloud."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.rehearsal.played import Happened
from tests.rehearsal.playing import line, played

CASES = YAML(typ="safe").load(Path(__file__).with_name("behaviours.yaml").read_text(encoding="utf-8"))


def told(case: dict[str, Any], it: Happened) -> bool:
    """Whether the table tells of this event."""
    of = case["of"].split()
    about = it.team in of or (it.team is None and it.person in of) or ("session" in of and "session" in it.detail)
    return it.kind in case["kinds"] and about


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
async def test_what_people_do_and_what_follows(case: dict[str, Any], tmp_path: Path) -> None:
    play = await played(case["behaviour"], tmp_path)

    lines = [line(it) for it in play.events if told(case, it)]
    first, last = str(case.get("from", "2026")), str(case.get("until", "2028"))
    assert [it for it in lines if first <= it < last] == case["then"]
    assert play.broken == ()
