"""A team's half year as its people live it: what it is asked, who turns to it when, and what they say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise

from bot.content.content import Content
from bot.domain.asked_before import Earlier
from bot.domain.asking import Way, choose_questions
from bot.domain.behaviour import Behaviour, Does
from bot.domain.model import MEASURE, About, Model, Question, Value
from bot.domain.programme import Programme, Team
from tests.cohort.working_days import DAY, Days

CLOSES_AFTER = 10
# A number that comes three days early is one of its week.
EVERY_WEEK = 4
NINE, TEN, LONG = time(9), time(10), timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Asked:
    """A check-in: when it was asked, until when it takes answers, and the team's phase."""

    at: datetime
    closes: datetime
    phase: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody turns to a check-in, or only presses that there is nothing new."""

    at: datetime
    person: str
    nothing_new: bool


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of life, with what the team has said in this check-in so far, and whether it wants help by now.

    `wants_number` is whether the check-in asks for what the team counts.
    """

    at: datetime
    asked: Asked
    said: dict[str, Value]
    nothing_new: bool
    wants_help: bool
    wants_number: bool = False


@dataclass
class Life:
    """One team among its days; `opens` is the moment at which the programme begins."""

    programme: Programme
    team: Team
    behaviour: Behaviour
    content: Content
    days: Days
    opens: datetime

    @cached_property
    def starts(self) -> date:
        """The team's first day."""
        return self.team.starts or self.programme.starts

    @cached_property
    def over(self) -> datetime:
        """The end of the team's last day."""
        return self.days.moment((self.team.ends or self.programme.ends) + DAY)

    @cached_property
    def joined(self) -> dict[str, datetime]:
        """Who opens the link, and when: at the start, or on their day at nine."""
        habits = {person: self.behaviour.habit(person) for person in self.team.members}
        return {
            person: self.days.moment(habit.joins, NINE) if habit.joins else self.opens
            for person, habit in habits.items()
            if not habit.stays_away
        }

    def events(self, *does: Does) -> list[tuple[datetime, str]]:
        """When somebody of the team, or its facilitator about it, does one of these, and who."""
        people = {*self.team.members, *self.team.facilitators}
        mine = [it for it in self.behaviour.events if it.team in (self.team.id, None) and it.person in people]
        return [(it.at, it.person or "") for it in mine if it.does in does]

    def there(self, at: datetime) -> list[str]:
        """Who has joined by then and has not gone."""
        gone = self._gone(at)
        return [person for person, joined in self.joined.items() if joined <= at and person not in gone]

    def phase(self, at: datetime) -> str:
        """The team's phase at this moment."""
        moved = [it for it in self.behaviour.events if it.does is Does.MOVE_PHASE and it.team == self.team.id]
        return [self.team.phase, *(it.to or "" for it in moved if it.at <= at)][-1]

    @cached_property
    def check_ins(self) -> list[Asked]:
        """What the team is asked; nobody is asked where nobody is there."""
        schedule = self.team.schedule or self.programme.schedule
        on = self.days.asked(schedule, self.starts, self.team.ends or self.programme.ends)
        asked = [at for day in on if self.there(at := self.days.moment(day, TEN))]
        return [
            Asked(at, min(self.days.later(at, CLOSES_AFTER), then), self.phase(at))
            for at, then in pairwise([*asked, self.over + LONG])
        ]

    @cached_property
    def signs(self) -> list[Sign]:
        """Every sign of life, in order."""
        model, found = self.content.models[self.programme.model].model, list[Sign]()
        earlier, help_open, counted = list[Earlier](), False, list[date]()
        for asked in self.check_ins:
            wants = self._wants_number(asked, counted)
            way = Way(measure=(MEASURE, 1)) if wants else Way()
            chosen = choose_questions(model, asked.phase, earlier, asked.at, help_open=help_open, way=way)
            questions = tuple(it.question for it in chosen)
            mine = list(self._answered(asked, questions, help_open=help_open))
            said = mine[-1].said if mine else {}
            help_open = mine[-1].wants_help if mine else help_open
            earlier.append(Earlier(asked.at, tuple(it.id for it in questions), _of_team(model, said)))
            # Said not to be counted, it rests as if it were.
            counted += [self.days.on(asked.at)] if "measure" in said else []
            found += [replace(it, wants_number=wants) for it in mine]
        return found

    def _wants_number(self, asked: Asked, counted: list[date]) -> bool:
        """Whether a week is nearly over since the team counted last, if it counts anything."""
        if not self.team.measures:
            return False
        return not counted or (self.days.on(asked.at) - counted[-1]).days >= EVERY_WEEK

    def _answered(self, asked: Asked, questions: tuple[Question, ...], *, help_open: bool) -> Iterator[Sign]:
        said, nothing_new = dict[str, Value](), False
        for turn in self._turns(asked):
            says = {} if turn.nothing_new else self._says(turn, questions, said)
            # Who finds nothing left to say does not begin.
            if says or turn.nothing_new:
                said, nothing_new = said | says, nothing_new or turn.nothing_new
                help_open = says.get("help-wanted", "yes" if help_open else "no") == "yes"
                yield Sign(turn.at, asked, said, nothing_new, help_open)

    def _turns(self, asked: Asked) -> list[Turn]:
        """Who turns to the check-in before it closes, in that order; at one moment in the order of the file."""
        found = [turn for person in self.team.members if (turn := self._turn(person, asked))]
        return sorted(found, key=lambda turn: turn.at)

    def _turn(self, person: str, asked: Asked) -> Turn | None:
        joined = self.joined.get(person)
        if joined is None or joined > asked.closes or person in self._gone(asked.at):
            return None
        seen, turns = max(asked.at, joined), list[Turn]()
        for does in (Does.ANSWER, Does.NOTHING_NEW):
            mine = [at for at, who in self.events(does) if who == person and at >= seen]
            turns += [Turn(at, person, nothing_new=does is Does.NOTHING_NEW) for at in mine]
        if self.behaviour.answers(person, self.team.id, self.days.on(asked.at)):
            turns.append(Turn(seen + self.behaviour.habit(person).after, person, nothing_new=False))
        turn = min(turns, key=lambda it: it.at, default=None)
        return None if turn is None or turn.at > asked.closes or person in self._gone(turn.at) else turn

    def _says(self, turn: Turn, questions: tuple[Question, ...], said: dict[str, Value]) -> dict[str, Value]:
        """What this person says to the questions that colleagues have not answered, or to which they say otherwise."""
        on, found = self.days.on(turn.at), dict[str, Value]()
        texts = self.content.models[self.programme.model].texts[self.programme.language].questions
        for question in questions:
            own = self.behaviour.own_words(turn.person, question.id, on)
            if own is None and question.about is About.TEAM and question.id in said:
                continue
            best = texts[question.id].best if question.id in texts else None
            value = next((it for it in (own, question.best, best) if it is not None), None)
            if value is not None:
                found[question.id] = value
        return found

    def _gone(self, at: datetime) -> set[str]:
        """Who has left or blocked the bot by then."""
        gone, back = set[str](), self.events(Does.UNBLOCK_BOT)
        for moment, person in self.events(Does.BLOCK_BOT, Does.LEAVE, Does.UNBLOCK_BOT):
            if moment <= at:
                gone = gone - {person} if (moment, person) in back else gone | {person}
        return gone


def _of_team(model: Model, said: dict[str, Value]) -> dict[str, Value]:
    return {id_: value for id_, value in said.items() if model.question(id_).about is About.TEAM}
