"""The observer sees every promise that is broken: in deliveries made up for it, and in plays by bad schedules."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from bot.content.content import Content
from bot.content.programme_file import parse_programme
from bot.domain.behaviour import Behaviour, Does, Event
from bot.domain.outgoing import OutgoingKind
from bot.domain.permitted_hours import Window
from bot.domain.programme import Programme
from bot.domain.schedule import Budget, Schedule
from bot.rehearsal.played import Arrived
from bot.rehearsal.promises.check import broken_promises
from bot.rehearsal.promises.given import Given
from tests.rehearsal.playing import OSLO, SHORT, played
from tests.support.world import content

SCREEN, REMINDER, ALERT, DIGEST = OutgoingKind.SCREEN, OutgoingKind.REMINDER, OutgoingKind.ALERT, OutgoingKind.DIGEST
CLOSED = SHORT.replace("people:\n", "closures:\n  - {from: 2026-10-05, to: 2026-10-09, title: Autumn}\npeople:\n")


def programme(text: str = CLOSED) -> Programme:
    return parse_programme(text, "programme.yaml", content())


def moment(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=OSLO).astimezone(UTC)


def came(
    local: str, kind: OutgoingKind = SCREEN, who: str = "kari", *, about: int = 1, text: str = "A question"
) -> Arrived:
    """Something that reached somebody unasked at this time in Oslo."""
    return Arrived(moment(local), who, kind, text, new=True, unasked=True, team="ridge", about=about)


def broken(*arrived: Arrived, events: tuple[Event, ...] = (), of: Programme | None = None) -> list[tuple[str, str]]:
    """The promises that these deliveries break, each with the local time."""
    found = broken_promises(Given(of or programme(), Behaviour(events=events)), arrived)
    return [(it.promise, f"{it.at.astimezone(OSLO):%Y-%m-%d %H:%M}") for it in found]


@pytest.mark.parametrize(
    ("arrived", "promise"),
    [
        ([came("2026-09-01 06:59")], "quiet hours"),
        ([came("2026-09-01 20:00")], "quiet hours"),
        ([came("2026-09-05 10:00")], "days off"),
        ([came("2026-10-07 10:00")], "days off"),
        ([came("2026-09-01 07:30", ALERT, "anne")], "hours for alerts"),
        ([came("2026-09-01 16:00", ALERT, "anne")], "hours for alerts"),
        ([came("2026-09-06 10:00", ALERT, "anne")], "days for alerts"),
        ([came("2026-09-01 08:00", ALERT, "anne"), came("2026-09-01 15:59", ALERT, "anne")], "one alert a day"),
        ([came("2026-09-07 10:30", DIGEST, "per")], "hours for digests"),
        ([came("2026-09-08 08:00", DIGEST, "per")], "days for digests"),
        ([came("2026-10-05 08:00", DIGEST, "per")], "days for digests"),
        ([came(f"2026-09-0{day} 10:00", about=day) for day in (1, 2, 3)], "check-ins in a week"),
        ([came(f"2026-09-0{day} 10:00", REMINDER, about=day) for day in (1, 3)], "reminders in a week"),
        ([came(f"2026-09-{day} 10:00", REMINDER) for day in ("03", "10")], "one reminder for a check-in"),
        ([came("2026-09-01 10:00", text="x" * 4097)], "the length of a text"),
        ([came("2026-09-01 10:00", text="\N{WAVING HAND SIGN}" * 2049)], "the length of a text"),
        ([replace(came("2026-09-01 10:00", text="x" * 1025), verdicts=("x",))], "the length of a text"),
        ([replace(came("2026-09-01 10:00"), verdicts=("x", "\N{WAVING HAND SIGN}" * 513))], "the length of a text"),
        ([replace(came("2026-09-01 10:00"), verdicts=("x",) * 11)], "the size of an album"),
        ([replace(came("2026-09-01 10:00"), buttons=("x" * 65,))], "the size of a button"),
        ([replace(came("2026-09-01 10:00"), buttons=("å" * 33,))], "the size of a button"),
        ([came("2026-11-23 10:00")], "nothing is asked after the end"),
    ],
)
def test_a_broken_promise_is_told(arrived: list[Arrived], promise: str) -> None:
    last = arrived[-1].at.astimezone(OSLO)

    assert broken(*arrived) == [(promise, f"{last:%Y-%m-%d %H:%M}")]


@pytest.mark.parametrize(
    "arrived",
    [
        [came("2026-09-01 07:00"), came("2026-09-02 19:59", about=2)],
        [came("2026-09-01 10:00"), came("2026-09-03 10:00"), came("2026-09-04 10:00")],
        [came("2026-09-07 08:00", ALERT, "anne"), came("2026-09-08 15:59", ALERT, "anne")],
        [came("2026-09-07 08:00", DIGEST, "per"), came("2026-09-14 09:59", DIGEST, "per")],
        [came("2026-09-01 10:00", text="x" * 4096), came("2026-09-01 10:00", text=f"<b>{'&amp;' * 4096}</b>")],
        [replace(came("2026-09-05 23:00"), unasked=False), replace(came("2026-09-05 23:30"), new=False)],
        [came("2026-11-23 08:00", OutgoingKind.THANKS)],
    ],
)
def test_what_keeps_its_promises_is_not_told(arrived: list[Arrived]) -> None:
    assert broken(*arrived) == []


def test_days_and_hours_are_those_of_the_persons_own_clock() -> None:
    in_tokyo = programme(CLOSED.replace("name: Kari Lund", "name: Kari Lund, zone: Asia/Tokyo"))

    assert broken(came("2026-09-01 10:00"), came("2026-09-02 13:30", about=2), of=in_tokyo) == [
        ("quiet hours", "2026-09-02 13:30")
    ]


def test_a_week_goes_from_monday_to_sunday_by_the_persons_own_clock() -> None:
    # Late on Sunday evening in Oslo it is Monday in Tokyo.
    in_tokyo = programme(CLOSED.replace("name: Kari Lund", "name: Kari Lund, zone: Asia/Tokyo"))
    week = [came(f"2026-09-{day}", about=n) for n, day in enumerate(("03 02:00", "04 02:00", "07 00:30"))]

    assert broken(*week, of=in_tokyo) == []


def test_a_public_holiday_is_a_day_off() -> None:
    longer = programme(CLOSED.replace("ends: 2026-11-20", "ends: 2027-06-18"))
    found = broken_promises(Given(longer, Behaviour()), [came("2027-05-17 10:00")])

    assert [it.what for it in found] == ["2027-05-17 is a public holiday; it should come on a working day"]


@pytest.mark.parametrize(
    ("events", "promise"),
    [
        ([("2026-09-02 09:00", Does.LEAVE)], "whoever has gone is left in peace"),
        ([("2026-09-02 09:00", Does.BLOCK_BOT)], "whoever has gone is left in peace"),
        ([("2026-09-02 09:00", Does.BLOCK_BOT), ("2026-09-03 09:00", Does.UNBLOCK_BOT)], ""),
        ([("2026-09-20 09:00", Does.LEAVE)], ""),
        ([("2026-09-14 09:00", Does.AWAY)], "days off"),
        ([("2026-09-14 09:00", Does.PAUSE)], "days off"),
        ([("2026-09-14 09:00", Does.PAUSE), ("2026-09-15 09:00", Does.RESUME)], ""),
    ],
)
def test_what_people_did_before_binds(events: list[tuple[str, Does]], promise: str) -> None:
    until = date(2026, 9, 18)
    done = tuple(
        Event(moment(at), "kari", does, "ridge" if does in (Does.PAUSE, Does.RESUME) else None, until)
        for at, does in events
    )

    assert broken(came("2026-09-15 10:00"), events=done) == ([(promise, "2026-09-15 10:00")] if promise else [])


def with_schedule(schedule: Schedule) -> Content:
    """The shipped content with another schedule in the place of the fortnightly one."""
    return replace(content(), schedules={**content().schedules, "fortnightly": schedule})


@pytest.mark.parametrize(
    ("schedule", "promise"),
    [
        (
            replace(
                content().schedules["fortnightly"],
                cadence=replace(content().schedules["fortnightly"].cadence, at=time(5, 30)),
                employee_hours=Window(time(5), time(20)),
            ),
            "quiet hours",
        ),
        (replace(content().schedules["fortnightly"], digest_hours=Window(time(11), time(12))), "hours for digests"),
        (replace(content().schedules["fortnightly"], digest_weekday=2), "days for digests"),
        (replace(content().schedules["fortnightly"], alert_hours=Window(time(17), time(19))), "hours for alerts"),
        (
            replace(
                content().schedules["fortnightly"],
                cadence=replace(content().schedules["fortnightly"].cadence, every_days=1),
                budget=Budget(check_ins=5, reminders=1),
            ),
            "check-ins in a week",
        ),
    ],
)
async def test_a_schedule_that_breaks_a_promise_is_found_out(schedule: Schedule, promise: str, tmp_path: Path) -> None:
    silent = "people:\n  siri: {answers: never}\n"
    play = await played(silent, tmp_path, words=with_schedule(schedule))

    assert {it.promise for it in play.broken} == {promise}


async def test_a_check_in_of_the_last_days_is_not_reminded_of_after_the_end(tmp_path: Path) -> None:
    shorter = SHORT.replace("ends: 2026-11-20", "ends: 2026-11-11")
    play = await played("people:\n  siri: {answers: never}\n", tmp_path, shorter)
    reminded = [f"{it.at.astimezone(OSLO):%Y-%m-%d}" for it in play.events if it.kind == "reminded"]

    assert reminded[-1] == "2026-10-30"
    assert play.broken == ()
