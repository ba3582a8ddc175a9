"""Values to try the layouts with of what is written between people, and of what waits."""

from collections.abc import Mapping, Sequence

_LINE = "Ærlig & åpen hjemmetjeneste <Søndre> has a tip for other teams: " + "one step at a time, on one shift " * 6
_MATTERS = {"lines": [_LINE] * 8, "more": 12, "done": 3, "all_done": False}

_NAMES = ", ".join(["Ærlig & åpen hjemmetjeneste <Søndre>" * 6] * 5)
_PREVIEW = {"message": _LINE * 4, "who": _LINE, "nobody_in": _NAMES, "more": 25}
_NOTE = ("Æ" * 60, "on 30 September at 10:00", "ø" * 500)
_NOTES = {"team": "Ærlig & åpen hjemmetjeneste <Søndre>" * 6, "notes": [_NOTE] * 5, "page": 2, "pages": 3}
_TIP = {"team": _LINE, "tip": _LINE, "step": _LINE, "named": True, "state": "waiting"}

LAYOUTS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "message-preview": [
        _PREVIEW,
        {**_PREVIEW, "who": "", "more": 0},
        {**_PREVIEW, "nobody_in": "", "more": 0},
    ],
    "notes": [_NOTES, {**_NOTES, "notes": [], "pages": 1}],
    "tip": [_TIP, {**_TIP, "named": False, "state": "published"}, {**_TIP, "state": "declined"}],
    "matters": [
        _MATTERS,
        {**_MATTERS, "lines": [_LINE], "more": 0, "done": 0},
        {**_MATTERS, "lines": [], "more": 0, "all_done": True},
    ],
}
