"""A press about messages: a facilitator writes to a team or to all, a member answers, and a facilitator back."""

from bot.domain.button_data import is_id
from bot.domain.programme import Role
from bot.domain.room_buttons import DeskPressed
from bot.flow.facilitating.desk.team import team_led
from bot.flow.facilitating.messages.purpose import TO_FACILITATOR, TO_TEAM
from bot.flow.facilitating.messages.send import joined_members
from bot.flow.handling import Incoming
from bot.flow.house import House, is_over, name_of
from bot.flow.rights import teams_led_by
from bot.flow.say import language_for, refuse
from bot.flow.writing.ask import Question, ask_for_text
from bot.storage import people, team_messages, teams
from bot.storage.database import Tx
from bot.storage.rows import MessageRow, PersonRow, TeamRow


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, _message_id: int
) -> str:
    """What the press does; the toast to show. The id is a team's, or 0 for all of one's own."""
    match button.act:
        case "ask" if button.about == 0:
            return await _ask_for_all(tx, house, incoming, person)
        case "ask":
            return await _ask(tx, house, incoming, person, button.about)
        case "answer" if is_id(button.what):
            return await _answer(tx, house, incoming, person, int(button.what))
    return await refuse(tx, house, incoming, "old-button")


async def _ask(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team_id: int) -> str:
    team, why_not = await team_led(tx, house, incoming, person, team_id)
    if team is None:
        return why_not
    if is_over(team, incoming.now):
        return await refuse(tx, house, incoming, "ended", collaborative=team.collaborative_title)
    language = await language_for(tx, house, incoming)
    if not await joined_members(tx, team):
        return house.content.wording.plain("messages.toasts.nobody", language, team=team.title)
    text = house.content.wording.render("messages.ask.team", language, team=team.title)
    await ask_for_text(
        tx, house, person, language, Question(TO_TEAM, text, team.id, {"teams": [team.id]}), incoming.now
    )
    return ""


async def _ask_for_all(tx: Tx, house: House, incoming: Incoming, person: PersonRow) -> str:
    led = [team for team in await teams_led_by(tx, person) if house.knows(team) and not is_over(team, incoming.now)]
    if not led:
        return await refuse(tx, house, incoming, "old-button")
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    text = wording.render("messages.ask.all", language, teams=wording.count("teams", len(led), language))
    question = Question(TO_TEAM, text, about={"teams": [team.id for team in led]})
    await ask_for_text(tx, house, person, language, question, incoming.now)
    return ""


async def _answer(tx: Tx, house: House, incoming: Incoming, person: PersonRow, message_id: int) -> str:
    message = await team_messages.message_by_id(tx, message_id)
    if message is None:
        return await refuse(tx, house, incoming, "old-button")
    team = await teams.team_by_id(tx, message.team_id)
    if not message.to_team:
        return await _ask(tx, house, incoming, person, team.id)
    if not await people.has_role(tx, person.id, team.id, Role.MEMBER):
        return await refuse(tx, house, incoming, "left")
    language = await language_for(tx, house, incoming)
    question = await _ask_for_answer(tx, house, team, message, language)
    await ask_for_text(tx, house, person, language, question, incoming.now)
    return ""


async def _ask_for_answer(tx: Tx, house: House, team: TeamRow, message: MessageRow, language: str) -> Question:
    author = name_of(house, await people.person_by_id(tx, message.person_id), language)
    text = house.content.wording.render("messages.ask.answer", language, facilitator=author)
    return Question(TO_FACILITATOR, text, team.id, {"message": message.id})
