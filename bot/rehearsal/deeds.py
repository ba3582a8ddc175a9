"""What somebody does with a phone, as a value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Act(StrEnum):
    """What a person does with the phone."""

    JOIN = "join"
    PRESS = "press"
    WRITE = "write"
    BLOCK = "block"
    UNBLOCK = "unblock"


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does and when: an act with what it carries, such as a button's data or a text.

    Whoever carries deeds out does each of them once; `once` tells apart two that are alike.
    """

    at: datetime
    person: str
    act: Act
    what: str = ""
    once: str = ""
