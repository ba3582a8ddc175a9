"""Check-ins that count from the sessions: dates worked out by hand, and what holds for every programme."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.cadence import CheckInDue, Sent, each_due, merges_into_next, next_due
from bot.domain.coming import all_due
from bot.domain.frame import Frame
from bot.domain.session_cadence import SessionCadence
from bot.domain.working_time import DateRange, WorkingCalendar

OSLO = ZoneInfo("Europe/Oslo")
WEEKEND = frozenset({5, 6})
NORWEGIAN = WorkingCalendar(OSLO, WEEKEND, holidays.country_holidays("NO"))
BARE = WorkingCalendar(OSLO, WEEKEND, frozenset())
CHRISTMAS = DateRange(date(2026, 12, 21), date(2027, 1, 3))
SHIPPED = SessionCadence(
    after_session=2, every=10, while_left=5, before_session=3, after_last=(10, 20, 40), at=time(10)
)


def days(*written: str) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, written))


def frame(
    *sessions: str, starts: str = "2026-08-31", ends: str = "2027-06-18", calendar: WorkingCalendar = NORWEGIAN
) -> Frame:
    return Frame.of(calendar, date.fromisoformat(starts), date.fromisoformat(ends), days(*sessions))


def asked(found: Iterable[CheckInDue]) -> list[str]:
    return [f"{it.on}" for it in found if not it.merged]


def test_plays_the_whole_programme_of_the_contract():
    plan = frame("2026-09-08", "2026-11-17", calendar=replace(NORWEGIAN, closures=(CHRISTMAS,)))

    assert [(f"{it.on}", f"{it.session}", it.working_days) for it in SHIPPED.anchored(plan)] == [
        ("2026-09-03", "2026-09-08", -3),
        ("2026-09-10", "2026-09-08", 2),
        ("2026-09-24", "2026-09-08", 12),
        ("2026-10-08", "2026-09-08", 22),
        ("2026-10-22", "2026-09-08", 32),
        ("2026-11-05", "2026-09-08", 42),
        ("2026-11-12", "2026-11-17", -3),
        ("2026-12-01", "2026-11-17", 10),
        ("2026-12-15", "2026-11-17", 20),
        ("2027-01-26", "2026-11-17", 40),
    ]
    assert asked(each_due(SHIPPED, plan)) == [f"{day}" for day in SHIPPED.dates(plan)]


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        # Easter takes three working days, the first of May, Ascension and Whit Monday one each; 40 lies past the end.
        (
            ["2026-03-24", "2026-04-28"],
            ["2026-03-19", "2026-03-26", "2026-04-14", "2026-04-23", "2026-05-13", "2026-05-29"],
        ),
        (["2026-05-13"], ["2026-05-08", "2026-05-29"]),
        (["2026-05-13", "2026-05-28"], ["2026-05-08", "2026-05-18", "2026-05-22"]),
    ],
    ids=["over Easter", "on the eve of Ascension", "and another after Whitsun"],
)
def test_holidays_are_stepped_over_and_counted(sessions: list[str], expected: list[str]):
    assert asked(each_due(SHIPPED, frame(*sessions, starts="2026-03-02", ends="2026-06-08"))) == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("2026-09-09", []),
        ("2026-09-11", []),
        ("2026-09-14", ["2026-09-09"]),
        ("2026-09-16", ["2026-09-11"]),
        ("2026-09-17", ["2026-09-10", "2026-09-14"]),
        ("2026-09-19", ["2026-09-10", "2026-09-16"]),
        ("2026-09-30", ["2026-09-10", "2026-09-25"]),
        ("2026-10-01", ["2026-09-10", "2026-09-24", "2026-09-28"]),
    ],
    ids=[
        "a session of two days",
        "three working days apart: no room",
        "four: only the one before",
        "after the first one four would be left",
        "five are left",
        "on a Saturday",
        "after the second one four would be left",
        "five are left again",
    ],
)
def test_between_two_sessions_is_asked_as_long_as_there_is_room(second: str, expected: list[str]):
    plan = frame("2026-09-08", second, ends="2026-10-02")

    found = [it for it in SHIPPED.anchored(plan) if date(2026, 9, 8) < it.on < date.fromisoformat(second)]

    assert [f"{it.on}" for it in found] == expected


def test_a_session_on_a_saturday_is_followed_as_from_the_friday():
    assert asked(each_due(SHIPPED, frame("2026-09-19", ends="2026-10-16"))) == [
        "2026-09-16",
        "2026-10-02",
        "2026-10-16",
    ]


def test_a_session_soon_after_the_start_has_no_check_in_before_it():
    assert asked(each_due(SHIPPED, frame("2026-09-02", ends="2026-09-16"))) == ["2026-09-16"]
    assert asked(each_due(SHIPPED, frame("2026-09-03", ends="2026-09-16"))) == ["2026-08-31"]


def test_a_closure_before_a_session_is_counted_over_and_one_after_it_too():
    plan = frame("2027-01-05", calendar=replace(NORWEGIAN, closures=(CHRISTMAS,)), starts="2026-12-01")

    assert asked(each_due(SHIPPED, plan))[:2] == ["2026-12-17", "2027-01-19"]


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-09-10", "2026-10-01", ["2026-09-10", "2026-09-24"]),
        ("2026-09-11", "2026-10-08", ["2026-09-24", "2026-10-08"]),
        ("2026-11-13", "2026-12-01", ["2026-12-01"]),
        ("2026-11-18", "2026-11-30", []),
        ("2026-12-01", "2026-11-01", []),
    ],
)
def test_a_team_with_days_of_its_own_follows_the_same_plan_within_them(starts: str, ends: str, expected: list[str]):
    assert asked(each_due(SHIPPED, frame("2026-09-08", "2026-11-17", starts=starts, ends=ends))) == expected


def test_without_sessions_nothing_falls():
    assert list(each_due(SHIPPED, frame())) == []


def test_keeps_ten_o_clock_across_the_clock_changes():
    autumn = frame("2026-10-20", "2026-12-01", ends="2026-12-31")
    spring = frame("2027-03-25", starts="2027-03-01", ends="2027-04-30")

    assert [it.due_at for it in each_due(SHIPPED, autumn)][:3] == [
        datetime(2026, 10, 15, 8, tzinfo=UTC),
        datetime(2026, 10, 22, 8, tzinfo=UTC),
        datetime(2026, 11, 5, 9, tzinfo=UTC),
    ]
    assert [it.due_at for it in each_due(SHIPPED, spring)] == [
        datetime(2027, 3, 22, 9, tzinfo=UTC),
        datetime(2027, 4, 12, 8, tzinfo=UTC),
        datetime(2027, 4, 26, 8, tzinfo=UTC),
    ]


# What holds one up, and what moves none


def test_who_is_away_holds_up_a_check_in_and_moves_no_other():
    away = (DateRange(date(2026, 9, 9), date(2026, 9, 15)),)
    plan = frame("2026-09-08", "2026-11-17", calendar=replace(NORWEGIAN, away=away))

    assert asked(each_due(SHIPPED, plan))[:3] == ["2026-09-03", "2026-09-16", "2026-09-24"]


def test_held_up_too_near_to_the_next_it_is_merged_into_that():
    away = (DateRange(date(2026, 9, 9), date(2026, 9, 21)),)
    plan = frame("2026-09-08", "2026-11-17", calendar=replace(NORWEGIAN, away=away))

    assert [(f"{it.grid_on}", f"{it.on}", it.merged) for it in each_due(SHIPPED, plan)][1:3] == [
        ("2026-09-10", "2026-09-22", True),
        ("2026-09-24", "2026-09-24", False),
    ]


def test_two_check_ins_that_the_plan_has_near_each_other_are_both_asked():
    plan = frame("2026-09-08", "2026-09-17")

    assert asked(each_due(SHIPPED, plan))[1:3] == ["2026-09-10", "2026-09-14"]


def test_an_agreed_pause_and_an_outage_move_nothing():
    pause = (DateRange(date(2026, 9, 9), date(2026, 10, 1)),)
    down = ((datetime(2026, 10, 5, 4, tzinfo=UTC), datetime(2026, 10, 9, 12, tzinfo=UTC)),)
    plan = frame("2026-09-08", "2026-11-17", calendar=replace(NORWEGIAN, pauses=pause, outages=down))

    assert list(each_due(SHIPPED, plan)) == list(each_due(SHIPPED, frame("2026-09-08", "2026-11-17")))


@pytest.mark.parametrize(
    ("asked_on", "expected"), [("2026-09-10", False), ("2026-09-21", False), ("2026-09-22", True), ("2026-09-24", True)]
)
def test_a_check_in_held_up_too_long_is_merged_into_the_next(asked_on: str, expected: bool):
    planned = date(2026, 9, 10)
    due = CheckInDue(planned, planned, datetime(2026, 9, 10, 8, tzinfo=UTC), merged=False)

    assert expected is merges_into_next(
        SHIPPED,
        NORWEGIAN,
        due,
        date.fromisoformat(asked_on),
        starts=date(2026, 8, 31),
        ends=date(2027, 6, 18),
        session_days=days("2026-09-08", "2026-11-17"),
    )


# After a move of the sessions


@pytest.mark.parametrize(
    ("second", "sent", "expected"),
    [
        # Sent three days before the 17th of November, which then moves.
        ("2026-11-18", "2026-11-12", ["2026-12-02"]),
        ("2026-11-20", "2026-11-12", ["2026-11-17", "2026-12-04"]),
        ("2026-11-24", "2026-11-12", ["2026-11-19", "2026-12-08"]),
        ("2026-11-16", "2026-11-12", ["2026-11-30"]),
        # Sent as one of the plan after the first session, which it stays.
        ("2026-11-12", "2026-11-05", ["2026-11-09", "2026-11-26"]),
        # The same, but with too little left to the second by now.
        ("2026-11-11", "2026-11-05", ["2026-11-25"]),
    ],
)
def test_what_comes_after_one_that_the_plan_no_longer_holds_keeps_its_distance(
    second: str, sent: str, expected: list[str]
):
    day = date.fromisoformat(sent)

    found = each_due(SHIPPED, frame("2026-09-08", second), day, Sent(day, day))

    assert asked(found)[: len(expected)] == expected


def test_the_distance_is_kept_from_the_day_on_which_it_was_really_asked():
    moved = frame("2026-09-08", "2026-11-20")

    first = next(each_due(SHIPPED, moved, date(2026, 11, 12), Sent(date(2026, 11, 12), date(2026, 11, 16))))

    assert f"{first.on}" == "2026-12-04"


@pytest.mark.parametrize(
    "numbers",
    [{"every": 0}, {"before_session": 0}, {"after_last": (0,)}, {"after_last": (20, 10)}, {"after_last": (5, 5)}],
)
def test_a_cadence_that_cannot_be_is_refused(numbers: dict[str, int]):
    with pytest.raises(ValueError, match=r"working days|in order"):
        replace(SHIPPED, **numbers)


# What holds for every programme

some_days = st.dates(date(2026, 1, 1), date(2027, 3, 1))
ranges = st.builds(lambda first, n: DateRange(first, first + timedelta(days=n)), some_days, st.integers(0, 30))
calendars = st.builds(
    WorkingCalendar,
    st.sampled_from([OSLO, ZoneInfo("Asia/Kathmandu"), ZoneInfo("America/New_York")]),
    st.just(WEEKEND),
    st.frozensets(some_days, max_size=12),
    closures=st.lists(ranges, max_size=2).map(tuple),
    pauses=st.lists(ranges, max_size=1).map(tuple),
    away=st.lists(ranges, max_size=1).map(tuple),
)
cadences = st.builds(
    SessionCadence,
    after_session=st.integers(1, 12),
    every=st.integers(1, 25),
    while_left=st.integers(1, 10),
    before_session=st.integers(1, 10),
    after_last=st.frozensets(st.integers(1, 60), max_size=4).map(lambda it: tuple(sorted(it))),
    at=st.just(time(10)),
    merge_under=st.integers(0, 6),
)
sessions = st.frozensets(some_days, max_size=7)


@given(cadences, calendars, sessions, some_days, st.integers(0, 365))
@settings(max_examples=200, deadline=None)
def test_what_holds_for_every_calendar(
    cadence: SessionCadence, calendar: WorkingCalendar, session_days: frozenset[date], starts: date, length: int
):
    ends = starts + timedelta(days=length)
    plan = Frame.of(calendar, starts, ends, session_days)

    found = list(all_due(cadence, calendar, starts=starts, ends=ends, session_days=session_days))
    anchors = {it.on: it for it in cadence.anchored(plan)}

    assert [it.grid_on for it in found] == list(anchors)[: len(found)]
    assert all(earlier.grid_on < later.grid_on for earlier, later in pairwise(found))
    moments = [it.due_at for it in found if not it.merged]
    assert all(earlier < later for earlier, later in pairwise(moments))
    open_days = replace(calendar, pauses=(), away=())
    for it in found:
        assert starts <= it.grid_on <= it.on <= ends
        assert not calendar.is_closed(it.on)
        assert not calendar.all_are_away(it.on)
        assert it.on not in session_days
        assert it.due_at.astimezone(calendar.zone).replace(tzinfo=None) == datetime.combine(it.on, time(10))
        assert it.on != it.grid_on or not it.merged
        anchor = anchors[it.grid_on]
        if anchor.working_days > 0:
            assert open_days.working_day_after(anchor.session, anchor.working_days) == it.grid_on
        else:
            near = open_days.working_days_between(it.grid_on, anchor.session - timedelta(days=1))
            assert near == -anchor.working_days - 1
    for n, it in enumerate(found):
        after = found[n - 1].grid_on if n else None
        assert it == next_due(cadence, calendar, starts=starts, ends=ends, session_days=session_days, after=after)


@given(cadences, calendars, sessions, some_days, st.integers(0, 400))
@settings(max_examples=200, deadline=None)
def test_after_one_that_was_sent_no_other_is_asked_on_its_day_or_too_near(
    cadence: SessionCadence, calendar: WorkingCalendar, session_days: frozenset[date], sent_on: date, length: int
):
    starts = date(2026, 1, 1)
    plan = Frame.of(calendar, starts, starts + timedelta(days=length), session_days)

    found = list(each_due(cadence, plan, sent_on, Sent(sent_on, sent_on)))

    assert all(it.grid_on > sent_on for it in found)
    if sent_on in set(cadence.dates(plan)):
        assert found == list(each_due(cadence, plan, sent_on))
    elif found:
        assert plan.calendar.working_days_between(sent_on, found[0].on) >= max(cadence.merge_under, 1)


@dataclass
class Played:
    """A team that is asked by a plan whose second session moves, as the rooms do it."""

    calendar: WorkingCalendar
    second: date
    sent: list[CheckInDue] = field(default_factory=list)

    def plan(self) -> Frame:
        return Frame.of(self.calendar, date(2026, 8, 31), date(2027, 6, 18), frozenset({date(2026, 9, 8), self.second}))

    def coming(self, today: date) -> list[CheckInDue]:
        """What is still to come on this day."""
        last = self.sent[-1] if self.sent else None
        found = each_due(SHIPPED, self.plan(), *((last.grid_on, Sent(last.grid_on, last.on)) if last else ()))
        return [it for it in found if it.on >= today]

    def pass_to(self, day: date, today: date) -> None:
        """Ask all that is due before this day."""
        self.sent += [it for it in self.coming(today) if it.on < day and not it.merged]


@given(
    calendars,
    st.lists(st.tuples(st.integers(1, 60), st.dates(date(2026, 9, 9), date(2027, 3, 31))), max_size=6),
)
@settings(max_examples=200, deadline=None)
def test_however_the_second_session_moves_nothing_is_asked_twice_and_back_is_as_before(
    calendar: WorkingCalendar, moves: list[tuple[int, date]]
):
    team, today = Played(calendar, date(2026, 11, 17)), date(2026, 8, 31)
    for later, to in moves:
        team.pass_to(today + timedelta(days=later), today)
        today += timedelta(days=later)
        before, was = team.coming(today), team.second
        team.second = to
        team.coming(today)
        team.second = was
        assert team.coming(today) == before
        team.second = to
        if team.sent and team.sent[-1].grid_on not in set(SHIPPED.dates(team.plan())):
            near = team.plan().calendar.working_days_between
            assert all(near(team.sent[-1].on, it.on) >= 3 for it in team.coming(today))
    team.pass_to(date.max, today)

    assert len({it.grid_on for it in team.sent}) == len({it.on for it in team.sent}) == len(team.sent)
    assert all(date(2026, 8, 31) <= it.on <= date(2027, 6, 18) for it in team.sent)
