"""/measure: a new number. Who counts one thing is asked for it at once; who counts more chooses first."""

from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House, language_of
from bot.flow.measuring.ask import ask_for_value
from bot.flow.measuring.at import of_person
from bot.flow.measuring.pages import numbers_page
from bot.flow.rights import leads, teams_led_by
from bot.flow.say import tell
from bot.flow.status import teams_of_member
from bot.storage import measures, people
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow
from bot.storage.rows import PersonRow, TeamRow


async def measure(house: House, incoming: Incoming) -> None:
    """/measure, for members and whoever leads teams."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await tell(tx, house, incoming, "refused.not-joined")
            return
        mine = [it for it in await teams_of_member(tx, person) if house.knows(it)]
        mine = mine or [it for it in await teams_led_by(tx, person) if house.knows(it)]
        if not mine:
            roles = await people.roles_of(tx, person.id)
            await tell(tx, house, incoming, "measure.only-members" if roles else "refused.left")
            return
        await _open(tx, house, incoming, person, mine)


async def _open(tx: Tx, house: House, incoming: Incoming, person: PersonRow, mine: list[TeamRow]) -> None:
    found: list[tuple[TeamRow, list[MeasureRow]]] = [
        (it, own) for it in mine if (own := await measures.measures_of(tx, [it.id]))
    ]
    if not found:
        await tell(tx, house, incoming, "measure.none-yet", team=mine[0].title)
    elif len(found) == 1 and len(found[0][1]) == 1:
        team, [only] = found[0]
        at = of_person(house, team, only, person, incoming.now, leads=await leads(tx, person, team))
        await ask_for_value(tx, at, at.today)
    else:
        for part, (team, own) in enumerate(found, start=1):
            language = language_of(person, team.language)
            await reply(tx, incoming, *await numbers_page(tx, house, team, own, language, leads=False), part=part)
