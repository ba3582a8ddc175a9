"""How long a case waits for whoever has it, in their own working days, before it goes on by itself."""

import logging
from datetime import datetime

from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.house import House, reader_calendar
from bot.storage import stall_turns
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow

log = logging.getLogger(__name__)


async def waits_for_taking(tx: Tx, house: House, team: TeamRow, person: PersonRow, since: datetime) -> datetime:
    """Until when a case that this person was told of waits for somebody to take it."""
    days = house.stall_rules(team).escalates_after
    return (await reader_calendar(tx, team, person)).working_days_after(since, days)


async def waits_for_a_sign(tx: Tx, house: House, team: TeamRow, taker: PersonRow, since: datetime) -> datetime:
    """Until when a case that this person has taken waits for the next sign."""
    days = house.stall_rules(team).acknowledged_for
    return (await reader_calendar(tx, team, taker)).working_days_after(since, days)


async def will_wait(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime, *, taken: bool) -> datetime:
    """The moment that a case which is told, or taken, now goes on at; this very moment where it cannot be reckoned.

    Then it is reckoned by the next look, and nothing that somebody does fails for it.
    """
    try:
        return await (waits_for_a_sign if taken else waits_for_taking)(tx, house, team, person, now)
    except UNREADABLE:
        log.exception("how long a case waits is reckoned later", extra={"team": team.id})
        return now


async def goes_on_at(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, now: datetime
) -> datetime:
    """When the case goes on from this person, who has it, as signs, days off and closures stand now."""
    began = stall.acknowledged_at or await stall_turns.alerted_last(tx, stall.id) or stall.noticed_at
    if stall.moves_on_at is not None and stall.moves_on_at <= began:
        # It has not been reckoned yet: from a version that knew no such moment. The days begin with this look.
        began = now
    if stall.acknowledged_at is None:
        return await waits_for_taking(tx, house, team, person, began)
    acted = await stall_turns.acted_last(tx, stall.id, person.slug)
    signs = (began, team.last_sign_at, acted)
    return await waits_for_a_sign(tx, house, team, person, max(it for it in signs if it is not None))
