"""Values to try the layouts with of a file of numbers."""

from collections.abc import Mapping, Sequence

_NAME = "Ærlig & åpen hjemmetjeneste <Søndre>"
_LINE = f"Line 2000: {_NAME} is no day that I can be sure of. Write it as 2026-11-03 or 3.11.2026."
_FILE = {
    "title": f"{_NAME}, {_NAME}",
    "span": "365 numbers, 3 September 2025 to 3 September 2026.",
    "new": 300,
    "changed": 60,
    "changes": ["3 September 2026: 12.5 % (1/8) becomes 15 % (3/20)"] * 5,
    "more": 55,
    "same": 5,
}

LAYOUTS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "import-wrong": [
        {"lines": [_LINE] * 15, "more": 1985, "how": True},
        {"lines": [_LINE], "more": 0, "how": False},
    ],
    "import": [_FILE, {**_FILE, "changed": 0, "changes": [], "more": 0, "same": 0}, {**_FILE, "new": 0, "more": 0}],
}
