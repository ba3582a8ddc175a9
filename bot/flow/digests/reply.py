"""A manager replies to the one thing to do: kept once, told to the team and its facilitator, and it may be changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.programme import Role
from bot.flow.digests.ask_words import Asked, asked_of
from bot.flow.digests.told import tell_reply
from bot.flow.house import House, is_over
from bot.storage import audit, digests, people
from bot.storage.database import Tx

# Later on there is something newer to do.
STILL_OPEN = timedelta(weeks=4)


class Reply(StrEnum):
    """What a manager can say to it."""

    DONE = "done"
    NOT_MINE = "not-mine"
    TALK = "talk"


class Became(StrEnum):
    """What became of a reply. NOT_THEIRS: the page is another reader's, or asked for nothing."""

    KEPT = "kept"
    CHANGED = "changed"
    SAME = "same"
    LATE = "late"
    OVER = "over"
    NOT_THEIRS = "not-theirs"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a reply, and what holds now; `reply` is empty where nobody has replied."""

    became: Became
    reply: str = ""

    @property
    def words(self) -> str:
        """The key of what is said to whoever replied."""
        if self.became in (Became.KEPT, Became.CHANGED):
            return f"ask.toasts.{self.reply}"
        return "refused.old-button" if self.became is Became.NOT_THEIRS else f"ask.toasts.{self.became}"


async def reply_to_ask(tx: Tx, house: House, digest_id: int, reply: str, by_person_id: int, now: datetime) -> Outcome:
    """Keep the reply, and let the team and its facilitators know of it; the same one twice changes nothing."""
    digest = await digests.digest_by_id(tx, digest_id, lock=True)
    asked = await asked_of(tx, digest) if digest is not None and digest.person_id == by_person_id else None
    if asked is None or reply not in set(Reply):
        return Outcome(Became.NOT_THEIRS)
    before = asked.digest.reply or ""
    if (why_not := await _why_not(tx, house, asked, reply, now)) is not None:
        return Outcome(why_not, before)
    answered = await digests.set_reply(tx, asked.digest, reply, now)
    told = Asked(await digests.digest_by_id(tx, digest_id) or asked.digest, asked.team, asked.manager)
    who = asked.manager.slug
    await audit.note(tx, now, who, "ask_reply", asked.team.slug, team=asked.team.slug, reply=reply)
    await tell_reply(tx, house, told, answered, now)
    return Outcome(Became.CHANGED if before else Became.KEPT, reply)


async def _why_not(tx: Tx, house: House, asked: Asked, reply: str, now: datetime) -> Became | None:
    if asked.digest.reply == reply:
        return Became.SAME
    manages = await people.has_role(tx, asked.manager.id, asked.team.id, Role.MANAGER)
    if not manages or is_over(asked.team, now) or asked.team.removed_at is not None or not house.knows(asked.team):
        return Became.OVER
    return Became.LATE if now - asked.digest.decided_at > STILL_OPEN else None
