"""What comes next for a case if nobody does anything, in words."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.stall import Move
from bot.flow.cases.readers import next_after
from bot.flow.cases.view import View
from bot.flow.cases.waits import waits_for_taking
from bot.flow.house import House, name_of, zone_of
from bot.flow.staff_hours import may_tell_at
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def plan_line(tx: Tx, house: House, view: View, chain: Sequence[PersonRow], now: datetime) -> str:
    """What the reader reads of what comes next; empty where it is over, or in the hands of somebody else."""
    stall, team, person, language = view.stall, view.team, view.person, view.language
    if stall.closed_at is not None:
        return ""
    wording, zone = house.content.wording, zone_of(person, team)

    def day(moment: datetime) -> str:
        return wording.date(moment.astimezone(zone).date(), language)

    if stall.acknowledged_by is not None:
        taker = await people.person_by_slug(tx, stall.acknowledged_by)
        if taker is None or stall.moves_on_at is None:
            return ""
        asked = day(await may_tell_at(tx, house, team, taker, max(stall.moves_on_at, now)))
        if taker.id == person.id:
            return wording.plain("alert.plan.asks-again", language, date=asked)
        return wording.plain("alert.plan.asks", language, date=asked, facilitator=name_of(house, taker, language))
    if stall.told_id != person.id:
        return ""
    if stall.alert_at is not None and stall.alert_at > now and view.turn is not None and view.turn.move is Move.SNOOZED:
        return wording.plain("alert.plan.again", language, date=day(stall.alert_at))
    following = next_after(stall, chain)
    if following is None:
        return wording.plain("alert.plan.last", language)
    until = stall.moves_on_at or await waits_for_taking(tx, house, team, person, max(stall.alert_at or now, now))
    told = day(await may_tell_at(tx, house, team, following, max(until, now)))
    return wording.plain("alert.plan.next", language, date=told, facilitator=name_of(house, following, language))
