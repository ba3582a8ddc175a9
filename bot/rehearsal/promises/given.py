"""What the promises are held against: who takes part where, and what people did that binds the bot."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from bot.domain.behaviour import Behaviour, Does, Event
from bot.domain.programme import Programme, Team


@dataclass(frozen=True)
class Given:
    """The programme as its file says it, and what people do by the behaviour file."""

    programme: Programme
    behaviour: Behaviour

    @cached_property
    def teams(self) -> dict[str, Team]:
        """The teams by their ids."""
        return {team.id: team for team in self.programme.teams}

    @cached_property
    def calendar(self) -> HolidayBase:
        """The public holidays and weekends of the country."""
        country, _, part = self.programme.holidays.partition("-")
        return country_holidays(country, subdiv=part or None)

    def zone(self, person: str, team: str | None) -> ZoneInfo:
        """The zone of the person's clock, or the team's."""
        of_team = self.teams[team].zone if team in self.teams else self._zones_of_first_teams.get(person)
        return ZoneInfo(self._own_zones.get(person) or of_team or self.programme.zone)

    @cached_property
    def _own_zones(self) -> dict[str, str | None]:
        return {it.id: it.zone for it in self.programme.people}

    @cached_property
    def _zones_of_first_teams(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for team in self.programme.teams:
            for person in (*team.members, *team.facilitators, *team.managers):
                found.setdefault(person, team.zone)
        # Whoever owns the collaborative reads of all its teams, the first of the file first.
        return found | dict.fromkeys(self.programme.owners, self.programme.teams[0].zone)

    def ends(self, team: str | None) -> date:
        """The last day of this team's programme."""
        return (self.teams[team].ends if team in self.teams else None) or self.programme.ends

    def why_closed(self, day: date) -> str:
        """Why nobody works on this day; empty where that is nothing."""
        if day.weekday() in self.calendar.weekend:
            return "a weekend"
        if day in self.calendar:
            return "a public holiday"
        closure = next((it for it in self.programme.closures if it.first <= day <= it.last), None)
        return f"in a closure ({closure.title or 'closed'})" if closure else ""

    def why_resting(self, person: str, team: str | None, day: date) -> str:
        """Why this person, or their team, rests on this day by what was said in the programme."""
        if any(first <= day < until for first, until in self._rests(Does.PAUSE, team)):
            return "in a pause of the team"
        if any(first < day < until for first, until in self._absences(person)):
            return "while they are away"
        return ""

    def has_gone(self, person: str, moment: datetime) -> bool:
        """Whether the person had left or blocked the bot before this moment. An owner stays one."""
        acts = [it for it in self._acts_of(person) if it.at <= moment]
        if any(it.does is Does.LEAVE and it.at < moment for it in acts) and person not in self.programme.owners:
            return True
        # What comes at the very moment of blocking may have been before it; who lets the bot in again is there at once.
        last = next((it for it in reversed(acts) if it.does in (Does.BLOCK_BOT, Does.UNBLOCK_BOT)), None)
        return last is not None and last.does is Does.BLOCK_BOT and last.at < moment

    def _acts_of(self, person: str) -> Iterator[Event]:
        """What the person does, as far as they have joined by then."""
        joins, zone = self.behaviour.habit(person).joins or date.min, ZoneInfo(self.programme.zone)
        return (it for it in self.behaviour.events_of(person) if it.at.astimezone(zone).date() >= joins)

    def _rests(self, begins: Does, team: str | None) -> Iterator[tuple[date, date]]:
        """From when until when (a day before which it ends) the team rests."""
        events, zone = self._about_teams.get(team or "", []), self.zone("", team)
        for n, event in enumerate(events):
            if event.does is begins and event.until is not None:
                later = (it for it in events[n + 1 :] if it.does in (Does.RESUME, Does.PAUSE))
                ended = next((it.at.astimezone(zone).date() for it in later), event.until)
                # What comes on the day on which it was agreed may have come before.
                yield event.at.astimezone(zone).date() + timedelta(days=1), min(ended, event.until)

    @cached_property
    def _about_teams(self) -> dict[str, list[Event]]:
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.behaviour.events:
            found[event.team or ""].append(event)
        return found | {"": []}

    def _absences(self, person: str) -> Iterator[tuple[date, date]]:
        zone = self.zone(person, None)
        for event in self._acts_of(person):
            if event.does is Does.AWAY and event.until is not None:
                yield event.at.astimezone(zone).date(), event.until
