"""The kinds of teams in a cohort: each a way to act that a facilitator would know, with its days drawn at random."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from bot.domain.behaviour import Behaviour, Does, Event, Habit, Saying
from bot.domain.programme import Measure, Team
from tests.cohort.working_days import DAY, Days

PHASES = ("prepare", "plan", "do", "evaluate", "follow-up")
HOUR = timedelta(hours=1)


@dataclass(slots=True)
class Cast:
    """A team whose acts are being written down; `asked` are the days on which it is asked if nothing comes between."""

    team: Team
    days: Days
    starts: date
    ends: date
    schedule: str
    draw: random.Random
    habits: dict[str, Habit] = field(default_factory=dict)
    says: list[Saying] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    asked: list[date] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asked = self.days.asked(self.schedule, self.starts, self.ends)

    def all_answer(self, least: int, most: int, until: date | None = None) -> None:
        """Everybody answers so many hours after being asked, each always in the same time."""
        for person in self.team.members:
            self.habits[person] = Habit(after=self.hours(least, most), until=until)

    def all_say(self, question: str, value: str | int, first: date = date.min, last: date = date.max) -> None:
        """This is what everybody answers from the first day to the last."""
        self.says += [Saying(person, question, value, first, last) for person in self.team.members]

    def hours(self, least: int, most: int) -> timedelta:
        """A time between so many hours."""
        return timedelta(minutes=self.draw.randint(least * 60, most * 60))

    def somewhere(self, least: float, most: float) -> int:
        """The place of a check-in in this part of the programme (0 its start, 1 its end)."""
        return min(round(self.draw.uniform(least, most) * len(self.asked)), len(self.asked) - 1)

    def at(self, day: date, hour: int = 12, minute: int = 0) -> datetime:
        """This time on the team's clock."""
        return self.days.moment(day, time(hour, minute))

    def does(self, at: datetime, person: str, does: Does, **more: object) -> None:
        """Somebody does this once, if it is not after the end."""
        if self.days.on(at) <= self.ends:
            self.events.append(Event(at, person, does, **more))  # type: ignore[arg-type]

    def one_answers(
        self, days: list[date], least: int = 1, most: int = 30, does: Does = Does.ANSWER, who: str | None = None
    ) -> None:
        """One of them answers what was asked on each of these days, whatever their habit; always the same if `who`."""
        for day in days:
            at = self.at(day, 10) + self.hours(least, most)
            self.does(at, who or self.draw.choice(self.team.members), does, team=self.team.id)

    def moves_on(self, times: int) -> None:
        """The facilitator moves the team to the next phase so often."""
        left = PHASES[PHASES.index(self.team.phase) + 1 :]
        for day in sorted(self.draw.sample(self.asked[2:], min(times, len(left), len(self.asked) - 2))):
            to, left = left[0], left[1:]
            self.does(self.at(day, 14), self.team.facilitators[0], Does.MOVE_PHASE, team=self.team.id, to=to)


Kind = Callable[[Cast], None]


def steady(cast: Cast) -> None:
    """Answers within a day or so; every third is moved from phase to phase."""
    cast.all_answer(1, 30)
    if cast.draw.random() < 1 / 3:
        cast.moves_on(cast.draw.randint(1, 3))


def slow(cast: Cast) -> None:
    """Answers days later but inside the window, and gets forward little by little."""
    cast.all_answer(60, {"weekly": 90, "fortnightly": 190}.get(cast.schedule, 66))
    cast.all_say("progress", cast.draw.choice((2, 3)))


def slow_preparation(cast: Cast) -> None:
    """Prepares for half a year: little progress, or for months nothing new."""
    cast.all_answer(1, 60, until=cast.asked[cast.somewhere(0.2, 1.0)])
    cast.all_say("progress", 2)
    last = cast.habits[cast.team.members[0]].until
    quiet = [day for day in cast.asked if last is not None and day > last]
    cast.one_answers(quiet, 1, 60, Does.NOTHING_NEW)


def on_holiday(cast: Cast) -> None:
    """Does not answer the last questions before the closure, for the summer has begun; comes back after it."""
    first, last = max(cast.days.closures, key=lambda span: span[1] - span[0])
    before = [day for day in cast.asked if day < first]
    cast.all_answer(1, 30, until=before[-1] - DAY)
    cast.one_answers([day for day in cast.asked if day > last], 1, 6)


def paused(cast: Cast) -> None:
    """Rests by agreement for some weeks, having left the last questions before it unanswered; some begin early."""
    n = cast.somewhere(0.2, 0.6)
    cast.all_answer(1, 30, until=cast.asked[n] - DAY)
    begins = cast.asked[n] + DAY * cast.draw.randint(1, 6)
    until = begins + timedelta(weeks=cast.draw.randint(3, 8))
    _pause(cast, begins, until)
    if cast.draw.random() < 0.3:
        until -= timedelta(days=cast.draw.randint(3, 10))
        cast.does(cast.at(until, 9), cast.team.facilitators[0], Does.RESUME, team=cast.team.id)
    cast.one_answers([day for day in cast.asked if day >= until], 1, 6)


def all_away(cast: Cast) -> None:
    """Everybody is away for the same weeks, some a little longer; half leave the last questions unanswered."""
    n, unanswered = cast.somewhere(0.2, 0.6), cast.draw.random() < 0.5
    cast.all_answer(1, 20, until=cast.asked[n] - DAY if unanswered else None)
    begins = cast.asked[n] + DAY * cast.draw.randint(2, 5)
    back = begins + timedelta(weeks=cast.draw.randint(3, 7))
    first, *others = cast.team.members
    cast.does(cast.at(begins, 7), first, Does.AWAY, until=back)
    for person in others:
        cast.does(cast.at(begins, 7), person, Does.AWAY, until=back + DAY * cast.draw.choice((0, 0, 0, 1, 4)))
    if unanswered:
        # What would have been asked in these weeks comes on the first day after them.
        again = cast.days.first_free(back)
        cast.one_answers([again, *(day for day in cast.asked if day > again)], 1, 6, who=first)


def night_shift(cast: Cast) -> None:
    """Works at night and answers 26 to 44 hours later, always inside the window."""
    cast.all_answer(26, 44)


def sporadic(cast: Cast) -> None:
    """Each answers some and some not: truly silent only where chance leaves ten working days without a sign."""
    for person in cast.team.members:
        share = round(cast.draw.uniform(0.4, 0.8), 2)
        cast.habits[person] = Habit(share, cast.hours(1, 48))


def one_diligent(cast: Cast) -> None:
    """One answers always; the others never, and some of those block the bot or leave."""
    diligent, *others = cast.draw.sample(cast.team.members, len(cast.team.members))
    cast.habits[diligent] = Habit(after=cast.hours(1, 44))
    for person in others:
        cast.habits[person] = Habit(share=0.0)
        if cast.draw.random() < 0.3:
            gone = cast.asked[cast.somewhere(0.1, 0.9)]
            cast.does(cast.at(gone, 15), person, cast.draw.choice((Does.BLOCK_BOT, Does.LEAVE)))


def falls_silent(cast: Cast) -> None:
    """Answers until a day, and then no more."""
    cast.all_answer(1, 30, until=cast.asked[cast.somewhere(0.1, 0.8)])


def silent_and_back(cast: Cast) -> None:
    """Falls silent, and answers again weeks later."""
    n = cast.somewhere(0.1, 0.5)
    cast.all_answer(1, 30, until=cast.asked[n])
    cast.one_answers(cast.asked[n + cast.draw.randint(3, 6) :])


def never_joins(cast: Cast) -> None:
    """Nobody ever opens the link."""
    for person in cast.team.members:
        cast.habits[person] = Habit(stays_away=True)


def joins_late(cast: Cast) -> None:
    """The first opens the link up to six weeks after the start, the others some days later."""
    day = cast.starts + DAY * cast.draw.randint(1, 42)
    for person in cast.team.members:
        cast.habits[person] = Habit(after=cast.hours(1, 20), joins=day)
        day += DAY * cast.draw.choice((0, 0, 1, 5))


def no_progress(cast: Cast) -> None:
    """Says from a day on that nothing gets forward; some do again weeks later, some are moved to another phase."""
    cast.all_answer(1, 30)
    n = cast.somewhere(0.1, 0.6)
    cast.all_say("progress", 1, cast.asked[n], _until(cast, n, 2, 8))
    if cast.draw.random() < 0.3:
        cast.moves_on(2)


def stuck_then_paused(cast: Cast) -> None:
    """Gets nowhere, rests by agreement, and goes on getting nowhere after it."""
    cast.all_answer(1, 30)
    n = cast.somewhere(0.1, 0.3)
    cast.all_say("progress", 1, cast.asked[n])
    begins = cast.asked[n] + timedelta(weeks=cast.draw.randint(4, 9))
    _pause(cast, begins, begins + timedelta(weeks=cast.draw.randint(2, 5)))


def nothing_new(cast: Cast) -> None:
    """Says from a day on that there is nothing new: quiet work in Prepare, a standstill later."""
    n = cast.somewhere(0.1, 0.6)
    cast.all_answer(1, 30, until=cast.asked[n])
    cast.one_answers(cast.asked[n + 1 :], 1, 30, Does.NOTHING_NEW)


def obstacle_stays(cast: Cast) -> None:
    """Names the same obstacle from a day on, getting forward only little."""
    cast.all_answer(1, 30)
    n = cast.somewhere(0.0, 0.4)
    cast.all_say("progress", 2, cast.asked[n])
    cast.all_say("obstacle", cast.draw.choice(("time", "staffing", "manager")), cast.asked[n], _until(cast, n, 5, 12))


def does_not_meet(cast: Cast) -> None:
    """Has not met, from a day on."""
    cast.all_answer(1, 30)
    n = cast.somewhere(0.1, 0.6)
    cast.all_say("team-met", "no", cast.asked[n], _until(cast, n, 2, 8))


def tests_nothing(cast: Cast) -> None:
    """Is to try changes out, and tries none from a day on."""
    cast.all_answer(1, 30)
    n = cast.somewhere(0.0, 0.5)
    cast.all_say("tried-something", "no", cast.asked[n], _until(cast, n, 2, 8))


def counts_no_more(cast: Cast) -> None:
    """Counts something every week, and says from a day on that it was not counted; some count again later."""
    cast.team = replace(cast.team, measures=(Measure(f"{cast.team.id}-count", "Falls", "count"),))
    cast.all_answer(1, 30)
    n = cast.somewhere(0.1, 0.5)
    last = _until(cast, n, 2, 8)
    cast.all_say("measure", 5, last=cast.asked[n] - DAY)
    cast.all_say("measure", "not-counted", cast.asked[n], last)
    if last < date.max:
        cast.all_say("measure", 5, last + DAY)


def asks_for_help(cast: Cast) -> None:
    """Answers that it wants help, from a day on; most say later that it does not any more."""
    cast.all_answer(1, 30)
    n = cast.somewhere(0.1, 0.6)
    cast.all_say("help-wanted", "yes", cast.asked[n], _until(cast, n, 2, 8))


def all_gone(cast: Cast) -> None:
    """Everybody blocks the bot or leaves within hours; some let it in again weeks later."""
    cast.all_answer(1, 4)
    n = cast.somewhere(0.1, 0.8)
    day = cast.asked[n] + DAY
    for minute, person in enumerate(cast.team.members):
        cast.does(cast.at(day, 12, minute), person, cast.draw.choice((Does.BLOCK_BOT, Does.BLOCK_BOT, Does.LEAVE)))
    blocked = [event.person for event in cast.events if event.does is Does.BLOCK_BOT and event.person]
    if blocked and cast.draw.random() < 0.5:
        back = day + timedelta(weeks=cast.draw.randint(2, 8))
        cast.does(cast.at(back, 13), blocked[0], Does.UNBLOCK_BOT)


def stalls_twice(cast: Cast) -> None:
    """Falls silent, is back for a while, and falls silent again."""
    n = cast.somewhere(0.05, 0.2)
    cast.all_answer(1, 30, until=cast.asked[n])
    back = n + cast.draw.randint(3, 5)
    cast.one_answers(cast.asked[back : back + cast.draw.randint(1, 4)])


def silent_then_paused(cast: Cast) -> None:
    """Falls silent, rests then by agreement, and answers again after it."""
    n = cast.somewhere(0.1, 0.4)
    cast.all_answer(1, 30, until=cast.asked[n])
    begins = cast.asked[n] + timedelta(weeks=cast.draw.randint(5, 7))
    until = begins + timedelta(weeks=cast.draw.randint(2, 5))
    _pause(cast, begins, until)
    cast.one_answers([day for day in cast.asked if day >= until], 1, 6)


def _until(cast: Cast, n: int, least: int, most: int) -> date:
    """The day before a later check-in, or for every third team never."""
    last = n + cast.draw.randint(least, most)
    never = last >= len(cast.asked) or cast.draw.random() < 1 / 3
    return date.max if never else cast.asked[last] - DAY


def _pause(cast: Cast, begins: date, until: date) -> None:
    cast.does(cast.at(begins, 9), cast.team.facilitators[0], Does.PAUSE, team=cast.team.id, until=until)


# How many of each kind there are to each other.
KINDS: dict[Kind, int] = {
    steady: 10,
    slow: 8,
    slow_preparation: 7,
    on_holiday: 7,
    paused: 7,
    all_away: 6,
    night_shift: 6,
    sporadic: 12,
    one_diligent: 6,
    falls_silent: 6,
    silent_and_back: 6,
    never_joins: 4,
    joins_late: 5,
    no_progress: 6,
    nothing_new: 5,
    obstacle_stays: 5,
    does_not_meet: 5,
    tests_nothing: 5,
    counts_no_more: 5,
    asks_for_help: 5,
    all_gone: 5,
    stalls_twice: 5,
    silent_then_paused: 4,
    stuck_then_paused: 4,
}
# Nothing is wrong with these: nobody is told of them, ever.
AT_WORK = (steady, slow, slow_preparation, on_holiday, paused, all_away, night_shift, one_diligent)
NOT_TOLD = frozenset(kind.__name__ for kind in AT_WORK)
# These need a closure, or a phase, to be what they are.
NEEDS_CLOSURE: tuple[Kind, ...] = (on_holiday,)
FIRST_PHASE: dict[Kind, str] = {slow_preparation: "prepare", tests_nothing: "do", counts_no_more: "do"}


def acts_of(cast: Cast, seed: int) -> Behaviour:
    """What has been written down, as a behaviour of its own."""
    events = tuple(sorted(cast.events, key=lambda event: event.at))
    return Behaviour(dict(cast.habits), tuple(cast.says), events, seed)
