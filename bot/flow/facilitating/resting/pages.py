"""What is shown about a team's pause: until when it rests, or until when it may."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.facilitating.resting.state import state_of
from bot.flow.house import House
from bot.flow.month import Month
from bot.flow.pausing import LONGEST
from bot.flow.settings.own import Page
from bot.storage.rows import TeamRow

ONE_WEEK, TWO_WEEKS = timedelta(days=7), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Resting:
    """A team with its days as they are today, for a reader of this language."""

    house: House
    team: TeamRow
    language: Language
    calendar: WorkingCalendar
    today: date

    def say(self, key: str, **values: object) -> str:
        """A text about the team."""
        title = shortened(self.team.title, LONGEST_IN_A_LIST)
        return self.house.content.wording.render(f"pause.{key}", self.language, team=title, **values)

    @property
    def until(self) -> date | None:
        """The day on which the team is asked again; None where it does not rest."""
        pause = self.calendar.pause_on(self.today)
        return pause.last + ONE_DAY if pause else None

    @property
    def state(self) -> str:
        """What the buttons are drawn for: until when the team rests, or that it does not."""
        return state_of(self.until)


def how_it_is(it: Resting) -> Page:
    """Until when the team rests, with the way back; or the question until when it shall."""
    if it.until is None:
        return Page(it.say("ask"), (*_choices(it), _to_team(it)))
    day = it.house.content.wording.date(it.until, it.language)
    rows = (_button(it, "resume", "resume", it.state),), (_button(it, "another-day", "another"),), _to_team(it)
    return Page(it.say("rests", date=day), rows)


def another_day(it: Resting) -> Page:
    """The question until when, for a team that rests already or does not."""
    return Page(it.say("ask"), (*_choices(it), _back(it)))


def which_day(it: Resting, month: date) -> Page:
    """The calendar of a month, on which the day is pressed from which the team is asked again."""
    calendar = Month(
        it.today + ONE_DAY,
        it.today + LONGEST,
        lambda day: _until(it, day),
        lambda day: _data(it, "month", day.isoformat()),
        _data(it, "nothing"),
    )
    return Page(it.say("ask"), (*calendar.rows(it.house, month, it.language), _back(it)))


def goes_on(it: Resting) -> Page:
    """That the team rests no longer."""
    return Page(it.say("over"), (_to_team(it),))


def _choices(it: Resting) -> Keyboard:
    wording, days = it.house.content.wording, {"one-week": it.today + ONE_WEEK, "two-weeks": it.today + TWO_WEEKS}
    rows = []
    for label, day in days.items():
        text = wording.plain(f"alert.buttons.{label}", it.language, day=wording.date(day, it.language))
        rows.append((Button(text, _until(it, day)),))
    return (*rows, (_button(it, "until-a-date", "month", it.today.isoformat()),))


def _back(it: Resting) -> tuple[Button, ...]:
    return (_button(it, "back", "ask"),)


def _to_team(it: Resting) -> tuple[Button, ...]:
    label = it.house.content.wording.plain("pause.buttons.to-team", it.language)
    return (Button(label, DeskPressed(Desk.TEAM, it.team.id, "show").pack()),)


def _button(it: Resting, label: str, act: str, day: str = "") -> Button:
    own = f"pause.buttons.{label}"
    key = own if it.house.content.wording.has(own) else f"alert.buttons.{label}"
    return Button(it.house.content.wording.plain(key, it.language), _data(it, act, day))


def _until(it: Resting, day: date) -> str:
    return _data(it, "until", f"{day.isoformat()}.{it.state}")


def _data(it: Resting, act: str, day: str = "") -> str:
    return DeskPressed(Desk.PAUSE, it.team.id, act, day).pack()
