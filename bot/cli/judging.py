"""The command that judges series of numbers by the chart rules."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.json_output import Json, print_json
from bot.domain.charts.judgement import Judgement, Verdict
from bot.domain.charts.series import Direction, Point, Rules, Series
from bot.domain.errors import BadFile, Problem

_SAID = {
    Verdict.IMPROVEMENT: "the pattern suggests a real improvement",
    Verdict.WORSENING: "the pattern suggests a real worsening",
    Verdict.NOTHING_UNUSUAL: "nothing unusual: do not react to a single point",
    Verdict.TOO_EARLY: "too early to say",
}


def judge(
    files: Annotated[list[Path], typer.Argument(help="CSV files: a line date,value, then one point a line.")],
    rules: Annotated[Rules, typer.Option(help="How to judge; p and u want date,numerator,denominator.")] = Rules.ANHOEJ,
    baseline: Annotated[
        int | None, typer.Option(min=1, help="The first N points make the middle line; without it, all.", metavar="N")
    ] = None,
    direction: Annotated[Direction, typer.Option(help="Which way is better.")] = Direction.UP,
    json_: Json = False,
) -> None:
    """Judge series of numbers: a signal of improvement or of worsening, nothing unusual, or too early to say."""
    from bot.domain.charts.figures import figures_of
    from bot.domain.charts.judge import judge as judge_series

    read = _read(files, rules)
    judged = []
    for file, points in _shown(read):
        series = Series(points, baseline, direction)
        found = judge_series(series, rules)
        judged.append((file, found, figures_of(series, found)))
        _warn_of_short_baseline(file, found, baseline)
    if json_:
        print_json([{"file": str(file), **figures} for file, _, figures in judged])
        return
    for file, found, figures in judged:
        for line in _lines(file, found, figures):
            typer.echo(line)


def _read(files: Sequence[Path], rules: Rules) -> list[tuple[Path, tuple[Point, ...]]]:
    """What all files hold. BadFile with the mistakes of all, and then nothing is judged."""
    from bot.content.series_file import read_series

    read, problems = [], list[Problem]()
    for file in files:
        try:
            read.append((file, read_series(file, rules)))
        except BadFile as bad:
            problems += bad.problems
    if problems:
        raise BadFile(problems)
    return read


def _shown(
    read: Sequence[tuple[Path, tuple[Point, ...]]],
) -> Iterator[tuple[Path, tuple[Point, ...]]]:
    """The series, with a progress bar where somebody is looking."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield from progress.track(read, description="series")


def _warn_of_short_baseline(file: Path, found: Judgement, baseline: int | None) -> None:
    from bot.domain.charts.judge import needed

    if baseline is not None and baseline < needed(found.rules) <= found.n:
        least = needed(found.rules)
        typer.echo(f"{file}: a middle line of {baseline} points is shaky; {least} or more make a firm one", err=True)


def _lines(file: Path, found: Judgement, figures: dict[str, Any]) -> Iterator[str]:
    yield f"{file}: {_SAID[found.verdict]}"
    for name, value in figures.items():
        yield f"  {name}: {_in_words(value)}"


def _in_words(value: object) -> str:
    match value:
        case None | []:
            return "none"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.6g}"
        case list():
            return ", ".join(_in_words(it) for it in value)
        case {"date": on, "value": number, "signs": signs}:
            return f"{on} ({number:.6g}: {' and '.join(signs)})"
    return str(value)
