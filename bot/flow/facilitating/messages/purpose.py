"""The two texts between facilitators and teams: what a facilitator writes, and what a member answers."""

from bot.flow.facilitating.messages.pass_on import pass_on
from bot.flow.facilitating.messages.preview import language_for, preview, teams_of
from bot.flow.facilitating.messages.send import send_to_team
from bot.flow.handling import Incoming
from bot.flow.house import House, name_of
from bot.flow.rights import leads
from bot.flow.say import language_for as language_of_writer
from bot.flow.writing.may import is_member_of_its_team
from bot.flow.writing.purpose import Purpose
from bot.storage import team_messages, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow

LONGEST = 800
TO_TEAM, TO_FACILITATOR = "message", "answer"


async def _leads_any(tx: Tx, person: PersonRow, writing: WritingRow) -> bool:
    its_teams = [await teams.team_by_id(tx, team_id) for team_id in writing.about["teams"]]
    return any([await leads(tx, person, team) for team in its_teams])


async def _preview(tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str) -> str:
    language = await language_of_writer(tx, house, incoming)
    return await preview(tx, house, person, language, writing, text, incoming.now)


async def _send(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    """Send it to every team that the writer still leads; who gets it."""
    its_teams = [team for team in await teams_of(tx, house, writing, incoming.now) if await leads(tx, person, team)]
    reached = {
        team.title: n
        for team in its_teams
        if (n := await send_to_team(tx, house, team, person, text or "", incoming.now, writing.about.get("stall")))
    }
    wording = house.content.wording
    language = language_for(person, its_teams, await language_of_writer(tx, house, incoming))
    if not reached:
        return wording.render("messages.sent.nobody", language)
    people_reached = wording.count("people", sum(reached.values()), language)
    to = next(iter(reached)) if len(reached) == 1 else wording.count("teams", len(reached), language)
    return wording.render("messages.sent.to-team", language, to=to, people=people_reached)


async def _pass_on(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    language, wording = await language_of_writer(tx, house, incoming), house.content.wording
    answered = await team_messages.message_by_id(tx, writing.about["message"])
    reader = await pass_on(tx, house, answered, person, text or "", incoming.now) if answered else None
    if reader is None:
        return wording.render("messages.passed-on.to-nobody", language)
    return wording.render("messages.passed-on.to", language, facilitator=name_of(house, reader, language))


MESSAGE_TO_TEAM = Purpose(_leads_any, _send, LONGEST, _preview)
ANSWER_TO_FACILITATOR = Purpose(is_member_of_its_team, _pass_on, LONGEST)
