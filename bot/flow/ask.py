"""Teams are asked: every check-in that is due goes to the outbox, one team and one transaction at a time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.asking import choose_questions
from bot.domain.cadence import CheckInDue, closes_at, merges_into_next, reminder_at
from bot.domain.check_in import CheckInState
from bot.domain.outgoing import Lane
from bot.domain.permitted_hours import next_permitted
from bot.domain.programme import Role
from bot.domain.stall import silent_at
from bot.domain.working_time import ONE_DAY
from bot.flow.close import close_check_in
from bot.flow.house import Counts, House, calendar_of
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.plan import next_after, planned_at, session_days
from bot.flow.screens.show import Showing, show
from bot.flow.screens.talk import talk_about
from bot.storage import audit, check_ins, people, teams
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, ConversationRow, PersonRow, TeamRow

HELD_BACK = "held_back"


async def ask(house: House, now: datetime) -> Counts:
    """Ask every team whose check-in is due."""
    return await one_by_one(house, Work("ask", teams.team_with_check_in_due, _ask_one, _push_on), now)


async def _push_on(tx: Tx, team: TeamRow, moment: datetime) -> None:
    await teams.change_team(tx, team.id, next_due_at=moment)


async def _ask_one(tx: Tx, house: House, waiting: TeamRow, now: datetime) -> Counts:
    # Whoever answers locks the check-in before the team, so that nobody waits crosswise.
    before = await check_ins.open_check_in(tx, waiting.id, lock=True)
    if before is not None:
        await check_ins.hold_conversations(tx, before.id)
    team = await teams.team_by_id(tx, waiting.id, lock=True)
    if team.next_due_at is None or team.next_due_at > now:
        return Counts(taken=1)
    if later := await put_off_until(tx, house, team, now):
        await teams.change_team(tx, team.id, next_due_at=later)
        return Counts(put_off=1)
    following = await next_after(tx, house, team, team.next_grid_on)
    if team.next_merged or await came_too_late(tx, house, team, now):
        await _withdraw(tx, house, team)
        state: str = CheckInState.WITHDRAWN
    else:
        state = await _ask_team(tx, house, team, before, now)
    if state != HELD_BACK:
        await teams.save_next(tx, team.id, following)
    return Counts({state: 1})


async def came_too_late(tx: Tx, house: House, team: TeamRow, now: datetime) -> bool:
    """Whether an outage held the check-in back until the end, or so near to the next one that it goes into that."""
    calendar = await calendar_of(tx, team)
    today = calendar.local_date(now)
    if today > team.ends:
        return True
    due = CheckInDue(team.next_grid_on or today, team.next_on or today, now, team.next_merged)
    sessions = await session_days(tx, team)
    return merges_into_next(house.schedule(team).cadence, calendar, due, today, ends=team.ends, session_days=sessions)


async def put_off_until(tx: Tx, house: House, team: TeamRow, now: datetime) -> datetime | None:
    """The moment for which a check-in that is due waits; None where it is asked at once."""
    # Late by an outage or a jump of the clock: it waits for the next hour in which it may be sent.
    if team.next_merged:
        return None
    calendar, sessions = await calendar_of(tx, team), await session_days(tx, team)
    permitted = next_permitted(
        now,
        house.schedule(team).employee_hours,
        calendar.zone,
        lambda day: calendar.is_closed(day) or day in sessions,
    )
    return permitted if permitted > now else None


async def _ask_team(tx: Tx, house: House, team: TeamRow, before: CheckInRow | None, now: datetime) -> str:
    within, left_out = await whom_to_ask(tx, house, team, now)
    if not (within or left_out):
        await _withdraw(tx, house, team)
        return CheckInState.WITHDRAWN
    for person in left_out:
        await audit.note(tx, now, "system", "budget_held_back", person.slug, team=team.slug)
    if not within:
        await _hold_back(tx, house, team, now)
        return HELD_BACK
    if before is not None:
        await close_check_in(tx, house, before, now)
    check_in = await _open(tx, house, team, now)
    for person in within:
        await ask_person(tx, house, team, check_in, person, now)
    return CheckInState.ASKED


async def ask_person(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, person: PersonRow, now: datetime
) -> None:
    """Give one person a conversation about the check-in; it reaches them in permitted hours."""
    row = await check_ins.add_conversation(tx, check_in.id, person.id)
    await hand_over(tx, house, team, check_in, row, person, now)


async def hand_over(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, row: ConversationRow, person: PersonRow, now: datetime
) -> None:
    """Put a person's screen at the end of their chat, in permitted hours."""
    permitted = await may_ask_at(tx, house, team, person, now)
    talk = talk_about(house, team, check_in, row, person)
    await show(tx, house, talk, now, Showing(Lane.WAVE, fresh=True, not_before=permitted if permitted > now else None))


async def may_ask_at(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime) -> datetime:
    """The first moment from now on at which questions may reach the person."""
    calendar = await calendar_of(tx, team)
    zone = ZoneInfo(person.zone or team.zone)
    return next_permitted(now, house.schedule(team).employee_hours, zone, calendar.is_closed)


async def whom_to_ask(tx: Tx, house: House, team: TeamRow, now: datetime) -> tuple[list[PersonRow], list[PersonRow]]:
    """Who can be reached and has room for a check-in this week, and who can be reached and has none."""
    budget = house.schedule(team).budget.check_ins
    within: list[PersonRow] = []
    left_out: list[PersonRow] = []
    for person in await people.people_of_team(tx, team.id, Role.MEMBER):
        if not person.can_be_reached:
            continue
        monday, next_monday = _week(now, ZoneInfo(person.zone or team.zone))
        asked = await check_ins.times_asked(tx, person.id, monday, next_monday)
        (within if asked < budget else left_out).append(person)
    return within, left_out


def _week(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    first, last = (
        datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) for day in (monday, monday + timedelta(days=7))
    )
    return first, last


async def _hold_back(tx: Tx, house: House, team: TeamRow, now: datetime) -> None:
    day, at = await early_next_week(tx, house, team, now)
    await teams.change_team(tx, team.id, next_on=day, next_due_at=at)


async def early_next_week(tx: Tx, house: House, team: TeamRow, now: datetime) -> tuple[date, datetime]:
    """The first day of next week on which the team may be asked, and the moment on it."""
    calendar, sessions = await calendar_of(tx, team), await session_days(tx, team)
    _, next_monday = _week(now, calendar.zone)
    day = calendar.next_working_day(calendar.local_date(next_monday))
    while day in sessions:
        day = calendar.next_working_day(day + ONE_DAY)
    return day, calendar.at(day, house.schedule(team).cadence.at)


async def _open(tx: Tx, house: House, team: TeamRow, now: datetime) -> CheckInRow:
    schedule, calendar = house.schedule(team), await calendar_of(tx, team)
    chosen = choose_questions(
        house.model(team),
        team.phase,
        await check_ins.newest_answers(tx, team.id),
        await check_ins.questions_asked(tx, team.id),
    )
    check_in_id = await check_ins.add_check_in(
        tx,
        team.id,
        team.next_grid_on or now.date(),
        phase=team.phase,
        state=CheckInState.ASKED,
        due_at=planned_at(house, calendar, team) or now,
        asked_at=now,
        questions=[{"id": it.question.id, "version": it.question.version, "step": it.step} for it in chosen],
        remind_at=reminder_at(calendar, now, working_days=schedule.reminder.working_days, at=schedule.reminder.at),
        close_at=closes_at(calendar, now, schedule.closes_after),
    )
    if team.waiting_since is None:
        await teams.change_team(tx, team.id, waiting_since=now, silent_at=silent_at(calendar, now, schedule.stalls))
    return await check_ins.check_in_by_id(tx, check_in_id)


async def _withdraw(tx: Tx, house: House, team: TeamRow) -> None:
    if team.next_grid_on is not None:
        await check_ins.add_check_in(
            tx,
            team.id,
            team.next_grid_on,
            phase=team.phase,
            state=CheckInState.WITHDRAWN,
            due_at=planned_at(house, await calendar_of(tx, team), team) or team.next_due_at,
            questions=[],
        )
