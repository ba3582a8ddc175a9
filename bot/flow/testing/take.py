"""What a press or a text did to a small test is kept and shown."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.pdsa import GOES_ON, Cycle, Stage
from bot.flow.house import House, calendar_of
from bot.flow.life import sign_of_life
from bot.flow.testing.begin import begin
from bot.flow.testing.show import show
from bot.flow.testing.talk import CycleTalk, moved
from bot.storage import pdsa_cycles, teams
from bot.storage.database import Tx


async def take(tx: Tx, house: House, talk: CycleTalk, done: Cycle, now: datetime, *, fresh: bool = False) -> None:
    """Keep where the test stands now, show it, and begin the next one where the team goes on from it."""
    # The test before the team and before its messages, as everybody does.
    await teams.team_by_id(tx, talk.team.id, lock=True)
    changed = await _changed(tx, house, talk, done, now)
    await pdsa_cycles.change_cycle(tx, talk.row.id, **changed)
    await sign_of_life(tx, house, talk.team, now)
    row = replace(talk.row, **changed)
    await show(tx, house, moved(talk, row), now, fresh=fresh)
    if done.decision in GOES_ON and done.decision is not talk.cycle.decision:
        await begin(tx, house, talk.team, talk.person, now, after=row)


async def _changed(tx: Tx, house: House, talk: CycleTalk, done: Cycle, now: datetime) -> dict[str, Any]:
    changed: dict[str, Any] = {
        "stage": done.stage,
        "prediction": done.prediction,
        "scale": done.scale,
        "planned_end": done.planned_end,
        "what_happened": done.what_happened,
        "decision": done.decision,
        "draft": done.draft,
    }
    if done.what_happened != talk.cycle.what_happened:
        changed |= {"told_id": talk.person.id if done.what_happened else None}
    if done.stage is Stage.DROPPED:
        return changed | {"prediction": None, "scale": None, "planned_end": None}
    if done.stage is Stage.CLOSED:
        return changed | {"ask_at": None, "closed_at": talk.row.closed_at or now}
    if done.stage is Stage.RUNNING and talk.row.number is None:
        changed |= {"number": await pdsa_cycles.next_number(tx, talk.team.id), "started_at": now}
        await teams.look_again(tx, now, team_id=talk.team.id)
    if done.stage is Stage.RUNNING and talk.cycle.stage in (Stage.END, Stage.LATER) and done.planned_end:
        calendar, at = await calendar_of(tx, talk.team), house.schedule(talk.team).cadence.at
        changed |= {"ask_at": calendar.at(done.planned_end, at)}
    return changed
