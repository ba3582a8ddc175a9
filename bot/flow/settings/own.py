"""Whoever looks at their settings, with the teams by whose days they go."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.content.holidays_of import holiday_dates
from bot.domain.language import Language
from bot.domain.outgoing import Keyboard
from bot.domain.own_hours import WEEK, days_off, hours_of
from bot.domain.permitted_hours import Window
from bot.domain.programme import Role
from bot.flow.handling import Incoming, sender
from bot.flow.house import House, zone_of
from bot.flow.say import language_for
from bot.storage import people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class Page:
    """What the one message of the settings shows next; with no text it stays as it is. `toast` is said beside it."""

    text: str = ""
    keyboard: Keyboard = ()
    toast: str = ""


@dataclass(frozen=True, slots=True)
class Own:
    """A person with a part in `teams`, and a member of the first `members` of them."""

    person: PersonRow
    language: Language
    members: int
    teams: tuple[TeamRow, ...]

    @property
    def member_of(self) -> tuple[TeamRow, ...]:
        """The teams whose questions the person is asked."""
        return self.teams[: self.members]

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the person's clock."""
        return zone_of(self.person, self.teams[0])

    def today(self, now: datetime) -> date:
        """The person's date."""
        return now.astimezone(self.zone).date()

    def usual_hours(self, house: House) -> Window:
        """The hours in which a member is asked who has chosen none."""
        return house.schedule(self.teams[0]).employee_hours

    def hours(self, house: House) -> Window:
        """The hours in which the person is asked."""
        return hours_of(self.person.quiet_from, self.person.quiet_until, self.usual_hours(house))

    @property
    def closed_weekdays(self) -> frozenset[int]:
        """The weekdays on which none of the teams is asked."""
        return WEEK.intersection(*(holiday_dates(team.holidays)[1] for team in self.teams))

    @property
    def weekdays(self) -> list[int]:
        """The weekdays on which the person works and is asked."""
        closed = self.closed_weekdays
        return sorted(WEEK - closed - days_off(self.person.working_days, closed))


async def own_of(tx: Tx, house: House, incoming: Incoming) -> Own | None:
    """Whoever wrote or pressed; None for somebody who has a part in no team."""
    person = await sender(tx, incoming)
    if person is None:
        return None
    member_of, others = dict[int, TeamRow](), dict[int, TeamRow]()
    for role in await people.roles_of(tx, person.id):
        if role.team_id is not None:
            team = await teams.team_by_id(tx, role.team_id)
            (member_of if role.role is Role.MEMBER else others)[team.id] = team
        else:
            others |= {team.id: team for team in await teams.teams_of(tx, role.collaborative_id)}
    found = tuple((member_of | others).values())
    return Own(person, await language_for(tx, house, incoming), len(member_of), found) if found else None
