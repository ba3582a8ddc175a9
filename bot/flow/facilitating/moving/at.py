"""A press about moving a team, by somebody who leads it: what it is drawn for, and the buttons of these pages."""

from dataclasses import dataclass
from datetime import datetime

from bot.content.limits import BUTTON, shortened
from bot.domain.button_data import is_id
from bot.domain.language import Language
from bot.domain.outgoing import Button
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.handling import Incoming
from bot.flow.house import House, language_of
from bot.flow.rights import leads
from bot.flow.say import refuse
from bot.storage import conversations, phases, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow


@dataclass(frozen=True, slots=True)
class At:
    """Who acts for which team; `stay` is the number of the team's stay in its phase, which its buttons carry."""

    house: House
    person: PersonRow
    team: TeamRow
    language: Language
    stay: int
    now: datetime

    def say(self, key: str, **values: object) -> str:
        """A text of these pages."""
        return self.house.content.wording.render(f"moving.{key}", self.language, **values)

    def button(self, key: str, desk: Desk, act: str, what: str = "", /, **values: object) -> Button:
        """A button about the team, with the stay for which it is drawn before `what`."""
        label = self.house.content.wording.plain(f"moving.{key}", self.language, **values)
        stamped = f"{self.stay}.{what}" if what else str(self.stay)
        return Button(shortened(label, BUTTON), DeskPressed(desk, self.team.id, act, stamped).pack())

    def door(self, key: str, desk: Desk, act: str = "show") -> Button:
        """A button to a page about the team."""
        label = self.house.content.wording.plain(f"moving.{key}", self.language)
        return Button(label, DeskPressed(desk, self.team.id, act).pack())


async def at_team(tx: Tx, house: House, person: PersonRow, team: TeamRow, now: datetime) -> At:
    """The person at the team as it is now."""
    stay = await phases.stay_of(tx, team.id)
    return At(house, person, team, language_of(person, team.language), stay.id if stay else 0, now)


async def hold_team(tx: Tx, team_id: int) -> TeamRow:
    """Keep others from moving the team; its check-in is held before it, as everybody does."""
    await conversations.hold_open_check_in(tx, team_id)
    return await teams.team_by_id(tx, team_id, lock=True)


async def led_team(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team_id: int) -> TeamRow | str:
    """The team, or the toast that says why the person may do nothing about it."""
    team = await teams.team_if_there(tx, team_id)
    if team is None or not house.knows(team):
        return await refuse(tx, house, incoming, "old-button")
    if not await leads(tx, person, team):
        return await refuse(tx, house, incoming, "not-allowed", team=team.title)
    return team


def drawn_for(button: DeskPressed) -> tuple[int, list[str]]:
    """The stay for which a button was drawn, and the rest of what it carries."""
    stay, *rest = button.what.split(".")
    return (int(stay) if is_id(stay) else -1), rest


def number_in(rest: list[str], below: int, place: int = 0) -> int | None:
    """The number at this place, if it is one below this."""
    text = rest[place] if place < len(rest) else ""
    return int(text) if text.isdecimal() and len(text) < 4 and int(text) < below else None
