"""What an alert says: of one case everything, of several a line each."""

import logging
from collections.abc import Sequence
from datetime import datetime

from bot.domain.case_buttons import Tone
from bot.domain.outgoing import Keyboard
from bot.flow.cases.alert import alert_text
from bot.flow.cases.alert_list import list_keyboard, list_text
from bot.flow.cases.keyboard import keyboard_of
from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.cases.view import view_of
from bot.flow.house import House, language_of
from bot.storage import outbox_alerts, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.outbox_rows import OutboxRow
from bot.storage.rows import PersonRow

log = logging.getLogger(__name__)


# What somebody opens by themselves is no alert of its own.
OPENED = 0


async def about(
    tx: Tx,
    house: House,
    stall_ids: Sequence[int],
    person: PersonRow,
    now: datetime,
    *,
    alert: int | None = None,
    tone: Tone = Tone.BRIEF,
) -> tuple[str, Keyboard]:
    """The words of an alert about these cases for this person, as they stand now, and its buttons.

    `alert` is the message of which they are, where there is one already: what is said once stays in it.
    """
    cases = [stall for it in stall_ids if (stall := await stalls.stall_by_id(tx, it)) is not None]
    if len(cases) > 1:
        return await list_text(tx, house, cases, person, now, alert), await list_keyboard(tx, cases)
    view = await view_of(tx, house, cases[0], await teams.team_by_id(tx, cases[0].team_id), person, now, tone)
    return await alert_text(tx, house, view, now, alert), keyboard_of(house, view)


async def as_it_stands(tx: Tx, house: House, row: OutboxRow, now: datetime) -> tuple[str, Keyboard] | None:
    """The words and buttons of an alert that has not arrived yet; None where those that it has still hold."""
    ids = await outbox_alerts.cases_of(tx, row.id)
    cases = [stall for it in ids if (stall := await stalls.stall_by_id(tx, it)) is not None]
    if all(it.version == 0 for it in cases) or row.outgoing.person_id is None:
        return None
    person = await people.person_by_id(tx, row.outgoing.person_id)
    try:
        text, keyboard = await about(tx, house, ids, person, now, alert=row.id)
        language = (await teams.team_by_id(tx, cases[0].team_id)).language
    except UNREADABLE:
        log.exception("an alert goes out as it was", extra={"key": row.outgoing.key})
        return None
    return (text if row.outgoing.repeated_note else text + repeated_note(house, person, language)), keyboard


def repeated_note(house: House, person: PersonRow, team_language: str) -> str:
    """What an alert adds that may have arrived before; once it has been added, the row holds none."""
    note = house.content.wording.render("alert.context.repeated", language_of(person, team_language))
    return f"\n\n{note}"
