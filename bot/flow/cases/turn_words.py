"""Whose turn it is in a case, in words: what stands in bold above, who was told before, and what comes next."""

from datetime import datetime

from bot.domain.stall import Move
from bot.flow.cases.plan_of import plan_line
from bot.flow.cases.readers import chain_today
from bot.flow.cases.view import View
from bot.flow.house import House, name_of, zone_of
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow
from bot.storage.stall_moves import MoveRow


async def turn_words(tx: Tx, house: House, view: View, now: datetime) -> dict[str, str]:
    """What an alert for this person adds: who was told before them, who cannot be reached, and what comes next."""
    wording, stall, person, language = house.content.wording, view.stall, view.person, view.language
    chain = await chain_today(tx, stall, view.team)
    has_it = person.id == stall.told_id and stall.closed_at is None
    places = [it.id for it in chain]
    ahead = chain[: places.index(person.id)] if person.id in places else []
    gone = [it for it in chain if it.id in stall.passed and it.id != person.id]
    before = [name_of(house, it, language) for it in gone if it.can_be_reached]
    unreached = [name_of(house, it, language) for it in chain if it in (*ahead, *gone) and not it.can_be_reached]
    return {
        "before": wording.list(before, language) if has_it else "",
        "unreached": wording.list(unreached, language) if has_it else "",
        "plan": await plan_line(tx, house, view, chain, now),
    }


async def turn_of(
    tx: Tx,
    house: House,
    stall: StallRow,
    team: TeamRow,
    person: PersonRow,
    language: str,
    turn: MoveRow | None,
) -> tuple[str, dict[str, str]]:
    """The name of a text about an open case that nobody has taken, and its values; empty where there is none to say.

    `turn` is the last time that the case went to somebody.
    """
    if stall.told_id is None:
        return "", {}
    mine = stall.told_id == person.id
    facilitator = name_of(house, await people.person_by_id(tx, stall.told_id), language)
    if turn is not None and turn.move is Move.LAPSED:
        taken = datetime.fromisoformat(turn.detail["taken_at"]).astimezone(zone_of(person, team)).date()
        wording, days = house.content.wording, house.stall_rules(team).acknowledged_for
        values = {"date": wording.date(taken, language), "days": wording.count("working-days", days, language)}
        return ("lapsed-yours", values) if mine else ("lapsed", values | {"facilitator": facilitator})
    return ("", {}) if mine else ("gone-on", {"facilitator": facilitator})
