"""The commands about programmes: apply, invites, export."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.json_output import Json, print_json
from bot.clock import wall_clock
from bot.settings import Settings, read_settings

if TYPE_CHECKING:
    from bot.flow.house import House


def apply(
    file: Annotated[Path, typer.Argument(help="The programme file.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    json_: Json = False,
) -> None:
    """Make the database match a programme file; nothing that people answered is ever deleted by it."""
    from bot.content.programme_file import load_programme
    from bot.flow.applying.apply import Done
    from bot.flow.applying.apply import apply as apply_programme

    async def act() -> Done:
        async with at_home(read_settings()) as house:
            programme = load_programme(file, house.content).programme
            return await apply_programme(house, programme, wall_clock(), dry_run=dry_run)

    done = asyncio.run(act())
    if json_:
        print_json(
            {
                "file": file.name,
                "dry_run": dry_run,
                "changes": [str(change) for change in done.changes],
                "moved": done.moved,
                "kept": done.kept,
            }
        )
        return
    for line in done.lines():
        typer.echo(line)
    if not done.changes:
        typer.echo("nothing to change")
    elif dry_run:
        typer.echo("nothing was changed: this was a dry run")


def invites(
    collaborative: Annotated[str | None, typer.Option(help="Only this collaborative.")] = None,
    person: Annotated[str | None, typer.Option(help="A new link for this person, joined or not.")] = None,
    revoke: Annotated[str | None, typer.Option(help="End every link of this team.", metavar="TEAM")] = None,
    qr: Annotated[Path | None, typer.Option(help="Write a poster for each team here.", metavar="DIR")] = None,
    json_: Json = False,
) -> None:
    """Make a link for each person who has not joined, and one for each team."""
    from bot.flow.invite import Invite, invite
    from bot.flow.invite import revoke as revoke_links

    if qr is not None and (person is not None or revoke is not None):
        other = "--person" if person is not None else "--revoke"
        raise typer.BadParameter(f"posters are for teams; leave out {other}", param_hint="--qr")

    async def act() -> list[Invite] | int:
        settings = read_settings()
        async with at_home(settings) as house:
            if revoke is not None:
                return await revoke_links(house, revoke, wall_clock())
            name = await _bot_name(settings)
            if qr is not None:
                from bot.cli.posters import invite_with_posters

                return await invite_with_posters(house, name, wall_clock(), qr, collaborative=collaborative)
            return await invite(house, name, wall_clock(), collaborative=collaborative, person=person)

    made = asyncio.run(act())
    if json_:
        print_json({"revoked": made} if isinstance(made, int) else [asdict(it) for it in made])
    elif isinstance(made, int):
        typer.echo(f"{made} links ended")
    else:
        for it in made:
            typer.echo(f"{it.person or 'anybody'} ({', '.join(it.role)} of {', '.join(it.team) or 'all'}): {it.url}")
        if qr is not None:
            posters = sum(it.person is None for it in made)
            typer.echo(f"{posters} {'poster' if posters == 1 else 'posters'} in {qr}, each as PNG and PDF")


def export(
    what: Annotated[str, typer.Argument(help="answers check-ins stalls measures phases digests audit")],
    format_: Annotated[str, typer.Option("--format", help="csv, xlsx or jsonl.")] = "csv",
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output without it.")] = None,
) -> None:
    """Export for evaluation: people by their ids, never by name."""
    from bot.export import WRITERS, write_export
    from bot.storage.exports import EXPORTS

    if what not in EXPORTS:
        raise typer.BadParameter(f"should be one of: {', '.join(EXPORTS)}", param_hint="WHAT")
    if format_ not in WRITERS:
        raise typer.BadParameter(f"should be one of: {', '.join(WRITERS)}", param_hint="--format")
    if format_ == "xlsx" and out is None and sys.stdout.isatty():
        raise typer.BadParameter("an XLSX file needs a name, such as --out answers.xlsx", param_hint="--out")

    async def act() -> None:
        async with at_home(read_settings()) as house:
            await write_export(house.db, what, format_, out)

    asyncio.run(act())


@asynccontextmanager
async def at_home(settings: Settings) -> "AsyncIterator[House]":
    """The house for one piece of work. What goes wrong with the database meanwhile is said in one sentence."""
    from bot.app import build_house
    from bot.storage.opening import explained

    house = await build_house(settings)
    try:
        with explained(settings.database_url):
            yield house
    finally:
        await house.db.close()


async def _bot_name(settings: Settings) -> str:
    from bot.telegram.routes import build_application
    from bot.telegram.service import connect

    application = build_application(settings.require_token(), settings.telegram_api_url)
    try:
        await connect(application, settings.telegram_api_url)
        return application.bot.username
    finally:
        await application.shutdown()
        # The application leaves this open where it never began.
        await application.bot.request.shutdown()
