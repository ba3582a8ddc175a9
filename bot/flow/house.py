"""What every room needs: the database and the content."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.content.content import Content
from bot.content.holidays_of import holiday_dates
from bot.domain.away import days_all_are_away
from bot.domain.language import Language
from bot.domain.model import Model
from bot.domain.own_hours import days_off
from bot.domain.schedule import Schedule
from bot.domain.stall_rules import StallRules
from bot.domain.working_time import DateRange, WorkingCalendar
from bot.storage.absences import absences_in_team, absences_in_teams
from bot.storage.database import Database, Tx
from bot.storage.pauses import pauses_in, pauses_of
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.teams import all_outages, closures_of

Counts: TypeAlias = Counter[str]


@dataclass(frozen=True, slots=True)
class House:
    """The database, the content, the address of the web pages (empty: no links), and whether there is a mail server."""

    db: Database
    content: Content
    base_url: str = ""
    sends_mail: bool = False

    def model(self, team: TeamRow) -> Model:
        """The improvement model that the team works by."""
        return self.content.models[team.model].model

    def schedule(self, team: TeamRow) -> Schedule:
        """The schedule that holds for the team."""
        return self.content.schedules[team.schedule]

    def knows(self, team: TeamRow) -> bool:
        """Whether the content holds what the team goes by: somebody may have taken a file or a phase away."""
        held = self.content.models.get(team.model)
        has_phase = held is not None and any(phase.id == team.phase for phase in held.model.phases)
        return has_phase and team.schedule in self.content.schedules

    def stall_rules(self, team: TeamRow) -> StallRules:
        """What is a stall of the team, in the phase that it is in."""
        return self.schedule(team).stalls.of_phase(team.phase)


async def calendar_of(tx: Tx, team: TeamRow) -> WorkingCalendar:
    """The working time of the team: closures, pauses, our outages, and days on which all who have joined are away."""
    closed, away = await closures_of(tx, team.collaborative_id), await absences_in_team(tx, team.id)
    return _calendar(team, closed, await pauses_of(tx, team.id), away, await all_outages(tx))


async def calendars_of(tx: Tx, teams: Collection[TeamRow]) -> dict[int, WorkingCalendar]:
    """The same of several teams by their ids, in about as many statements as of one."""
    ids = [team.id for team in teams]
    closed = {it: await closures_of(tx, it) for it in {team.collaborative_id for team in teams}}
    away, pauses, outages = await absences_in_teams(tx, ids), await pauses_in(tx, ids), await all_outages(tx)
    return {
        it.id: _calendar(it, closed[it.collaborative_id], pauses.get(it.id, ()), away[it.id], outages) for it in teams
    }


def _calendar(
    team: TeamRow,
    closed: tuple[DateRange, ...],
    pauses: tuple[DateRange, ...],
    away: Mapping[int, tuple[DateRange, ...]],
    outages: tuple[tuple[datetime, datetime], ...],
) -> WorkingCalendar:
    days, weekend = holiday_dates(team.holidays)
    return WorkingCalendar(
        ZoneInfo(team.zone),
        weekend,
        days,
        closures=closed,
        pauses=pauses,
        away=days_all_are_away(away.values()),
        outages=outages,
    )


async def reader_calendar(tx: Tx, team: TeamRow, person: PersonRow) -> WorkingCalendar:
    """The days and hours of somebody who reads about the team, in their own zone; their days off are closed."""
    days, weekend = holiday_dates(team.holidays)
    closed, off = await closures_of(tx, team.collaborative_id), days_off(person.working_days, weekend)
    return WorkingCalendar(zone_of(person, team), weekend | off, days, closures=closed)


def zone_of(person: PersonRow, team: TeamRow) -> ZoneInfo:
    """The zone of the person's clock: their own, or the team's."""
    return ZoneInfo(person.zone or team.zone)


def language_of(person: PersonRow, team_language: str) -> Language:
    """The language in which this person is written to; what is missing in it is said in the collaborative's."""
    return Language(person.language or team_language, borrows_from=team_language)


def is_over(team: TeamRow, now: datetime) -> bool:
    """Whether the programme of the team has ended."""
    return now.astimezone(ZoneInfo(team.zone)).date() > team.ends


def name_of(house: House, person: PersonRow | None, language: str) -> str:
    """What the person is called; whoever was erased is a colleague without a name."""
    named = person.name if person else ""
    return named or house.content.wording.plain("check-in.a-colleague", language)
