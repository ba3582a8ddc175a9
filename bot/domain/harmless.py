"""Makes a text harmless: what no database keeps, and what would turn round or overgrow the texts of others."""

import re
import unicodedata

# More marks on one letter than any script needs climb over the lines above and below.
MOST_MARKS = 6
LONGEST_NAME = 64

# Signs that steer a machine, halves of a character, and what is none: no file or database takes them all.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# They turn the direction of whatever follows, be it somebody else's text.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u2800\u3164\ufeff\uffa0"
)
_MANY_UNSEEN = re.compile(f"([{_UNSEEN}]{{2}})[{_UNSEEN}]+")
_AROUND = re.compile(f"^[{_UNSEEN}\\s]+|[{_UNSEEN}\\s]+$")


def harmless(text: str) -> str:
    """The text with only what can be kept and shown: an everyday text as it is, and nothing where nothing is seen."""
    text = _UNKEEPABLE.sub("\ufffd", text)
    if text.isascii():
        return text
    text = _MANY_UNSEEN.sub(r"\1", _few_marks(_TURNING.sub("", text)))
    return text if _AROUND.sub("", text) else ""


def name_of(text: str) -> str:
    """What somebody is called, on one line; empty where nothing of it could be seen."""
    line = " ".join(harmless(text).split())
    return _AROUND.sub("", _AROUND.sub("", line)[:LONGEST_NAME])


def _few_marks(text: str) -> str:
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
