"""What every room needs: the database and the content."""

from collections import Counter
from dataclasses import dataclass
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.content.content import Content
from bot.content.holidays_of import holiday_dates
from bot.domain.model import Model
from bot.domain.schedule import Schedule
from bot.domain.working_time import WorkingCalendar
from bot.storage.database import Database, Tx
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.teams import all_outages, closures_of

Counts: TypeAlias = Counter[str]


@dataclass(frozen=True, slots=True)
class House:
    """The database and the content."""

    db: Database
    content: Content

    def model(self, team: TeamRow) -> Model:
        """The improvement model that the team works by."""
        return self.content.models[team.model].model

    def schedule(self, team: TeamRow) -> Schedule:
        """The schedule that holds for the team."""
        return self.content.schedules[team.schedule]


async def calendar_of(tx: Tx, team: TeamRow) -> WorkingCalendar:
    """The working time of the team, our outages included."""
    days, weekend = holiday_dates(team.holidays)
    closed = await closures_of(tx, team.collaborative_id)
    return WorkingCalendar(ZoneInfo(team.zone), weekend, days, closures=closed, outages=await all_outages(tx))


async def reader_calendar(tx: Tx, team: TeamRow, person: PersonRow) -> WorkingCalendar:
    """The days and hours of somebody who reads about the team, in their own zone."""
    days, weekend = holiday_dates(team.holidays)
    closed = await closures_of(tx, team.collaborative_id)
    return WorkingCalendar(ZoneInfo(person.zone or team.zone), weekend, days, closures=closed)


def language_of(person: PersonRow, team_language: str) -> str:
    """The language in which this person is written to."""
    return person.language or team_language
