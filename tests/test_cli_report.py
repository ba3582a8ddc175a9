"""`mellom report`: which document it writes, where, and what it says when it cannot."""

from pathlib import Path

import docx
import pytest

from tests.support.cli import Mellom
from tests.support.programmes import write_programme

# A programme that runs for as long as anybody runs these tests, with a gathering far ahead, or near.
LONG = [("ends: 2027-06-18", "ends: 2099-06-18"), ("date: 2026-11-17", "date: 2099-03-03")]


@pytest.fixture
def mellom(tmp_path: Path, sqlite_template: Path) -> Mellom:
    mellom = Mellom.with_database(tmp_path, sqlite_template)
    assert mellom("apply", write_programme(mellom.folder, *LONG)).status == 0
    return mellom


def words(file: Path) -> list[str]:
    return [it.text for it in docx.Document(str(file)).paragraphs]


def test_far_from_a_gathering_it_is_the_report_of_a_month(mellom: Mellom) -> None:
    done = mellom("report", "ridge", "--out", "ridge.docx")

    assert (done.status, done.out, done.err) == (0, "Månedsrapport: ridge.docx\n", "")
    found = words(mellom.folder / "ridge.docx")
    assert found[0] == "Månedsrapport"
    assert "Ridge home care" in found


def test_a_brief_is_for_the_next_gathering_and_in_the_language_that_is_wanted(mellom: Mellom) -> None:
    done = mellom("report", "safer-medication", "--kind", "brief", "--language", "en", "--out", "all.docx")

    assert (done.status, done.out) == (0, "Second gathering: brief: all.docx\n")
    found = words(mellom.folder / "all.docx")
    assert found[:2] == ["Second gathering: brief", "Safer medication at home, Tuesday, 3 March 2099"]


def test_without_a_name_the_file_is_named_after_what_it_is_about(mellom: Mellom) -> None:
    done = mellom("report", "safer-medication/ridge", "--kind", "brief")

    (file,) = mellom.folder.glob("*.docx")
    assert file.name.startswith("safer-medication-ridge-brief-20")
    assert done.out == f"Second gathering: samlingsark: {file.name}\n"


WRONG = [
    (["rigde"], 'there is no team or collaborative "rigde"; did you mean "ridge"?'),
    (["safer-medicine"], 'there is no team or collaborative "safer-medicine"; did you mean "safer-medication"?'),
    (["ridge", "--language", "no"], 'there are no words in "no"; known are en, nb, nn'),
    (["ridge", "--out", "."], ". is a folder; name a file in it"),
    (["ridge", "--out", "nowhere/a.docx"], "the folder of nowhere/a.docx is not there; make it, or name another file"),
]


@pytest.mark.parametrize(("asked", "said"), WRONG, ids=lambda it: " ".join(it) if isinstance(it, list) else "")
def test_what_can_be_put_right_is_said_in_a_sentence(mellom: Mellom, asked: list[str], said: str) -> None:
    done = mellom("report", *asked)

    assert (done.status, done.out, done.err) == (1, "", f"{said}\n")
    assert list(mellom.folder.glob("*.docx")) == []


def test_where_no_gathering_is_to_come_there_is_no_brief(mellom: Mellom) -> None:
    mellom.rows("DELETE FROM sessions")

    done = mellom("report", "ridge", "--kind", "brief")

    assert (done.status, done.err) == (1, 'no gathering of "safer-medication" is to come; write --kind monthly\n')


def test_an_unknown_kind_is_wrong_usage(mellom: Mellom) -> None:
    assert mellom("report", "ridge", "--kind", "weekly").status == 2
    assert mellom("report").status == 2


def test_before_anything_was_applied_there_is_nothing_to_write_about(tmp_path: Path, sqlite_template: Path) -> None:
    done = Mellom.with_database(tmp_path, sqlite_template)("report", "ridge")

    assert (done.status, done.err) == (1, 'there is no team or collaborative "ridge"; there are none yet\n')


def test_as_a_process_it_leaves_a_file_that_opens(mellom: Mellom) -> None:
    done = mellom.process("report", "ridge", "--out", "own.docx")

    assert (done.status, done.err) == (0, "")
    assert words(mellom.folder / "own.docx")[0] == "Månedsrapport"
