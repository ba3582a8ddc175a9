"""Teams are asked: every check-in that is due goes to the outbox, one team and one transaction at a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.asking import Chosen, choose_questions
from bot.domain.cadence import closes_at, reminder_at
from bot.domain.check_in import CheckInState
from bot.domain.programme import Role
from bot.domain.pulse import MANAGER_ASKED
from bot.domain.stall import StallKind, silent_at
from bot.domain.working_time import WorkingCalendar
from bot.flow.asking.put_off import came_too_late, early_next_week, put_off_until
from bot.flow.asking.reach import ask_all
from bot.flow.asking.whom import whom_to_ask
from bot.flow.close import close_check_in
from bot.flow.facilitating.homework.answer import homework_to_ask
from bot.flow.facilitating.moving.gates import way_to_ask
from bot.flow.house import Counts, House, calendar_of
from bot.flow.measuring.standing import measure_to_ask, owner_to_ask
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.plan import next_after, planned_at
from bot.storage import audit, check_ins, conversations, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, PersonRow, TeamRow

HELD_BACK = "held_back"


async def ask(house: House, now: datetime) -> Counts:
    """Ask every team whose check-in is due."""
    return await one_by_one(house, Work("ask", teams.team_with_check_in_due, _ask_one, _push_on), now)


async def _push_on(tx: Tx, team: TeamRow, moment: datetime) -> None:
    await teams.change_team(tx, team.id, next_due_at=moment)


async def _ask_one(tx: Tx, house: House, waiting: TeamRow, now: datetime) -> Counts:
    before = await conversations.hold_open_check_in(tx, waiting.id)
    team = await teams.team_by_id(tx, waiting.id, lock=True)
    if team.next_due_at is None or team.next_due_at > now:
        return Counts(taken=1)
    calendar = await calendar_of(tx, team)
    paused = calendar.pause_on(calendar.local_date(now)) is not None
    if not paused and (later := await put_off_until(tx, house, team, calendar, now)):
        await teams.change_team(tx, team.id, next_due_at=later)
        return Counts(put_off=1)
    following = await next_after(tx, house, team, team.next_grid_on)
    if paused or team.next_merged or await came_too_late(tx, house, team, calendar, now):
        await _withdraw(tx, house, team, calendar)
        state: str = CheckInState.WITHDRAWN
    else:
        state = await _ask_team(tx, house, team, calendar, before, now)
    if state != HELD_BACK:
        await teams.save_next(tx, team.id, following)
    return Counts({state: 1})


async def _ask_team(
    tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, before: CheckInRow | None, now: datetime
) -> str:
    within, left_out = await whom_to_ask(tx, house, team, now)
    if not (within or left_out):
        await _withdraw(tx, house, team, calendar)
        return CheckInState.WITHDRAWN
    for person in left_out:
        await audit.note(tx, now, "system", "budget_held_back", person.slug, team=team.slug)
    if not within:
        await _hold_back(tx, house, team, calendar, now)
        return HELD_BACK
    if before is not None:
        await close_check_in(tx, house, before, now)
    check_in = await _open(tx, house, team, calendar, now)
    # Whoever has joined may answer in the group, so one message is enough for all.
    readers: Sequence[PersonRow | None] = [None] if team.group_chat_id is not None else within
    await ask_all(tx, house, team, check_in, readers, now)
    return CheckInState.ASKED


async def _hold_back(tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, now: datetime) -> None:
    day, at = await early_next_week(tx, house, team, calendar, now)
    await teams.change_team(tx, team.id, next_on=day, next_due_at=at)


async def questions_for(tx: Tx, house: House, team: TeamRow, now: datetime) -> tuple[Chosen, ...]:
    """The questions of the team's check-in that is asked now."""
    earlier = await check_ins.earlier_check_ins(tx, team.id)
    help_open = await stalls.open_stall_of(tx, team.id, StallKind.HELP_WANTED) is not None
    personal = team.group_chat_id is None
    model = house.model(team)
    if not await people.people_of_team(tx, team.id, Role.MANAGER):
        model = model.without_monthly(MANAGER_ASKED)
    asked = await measure_to_ask(tx, house, team, now)
    way = replace(
        await way_to_ask(tx, house, team, earlier),
        homework=await homework_to_ask(tx, team),
        measure=(asked.question, asked.measure.id) if asked else None,
    )
    return choose_questions(
        model,
        team.phase,
        earlier,
        now,
        personal=personal,
        help_open=help_open,
        way=way,
    )


async def _open(tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, now: datetime) -> CheckInRow:
    schedule, chosen = house.schedule(team), await questions_for(tx, house, team, now)
    reminder = schedule.reminder
    # The one reminder goes when the team is late.
    late_at = reminder_at(calendar, now, working_days=reminder.working_days, at=reminder.at)
    check_in_id = await check_ins.add_check_in(
        tx,
        team.id,
        team.next_grid_on or now.date(),
        phase=team.phase,
        state=CheckInState.ASKED,
        due_at=planned_at(house, calendar, team) or now,
        asked_at=now,
        questions=[await _row(tx, team, it, now) for it in chosen],
        late_at=late_at,
        remind_at=late_at,
        close_at=closes_at(calendar, now, schedule.closes_after),
    )
    if await _begins_to_wait(tx, team, now):
        moment = silent_at(calendar, now, house.stall_rules(team).silent_after)
        await teams.change_team(tx, team.id, waiting_since=now, silent_at=moment)
    return await check_ins.check_in_by_id(tx, check_in_id)


async def _row(tx: Tx, team: TeamRow, chosen: Chosen, now: datetime) -> dict[str, Any]:
    """The question as the check-in keeps it, with the row that it is about, and the one person whose matter it is."""
    row: dict[str, Any] = {"id": chosen.question.id, "version": chosen.question.version, "step": chosen.step}
    if chosen.homework is not None:
        row["homework"] = chosen.homework
    if chosen.measure is not None:
        row["measure"] = chosen.measure
        if owner := await owner_to_ask(tx, team, chosen.measure, now):
            row["owner"] = owner
    return row


async def _begins_to_wait(tx: Tx, team: TeamRow, now: datetime) -> bool:
    """Whether the team's silence is counted from here: no earlier questions wait, nor is a case open about it."""
    if team.waiting_since is None or team.waiting_since > now:
        return True
    return team.silent_at is None and await stalls.open_stall_of(tx, team.id, StallKind.SILENT) is None


async def _withdraw(tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar) -> None:
    if team.next_grid_on is not None:
        await check_ins.add_check_in(
            tx,
            team.id,
            team.next_grid_on,
            phase=team.phase,
            state=CheckInState.WITHDRAWN,
            due_at=planned_at(house, calendar, team) or team.next_due_at,
            questions=[],
        )
