"""The report of a team's month, for whoever leads it and presses a button: at once, as a document in the chat."""

from zoneinfo import ZoneInfo

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.working_time import local_time
from bot.flow.handling import Incoming
from bot.flow.house import House, language_of
from bot.flow.reporting.month import MONTH
from bot.flow.reporting.monthly import monthly_report_of
from bot.storage import outbox
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def send_report(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow) -> str:
    """Send the report; the toast."""
    wording, language, zone = house.content.wording, language_of(person, team.language), ZoneInfo(team.zone)
    first, last = (local_time(it, zone).date() for it in (incoming.now - MONTH, incoming.now))
    days = {"from": wording.date(first, language, "year"), "to": wording.date(last, language, "year")}
    message = Outgoing(
        f"report:{incoming.inbox_id}",
        OutgoingKind.FILE,
        Lane.REPLY,
        incoming.chat_id,
        person_id=person.id,
        text=wording.render(
            "report.monthly.caption", language, team=shortened(team.title, 2 * LONGEST_IN_A_LIST), **days
        ),
        file_name=f"{team.slug}-{last}.docx",
        document=await monthly_report_of(tx, house, [team], language, incoming.now),
    )
    await outbox.put(tx, message, incoming.now)
    return wording.plain("report.toasts.sent", language)
