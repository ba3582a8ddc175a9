"""Who is asked: those who can be reached in time and have room for one more check-in in their week."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.cadence import closes_at
from bot.domain.programme import Role
from bot.domain.working_time import WorkingCalendar
from bot.flow.asking.reach import first_permitted
from bot.flow.house import House, calendar_of, is_over, zone_of
from bot.flow.own_time import own_time
from bot.flow.plan import next_after
from bot.storage import conversations, people
from bot.storage.absences import absences_in_team
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


async def whom_to_ask(tx: Tx, house: House, team: TeamRow, now: datetime) -> tuple[list[PersonRow], list[PersonRow]]:
    """Who can be reached and has room for a check-in in the week in which it comes, and who can be and has none.

    Those whom it reaches first come first. Who has no permitted hour left before it closes, or before the programme
    ends, is in neither list.
    """
    calendar, away = await calendar_of(tx, team), await absences_in_team(tx, team.id)
    closes, in_group = await _closes(tx, house, team, calendar, now), team.group_chat_id is not None
    within: list[tuple[datetime, PersonRow]] = []
    left_out: list[PersonRow] = []
    for person in await people.people_of_team(tx, team.id, Role.MEMBER):
        # In the team's group they are asked whether or not their own chats are open.
        if not (person.can_be_reached or (in_group and person.joined_at is not None)):
            continue
        own = own_time(house, team, person, calendar, away.get(person.id, ()))
        comes_at = now if in_group else first_permitted(own, calendar, now)
        if not own.is_in_time(comes_at, now, closes) or is_over(team, comes_at):
            continue
        if await has_room(tx, house, team, person, comes_at):
            within.append((comes_at, person))
        else:
            left_out.append(person)
    return [person for _, person in sorted(within, key=lambda it: it[0])], left_out


async def has_room(tx: Tx, house: House, team: TeamRow, person: PersonRow, comes_at: datetime) -> bool:
    """Whether the person has room for one more check-in in the week of this moment."""
    monday, next_monday = week_of(comes_at, zone_of(person, team))
    asked = await conversations.times_asked(tx, person.id, monday, next_monday)
    return asked < house.schedule(team).budget.check_ins


async def _closes(tx: Tx, house: House, team: TeamRow, calendar: WorkingCalendar, asked_at: datetime) -> datetime:
    """When a check-in asked then closes: after its time, or when the next one is asked."""
    after_its_time = closes_at(calendar, asked_at, house.schedule(team).closes_after)
    following = await next_after(tx, house, team, team.next_grid_on)
    # One that is merged, or falls in an agreed pause, is not asked.
    if following is None or following.merged or calendar.pause_on(following.on):
        return after_its_time
    return min(after_its_time, following.due_at)


def week_of(now: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The week of this moment in this zone: its Monday and the next one, at midnight."""
    today = now.astimezone(zone).date()
    monday = today - timedelta(days=today.weekday())
    first, last = (
        datetime.combine(day, time(), tzinfo=zone).astimezone(UTC) for day in (monday, monday + timedelta(days=7))
    )
    return first, last
