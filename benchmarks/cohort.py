"""How well stalls are found: a cohort of teams whose stalls are known, played by the real rooms, beside the truth."""

import asyncio
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from typing import Annotated

import typer

from bot.content.content import load_content
from bot.rehearsal.played import Broken
from bot.rehearsal.rehearse import rehearse
from bot.settings import ROOT
from tests.cohort.cohort import Size, make_part
from tests.cohort.compare import Case, Compared, compare, stall_table, team_table

MOST_SHOWN = 20


@dataclass(slots=True)
class Result:
    """What became of a collaborative."""

    compared: Compared = field(default_factory=Compared)
    broken: list[Broken] = field(default_factory=list)
    people: int = 0
    messages: int = 0


def main(
    teams: Annotated[int, typer.Option(help="How many teams.")] = 500,
    parts: Annotated[int, typer.Option(help="In how many collaboratives.")] = 10,
    seed: Annotated[int, typer.Option(help="Another one makes another cohort.")] = 1,
    jobs: Annotated[int, typer.Option(help="How many processes play at once.")] = 2,
) -> None:
    """Play a cohort and print what was found, what was missed, and what was told of without cause."""
    size, total = Size(teams, parts), Result()
    with ProcessPoolExecutor(jobs) as pool:
        waiting = [pool.submit(play_part, size, n, seed) for n in range(parts)]
        for done, future in enumerate(as_completed(waiting), start=1):
            _add(total, future.result())
            if sys.stderr.isatty():
                typer.echo(f"\r{done} of {parts} collaboratives played", err=True, nl=done == parts)
    for line in _lines(size, seed, total):
        typer.echo(line)


def play_part(size: Size, n: int, seed: int) -> Result:
    """Play one collaborative of the cohort, and compare what came of it with the truth."""
    content = load_content(ROOT / "prompts", ROOT / "schedules")
    part = make_part(content, size, n, seed)
    played = asyncio.run(rehearse(part.programme, part.behaviour, content))
    return Result(
        compare(part.known, played.events),
        list(played.broken),
        len(part.programme.people),
        len(played.messages),
    )


def _add(total: Result, part: Result) -> None:
    total.compared.add(part.compared)
    total.broken += part.broken
    total.people += part.people
    total.messages += part.messages


def _lines(size: Size, seed: int, total: Result) -> Iterator[str]:
    compared = total.compared
    yield (
        f"{size.teams} teams with {total.people} people in {size.parts} collaboratives, {size.weeks} weeks, "
        f"seed {seed}; {total.messages} messages"
    )
    yield ""
    yield from stall_table(compared)
    yield "(days from the true moment: median and most; an alert waits for the reader's working hours)"
    yield ""
    yield from team_table(compared)
    yield ""
    yield f"alerts about teams that are only slow, on holiday, away or paused (*): {len(compared.needless)}"
    scores = list(compared.by_stall.values())
    yield f"cases that ended at another moment than their reason: {sum(len(it.ends_wrong) for it in scores)}"
    yield f"promises broken: {len(total.broken)}"
    yield from _differences(total)


def _differences(total: Result) -> Iterator[str]:
    """Each finding that differs from the truth, so that somebody can look who of the two is wrong."""
    compared = total.compared
    found = [f"broken: {it.person} {it.at:%Y-%m-%d %H:%M} {it.promise}: {it.what}" for it in total.broken]
    found += [f"needless: {_case(case)}" for case in compared.needless]
    for kind, score in compared.by_stall.items():
        found += [f"false: {_case(case)}" for case in score.false]
        found += [f"missed: {team} {kind} {stall.at:%Y-%m-%d %H:%M}" for team, stall in score.missed]
        found += [f"ended: {_case(case)}, and the reason {stall.until}" for case, stall in score.ends_wrong]
    yield from found[:MOST_SHOWN]
    if len(found) > MOST_SHOWN:
        yield f"and {len(found) - MOST_SHOWN} more"


def _case(case: Case) -> str:
    return f"{case.team} {case.kind} opened {case.opened:%Y-%m-%d %H:%M}, closed {case.closed or 'never'}"


if __name__ == "__main__":
    typer.run(main)
