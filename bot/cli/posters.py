"""`mellom invites --qr`: posters are drawn first, then their links are made good, then the posters are put in place."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from bot.domain.poster import Poster
from bot.flow.house import House
from bot.flow.invite import Invite, keep, prepare
from bot.flow.poster import posters_of
from bot.posters.folder import put_in_place, set_aside, write
from bot.posters.letters import left_out


async def invite_with_posters(
    house: House, bot_name: str, now: datetime, folder: Path, *, collaborative: str | None = None
) -> list[Invite]:
    """New links, with a poster in the folder for each of a team; where one cannot be written there are no links."""
    prepared = await prepare(house, bot_name, now, collaborative=collaborative)
    posters = await posters_of(house, prepared)
    with set_aside(folder) as aside:
        for poster in _shown(posters):
            write(poster, aside)
        await keep(house, prepared, now)
        put_in_place(aside)
    for poster in posters:
        if signs := left_out(poster.team):
            typer.echo(f"the poster {poster.name} has no letters for {signs} and leaves them out", err=True)
    return [it.invite for it in prepared]


def _shown(posters: Sequence[Poster]) -> Iterator[Poster]:
    """The posters, with a progress bar where somebody is looking."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        yield from progress.track(posters, description="posters")
