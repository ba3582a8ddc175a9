"""A facilitator writes to a team about its case in their own words: asked for, or as a reply to the alert."""

from typing import Any

from bot.flow.cases.alert_message import why_not_sent
from bot.flow.cases.at_case import AtCase
from bot.flow.cases.view import view_of
from bot.flow.handling import Incoming, reply
from bot.flow.house import House, language_of
from bot.flow.rights import leads
from bot.flow.writing.ask import Question, ask_for_text
from bot.flow.writing.take import take_text
from bot.storage import outbox_alerts, stalls, teams, writings
from bot.storage.database import Tx
from bot.storage.outbox_sent import SentRow
from bot.storage.rows import PersonRow

PURPOSE = "alert-message"


async def ask_for_message(at: AtCase) -> None:
    """Ask whoever pressed for the message, in a message below; the ready one is there to begin from."""
    view, wording = at.view, at.house.content.wording
    text = wording.render("alert.write", at.language, team=view.title)
    question = Question(PURPOSE, text, team_id=view.team.id, about={"stall": view.stall.id})
    await ask_for_text(at.tx, at.house, at.by, at.language, question, at.now)


async def take_reply_to_alert(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, sent: SentRow, text: str
) -> bool:
    """Take a text that replies to an alert as the message to its team; the text is shown once more first."""
    cases = await outbox_alerts.cases_of(tx, sent.id)
    stall = await stalls.stall_by_id(tx, cases[0]) if len(cases) == 1 else None
    if stall is None:
        return False
    team = await teams.team_by_id(tx, stall.team_id)
    language = language_of(person, team.language)
    if not await leads(tx, person, team):
        said = house.content.wording.render("refused.not-allowed", language, team=team.title)
        await reply(tx, incoming, said)
        return True
    view = await view_of(tx, house, stall, team, person, incoming.now)
    if refusal := await why_not_sent(tx, house, view):
        await reply(tx, incoming, refusal)
        return True
    about: dict[str, Any] = {"stall": stall.id}
    writing_id = await writings.add_writing(tx, person.id, team.id, PURPOSE, about, incoming.now)
    writing = await writings.writing_by_id(tx, writing_id)
    if writing is not None:
        await take_text(tx, house, incoming, person, writing, text)
    return True
