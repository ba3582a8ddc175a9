"""A small test is begun, or gone on with where one is half-made."""

from datetime import datetime

from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import House
from bot.flow.life import sign_of_life
from bot.flow.testing.show import show
from bot.flow.testing.talk import ends_of, talk_about
from bot.storage import pdsa_cycles
from bot.storage.database import Tx
from bot.storage.rows import CycleRow, PersonRow, TeamRow


async def begin(
    tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime, *, after: CycleRow | None = None
) -> bool:
    """Ask what is to be tried, below everything else; a test that goes on from another has its words to begin with.

    A person has one half-made test a team at most. False where no working day is left for one.
    """
    row = await pdsa_cycles.half_made(tx, team.id, person.id)
    if row is None:
        if not (await ends_of(tx, team, now)).offered():
            return False
        row = await _add(tx, house, team, person, now, after)
    await sign_of_life(tx, house, team, now)
    await show(tx, house, talk_about(team, row, person), now, fresh=True)
    return True


async def _add(
    tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime, after: CycleRow | None
) -> CycleRow:
    step = await step_now(tx, house, team)
    return await pdsa_cycles.add_cycle(
        tx,
        team_id=team.id,
        person_id=person.id,
        holder_id=person.id,
        phase=team.phase,
        step=step.id,
        started_at=now,
        prediction=after.prediction if after else None,
        scale=after.scale if after else None,
        follows=after.number if after else None,
    )
