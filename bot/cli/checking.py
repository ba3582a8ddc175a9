"""The command that looks for mistakes and explains what comes next."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.json_output import Json, print_json
from bot.clock import wall_clock
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.content.check import Found
    from bot.domain.errors import Problem


def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Programme files.", show_default=False)] = None,
    explain: Annotated[
        str | None, typer.Option(help="Say what this team is asked next, when, and why.", metavar="TEAM")
    ] = None,
    json_: Json = False,
) -> None:
    """Check the content, the schedules, the settings and programme files, or explain what a team is asked next."""
    from bot.content.check import look_through

    settings = read_settings()
    found = look_through(settings.prompts_dir, settings.schedules_dir, files or ())
    problems = [*found.problems, *_against_applied(settings, found)]
    if explain is not None and found.content is not None and not problems:
        _explain(settings, found, explain, json_=json_)
        return
    if json_:
        print_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            typer.echo(str(problem))
        typer.echo("everything is in order" if not problems else f"{len(problems)} to put right", err=bool(problems))
    if problems:
        raise typer.Exit(1)


def _against_applied(settings: Settings, found: "Found") -> list["Problem"]:
    if not found.programmes:
        return []
    from bot.flow.applying.check import check_applied

    return asyncio.run(check_applied(settings.database_url, found.programmes.values()))


def _explain(settings: Settings, found: "Found", team: str, *, json_: bool) -> None:
    from bot.flow.explaining.data import data
    from bot.flow.explaining.team import explain_team
    from bot.flow.explaining.words import lines

    assert found.content is not None
    files = {path: read.programme for path, read in found.programmes.items()}
    told = asyncio.run(explain_team(settings.database_url, found.content, files, team, wall_clock()))
    if json_:
        print_json(data(told))
        return
    for line in lines(told):
        typer.echo(line)
