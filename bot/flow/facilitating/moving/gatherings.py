"""The pages on which a gathering is moved: the list, a calendar, and what the move means for each team."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.content.limits import BUTTON, LONGEST_IN_A_LIST, MOST_IN_A_LIST, shortened
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.working_time import local_time
from bot.flow.facilitating.moving.consequences import TeamMoves
from bot.flow.facilitating.moving.session import SessionMove
from bot.flow.house import House
from bot.flow.month import Month
from bot.flow.settings.own import Page
from bot.storage.sessions import ProgrammeDays
from bot.storage.teams import SessionRow

# So many days that move are named for a team.
MOST_DAYS = 2


class Gatherings:
    """The gatherings of a collaborative, shown to somebody in a language."""

    def __init__(
        self, house: House, collaborative_id: int, days: ProgrammeDays, sessions: Sequence[SessionRow], language: str
    ) -> None:
        self.house = house
        self.wording = house.content.wording
        self.collaborative_id = collaborative_id
        self.days = days
        self.sessions = sessions
        self.language = language

    def today(self, now: datetime) -> date:
        """The date of the collaborative."""
        return local_time(now, ZoneInfo(self.days.zone)).date()

    def session(self, number: int) -> SessionRow | None:
        """The gathering of this number."""
        return next((it for it in self.sessions if it.id == number), None)

    def say(self, key: str, **values: object) -> str:
        """A text of these pages."""
        return self.wording.render(f"moving.session.{key}", self.language, **values)

    def all(self, now: datetime, note: str = "") -> Page:
        """Every gathering with its date; those to come can be moved."""
        today = self.today(now)
        lines = [
            self.wording.plain("moving.session.line", self.language, session=it.title, date=self._date(it.on_date))
            for it in self.sessions
        ]
        coming = [it for it in self.sessions if it.on_date >= today][:MOST_IN_A_LIST]
        rows = tuple((self._button("choose", "pick", str(it.id), session=it.title),) for it in coming)
        teams = Button(
            self.wording.plain("moving.session.buttons.teams", self.language),
            DeskPressed(Desk.TEAMS, 0, "show", "all.1").pack(),
        )
        how = self.say("which" if coming else "none-to-come")
        return Page(self._page(self.say("title"), lines, [note, how] if note else [how]), (*rows, (teams,)))

    def calendar(self, session: SessionRow, month: date, now: datetime) -> Page:
        """A month, in which the new day of the gathering is pressed."""
        calendar = Month(
            max(self.today(now), self.days.starts),
            self.days.ends,
            lambda day: self._data("day", f"{session.id}.{day:%Y%m%d}"),
            lambda to: self._data("month", f"{session.id}.{to:%Y%m%d}"),
            self._data("nothing"),
            holds=session.on_date,
            every_week=True,
        )
        rows = (*calendar.rows(self.house, month, self.language), (self._button("buttons.leave", "show"),))
        values = {"session": session.title, "date": self._date(session.on_date)}
        return Page(self._page(self.say("which-day", **values), [], []), rows)

    def preview(self, move: SessionMove) -> Page:
        """What the move means for each team, and the button that does it as long as it is so."""
        session, before = move.session, self._date(move.session.on_date)
        moving = [it for it in move.teams if it.moves]
        lines = [self._team(it) for it in moving[:MOST_IN_A_LIST]]
        if len(moving) > MOST_IN_A_LIST:
            others = self.wording.count("teams", len(moving) - MOST_IN_A_LIST, self.language)
            lines.append(self.say("more-teams", teams=others))
        notes = [self.say("stays" if moving else "nothing-moves")]
        ask = self.say("preview", session=session.title, before=before, after=self._date(move.to))
        what = f"{session.id}.{move.to:%Y%m%d}.{session.on_date:%Y%m%d}"
        keyboard: Keyboard = ((self._button("buttons.move", "move", what),), (self._button("buttons.leave", "show"),))
        return Page(self._page(ask, lines, notes), keyboard)

    def _team(self, it: TeamMoves) -> str:
        pairs = [f"{self._date(old)} → {self._date(new)}" for old, new in it.moves.moved]
        parts = {"moves": pairs, "added": self._dates(it.moves.added), "cancelled": self._dates(it.moves.cancelled)}
        said = [
            self.wording.plain(
                f"moving.session.team-{name}",
                self.language,
                check_ins=self.wording.count("check-ins", len(days), self.language),
                days=self.wording.list(days[:MOST_DAYS], self.language) + ("…" if len(days) > MOST_DAYS else ""),
            )
            for name, days in parts.items()
            if days
        ]
        return f"{shortened(it.title, LONGEST_IN_A_LIST)}: {'; '.join(said)}"

    def _dates(self, days: Sequence[date]) -> list[str]:
        return [self._date(day) for day in days]

    def _date(self, day: date) -> str:
        return self.wording.date(day, self.language)

    def _page(self, title: str, lines: list[str], notes: list[str]) -> str:
        return self.wording.layout("moving", self.language, title="", count=title, lines=lines, notes=notes)

    def _data(self, act: str, what: str = "") -> str:
        return DeskPressed(Desk.SESSIONS, self.collaborative_id, act, what).pack()

    def _button(self, key: str, act: str, what: str = "", **values: object) -> Button:
        label = self.wording.plain(f"moving.session.{key}", self.language, **values)
        return Button(shortened(label, BUTTON), self._data(act, what))
