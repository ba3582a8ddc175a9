"""A cohort: made-up collaboratives of teams whose stalls are known before anything is played. See README.md."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from zoneinfo import ZoneInfo

from bot.content.content import Content
from bot.domain.behaviour import Behaviour
from bot.domain.programme import Closure, Person, Programme, Session, Team
from tests.cohort.kinds import FIRST_PHASE, KINDS, NEEDS_CLOSURE, NOT_TOLD, PHASES, Cast, Kind, acts_of
from tests.cohort.life import Life
from tests.cohort.reader import Stall, stalls_of
from tests.cohort.rest import all_away_in, pauses_in
from tests.cohort.working_days import Days

TEAMS_TO_A_FACILITATOR = 6
SCHEDULES = ("fortnightly", "session-anchored", "weekly")
OPENS = time(8)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when a collaborative is: it begins on a Monday and is closed on these days."""

    starts: date
    country: str
    zone: str
    closures: tuple[Closure, ...] = ()


# Around a summer, from winter to spring, around Christmas, and on the other side of the sea.
SETTINGS = (
    Setting(date(2026, 5, 11), "NO", "Europe/Oslo", (Closure(date(2026, 6, 29), date(2026, 8, 2), "Summer"),)),
    Setting(date(2027, 1, 11), "NO", "Europe/Oslo", (Closure(date(2027, 2, 22), date(2027, 2, 28), "Winter"),)),
    Setting(date(2026, 8, 31), "NO", "Europe/Oslo", (Closure(date(2026, 12, 21), date(2027, 1, 3), "Christmas"),)),
    Setting(date(2026, 5, 4), "SE", "Europe/Stockholm", (Closure(date(2026, 7, 6), date(2026, 8, 9), "Summer"),)),
    Setting(
        date(2026, 9, 28), "US-NY", "America/New_York", (Closure(date(2026, 12, 21), date(2027, 1, 1), "Holidays"),)
    ),
)


@dataclass(frozen=True, slots=True)
class Known:
    """A team of the cohort, and what is true of it."""

    team: str
    kind: str
    stalls: tuple[Stall, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One collaborative of a cohort, with how its people act and what is true of its teams."""

    programme: Programme
    behaviour: Behaviour
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a cohort is: so many teams, in so many collaboratives, for so many weeks."""

    teams: int = 500
    parts: int = 10
    weeks: int = 26
    most_members: int = 6


def make_part(content: Content, size: Size, n: int, seed: int) -> Part:
    """The collaborative of this number in a cohort of this size; the same seed makes the same."""
    draw, setting = random.Random(f"{seed} part {n}"), SETTINGS[n % len(SETTINGS)]
    kinds = _kinds(size.teams, random.Random(f"{seed} kinds"))[n :: size.parts]
    ends = setting.starts + timedelta(weeks=size.weeks, days=-3)
    programme = Programme(
        collaborative=f"cohort-{n}",
        title=f"Cohort {n}",
        model="quality-improvement-model",
        schedule=SCHEDULES[n % len(SCHEDULES)],
        zone=setting.zone,
        holidays=setting.country,
        language="en",
        starts=setting.starts,
        ends=ends,
        sessions=tuple(_sessions(setting, size.weeks, draw)),
        closures=setting.closures,
        owners=("owner",),
    )
    made = [
        _team(content, programme, f"team-{n}-{place}", kind, size.most_members, seed)
        for place, kind in enumerate(kinds)
    ]
    people = ["owner", *(_facilitator(team.id) for team, _, _ in made)]
    people += [person for team, _, _ in made for person in team.members]
    behaviour = Behaviour(
        {person: habit for _, acts, _ in made for person, habit in acts.habits.items()},
        tuple(saying for _, acts, _ in made for saying in acts.says),
        tuple(sorted((event for _, acts, _ in made for event in acts.events), key=lambda event: event.at)),
        seed,
    )
    programme = replace(
        programme,
        people=tuple(Person(id_, id_.title()) for id_ in dict.fromkeys(people)),
        teams=tuple(team for team, _, _ in made),
    )
    return Part(programme, behaviour, tuple(known for _, _, known in made))


def _kinds(teams: int, draw: random.Random) -> list[Kind]:
    """Every kind by its weight, mixed well; a few teams of a kind if there are few."""
    weighed = [kind for kind, weight in KINDS.items() for _ in range(weight)]
    draw.shuffle(weighed)
    # Each at least once.
    return list(islice(cycle([*KINDS, *weighed]), teams))


def _sessions(setting: Setting, weeks: int, draw: random.Random) -> Iterator[Session]:
    days = Days(ZoneInfo(setting.zone), setting.country, _spans(setting.closures))
    for n, week in enumerate((1, weeks // 3 + draw.randint(0, 2), weeks * 2 // 3 + draw.randint(0, 2))):
        day = setting.starts + timedelta(weeks=week, days=draw.randint(0, 4))
        while not days.counts(day):
            day += timedelta(days=1)
        yield Session(f"gathering-{n}", f"Gathering {n}", day)


def _team(
    content: Content, programme: Programme, id_: str, kind: Kind, most_members: int, seed: int
) -> tuple[Team, Behaviour, Known]:
    """A team of this kind. One that should be quiet and, as chance has it, is not, is drawn anew."""
    for attempt in range(100):
        draw = random.Random(f"{seed} {id_} {attempt}")
        team = _drawn(programme, id_, kind, most_members, draw)
        days = Days(
            ZoneInfo(programme.zone),
            programme.holidays,
            _spans(programme.closures),
            tuple(session.on for session in programme.sessions),
        )
        cast = Cast(
            team,
            days,
            team.starts or programme.starts,
            team.ends or programme.ends,
            team.schedule or programme.schedule,
            draw,
        )
        kind(cast)
        team, acts = cast.team, acts_of(cast, seed)
        opens = datetime.combine(programme.starts, OPENS, days.zone)
        days = replace(days, pauses=pauses_in(acts, team, days), away=all_away_in(acts, team, days))
        stalls = stalls_of(Life(programme, team, acts, content, days, opens))
        if not (stalls and kind.__name__ in NOT_TOLD):
            return team, acts, Known(id_, kind.__name__, stalls)
    raise AssertionError(f"{kind.__name__} is never quiet in {programme.collaborative}")


def _drawn(programme: Programme, id_: str, kind: Kind, most_members: int, draw: random.Random) -> Team:
    late, early = (draw.random() < share and kind not in NEEDS_CLOSURE for share in (0.25, 0.15))
    # Of two some days are nobody's; of six somebody is always there.
    members = draw.randint(2, min(most_members, 3) if kind.__name__ == "sporadic" else most_members)
    quorum = 2 if kind.__name__ in ("steady", "one_diligent") and draw.random() < 0.3 else 1
    schedule = draw.choice((None, None, *SCHEDULES))
    if kind.__name__ == "all_away" and (schedule or programme.schedule) == "session-anchored":
        schedule = "weekly"
    return Team(
        id=id_,
        title=id_.replace("-", " ").title(),
        phase=FIRST_PHASE.get(kind, draw.choice(PHASES)),
        members=tuple(f"{id_}-{n}" for n in range(members)),
        facilitators=(_facilitator(id_),),
        schedule=schedule,
        starts=programme.starts + timedelta(days=draw.randint(3, 42)) if late else None,
        ends=programme.ends - timedelta(days=draw.randint(7, 42)) if early else None,
        quorum=quorum,
    )


def _facilitator(team_id: str) -> str:
    _, part, place = team_id.split("-")
    return f"facilitator-{part}-{int(place) // TEAMS_TO_A_FACILITATOR}"


def _spans(closures: tuple[Closure, ...]) -> tuple[tuple[date, date], ...]:
    return tuple((closure.first, closure.last) for closure in closures)
