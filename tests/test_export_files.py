"""Exported files: safe to open in a spreadsheet, one line an answer, and whole or not there."""

import csv
import io
import resource
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.domain.errors import MellomError
from bot.export import write_export
from bot.storage.database import Database
from tests.support.answers import asked_once, exported, keep_answers
from tests.support.cli import Mellom

# What is in a file does not hang on the engine.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    async with asked_once(database_url) as db:
        yield db


def hidden(folder: Path) -> list[Path]:
    """What was left lying about."""
    return list(folder.glob(".*"))


# Spreadsheets


DANGEROUS = [
    ("=1+1", "'=1+1"),
    ("+47 22 22 22 22", "'+47 22 22 22 22"),
    ("-cmd", "'-cmd"),
    ("-åpne", "'-åpne"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\tindented", "'\tindented"),
    ("\rreturned", "'\rreturned"),
    ("-5", "-5"),
    ("- a list", "- a list"),
    ("a=b", "a=b"),
    ("'quoted'", "'quoted'"),
    ("", ""),
]


async def test_csv_holds_nothing_that_a_spreadsheet_would_run(db: Database, tmp_path: Path) -> None:
    await keep_answers(db, *({"value": text} for text, _ in DANGEROUS))

    await write_export(db, "answers", "csv", tmp_path / "answers.csv")

    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        assert [row["value"] for row in csv.DictReader(file)] == [cell for _, cell in DANGEROUS]


async def test_xlsx_holds_the_same_cells_and_no_formula(db: Database, tmp_path: Path) -> None:
    await keep_answers(db, *({"value": text} for text, _ in DANGEROUS), {"value": -5}, {"value": "bell\x07"})

    await write_export(db, "answers", "xlsx", tmp_path / "answers.xlsx")

    sheet = load_workbook(tmp_path / "answers.xlsx").active
    assert sheet
    names, *rows = sheet.iter_rows()
    assert [cell.value for cell in names][:4] == ["id", "collaborative", "team", "person"]
    # An empty text is an empty cell.
    cells = [cell or None for _, cell in DANGEROUS]
    assert [row[10].value for row in rows] == [*cells, -5, "bell"]
    assert [cell.value for row in rows for cell in row if cell.data_type in ("f", "e")] == []
    assert [row[0].value for row in rows] == list(range(1, 15))
    assert (rows[0][11].value, rows[0][13].value) == ("2026-09-01T08:00:00+00:00", False)


async def test_a_line_of_json_is_one_line_for_every_program(db: Database, tmp_path: Path) -> None:
    await keep_answers(db, {"value": "one\u2028two\u2029three\x85four\r\nfive"})

    lines = (await exported(db, "answers", tmp_path), (tmp_path / "answers.jsonl").read_text(encoding="utf-8"))

    assert lines[0][0]["value"] == "one\u2028two\u2029three\x85four\r\nfive"
    assert len(lines[1].splitlines()) == 1
    assert "går" in lines[1]


# Where they go


async def test_an_older_export_is_replaced(db: Database, tmp_path: Path) -> None:
    out = tmp_path / "audit.csv"
    out.write_text("old\n" * 1000)

    await write_export(db, "audit", "csv", out)

    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("format_", ["csv", "xlsx", "jsonl"])
async def test_where_writing_fails_the_older_export_stays(db: Database, tmp_path: Path, format_: str) -> None:
    await keep_answers(db, *({"value": "x" * 4000, "wording": str(number) * 2000} for number in range(60)))
    out = tmp_path / f"answers.{format_}"
    out.write_text("the older one")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, hard))
    try:
        with pytest.raises(MellomError, match=f"answers.{format_} cannot be written: File too large"):
            await write_export(db, "answers", format_, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert out.read_text() == "the older one"
    assert hidden(tmp_path) == []


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("missing/audit.csv", "the folder of .*missing/audit.csv is not there; make it, or name another file"),
        ("folder", "folder is a folder; name a file in it"),
        ("/dev/full", "/dev/full cannot be written: No space left on device; the export was not made"),
    ],
)
async def test_a_place_that_cannot_be_written_to_is_named(db: Database, tmp_path: Path, out: str, said: str) -> None:
    (tmp_path / "folder").mkdir()

    with pytest.raises(MellomError, match=said):
        await write_export(db, "audit", "csv", tmp_path / out)


async def test_a_link_to_a_file_stays_a_link(db: Database, tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")

    await write_export(db, "audit", "csv", tmp_path / "link.csv")

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8").startswith("id,at,")


def test_without_a_file_it_goes_to_standard_output(database_url: str, tmp_path: Path) -> None:
    mellom = Mellom.at(tmp_path, database_url=database_url)

    done = mellom("export", "audit")

    assert (done.status, done.err) == (0, "")
    assert list(csv.reader(io.StringIO(done.out))) == [["id", "at", "actor", "action", "subject", "detail"]]


async def test_a_great_many_answers_are_streamed(db: Database, tmp_path: Path) -> None:
    await keep_answers(db, *({"value": number} for number in range(5000)))

    found = await exported(db, "answers", tmp_path)

    assert [answer["value"] for answer in found] == list(range(5000))
