"""Whatever a programme is like and people do, the shipped schedules keep every promise; drawn with a seed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.content.programme_file import parse_programme
from bot.domain.behaviour import OF_STAFF, Behaviour, Does, Event, Habit
from bot.domain.programme import Programme
from bot.rehearsal.rehearse import rehearse
from tests.support.world import content

ZONES = ("Europe/Oslo", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "UTC")
MEMBERS = tuple(f"member-{n}" for n in range(8))
STAFF = ("first", "second", "manager", "owner")


def drawn_programme(r: Random) -> Programme:
    """A programme of some weeks and four teams, in any zones and with any holidays."""
    starts = date(2026, 8, 31) + timedelta(days=r.randrange(200))
    ends = starts + timedelta(days=r.randrange(42, 140))
    days = [starts + timedelta(days=n) for n in range((ends - starts).days)]
    closed = r.choice(days[5:-9])
    zone, holidays = r.choice((("Europe/Oslo", "NO"), ("America/New_York", "US-NY"), ("Europe/Oslo", "SA")))
    lines = [
        "collaborative: drawn", "title: Drawn", "model: quality-improvement-model",
        f"schedule: {r.choice(('weekly', 'fortnightly', 'session-anchored'))}", f"zone: {zone}",
        f'holidays: "{holidays}"', f"language: {r.choice(('nb', 'nn', 'en'))}", f"starts: {starts}", f"ends: {ends}",
        "sessions:",
        *(f"  - {{id: s{n}, title: S{n}, date: {day}}}" for n, day in enumerate(sorted(r.sample(days, 3)))),
        "closures:", f"  - {{from: {closed}, to: {closed + timedelta(days=r.randrange(8))}}}",
        "people:", *(f"  - {{id: {who}, name: {who}{_somewhere(r)}}}" for who in (*MEMBERS, *STAFF)),
        "owners: [owner]", "teams:", *_teams(r),
    ]  # fmt: skip
    return parse_programme("\n".join(lines) + "\n", "drawn.yaml", content())


def _somewhere(r: Random) -> str:
    return f", zone: {r.choice(ZONES)}" if r.random() < 0.3 else ""


def _teams(r: Random) -> Iterator[str]:
    for n in range(4):
        members = ", ".join(r.sample(MEMBERS, r.randrange(1, 4)))
        told = f"facilitators: [{r.choice(STAFF[:2])}], managers: [manager]"
        yield f"  - {{id: t{n}, title: T{n}, phase: prepare, members: [{members}], {told}{_somewhere(r)}}}"


def drawn_behaviour(r: Random, programme: Programme) -> Behaviour:
    """People of any habits, with any things that they do."""
    habits = {
        who: Habit(
            r.choice((0, 0.3, 0.7, 1)),
            timedelta(hours=r.choice((1, 2, 26, 50, 200))),
            joins=programme.starts + timedelta(days=r.randrange(30)) if r.random() < 0.2 else None,
            stays_away=r.random() < 0.1,
        )
        for who in (*MEMBERS, *STAFF)
    }
    events = sorted(_events(r, programme), key=lambda event: event.at)
    return Behaviour(habits, events=tuple(events), seed=r.randrange(1000))


def _events(r: Random, programme: Programme) -> Iterator[Event]:
    for _ in range(14):
        day = programme.starts + timedelta(days=r.randrange(1, (programme.ends - programme.starts).days))
        at = datetime.combine(day, time(r.randrange(24)), ZoneInfo(programme.zone)).astimezone(UTC)
        does = r.choice([it for it in Does if it is not Does.MOVE_SESSION])
        of_team = does in OF_STAFF or does is Does.ACKNOWLEDGE
        team = r.choice(programme.teams).id if of_team else None
        to = r.choice(("plan", "do")) if does is Does.MOVE_PHASE else None
        until = day + timedelta(days=r.randrange(2, 40))
        yield Event(at, "owner" if of_team else r.choice(MEMBERS), does, team, until, to)


@pytest.mark.parametrize("seed", range(8))
async def test_every_promise_is_kept_whatever_is_drawn(seed: int) -> None:
    r = Random(seed)
    programme = drawn_programme(r)

    play = await rehearse(programme, drawn_behaviour(r, programme), content())

    assert play.broken == ()
    assert len(play.messages) > 50
