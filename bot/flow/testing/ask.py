"""On its planned end a small test is asked about, once."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot.domain.outgoing import Lane
from bot.domain.pdsa import Stage
from bot.domain.programme import Role
from bot.domain.working_time import ONE_DAY, local_time, moment_of
from bot.flow.asking.reach import may_ask_at
from bot.flow.house import Counts, House, is_over, name_of, zone_of
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.testing.show import show
from bot.flow.testing.talk import talk_about
from bot.storage import pdsa_cycles, people, teams
from bot.storage.database import Tx
from bot.storage.rows import CycleRow, PersonRow, TeamRow


async def ask_what_happened(house: House, now: datetime) -> Counts:
    """Ask about every test whose planned end has come."""
    return await one_by_one(house, Work("test", pdsa_cycles.cycle_to_ask, _ask, _push_on), now)


async def _push_on(tx: Tx, row: CycleRow, moment: datetime) -> None:
    await pdsa_cycles.change_cycle(tx, row.id, ask_at=moment)


async def _ask(tx: Tx, house: House, row: CycleRow, now: datetime) -> Counts:
    team = await teams.team_by_id(tx, row.team_id)
    person = await _whom(tx, team, row, now)
    if person is None or team.removed_at is not None or is_over(team, now):
        # Nobody is asked any more; it can still be told by /test.
        await pdsa_cycles.change_cycle(tx, row.id, ask_at=None)
        return Counts()
    if (later := await _not_before(tx, house, team, person, now)) > now:
        await pdsa_cycles.change_cycle(tx, row.id, ask_at=later)
        return Counts(put_off=1)
    await _ask_person(tx, house, team, row, person, now)
    return Counts(asked=1)


async def _whom(tx: Tx, team: TeamRow, row: CycleRow, now: datetime) -> PersonRow | None:
    """Who wrote it; where they have left or blocked us, the team's reporter, or who joined first."""
    reached = [it for it in await people.people_of_team(tx, team.id, Role.MEMBER) if it.can_be_reached]
    order = {row.person_id: 0} | {it.id: 1 for it in reached if it.slug == team.reporter and it.id != row.person_id}
    return min(reached, key=lambda it: (order.get(it.id, 2), it.joined_at or now), default=None)


async def _not_before(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime) -> datetime:
    """The first moment at which the person may be asked: in their own hours, and about one test a day."""
    permitted, zone = await may_ask_at(tx, house, team, person, now), zone_of(person, team)
    today = local_time(now, zone).date()
    if permitted > now or not await pdsa_cycles.asked_since(tx, person.id, moment_of(today, time.min, zone)):
        return permitted
    return moment_of(today + ONE_DAY, house.schedule(team).cadence.at, zone)


async def _ask_person(tx: Tx, house: House, team: TeamRow, row: CycleRow, person: PersonRow, now: datetime) -> None:
    stage = row.stage if row.stage in (Stage.HAPPENED, Stage.DECISION) else Stage.HAPPENED
    message_id = row.message_id if row.holder_id == person.id else None
    asked: dict[str, Any] = {"stage": stage, "holder_id": person.id, "message_id": message_id}
    asked |= {"ask_at": None, "asked_at": now, "draft": None}
    await pdsa_cycles.change_cycle(tx, row.id, **asked)
    talk, opening = talk_about(team, replace(row, **asked), person), ""
    if person.id != row.person_id:
        began = name_of(house, await people.person_by_id(tx, row.person_id), talk.language)
        opening = house.content.wording.render("test.began", talk.language, person=began)
    await show(tx, house, talk, now, fresh=True, lane=Lane.WAVE, opening=opening)
