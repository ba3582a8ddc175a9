"""The command that writes documents."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.programmes import at_home
from bot.clock import wall_clock
from bot.settings import read_settings

if TYPE_CHECKING:
    from bot.flow.reporting.asked import Document


def report(
    name: Annotated[str, typer.Argument(help="A team's id, or a collaborative's.", metavar="TEAM|COLLABORATIVE")],
    out: Annotated[Path | None, typer.Option(help="The file to write; without it one with a name of its own.")] = None,
    kind: Annotated[
        str | None, typer.Option(help="brief or monthly; without it a brief where a gathering is near.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Of the document; without it the collaborative's.")] = None,
) -> None:
    """Write the brief for the next gathering, or the report of a month, as a Word document."""
    from bot.charts.draw import png
    from bot.documents.docx import docx
    from bot.flow.reporting.asked import Kind, document_about
    from bot.out_file import written_to

    if kind is not None and kind not in list(Kind):
        raise typer.BadParameter("should be brief or monthly", param_hint="--kind")

    async def act() -> "Document":
        async with at_home(read_settings()) as house:
            return await document_about(house, name, Kind(kind) if kind else None, language, wall_clock())

    document = asyncio.run(act())
    file = out or Path(f"{document.file_name}.docx")
    with written_to(file, "the document") as opened:
        opened.write(docx(document.report, png))
    typer.echo(f"{document.report.title}: {file}")
