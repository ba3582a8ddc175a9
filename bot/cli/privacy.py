"""The commands about people's data: forget one of them, and erase what is past its time."""

import asyncio
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.json_output import Json, print_json
from bot.cli.programmes import at_home
from bot.clock import wall_clock
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.flow.privacy.erase import Erased
    from bot.flow.privacy.purge import Purged


def forget(
    person: Annotated[str, typer.Argument(help="The person's id, as in the programme file.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json_: Json = False,
) -> None:
    """Erase everything about a person; what stays is a line that names nobody, and the team's word."""
    from bot.flow.privacy.forget import forget as forget_person

    if not yes:
        _ask(person)

    async def act() -> "Erased | None":
        async with at_home(read_settings()) as house:
            return await forget_person(house, person, wall_clock())

    erased = asyncio.run(act())
    answers = len(erased.answers) if erased else 0
    if json_:
        print_json({"person": person, "erased": erased is not None, "answers": answers})
    elif erased is None:
        typer.echo(f"{person} was forgotten before; there is nothing to erase")
    else:
        typer.echo(f"{person} is erased, with {_counted(answers, 'answer')}; take {person} out of the programme file")


def purge(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be erased.")] = False,
    json_: Json = False,
) -> None:
    """Erase what is past its time: people and their own words, so many months after the end of their collaborative."""
    from bot.flow.privacy.purge import purge as purge_all

    async def act() -> "Purged":
        async with at_home(read_settings()) as house:
            return await purge_all(house, wall_clock(), dry_run=dry_run)

    done = asyncio.run(act())
    if json_:
        taken_out = [{"person": person, "collaborative": collaborative} for person, collaborative in done.taken_out]
        print_json({"dry_run": dry_run, "people": done.people, "taken_out": taken_out, "answers": len(done.answers)})
        return
    for slug in done.people:
        typer.echo(f"person {slug}: erased")
    for slug, collaborative in done.taken_out:
        typer.echo(f"person {slug}: taken out of {collaborative}, and stays where they still take part")
    if done:
        typer.echo(f"{_counted(len(done.answers), 'answer')} erased")
    else:
        typer.echo("nothing is past its time")
    if dry_run:
        typer.echo("nothing was changed: this was a dry run")


def _ask(person: str) -> None:
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody can be asked here; add --yes", param_hint="--yes")
    typer.confirm(f"Erase everything about {person}? It cannot be undone.", abort=True)


def _counted(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"
