"""A year with twenty teams, many of which stall: what reaches their facilitators stays humane, and nothing is lost."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from statistics import mean

import pytest

from bot.content.programme_file import parse_programme
from bot.domain.behaviour import Behaviour, Does, Event, Habit, Saying
from bot.domain.outgoing import OutgoingKind
from bot.rehearsal.played import Played
from bot.rehearsal.rehearse import rehearse
from bot.rehearsal.summary import summary
from tests.rehearsal.playing import OSLO
from tests.support.world import content

FIRST, LAST = date(2026, 8, 31), date(2027, 8, 27)
# Of each facilitator the teams, by numbers: anne takes what she is told of every third week, bo never, and liv is away.
LED = {"anne": range(8), "bo": range(8, 16), "liv": range(16, 20)}
STAFF = (*LED, "eva")
WEEKS = (LAST - FIRST).days // 7
PHASES = ("prepare", "plan", "do", "evaluate")


def programme_text() -> str:
    folk = "".join(f"  - {{id: {who}, name: {who.title()}}}\n" for who in (*STAFF, *(f"m{n}" for n in range(20))))
    led_by = {n: who for who, numbers in LED.items() for n in numbers}
    teams = "".join(
        f"  - {{id: t{n}, title: Team {n}, phase: {PHASES[n % 4]}, members: [m{n}], facilitators: [{led_by[n]}]}}\n"
        for n in range(20)
    )
    return (
        "collaborative: year\ntitle: A year\nmodel: quality-improvement-model\nschedule: fortnightly\n"
        f'zone: Europe/Oslo\nholidays: "NO"\nlanguage: en\nstarts: {FIRST}\nends: {LAST}\n'
        "closures:\n  - {from: 2026-12-21, to: 2027-01-03}\n  - {from: 2027-07-05, to: 2027-08-01}\n"
        f"people:\n{folk}owners: [eva]\nteams:\n{teams}"
    )


def behaviour() -> Behaviour:
    """Every fourth team answers half the time, others fall silent, stand still, come late, or leave the chat."""
    habits, says, events = dict[str, Habit](), list[Saying](), list[Event]()
    for n in range(20):
        who = f"m{n}"
        if n % 5 == 0:
            habits[who] = Habit(share=0.5)
        elif n % 5 == 1:
            habits[who] = Habit(share=0.15)
        elif n % 5 == 2:
            says.append(Saying(who, "progress", 1, date(2026, 10, 1) + timedelta(weeks=n), date(2027, 3, 1)))
        elif n % 5 == 3:
            habits[who] = Habit(until=FIRST + timedelta(weeks=2 * n), joins=FIRST + timedelta(weeks=n % 3))
        else:
            gone = FIRST + timedelta(weeks=6 + n)
            events.append(Event(at(gone, 12), who, Does.BLOCK_BOT))
            events.append(Event(at(gone + timedelta(weeks=5), 12), who, Does.UNBLOCK_BOT))
    weeks = [FIRST + timedelta(weeks=week, days=2) for week in range(2, WEEKS, 3)]
    events += [Event(at(day, 9), "anne", Does.ACKNOWLEDGE, team=f"t{n}") for day in weeks for n in LED["anne"]]
    events.append(Event(at(date(2026, 11, 2), 9), "liv", Does.BLOCK_BOT))
    return Behaviour(habits, tuple(says), tuple(sorted(events, key=lambda it: it.at)), seed=1)


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), OSLO).astimezone(UTC)


@pytest.fixture(scope="module")
def year() -> Played:
    programme = parse_programme(programme_text(), "programme.yaml", content())
    return asyncio.run(rehearse(programme, behaviour(), content()))


def weeks_of(played: Played, who: str) -> Counter[date]:
    """How many alert messages came to this person in each week, by its Monday."""
    days = [
        it.at.astimezone(OSLO).date()
        for it in played.messages
        if it.kind is OutgoingKind.ALERT and it.new and it.person == who
    ]
    return Counter(day - timedelta(days=day.weekday()) for day in days)


def test_no_facilitator_gets_more_alerts_in_a_week_than_it_has_working_days(year: Played) -> None:
    told = {who: weeks_of(year, who) for who in STAFF}
    means = {
        who: round(mean([weeks.get(FIRST + timedelta(weeks=n), 0) for n in range(WEEKS)]), 2)
        for who, weeks in told.items()
    }
    most = {who: max(weeks.values(), default=0) for who, weeks in told.items()}

    assert year.broken == ()
    assert max(most.values()) <= 5
    # It would be no test of it if little had happened.
    assert sum(it.kind == "stall_opened" for it in year.events) >= 40
    assert sum(it.kind == "escalated" for it in year.events) >= 15
    # Most weeks are calm.
    assert max(means.values()) <= 1.5, means
    assert {who: told["sent"] for who, told in summary(year)["alerts"].items()} == {
        who: weeks.total() for who, weeks in told.items() if weeks
    }


def test_every_case_that_lasts_reaches_somebody_and_goes_on_from_who_is_not_there(year: Played) -> None:
    opened = [it for it in year.events if it.kind == "stall_opened"]
    told = {(it.team, it.detail["stall"]) for it in year.events if it.kind == "alert_sent"}
    closed = Counter((it.team, it.detail["stall"]) for it in year.events if it.kind == "stall_closed")
    still_open = {key for key, n in Counter((it.team, it.detail["stall"]) for it in opened).items() if n > closed[key]}

    assert still_open <= told
    escalated = [it for it in year.events if it.kind == "escalated"]
    assert {it.team for it in escalated} <= {f"t{n}" for n in range(20)}
    assert all(set(it.detail) == {"stall", "rules"} for it in escalated)
    since = at(date(2026, 11, 2), 9)
    assert not [it for it in year.messages if it.person == "liv" and it.kind is OutgoingKind.ALERT and it.at > since]
    assert [it for it in year.events if it.kind == "alert_sent" and it.team == "t16" and it.person == "eva"]
