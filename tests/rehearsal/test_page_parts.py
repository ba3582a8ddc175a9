"""The parts of the page: where a moment lies, what became of a check-in, how cases lie beside each other."""

from dataclasses import replace
from datetime import date

import pytest

from bot.content.content import Content, load_content
from bot.domain.outgoing import OutgoingKind
from bot.rehearsal.page.cases import cases_of, lanes
from bot.rehearsal.page.check_ins import Fate, check_ins_of, lateness
from bot.rehearsal.page.load import Load, Sort, bars
from bot.rehearsal.page.outline import sessions_at_last
from bot.rehearsal.page.span import Span
from bot.rehearsal.page.team_rows import TeamRows
from bot.rehearsal.page.words import Words
from bot.rehearsal.played import Happened
from bot.settings import ROOT
from tests.rehearsal.plays import OSLO, arrived, at, happened, played, programme

SEPTEMBER = date(2026, 9, 1)


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content(ROOT / "prompts", ROOT / "schedules")


# Weeks


def test_the_weeks_are_whole_from_monday_to_sunday() -> None:
    span = Span.of(replace(played(programme()), begins=at(date(2026, 8, 28), 0), ends=at(date(2027, 6, 4), 23)))

    assert (span.first, span.last, span.weeks) == (date(2026, 8, 24), date(2027, 6, 6), 41)


@pytest.mark.parametrize(
    ("day", "hour", "where"),
    [
        (date(2026, 8, 31), 0, "0"),
        (date(2026, 9, 7), 0, "50"),
        (date(2026, 9, 7), 12, "53.57"),
        (date(2026, 8, 1), 0, "0"),
        (date(2026, 12, 1), 0, "100"),
    ],
)
def test_a_moment_has_its_place_between_0_and_100(day: date, hour: int, where: str) -> None:
    assert Span(date(2026, 8, 31), 2, OSLO).at(at(day, hour)) == where


def test_an_hour_has_the_same_place_after_the_clocks_change() -> None:
    span = Span(date(2026, 10, 19), 2, OSLO)

    assert (span.at(at(date(2026, 10, 20), 10)), span.at(at(date(2026, 10, 27), 10))) == ("10.12", "60.12")


def test_sunday_night_and_monday_morning_are_two_weeks() -> None:
    span = Span(date(2026, 8, 31), 3, OSLO)

    assert (span.week_of(at(date(2026, 9, 6), 23)), span.week_of(at(date(2026, 9, 7), 0))) == (0, 1)


# Check-ins


def told(kind: str, day: date, hour: int, check_in: date = SEPTEMBER) -> Happened:
    return happened(day, hour, kind, "team0", "m0-0", check_in=check_in.isoformat())


@pytest.mark.parametrize(
    ("events", "fate"),
    [
        ([], Fate.OPEN),
        ([("answered", SEPTEMBER, 12)], Fate.ANSWERED),
        ([("answered", date(2026, 9, 3), 10)], Fate.ANSWERED),
        ([("reminded", date(2026, 9, 3), 10), ("answered", date(2026, 9, 3), 11)], Fate.LATE),
        ([("reminded", date(2026, 9, 3), 10), ("missed", date(2026, 9, 15), 10)], Fate.MISSED),
        ([("missed", date(2026, 9, 15), 10), ("answered", date(2026, 9, 16), 10)], Fate.MISSED),
    ],
)
def test_what_becomes_of_a_check_in(content: Content, events: list[tuple[str, date, int]], fate: Fate) -> None:
    it = programme(1)

    (seen,) = check_ins_of(
        [told("asked", SEPTEMBER, 10), told("asked", SEPTEMBER, 10), *(told(*event) for event in events)],
        lateness(it, it.teams[0], content),
    )

    assert (seen.asked_at, seen.fate) == (at(SEPTEMBER, 10), fate)


def test_a_weekend_and_a_holiday_make_nobody_late(content: Content) -> None:
    it = programme(1)
    late_at = lateness(it, it.teams[0], content)

    assert late_at(at(date(2026, 9, 3), 10)) == at(date(2026, 9, 7), 10)  # Thursday, and the Monday after
    assert late_at(at(date(2027, 3, 24), 10)) == at(date(2027, 3, 31), 10)  # the Wednesday before Easter
    assert late_at(at(date(2026, 12, 18), 10)) == at(date(2027, 1, 5), 10)  # the last day before Christmas


# Cases


def test_a_case_has_what_was_done_about_it_until_it_ends() -> None:
    silent, stuck = {"stall": "silent"}, {"stall": "stuck"}
    events = [
        happened(date(2026, 9, 15), 10, "stall_opened", "team0", **silent),
        happened(date(2026, 9, 15), 11, "alert_sent", "team0", "f0", **silent),
        happened(date(2026, 9, 16), 10, "stall_opened", "team0", **stuck),
        happened(date(2026, 9, 17), 10, "stall_closed", "team0", **silent, because="sign_of_life"),
        happened(date(2026, 10, 1), 10, "stall_opened", "team0", **silent),
        happened(date(2026, 10, 1), 12, "alert_sent", "team0", "f0", **silent),
    ]

    first, second, third = cases_of(events)

    assert (first.closed_at, first.because) == (at(date(2026, 9, 17), 10), "sign_of_life")
    assert (second.stall, second.closed_at, second.marks) == ("stuck", None, [])
    assert (third.closed_at, [it.at for it in third.marks]) == (None, [at(date(2026, 10, 1), 12)])


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([], []),
        ([(0, 20), (20, 40)], [0, 0]),
        ([(0, 20), (10, 30), (25, 45)], [0, 1, 0]),
        ([(0, 90), (5, 25), (10, 30), (40, 60)], [0, 1, 2, 1]),
    ],
)
def test_no_two_cases_in_a_lane_touch(stretches: list[tuple[float, float]], expected: list[int]) -> None:
    assert lanes(stretches) == expected


def test_the_acknowledgement_stands_beside_the_alert_and_not_upon_it(content: Content) -> None:
    it, silent = programme(1), {"stall": "silent"}
    events = [
        happened(date(2026, 9, 15), 10, "stall_opened", "team0", **silent),
        happened(date(2026, 9, 15), 11, "alert_sent", "team0", "f0", **silent),
        happened(date(2026, 9, 15), 12, "acknowledged", "team0", "f0", **silent),
        happened(date(2026, 11, 16), 12, "escalated", "team0", "owner", **silent),
    ]
    play = played(it, *events)
    assert content.wording.pages is not None

    (row,) = TeamRows(play, content, Span.of(play), Words(content.wording.pages, "en", OSLO)).all()

    (bar,) = row.drawn.bars
    assert [(mark.sign, mark.shift) for mark in bar.signs] == [
        ("alert_sent", 0),
        ("acknowledged", 13),
        ("escalated", 0),
    ]


# Load


def test_messages_are_counted_by_sort_and_week() -> None:
    span = Span(date(2026, 8, 31), 2, OSLO)
    load = Load.empty(span)
    for day, kind in [
        (SEPTEMBER, OutgoingKind.SCREEN),
        (date(2026, 9, 3), OutgoingKind.REMINDER),
        (date(2026, 9, 8), OutgoingKind.THANKS),
    ]:
        message = arrived(day, 10, "m0-0", kind)
        load.take(span.week_of(message.at), message)

    assert (load.of(), load.of(Sort.CHECK_IN), load.total(Sort.OTHER)) == ([2, 1], [1, 0], 1)


def test_bars_stand_upon_each_other() -> None:
    assert bars([2, 0, 1], 3) == "M0.1 3v-2h.8v2zM2.1 3v-1h.8v1z"
    assert bars([1, 0, 0], 3, under=[2, 0, 1]) == "M0.1 1v-1h.8v1z"


# Gatherings


def test_a_gathering_that_was_moved_twice_is_where_it_was_moved_last() -> None:
    it = programme()
    events = [
        happened(date(2026, 10, 1), 9, "session_moved", session="second", **{"from": "2026-11-17", "to": "2026-11-24"}),
        happened(date(2026, 10, 2), 9, "session_moved", session="second", **{"from": "2026-11-24", "to": "2026-12-01"}),
    ]

    assert [session.on for session in sessions_at_last(played(it, *events))] == [
        date(2026, 9, 8),
        date(2026, 12, 1),
        date(2027, 3, 9),
    ]
