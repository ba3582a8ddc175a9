"""How long a text may be, in the units that Telegram counts, and what a text of ours should keep to."""

import html
import re
from fnmatch import fnmatchcase

MESSAGE = 4096
BUTTON = 28
GUIDANCE = 400

# The first that fits a key holds; every other text is a message.
_LIMITS = (
    ("*.buttons.*", BUTTON),
    ("toast.*", 200),
    ("refused.*", 200),
    ("*.toasts.*", 200),
    ("alert.done.*", 200),  # also shown as a toast
    ("alert.ready.*", 350),
    ("guidance.*", 250),
    ("ask.for.*", 200),
    ("commands.menu.*", 256),
    ("commands.about.short", 120),
    ("commands.about.description", 512),
)
# A message about several teams holds so many of them, with titles and names cut to so many units.
MOST_IN_A_LIST = 17
LONGEST_IN_A_LIST = 40
_TAG = re.compile(r"<[^>]*>")


def length(text: str) -> int:
    """The length of a text in UTF-16 units: an emoji counts as two."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, most: int) -> str:
    """The text, cut to at most so many units; an ellipsis says so."""
    if length(text) <= most:
        return text
    while length(text) > most - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def shown_length(markup: str) -> int:
    """The length of HTML as the reader sees it, which is what Telegram counts."""
    return length(html.unescape(_TAG.sub("", markup)))


def limit_of(key: str) -> int:
    """The most that the text of this key may have."""
    return next((limit for pattern, limit in _LIMITS if fnmatchcase(key, pattern)), MESSAGE)
