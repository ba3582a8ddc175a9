"""What an update loses before anything is written: identity numbers, join codes, and what no database keeps."""

import hashlib
import math
import re
from collections.abc import Callable
from typing import Any

from bot.domain.harmless import harmless
from bot.domain.identity_number import mask_strings

HASH_MARK = "sha256-"
# No update of Telegram's goes half as deep, and no number of its is longer.
DEEPEST = 40
LARGEST = 2**63 - 1
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
# As the command itself, and in a link that somebody copies into the chat.
_CODE = re.compile(r"(\A/start(?:@\w+)?\s+|[?&]start(?:group)?=)([^\s&#]+)", re.IGNORECASE)


def clean(update: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The update as it may be kept, and whether an identity number was masked in it."""
    masked, found = mask_strings(_with_texts(update, _without_code))
    # Once more afterwards: with a sign taken out of the midst of a year it is a year, and then a number a birth number.
    kept, found_then = mask_strings(_with_texts(masked, harmless))
    return kept, found or found_then


def hash_of(code: str) -> str:
    """What is kept of a join code: its SHA-256, spelled in letters only."""
    # A row of digits in it could look like an identity number and be masked.
    return hashlib.sha256(code.encode(errors="replace")).hexdigest().translate(_LETTERS)


def hashed_code(argument: str) -> str | None:
    """The hash that the door put in the place of a code."""
    return argument.removeprefix(HASH_MARK) if argument.startswith(HASH_MARK) else None


def _without_code(text: str) -> str:
    return _CODE.sub(lambda found: f"{found[1]}{HASH_MARK}{hash_of(found[2])}", text)


def _with_texts(value: Any, change: Callable[[str], str], depth: int = 0) -> Any:
    """The value with each of its texts changed, and without what lies too deep or is no number that a column takes."""
    match value:
        case str():
            return change(value)
        case dict() | list() if depth == DEEPEST:
            return None
        case dict():
            return {change(key): _with_texts(inner, change, depth + 1) for key, inner in value.items()}
        case list():
            return [_with_texts(inner, change, depth + 1) for inner in value]
        case float():
            return value if math.isfinite(value) else None
        case int():
            return value if abs(value) <= LARGEST else 0
    return value


def chat_of(update: dict[str, Any]) -> int:
    """The chat whose updates must keep their order; 0 for an update of no chat, or of a form that we do not know."""
    try:
        return _chat_of(update)
    except (AttributeError, KeyError, TypeError, ValueError):
        return 0


def _chat_of(update: dict[str, Any]) -> int:
    for kind in ("message", "edited_message", "my_chat_member"):
        if kind in update:
            return int(update[kind]["chat"]["id"])
    pressed = update.get("callback_query", {})
    where = pressed.get("message", {}).get("chat") or pressed.get("from") or {"id": 0}
    return int(where["id"])
