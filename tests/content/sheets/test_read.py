"""Files that facilitators send: what can be taken at its word is read, and everything else is named."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from bot.content.sheets.read import MOST_BYTES, read_sheet
from bot.domain.sheet import BadSheet, Line, Mistake

ROWS = [["Dato", "Verdi"], [datetime(2026, 11, 3), 12.5], [date(2026, 11, 10), 14]]  # noqa: DTZ001 (as Excel has it)
READ = [Line(1, ("Dato", "Verdi")), Line(2, (date(2026, 11, 3), 12.5)), Line(3, (date(2026, 11, 10), 14.0))]


def xlsx(rows: Sequence[Sequence[Any]], **more: Sequence[Sequence[Any]]) -> bytes:
    book = Workbook()
    sheets = [(book.active, rows), *((book.create_sheet(name), its) for name, its in more.items())]
    for sheet, its in sheets:
        for row in its:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def mistakes(content: bytes) -> list[Mistake]:
    with pytest.raises(BadSheet) as raised:
        read_sheet(content)
    return raised.value.mistakes


def test_a_sheet_of_days_and_numbers_is_read_with_its_line_numbers() -> None:
    assert read_sheet(xlsx(ROWS)) == READ
    assert read_sheet(xlsx([ROWS[0], [], *ROWS[1:], [None, None]])) == [
        READ[0],
        Line(3, READ[1].cells),
        Line(4, READ[2].cells),
    ]


def test_a_share_that_excel_shows_in_percent_is_a_percentage() -> None:
    book = Workbook()
    book.active.append(["date", "value"])
    book.active.append(["2026-11-03", 0.155])
    book.active["B2"].number_format = "0.0%"

    assert read_sheet(saved(book))[1].cells == ("2026-11-03", "15.5 %")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Dato;Verdi\r\n3.11.2026;12,5\r\n", "utf-8-sig"),
        ("Dato;Verdi\n3.11.2026;12,5\n", "cp1252"),
        ("Dato\tVerdi\n3.11.2026\t12,5\n\n", "utf-16"),
        ('\n"Dato","Verdi"\n"3.11.2026","12,5",\n', "utf-8"),
    ],
)
def test_csv_is_read_as_spreadsheets_of_any_country_write_it(text: str, encoding: str) -> None:
    assert [line.cells for line in read_sheet(text.encode(encoding))] == [("Dato", "Verdi"), ("3.11.2026", "12,5")]


def test_norwegian_letters_survive_the_old_encoding_of_excel() -> None:
    assert read_sheet("Måltall;Verdi\n3.11.2026;1\n".encode("cp1252"))[0].cells == ("Måltall", "Verdi")


def test_formulas_errors_and_merged_cells_are_named_one_by_one() -> None:
    book = Workbook()
    for row in (["date", "value"], ["2026-11-03", "=1+2"], ["2026-11-10", "#DIV/0!"], ["2026-11-17", True]):
        book.active.append(row)
    book.active.merge_cells("A5:A6")

    assert mistakes(saved(book)) == [
        Mistake("merged", values={"cell": "A5:A6"}),
        Mistake("formula", 2, {"cell": "B2"}),
        Mistake("error-cell", 3, {"cell": "B3"}),
        Mistake("no-value", 4, {"cell": "B4"}),
    ]
    assert mistakes(b"date,value\n2026-11-03,=1+2\n") == [Mistake("formula", 2, {"cell": "=1+2"})]


def test_of_several_sheets_nobody_guesses_which_is_meant() -> None:
    assert mistakes(xlsx(ROWS, Notes=[["x"]])) == [Mistake("several-sheets", values={"sheets": "Sheet, Notes"})]
    assert read_sheet(xlsx(ROWS, Empty=[])) == READ


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"\n \n;;\n", "empty"),
        (xlsx([]), "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "no-sheet"),
        (b"PK\x03\x04 no more of it", "no-sheet"),
        (b"%PDF-1.7 \x81\x8d", "no-sheet"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old-or-locked"),
        (b"x" * (MOST_BYTES + 1), "too-large"),
        (b"date,value\n" + b"2026-11-03,1\n" * 400, "too-many-lines"),
        (b'date,value\n"2026-11-03,1\n', "broken-line"),
    ],
)
def test_what_is_no_sheet_of_numbers_gets_a_name(content: bytes, what: str) -> None:
    assert [it.what for it in mistakes(content)] == [what]


def test_a_small_file_that_unpacks_to_a_huge_one_is_left_alone() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_001)
    far = Workbook()
    far.active["A1048576"] = 1

    assert len(file.getvalue()) < MOST_BYTES
    assert [it.what for it in mistakes(file.getvalue())] == ["too-large"]
    assert [it.what for it in mistakes(saved(far))] == ["too-large"]
