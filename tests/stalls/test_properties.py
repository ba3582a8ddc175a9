"""What holds for every calendar and all answers: silence only moves back, and a better answer opens nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.model import Model, Value
from bot.domain.stall import never_started_at, silent_at
from bot.domain.stall_rules import StuckRule
from bot.domain.stuck import Finding, Heard, Said, findings
from bot.domain.working_time import ONE_DAY, DateRange, WorkingCalendar
from tests.support.world import content

EXAMPLES = 300
YEAR = st.dates(date(2026, 6, 1), date(2027, 6, 1))
OLD = datetime(2026, 6, 1, tzinfo=UTC)
ZONES = st.sampled_from(["Europe/Oslo", "UTC", "Asia/Tokyo", "America/New_York"]).map(ZoneInfo)
DAYS = st.integers(1, 40)


@st.composite
def ranges(draw: st.DrawFn) -> tuple[DateRange, ...]:
    firsts = draw(st.lists(YEAR, max_size=3))
    return tuple(DateRange(first, first + ONE_DAY * draw(st.integers(0, 30))) for first in firsts)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """A team's days: weekends, some holidays, closures, pauses, days on which all are away, and our outages."""
    outages = draw(st.lists(st.tuples(st.integers(0, 365 * 24), st.integers(0, 80)), max_size=3))
    return WorkingCalendar(
        draw(ZONES),
        frozenset(draw(st.sampled_from([(5, 6), (4, 5), (6,), ()]))),
        frozenset(draw(st.lists(YEAR, max_size=5))),
        closures=draw(ranges()),
        pauses=draw(ranges()),
        away=draw(ranges()),
        outages=tuple((OLD + timedelta(hours=after), OLD + timedelta(hours=after + hours)) for after, hours in outages),
    )


# Questions go out by day, when no clock changes.
HOURS = st.times(time(7), time(20))


# Working time


@settings(max_examples=EXAMPLES, deadline=None)
@given(calendar=calendars(), on=YEAR, at=st.tuples(HOURS, HOURS), later=st.integers(0, 60), days=DAYS)
def test_who_is_asked_later_is_never_silent_sooner(
    calendar: WorkingCalendar, on: date, at: tuple[time, time], later: int, days: int
) -> None:
    """A sign of life makes the questions after it the first: so it never brings a silence nearer."""
    # Questions go out on working days.
    first = calendar.next_working_day(on)
    one, other = calendar.at(first, at[0]), calendar.at(calendar.next_working_day(first + ONE_DAY * later), at[1])
    sooner, after = silent_at(calendar, min(one, other), days), silent_at(calendar, max(one, other), days)

    assert after >= sooner


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    calendar=calendars(),
    on=YEAR,
    at=HOURS,
    days=DAYS,
    more=st.tuples(YEAR, st.integers(0, 40)),
    kind=st.sampled_from(["closures", "pauses", "away"]),
)
def test_more_days_off_never_bring_a_stall_nearer(
    calendar: WorkingCalendar, on: date, at: time, days: int, more: tuple[date, int], kind: str
) -> None:
    asked, (first, length) = calendar.at(on, at), more
    own: tuple[DateRange, ...] = getattr(calendar, kind)
    longer = replace(calendar, **{kind: (*own, DateRange(first, first + ONE_DAY * length))})

    assert silent_at(longer, asked, days) >= silent_at(calendar, asked, days)
    assert never_started_at(longer, asked, days) >= never_started_at(calendar, asked, days)


@settings(max_examples=EXAMPLES, deadline=None)
@given(calendar=calendars(), on=YEAR, at=HOURS, days=DAYS, by=st.integers(1, 30), number=st.integers(0, 2))
def test_a_pause_that_is_lengthened_never_brings_a_stall_nearer(
    calendar: WorkingCalendar, on: date, at: time, days: int, by: int, number: int
) -> None:
    asked, pauses = calendar.at(on, at), list(calendar.pauses) or [DateRange(on, on)]
    held = pauses[number % len(pauses)]
    longer = [replace(it, last=it.last + ONE_DAY * by) if it is held else it for it in pauses]
    short, long = (replace(calendar, pauses=tuple(it)) for it in (pauses, longer))

    assert silent_at(long, asked, days) >= silent_at(short, asked, days)


@settings(max_examples=EXAMPLES, deadline=None)
@given(calendar=calendars(), on=YEAR, at=HOURS, days=DAYS)
def test_silence_comes_true_on_a_working_day_at_the_same_time_of_day(
    calendar: WorkingCalendar, on: date, at: time, days: int
) -> None:
    moment = silent_at(calendar, calendar.at(on, at), days).astimezone(calendar.zone)

    assert moment.time() == at
    assert calendar.is_working_day(moment.date())
    assert calendar.working_days_between(on, moment.date()) == days


# Answers

MODEL: Model = content().models["quality-improvement-model"].model
RULES = content().schedules["fortnightly"].stalls.stuck
BETTER: dict[str, list[Value]] = {
    "progress": [2, 3, 4, 5],
    "obstacle": ["none"],
    "team-met": ["yes"],
    "tried-something": ["yes"],
}
WORSE: dict[str, list[Value]] = {
    "progress": [1],
    "obstacle": ["time", "staffing"],
    "team-met": ["no"],
    "tried-something": ["no"],
}
BEGAN = datetime(2026, 9, 1, 8, tzinfo=UTC)
PLAIN = WorkingCalendar(ZoneInfo("Europe/Oslo"), frozenset({5, 6}), frozenset())


@st.composite
def histories(draw: st.DrawFn) -> list[Heard]:
    """Up to eight answered check-ins, mostly with answers that say that little moves."""
    heard: list[Heard] = []
    asked = BEGAN
    for _ in range(draw(st.integers(1, 8))):
        asked += timedelta(days=draw(st.sampled_from([7, 7, 14, 14, 21])))
        questions = draw(st.sets(st.sampled_from(sorted(BETTER))))
        answers = {
            it: Said(
                draw(st.sampled_from(WORSE[it] * 3 + BETTER[it])), asked + timedelta(hours=draw(st.integers(1, 200)))
            )
            for it in sorted(questions)
        }
        nothing = draw(st.booleans()) or not answers
        heard.append(Heard(asked, draw(st.sampled_from(["do", "do", "prepare"])), answers, asked if nothing else None))
    return heard


def holding(rule: StuckRule, heard: list[Heard], phase: str, tests: list[datetime]) -> Finding | None:
    found = findings([rule], heard, MODEL, phase, PLAIN, tests)
    return found[0] if found else None


TESTS = st.lists(st.integers(0, 200).map(lambda days: BEGAN + timedelta(days=days)), max_size=2)
# A number that is missing is none that could be corrected.
ABOUT_ANSWERS = [rule for rule in RULES if not rule.missing]
PHASES = st.sampled_from(["prepare", "do", "do", "evaluate"])


@settings(max_examples=EXAMPLES, deadline=None)
@given(heard=histories(), phase=PHASES, tests=TESTS, data=st.data(), rule=st.sampled_from(ABOUT_ANSWERS))
def test_an_answer_that_is_corrected_for_the_better_opens_no_case_of_its_rule(
    heard: list[Heard], phase: str, tests: list[datetime], data: st.DataObject, rule: StuckRule
) -> None:
    place = data.draw(st.integers(0, len(heard) - 1))
    better = data.draw(st.sampled_from(BETTER[rule.question]))
    at = heard[-1].asked_at + timedelta(days=30)
    changed = replace(heard[place], answers={**heard[place].answers, rule.question: Said(better, at)})
    before = holding(rule, heard, phase, tests)
    after = holding(rule, [*heard[:place], changed, *heard[place + 1 :]], phase, tests)

    if before is None:
        assert after is None
    elif after is not None:
        assert after.at >= before.at


@settings(max_examples=EXAMPLES, deadline=None)
@given(heard=histories(), phase=PHASES, tests=TESTS, days=st.integers(0, 200), rule=st.sampled_from(RULES))
def test_one_more_small_test_opens_no_case(
    heard: list[Heard], phase: str, tests: list[datetime], days: int, rule: StuckRule
) -> None:
    more = [*tests, BEGAN + timedelta(days=days)]

    if holding(rule, heard, phase, tests) is None:
        assert holding(rule, heard, phase, more) is None


@settings(max_examples=EXAMPLES, deadline=None)
@given(heard=histories(), phase=PHASES, tests=TESTS, rule=st.sampled_from(RULES))
def test_a_case_of_answers_is_dated_to_one_of_them(
    heard: list[Heard], phase: str, tests: list[datetime], rule: StuckRule
) -> None:
    found = holding(rule, heard, phase, tests)
    if found is None:
        return
    said = {it.answers[rule.question].at for it in heard if rule.question in it.answers}
    said |= {it.nothing_new_at for it in heard if it.nothing_new_at}

    assert found.at in said
    assert found.reason.since in said
    assert found.reason.since <= found.at
    assert found.reason.count >= rule.in_a_row
