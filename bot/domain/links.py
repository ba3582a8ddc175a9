"""Links that are a right: whoever holds one may answer one thing for one person, and nothing else, until a day."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

# 128 bits: nobody guesses one.
_SEAL_BYTES = 16
_VERSION = "1"


class Purpose(StrEnum):
    """What may be answered by a link, with what its number is."""

    ASK = "ask"  # the one thing to do of a digest: the digest
    PULSE = "pulse"  # the question below a digest: the pulse
    OFTEN = "often"  # how often the digest comes, or never again: the reader


# Whoever still has an old mail can stop what comes; what was asked is long over by then.
HOLDS = {
    Purpose.ASK: timedelta(weeks=8),
    Purpose.PULSE: timedelta(weeks=8),
    Purpose.OFTEN: timedelta(days=400),
}


class BadLink(Exception):
    """Not a link of ours, or one that somebody has changed."""


@dataclass(frozen=True, slots=True)
class Link:
    """A right: to answer this, about this row, as this person, until then."""

    purpose: Purpose
    about: int
    person: int
    until: datetime

    def has_expired(self, now: datetime) -> bool:
        """Whether it was good for a while, and is no more."""
        return now >= self.until


def link_to(purpose: Purpose, about: int, person: int, now: datetime) -> Link:
    """A link made now, good for as long as its purpose is."""
    until = (now + HOLDS[purpose]).astimezone(UTC).replace(microsecond=0)
    return Link(purpose, about, person, until)


def sign(link: Link, key: bytes) -> str:
    """The link as it stands in an address."""
    said = f"{_VERSION}.{link.purpose}.{link.about}.{link.person}.{int(link.until.timestamp())}"
    return f"{said}.{_seal(said, key)}"


def verify(token: str, key: bytes) -> Link:
    """What stands in the link. BadLink where it was not signed with this key."""
    said, _, seal = token.rpartition(".")
    # The time that this takes says nothing of how much of a guess was right.
    if not hmac.compare_digest(seal.encode(), _seal(said, key).encode()):
        raise BadLink
    version, purpose, *numbers = said.split(".")
    if version != _VERSION or len(numbers) != 3:
        raise BadLink
    about, person, until = (int(number) for number in numbers)
    return Link(Purpose(purpose), about, person, datetime.fromtimestamp(until, UTC))


def _seal(said: str, key: bytes) -> str:
    made = hmac.new(key, said.encode(), hashlib.sha256).digest()[:_SEAL_BYTES]
    return urlsafe_b64encode(made).rstrip(b"=").decode()
