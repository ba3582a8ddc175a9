"""Posters as files in a folder: drawn beside it first, and in place only when all are there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from bot.domain.errors import MellomError
from bot.domain.poster import Poster
from bot.posters.draw import draw


@contextmanager
def set_aside(folder: Path) -> Iterator[Path]:
    """A place within the folder for what nobody is to find there yet. MellomError where nothing can be written."""
    was_there = folder.exists()
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(mkdtemp(prefix=".posters-", dir=folder))
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        if not was_there:
            with suppress(OSError):
                # Only an empty folder goes: one that was made for nothing.
                folder.rmdir()


def write(poster: Poster, aside: Path) -> None:
    """Draw a poster and write its two files. MellomError where that cannot be."""
    drawn = draw(poster)
    with _explained(aside.parent):
        (aside / f"{poster.name}.png").write_bytes(drawn.png)
        (aside / f"{poster.name}.pdf").write_bytes(drawn.pdf)


def put_in_place(aside: Path) -> list[str]:
    """Move everything into the folder itself, over what has the same name there; the names of the files."""
    placed: list[str] = []
    for file in sorted(aside.iterdir()):
        try:
            file.replace(aside.parent / file.name)
        except OSError as error:
            why = f"{aside.parent / file.name} cannot be written: {error.strerror or error}"
            there = f"these posters are in place: {', '.join(placed)}" if placed else "no poster is in place"
            raise MellomError(f"{why}; the links were made, and {there}") from None
        placed.append(file.name)
    return placed


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise MellomError(f"{folder} is a file; name a folder for the posters; no links were made") from None
    except OSError as error:
        raise MellomError(
            f"no poster can be written to {folder}: {error.strerror or error}; no links were made"
        ) from None
