"""A value as a button carries it: `=15`, with parts `=3/20`, and with `;` behind it the point that it will replace."""

import re
from dataclasses import dataclass

from bot.domain.buttons import EXACTLY
from bot.domain.typed_value import MOST, MOST_OF_PARTS

_NUMBER = r"-?\d+(?:\.\d+)?(?:e[+-]\d+)?"
_PRESSED = re.compile(rf"=(?P<value>{_NUMBER})(?:/(?P<whole>{_NUMBER}))?(?:;(?P<over>\d{{1,15}}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class TypedPress:
    """A value, or with `whole` how many of how many; `over` is the point that stood there when it was asked back."""

    value: float
    whole: float | None = None
    over: int | None = None

    def pack(self) -> str:
        """As it stands in a button."""
        whole = "" if self.whole is None else f"/{self.whole:.12g}"
        return f"{EXACTLY}{self.value:.12g}{whole}" + ("" if self.over is None else f";{self.over}")


def unpack_typed(choice: str) -> TypedPress | None:
    """The value in a press; None where it holds none."""
    found = _PRESSED.fullmatch(choice)
    if found is None:
        return None
    value, whole = float(found["value"]), float(found["whole"]) if found["whole"] else None
    if abs(value) >= MOST or (whole is not None and max(abs(value), abs(whole)) >= MOST_OF_PARTS):
        return None
    return TypedPress(value, whole, int(found["over"]) if found["over"] else None)
