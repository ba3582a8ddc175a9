"""Exports for evaluation: written line by line, to a file whole or not at all, or to standard output."""

import csv
import errno
import json
import os
import re
import sys
from codecs import getwriter
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

from lxml.etree import SerialisationError
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from rich.console import Console
from rich.progress import Progress

from bot.domain.errors import MellomError
from bot.out_file import written_to
from bot.storage.database import Database
from bot.storage.exports import columns, count, exported

Row: TypeAlias = Sequence[Any]
Rows: TypeAlias = AsyncIterator[Row]

# What a spreadsheet would run when the file is opened.
_RUNS = re.compile(r"[=+@\t\r\n]|-[^\W\d_]")
# Signs at which some programs end a line although JSON lets them stand.
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
MOST_ROWS_IN_A_SHEET = 1_048_576


async def write_export(db: Database, what: str, format_: str, out: Path | None) -> None:
    """Write this export to the file, or to standard output. MellomError where the file cannot be written."""
    async with aclosing(_shown(db, what, out)) as rows:
        with _destination(out) as file:
            await WRITERS[format_](file, columns(what), rows)


async def _shown(db: Database, what: str, out: Path | None) -> AsyncGenerator[Row, None]:
    """The rows, with a progress bar where somebody is looking."""
    console = Console(stderr=True)
    silent = out is None or not console.is_terminal
    with Progress(console=console, transient=True, disable=silent) as progress:
        task = progress.add_task(what, total=None if silent else await count(db, what))
        async with aclosing(exported(db, what)) as rows:
            async for row in rows:
                yield row
                progress.advance(task)


@contextmanager
def _destination(out: Path | None) -> Iterator[BinaryIO]:
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with written_to(out, "the export") as file:
        yield file


async def _write_csv(file: BinaryIO, names: list[str], rows: Rows) -> None:
    writer = csv.writer(getwriter("utf-8")(file))
    writer.writerow(names)
    async for row in rows:
        writer.writerow([_cell(value) for value in row])


async def _write_xlsx(file: BinaryIO, names: list[str], rows: Rows) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("export")
    sheet.append(names)
    written = 1
    with _errors_of_the_disk():
        try:
            async for row in rows:
                written += 1
                if written > MOST_ROWS_IN_A_SHEET:
                    raise MellomError("there are more rows than a sheet can hold; export as csv or jsonl")
                sheet.append([_sheet_cell(value) for value in row])
        finally:
            sheet.close()
        book.save(file)


@contextmanager
def _errors_of_the_disk() -> Iterator[None]:
    """What keeps a sheet from being written, as the system says it: the library that writes its XML has its own way."""
    try:
        yield
    except SerialisationError as error:
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from None


async def _write_jsonl(file: BinaryIO, names: list[str], rows: Rows) -> None:
    async for row in rows:
        line = json.dumps(dict(zip(names, map(_plain, row), strict=True)), ensure_ascii=False)
        file.write(line.translate(_LINE_ENDS).encode() + b"\n")


WRITERS: dict[str, Callable[[BinaryIO, list[str], Rows], Awaitable[None]]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "jsonl": _write_jsonl,
}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any) -> Any:
    """The value as a cell of a table; what is no single value is written as JSON."""
    match _plain(value):
        case str(text):
            return f"'{text}" if _RUNS.match(text) else text
        case bool() | list() | dict() as compound:
            return json.dumps(compound, ensure_ascii=False)
        case plain:
            return plain


def _sheet_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    cell = _cell(value)
    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell
