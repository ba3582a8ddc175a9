"""A case ends, and the alerts about it say so."""

import logging
from datetime import datetime

from bot.domain.stall import Closed, StallKind
from bot.flow.cases.open import chain_of
from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.cases.words import about
from bot.flow.house import House
from bot.storage import outbox_alerts, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.outbox_alerts import Told
from bot.storage.rows import StallRow, TeamRow

log = logging.getLogger(__name__)


async def end_case(tx: Tx, house: House, team: TeamRow, kind: StallKind, because: Closed, now: datetime) -> None:
    """End the team's open case of this kind, if there is one; whoever was told sees it, and no phone makes a sound."""
    stall = await stalls.open_stall_of(tx, team.id, kind)
    if stall is not None:
        await _end(tx, house, [stall], because, now)


async def end_all(tx: Tx, house: House, team: TeamRow, because: Closed, now: datetime) -> list[StallRow]:
    """End every open case of the team in the same way: those that it ended, as they were."""
    return await _end(tx, house, await stalls.open_stalls_of(tx, team.id), because, now)


async def end_by_hand(tx: Tx, house: House, stall: StallRow, because: Closed, by: str, now: datetime) -> None:
    """End this case for a reason that somebody gives."""
    await _end(tx, house, [stall], because, now, by=by)


async def say_over_late(tx: Tx, house: House, told: Told, now: datetime) -> None:
    """The same on an alert that has just arrived, and of which a case ended on the way."""
    for stall_id in await outbox_alerts.cases_of(tx, told.outbox_id):
        stall = await stalls.stall_by_id(tx, stall_id)
        if stall is not None and stall.closed_at is not None and told.person_id in await _readers(tx, stall):
            await show_anew(tx, house, told, f"over:{stall.id}", now)
            return


async def _end(
    tx: Tx, house: House, found: list[StallRow], because: Closed, now: datetime, *, by: str | None = None
) -> list[StallRow]:
    await outbox_alerts.hold_with(tx, [stall.id for stall in found])
    ended = [stall for stall in found if await stalls.close_stall(tx, stall.id, because, now, by=by)]
    for stall in ended:
        await outbox_alerts.withdraw_alerts(tx, stall.id, now)
        await show_all(tx, house, stall, f"over:{stall.id}", now)
    return ended


async def show_all(tx: Tx, house: House, stall: StallRow, key: str, now: datetime) -> None:
    """Change every alert about the case to how it stands now, for those who may read about its team today."""
    readers = await _readers(tx, stall)
    for told in await outbox_alerts.alerts_told(tx, stall.id):
        if told.person_id in readers:
            await show_anew(tx, house, told, key, now)


async def _readers(tx: Tx, stall: StallRow) -> set[int]:
    """Who may read about the case's team today."""
    return {person.id for person in await chain_of(tx, await teams.team_by_id(tx, stall.team_id))}


async def show_anew(tx: Tx, house: House, told: Told, key: str, now: datetime) -> None:
    """Change an alert in its place to how its cases stand now; no phone makes a sound."""
    person = await people.person_by_id(tx, told.person_id)
    if person.chat_id != told.chat_id or not person.can_be_reached:
        return
    try:
        cases = await outbox_alerts.cases_of(tx, told.outbox_id)
        shown = await about(tx, house, cases, person, now, alert=told.outbox_id)
    except UNREADABLE:
        # The case ends all the same.
        log.exception("an alert was left as it is", extra={"alert": told.outbox_id})
        return
    await outbox_alerts.change_silently(tx, told, f"{key}:{told.chat_id}:{told.message_id}", shown, now)
