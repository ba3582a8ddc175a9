"""The question below a manager's digest, at most one each time and once in four weeks about a team."""

from dataclasses import dataclass
from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.outgoing import Button
from bot.domain.pulse import NOT_YET, YES, Managed, whom_to_ask_about
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.house import House, is_over
from bot.storage import check_ins, pulses
from bot.storage.database import Tx
from bot.storage.pulses import PulseRow
from bot.storage.rows import PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class Asked:
    """The question in words, and its row."""

    text: str
    pulse: PulseRow


async def pulse_for(
    tx: Tx, house: House, person: PersonRow, read: list[TeamRow], language: str, now: datetime
) -> Asked | None:
    """What this manager is asked below the digest that is decided now; None for nothing, and never below the first."""
    if await pulses.digests_before(tx, read[0].collaborative_id, person.id) < 2:
        return None
    asked = await pulses.last_asked(tx, person.id)
    # Before a team was asked anything there are no results to ask about.
    was_asked = await check_ins.last_asked_in(tx, [it.id for it in read])
    begun = [it for it in read if not is_over(it, now) and it.id in was_asked]
    team_id = whom_to_ask_about([Managed(it.id, it.title, asked.get(it.id)) for it in begun], now)
    team = next((it for it in begun if it.id == team_id), None)
    if team is None:
        return None
    pulse_id = await pulses.add_pulse(tx, team.id, person.id, now)
    text = house.content.wording.render("pulse.ask", language, team=shortened(team.title, LONGEST_IN_A_LIST))
    return Asked(text, PulseRow(pulse_id, team.id, person.id, now, None, None))


def pulse_buttons(house: House, pulse_id: int, language: str) -> tuple[Button, ...]:
    """The answers to the question of this row."""
    wording = house.content.wording
    return tuple(
        Button(wording.plain(f"pulse.buttons.{act}", language), DeskPressed(Desk.PULSE, pulse_id, act).pack())
        for act in (YES, NOT_YET)
    )
