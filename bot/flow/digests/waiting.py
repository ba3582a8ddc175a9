"""What managers replied, or did not, in the list of what waits for facilitators."""

from bot.domain.language import Language
from bot.flow.digests.ask_words import asked_of
from bot.flow.digests.told import OPEN, REPLY, to_page_of
from bot.flow.facilitating.desk.team import team_led
from bot.flow.handling import Incoming, reply
from bot.flow.house import House
from bot.flow.say import language_for, refuse
from bot.storage import digests
from bot.storage.database import Tx
from bot.storage.matters import finish_matter
from bot.storage.rows import MatterRow, PersonRow, TeamRow


async def open_ask_waits(tx: Tx, house: House, matter: MatterRow, _: TeamRow, language: Language) -> str | None:
    """That a manager has not replied for a week; None where they have since."""
    return await _line(tx, house, matter, language, replied=False)


async def reply_waits(tx: Tx, house: House, matter: MatterRow, _: TeamRow, language: Language) -> str | None:
    """What a manager replied."""
    return await _line(tx, house, matter, language, replied=True)


async def _line(tx: Tx, house: House, matter: MatterRow, language: Language, *, replied: bool) -> str | None:
    digest = await digests.digest_by_id(tx, matter.about_id)
    asked = await asked_of(tx, digest) if digest and (digest.reply is not None) is replied else None
    return asked.for_staff(house, language) if asked else None


async def see(tx: Tx, house: House, incoming: Incoming, person: PersonRow, digest_id: int) -> str:
    """A facilitator looks at what became of an ask; the toast."""
    digest = await digests.digest_by_id(tx, digest_id, lock=True)
    asked = await asked_of(tx, digest) if digest else None
    if asked is None:
        return await refuse(tx, house, incoming, "old-button")
    team, why_not = await team_led(tx, house, incoming, person, asked.team.id)
    if team is None:
        return why_not
    language = await language_for(tx, house, incoming)
    for kind in (OPEN, REPLY):
        await finish_matter(tx, kind, digest_id, incoming.now)
    await reply(tx, incoming, asked.for_staff(house, language), to_page_of(house, team, language))
    return ""
