"""Values to try the layouts with of what is written between people, and of what waits."""

from collections.abc import Mapping, Sequence

_LINE = "Ærlig & åpen hjemmetjeneste <Søndre> has a tip for other teams: " + "one step at a time, on one shift " * 6
_MATTERS = {"lines": [_LINE] * 8, "more": 12, "done": 3, "all_done": False}

LAYOUTS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "matters": [
        _MATTERS,
        {**_MATTERS, "lines": [_LINE], "more": 0, "done": 0},
        {**_MATTERS, "lines": [], "more": 0, "all_done": True},
    ],
}
