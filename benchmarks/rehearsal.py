"""How quickly a programme is rehearsed: 50 teams over 40 weeks, on one core."""

import asyncio
import time
from datetime import date, timedelta
from typing import Annotated

import typer

from bot.content.content import Content, load_content
from bot.domain.behaviour import Behaviour
from bot.domain.programme import Closure, Person, Programme, Session, Team
from bot.rehearsal.rehearse import rehearse
from bot.settings import ROOT

STARTS = date(2026, 8, 31)


def programme_of(teams: int, weeks: int, members: int, schedule: str) -> Programme:
    """A plain programme of this size: a facilitator for five teams, and everybody does as hoped for."""
    made = tuple(_team(n, members) for n in range(teams))
    people = dict.fromkeys(person for team in made for person in (*team.members, *team.facilitators, *team.managers))
    return Programme(
        collaborative="bench",
        title="Bench",
        model="quality-improvement-model",
        schedule=schedule,
        zone="Europe/Oslo",
        holidays="NO",
        language="nb",
        starts=STARTS,
        ends=STARTS + timedelta(weeks=weeks, days=-3),
        sessions=tuple(Session(f"s{n}", f"Gathering {n}", STARTS + timedelta(weeks=n * 12, days=8)) for n in range(3)),
        closures=(Closure(date(2026, 12, 21), date(2027, 1, 3), "Christmas"),),
        people=tuple(Person(id_, id_.title()) for id_ in people),
        owners=("facilitator-0",),
        teams=made,
    )


def _team(n: int, members: int) -> Team:
    return Team(
        id=f"team-{n}",
        title=f"Team {n}",
        phase="prepare",
        members=tuple(f"member-{n}-{k}" for k in range(members)),
        facilitators=(f"facilitator-{n // 5}",),
        managers=(f"manager-{n // 5}",),
    )


def main(
    teams: Annotated[int, typer.Option(help="How many teams.")] = 50,
    weeks: Annotated[int, typer.Option(help="For how many weeks.")] = 40,
    members: Annotated[int, typer.Option(help="Members of each team.")] = 5,
) -> None:
    """Rehearse a programme on each grid, and print how long it took."""
    content = load_content(ROOT / "prompts", ROOT / "schedules")
    for schedule in ("fortnightly", "weekly"):
        typer.echo(_measured(content, programme_of(teams, weeks, members, schedule)))


def _measured(content: Content, programme: Programme) -> str:
    began, worked = time.perf_counter(), time.process_time()
    played = asyncio.run(rehearse(programme, Behaviour(), content))
    seconds, busy = time.perf_counter() - began, time.process_time() - worked
    events, messages = len(played.events), len(played.messages)
    weeks = ((programme.ends - programme.starts).days + 7) // 7
    return (
        f"{len(programme.teams)} teams, {len(programme.people)} people, {weeks} weeks, {programme.schedule}: "
        f"{seconds:.1f} s ({busy:.1f} s of one core), {events} events ({events / busy:.0f}/s), "
        f"{messages} messages ({messages / busy:.0f}/s), promises broken: {len(played.broken)}"
    )


if __name__ == "__main__":
    typer.run(main)
