"""A mailbox that refuses for good: nothing more goes there, and where nothing else reaches its owner, that is told."""

from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.flow.house import House, name_of
from bot.storage import audit, outbox_mails, people
from bot.storage.database import Tx
from bot.storage.matters import raise_matter
from bot.storage.outbox_rows import OutboxRow
from bot.storage.rows import MatterRow, PersonRow, TeamRow

MATTER = "mailbox"


async def mailbox_refuses(tx: Tx, row: OutboxRow, why: str, now: datetime) -> None:
    """The server says that there is no such mailbox, or that it takes nothing from anybody."""
    mail, person_id = row.outgoing.mail, row.outgoing.person_id
    if mail is None or person_id is None:
        return
    person = await people.person_by_id(tx, person_id)
    if person.email != mail.to:
        # It has another address by now.
        return
    await people.set_mail_refused(tx, person.id, now)
    await outbox_mails.withdraw_mails_to(tx, person.id, now)
    await audit.note(tx, now, "system", "mail_refused", person.slug, why=why)
    if not person.can_be_reached:
        await _tell(tx, person, now)


async def _tell(tx: Tx, person: PersonRow, now: datetime) -> None:
    team = next((it.team_id for it in await people.roles_of(tx, person.id) if it.team_id is not None), None)
    if team is not None:
        await raise_matter(tx, team, MATTER, person.id, now)


async def mailbox_waits(tx: Tx, house: House, matter: MatterRow, team: TeamRow, language: Language) -> str | None:
    """That somebody cannot be reached, in the list of what waits; None once they can."""
    person = await people.person_by_id(tx, matter.about_id)
    if person.can_be_reached or person.can_get_mail or person.email is None:
        return None
    title = shortened(team.title, LONGEST_IN_A_LIST)
    return house.content.wording.render(
        "matters.mailbox", language, person=name_of(house, person, language), team=title
    )
