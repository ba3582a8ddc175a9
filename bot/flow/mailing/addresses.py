"""The addresses that stand in mails: each a right of its reader, signed by the installation."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.digest_rhythm import Every
from bot.domain.links import Purpose, link_to, sign
from bot.flow.house import House
from bot.storage.database import Tx
from bot.storage.keys import LINKS, key_of

PATH = "/m"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Makes addresses for one reader at one moment; where there are no web pages, every one of them is empty."""

    base_url: str
    key: bytes
    person_id: int
    now: datetime

    def of(self, purpose: Purpose, about: int, say: str = "") -> str:
        """Where this is answered, with this answer at hand."""
        if not self.base_url:
            return ""
        token = sign(link_to(purpose, about, self.person_id, self.now), self.key)
        return f"{self.base_url}{PATH}/{token}" + (f"?say={say}" if say else "")

    def stop(self, reader_id: int) -> str:
        """Where no more mails are wanted; a mail program may send this by itself, without asking (RFC 8058)."""
        return self.of(Purpose.OFTEN, reader_id, Every.OFF)


async def addresses_for(tx: Tx, house: House, person_id: int, now: datetime) -> Addresses:
    """The addresses of what this person may answer."""
    key = await key_of(tx, LINKS) if house.base_url else b""
    return Addresses(house.base_url, key, person_id, now)
