"""The one reminder goes to who pressed nothing, while nobody has answered."""

from datetime import UTC, datetime, time, timedelta

from bot.domain.cadence import reminder_at
from bot.domain.check_in import CheckInState
from bot.domain.outgoing import Lane, OutgoingKind
from bot.domain.permitted_hours import next_permitted
from bot.domain.programme import Role
from bot.domain.working_time import WorkingCalendar
from bot.flow.asking.reach import may_show_at
from bot.flow.asking.whom import week_of
from bot.flow.house import Counts, House, calendar_of, is_over, zone_of
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.own_time import is_away
from bot.flow.screens.readers import talk_shown
from bot.flow.screens.show import Showing, show
from bot.flow.screens.talk import Talk
from bot.storage import audit, check_ins, conversations, people, teams
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, TeamRow


async def remind(house: House, now: datetime) -> Counts:
    """Send the reminders that are due, each check-in's once."""
    return await one_by_one(house, Work("remind", check_ins.check_in_to_remind, _remind, _drop), now)


async def _drop(tx: Tx, check_in: CheckInRow, _moment: datetime) -> None:
    # Rather none than one at an odd hour.
    await check_ins.change_check_in(tx, check_in.id, remind_at=None)


async def _remind(tx: Tx, house: House, check_in: CheckInRow, now: datetime) -> Counts:
    team = await teams.team_by_id(tx, check_in.team_id)
    moment = await _moment(tx, house, team, check_in, now)
    await check_ins.change_check_in(tx, check_in.id, remind_at=moment if moment and moment > now else None)
    if moment and check_in.late_at and moment > check_in.late_at:
        await check_ins.change_check_in(tx, check_in.id, late_at=moment)
    if moment is None or moment > now:
        return Counts()
    reminded = 0
    for row in await conversations.conversations_of(tx, check_in_id=check_in.id):
        # Nobody is reminded of what has not reached them.
        waits_for = row.pressed_at is None and row.message_id is not None
        talk = await talk_shown(tx, house, team, check_in, row) if waits_for else None
        if talk is not None and await _is_of_use(tx, house, talk, now) and await _has_room(tx, house, talk, now):
            await _remind_one(tx, house, talk, now)
            reminded += 1
    if reminded:
        await check_ins.change_check_in(tx, check_in.id, reminded_at=now)
    return Counts(reminded=reminded)


async def _moment(tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, now: datetime) -> datetime | None:
    """When the reminder goes; None where it is of no use any more."""
    if check_in.state != CheckInState.ASKED or check_in.closed_at is not None or team.removed_at is not None:
        return None
    if is_over(team, now):
        return None
    calendar, schedule = await calendar_of(tx, team), house.schedule(team)
    due_at, asked_at = check_in.remind_at or now, check_in.asked_at or now
    if not _in_outage(calendar, due_at):
        # Closures and outages may have come since it was asked: only working days count.
        rule = schedule.reminder
        moment = reminder_at(calendar, asked_at, working_days=rule.working_days, at=rule.at)
        if moment > now:
            return moment
    permitted = next_permitted(now, schedule.employee_hours, calendar.zone, calendar.is_closed)
    # What came late is of use on its own day only.
    return permitted if calendar.local_date(permitted) == calendar.local_date(due_at) else None


def _in_outage(calendar: WorkingCalendar, moment: datetime) -> bool:
    return any(began <= moment < ended for began, ended in calendar.outages)


async def _is_of_use(tx: Tx, house: House, talk: Talk, now: datetime) -> bool:
    """Whether this reader has had the check-in since yesterday at least, is not away, and has time left for it."""
    if talk.in_group:
        return True
    today, came_at, closes = now.astimezone(talk.zone).date(), talk.row.comes_at, talk.check_in.close_at
    if came_at is not None and came_at.astimezone(talk.zone).date() >= today:
        return False
    if await is_away(tx, talk.team, talk.somebody, now):
        return False
    comes_at = await may_show_at(tx, house, talk, now)
    return (closes is None or comes_at < closes) and not is_over(talk.team, comes_at)


async def _has_room(tx: Tx, house: House, talk: Talk, now: datetime) -> bool:
    """Whether a reminder is left in this week for the person, or for anybody in the group."""
    team, left_out = talk.team, []
    members = [talk.somebody] if not talk.in_group else await people.people_of_team(tx, team.id, Role.MEMBER)
    for person in (it for it in members if it.can_be_reached or (talk.in_group and it.joined_at is not None)):
        monday, _ = week_of(now, zone_of(person, team))
        if await conversations.times_reminded(tx, person.id, monday) < house.schedule(team).budget.reminders:
            return True
        left_out.append(person)
    for person in left_out:
        await audit.note(tx, now, "system", "budget_held_back", person.slug, team=team.slug, what="reminder")
    return False


async def _remind_one(tx: Tx, house: House, talk: Talk, now: datetime) -> None:
    team = talk.team
    permitted = await may_show_at(tx, house, talk, now)
    # It counts in the week in which it comes.
    await conversations.change_conversation(tx, talk.row.id, reminded_at=permitted)
    next_day = permitted.astimezone(talk.zone).date() + timedelta(days=1)
    reminder = Showing(
        Lane.WAVE,
        OutgoingKind.REMINDER,
        fresh=True,
        opening=house.content.wording.render("check-in.reminder", talk.language, team=team.title),
        not_before=permitted if permitted > now else None,
        expires_at=datetime.combine(next_day, time(), tzinfo=talk.zone).astimezone(UTC),
    )
    await show(tx, house, talk, now, reminder)
