"""Files that somebody asked for: written whole, or not there at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from bot.domain.errors import MellomError


@contextmanager
def written_to(out: Path, what: str) -> Iterator[BinaryIO]:
    """A file to write `what` to, which takes its place once all is written. MellomError where it cannot be."""
    try:
        if out.is_dir():
            raise MellomError(f"{out} is a folder; name a file in it")
        if not out.parent.is_dir():
            raise MellomError(f"the folder of {out} is not there; make it, or name another file")
        with _put_in_place(out.resolve()) if out.is_file() or not out.exists() else out.open("wb") as file:
            yield file
    except OSError as error:
        raise MellomError(f"{out} cannot be written: {error.strerror or error}; {what} was not made") from None


@contextmanager
def _put_in_place(out: Path) -> Iterator[BinaryIO]:
    """A file beside `out` that takes its place when all is written, and is gone where something went wrong."""
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
