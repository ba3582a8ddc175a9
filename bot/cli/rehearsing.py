"""The command that plays a whole programme before people meet it."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.json_output import print_json
from bot.domain.errors import MellomError
from bot.settings import BadSetting, settings_and_mistakes

if TYPE_CHECKING:
    from bot.content.content import Content
    from bot.domain.behaviour import Behaviour
    from bot.domain.programme import Programme
    from bot.rehearsal.played import Played

STDOUT = Path("-")


def rehearse(
    file: Annotated[Path, typer.Argument(help="The programme file.")],
    behaviour: Annotated[Path | None, typer.Option(help="How people act; without it, as hoped for.")] = None,
    seed: Annotated[int, typer.Option(help="Another one draws other shares.")] = 0,
    json_: Annotated[
        Path | None, typer.Option("--json", help="Write everything that happened here; - prints it.", metavar="OUT")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write a page with everything here.", metavar="OUT")] = None,
) -> None:
    """Play a whole programme in virtual time, without a network, and say whether it keeps its promises."""
    from bot.rehearsal.summary import as_json, broken_lines, lines

    for out in (json_, html):
        _check_folder(out)
    content = _content()
    played = _play(file, behaviour, seed, content)
    if html is not None:
        from bot.rehearsal.page.render import render

        _write(html, render(played, content, played.programme.language))
    if json_ == STDOUT:
        print_json(as_json(played))
    else:
        if json_ is not None:
            _write(json_, json.dumps(as_json(played), ensure_ascii=False, indent=2) + "\n")
        for line in lines(played):
            typer.echo(line)
    for line in broken_lines(played.broken, ZoneInfo(played.programme.zone)):
        typer.echo(line, err=json_ == STDOUT)
    if played.broken:
        raise typer.Exit(1)
    typer.echo("promises: all are kept", err=json_ == STDOUT)


def _play(file: Path, behaviour_file: Path | None, seed: int, content: "Content") -> "Played":
    from bot.content.behaviour_file import load_behaviour
    from bot.content.programme_file import load_programme
    from bot.domain.behaviour import Behaviour

    programme = load_programme(file, content).programme
    if behaviour_file is not None:
        behaviour = load_behaviour(behaviour_file, programme, content, seed)
    else:
        behaviour = Behaviour(seed=seed)
    return asyncio.run(_play_on_screen(programme, behaviour, content))


async def _play_on_screen(programme: "Programme", behaviour: "Behaviour", content: "Content") -> "Played":
    from bot.rehearsal.rehearse import rehearse as play

    # Shown from here on only, where breaking off ends the play and nothing else.
    with _progress(programme) as passed:
        return await play(programme, behaviour, content, passed)


def _content() -> "Content":
    """The content of the folders that the settings name; nothing else of them matters here."""
    from bot.content.content import load_content

    settings, wrong = settings_and_mistakes()
    if told := [sentence for name, sentence in wrong.items() if name in ("prompts_dir", "schedules_dir", ".env")]:
        raise BadSetting("\n".join(told))
    return load_content(Path(settings.prompts_dir), Path(settings.schedules_dir))


@contextmanager
def _progress(programme: "Programme") -> Iterator[Callable[[datetime], None]]:
    """A bar on a terminal, and nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    days = (programme.ends - programme.starts).days + 1
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(programme.title, total=days)
        zone = ZoneInfo(programme.zone)
        yield lambda moment: bar.update(task, completed=(moment.astimezone(zone).date() - programme.starts).days)


def _check_folder(out: Path | None) -> None:
    # Said before the play and not after it.
    if out is not None and out != STDOUT and not out.parent.is_dir():
        raise MellomError(f"{out}: there is no folder {out.parent}; make it, or name another file")
    if out is not None and out.is_dir():
        raise MellomError(f"{out}: this is a folder; name a file in it")


def _write(out: Path, text: str) -> None:
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise MellomError(f"{out}: cannot be written: {error.strerror}") from None
