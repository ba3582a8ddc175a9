"""What an update loses before anything is written: identity numbers, and the code in a join link."""

import hashlib
import re
from typing import Any

from bot.domain.identity_number import mask_strings

HASH_MARK = "sha256-"
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
# As the command itself, and in a link that somebody copies into the chat.
_CODE = re.compile(r"(\A/start(?:@\w+)?\s+|[?&]start(?:group)?=)([^\s&#]+)", re.IGNORECASE)


def clean(update: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """The update as it may be kept, and whether an identity number was masked in it."""
    masked, found = mask_strings(_without_codes(update))
    return masked, found


def hash_of(code: str) -> str:
    """What is kept of a join code: its SHA-256, spelled in letters only."""
    # A row of digits in it could look like an identity number and be masked.
    return hashlib.sha256(code.encode()).hexdigest().translate(_LETTERS)


def hashed_code(argument: str) -> str | None:
    """The hash that the door put in the place of a code."""
    return argument.removeprefix(HASH_MARK) if argument.startswith(HASH_MARK) else None


def _without_codes(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_codes(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_codes(inner) for inner in value]
    if isinstance(value, str):
        return _CODE.sub(lambda found: f"{found[1]}{HASH_MARK}{hash_of(found[2])}", value)
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
