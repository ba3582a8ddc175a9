"""Values to try the layouts with from which a team, its steps and gatherings are moved."""

from collections.abc import Mapping, Sequence
from typing import Any

_NAME = "Ærlig & åpen hjemmetjeneste <Søndre>"
_LINE = "○ The problem stands in one sentence that team and colleagues agree on: missing since 14 September, says Åse"
_NOTE = "The questions follow from the next check-in, on Thursday at 10:00."

MOVING_LAYOUTS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "moving": [
        {"title": _NAME * 5, "count": "3 of 8 in place for Prepare", "lines": [_LINE] * 17, "notes": [_NOTE] * 3},
        {"title": "", "count": _NOTE, "lines": [], "notes": []},
    ],
    "proposal": [
        {"title": _NAME, "count": "3 of 8 in place for Prepare", "missing": [_LINE] * 8, "ask": _NOTE * 2},
        {"title": _NAME, "count": "", "missing": [], "ask": _NOTE},
    ],
}
