"""JSON that can be written down again: no half letters, no infinite numbers, no endless nesting."""

import json
import math
from typing import Any, NoReturn


def loads(text: str | bytes) -> Any:
    """The value of a JSON text; ValueError where it is none, or none that could be passed on."""
    try:
        value = json.loads(text, parse_constant=_refused, parse_float=_finite)
        if not is_unicode(json.dumps(value, ensure_ascii=False)):
            raise ValueError("half of a letter")
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def is_unicode(text: str) -> bool:
    """Whether a text can be written at all: JSON can name half of a letter."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits} is too large")
    return number
