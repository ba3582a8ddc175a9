"""Somebody at a measure of a team: who may be there, and what the pages and acts about it share."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.content.limits import BUTTON, shortened
from bot.domain.language import Language
from bot.domain.outgoing import Button
from bot.domain.programme import Role
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.handling import Incoming
from bot.flow.house import House, language_of
from bot.flow.own_time import today_of
from bot.flow.rights import leads
from bot.flow.say import refuse
from bot.storage import measures, people, teams
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow
from bot.storage.rows import PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class AtMeasure:
    """A person at a measure of a team, whom they belong to or lead."""

    house: House
    team: TeamRow
    measure: MeasureRow
    person: PersonRow
    language: Language
    now: datetime
    leads: bool

    @property
    def today(self) -> date:
        """The person's date."""
        return today_of(self.team, self.person, self.now)

    def say(self, key: str, **values: object) -> str:
        """A text of the measures, finished."""
        return self.house.content.wording.render(f"measure.{key}", self.language, **values)

    def day(self, day: date) -> str:
        """A day in words; one of another year with its year."""
        form = "day" if day.year == self.today.year else "year"
        return self.house.content.wording.date(day, self.language, form)

    def button(self, label: str, act: str, what: str = "", **values: object) -> Button:
        """A button that does this about the measure."""
        words = self.house.content.wording.plain(f"measure.buttons.{label}", self.language, **values)
        return self.labelled(words, act, what)

    def labelled(self, words: str, act: str, what: str = "") -> Button:
        """The same with words of its own."""
        return Button(shortened(words, BUTTON), DeskPressed(Desk.MEASURE, self.measure.id, act, what).pack())


async def at_measure(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, measure_id: int
) -> tuple[AtMeasure | None, str]:
    """The person at the measure with nothing to say; None with the toast that says why they may do nothing there."""
    measure = await measures.measure_by_id(tx, measure_id)
    team = await teams.find_team(tx, measure.team_id) if measure else None
    if measure is None or team is None or not house.knows(team):
        return None, await refuse(tx, house, incoming, "old-button")
    is_leading = await leads(tx, person, team)
    if not (is_leading or await people.has_role(tx, person.id, team.id, Role.MEMBER)):
        return None, await refuse(tx, house, incoming, "not-allowed", team=team.title)
    if team.removed_at is not None:
        return None, await refuse(tx, house, incoming, "ended", collaborative=team.collaborative_title)
    return of_person(house, team, measure, person, incoming.now, leads=is_leading), ""


def of_person(
    house: House, team: TeamRow, measure: MeasureRow, person: PersonRow, now: datetime, *, leads: bool = False
) -> AtMeasure:
    """The same where it is known that they may."""
    return AtMeasure(house, team, measure, person, language_of(person, team.language), now, leads)
