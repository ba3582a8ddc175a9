"""`mellom forget` and `mellom purge`: what they ask, what they say, and that they do it."""

from pathlib import Path

import pytest

from tests.support.cli import Mellom
from tests.support.programmes import write_programme

PAST = [("starts: 2026-08-31", "starts: 2020-08-31"), ("ends: 2027-06-18", "ends: 2021-06-18")]


@pytest.fixture
def mellom(tmp_path: Path, sqlite_template: Path) -> Mellom:
    mellom = Mellom.with_database(tmp_path, sqlite_template)
    mellom("apply", write_programme(mellom.folder))
    return mellom


def stored(mellom: Mellom) -> bytes:
    """Every byte of the database's files."""
    return b"".join(file.read_bytes() for file in mellom.folder.glob("mellom.db*"))


def test_a_person_is_erased_and_the_file_holds_nothing_of_them(mellom: Mellom) -> None:
    before = stored(mellom)
    done = mellom("forget", "kari", "--yes")

    assert (done.status, done.lines) == (
        0,
        ["kari is erased, with 0 answers; take kari out of the programme file"],
    )
    assert b"Kari Lund" in before
    assert b"Kari Lund" not in stored(mellom)
    assert b'"kari"' not in stored(mellom)
    assert mellom.rows("SELECT name FROM people WHERE slug LIKE 'forgotten-%'") == [("",)]


def test_json_says_it_without_naming_the_stub(mellom: Mellom) -> None:
    first, again = mellom("forget", "kari", "--yes", "--json"), mellom("forget", "kari", "--yes", "--json")

    assert first.json == {"person": "kari", "erased": True, "answers": 0}
    assert again.json == {"person": "kari", "erased": False, "answers": 0}
    assert again.status == 0


def test_a_second_time_it_says_that_nothing_is_left(mellom: Mellom) -> None:
    mellom("forget", "kari", "--yes")
    done = mellom("forget", "kari", "--yes")

    assert (done.status, done.lines) == (0, ["kari was forgotten before; there is nothing to erase"])


def test_nobody_of_that_id_is_said_plainly(mellom: Mellom) -> None:
    done = mellom("forget", "nobody", "--yes")

    assert (done.status, done.out) == (1, "")
    assert done.err == "there is no person called nobody; use the id that stands in the programme file\n"


def test_where_nobody_can_be_asked_it_is_not_done(mellom: Mellom) -> None:
    done = mellom("forget", "kari")

    assert done.status == 2
    assert "--yes" in done.err
    assert mellom.rows("SELECT slug FROM people WHERE slug = 'kari'") == [("kari",)]


def test_the_programme_file_does_not_bring_them_back(mellom: Mellom) -> None:
    mellom("forget", "kari", "--yes")
    plain = mellom("apply", write_programme(mellom.folder))
    machine = mellom("apply", write_programme(mellom.folder), "--json")

    assert plain.lines == ["kari asked to be forgotten; take them out of the file", "nothing to change"]
    assert machine.json["kept"] == ["kari asked to be forgotten; take them out of the file"]
    assert mellom.rows("SELECT slug FROM people WHERE slug = 'kari'") == []


def test_while_a_programme_runs_there_is_nothing_to_purge(mellom: Mellom) -> None:
    done, machine = mellom("purge"), mellom("purge", "--json")

    assert (done.status, done.lines) == (0, ["nothing is past its time"])
    assert machine.json == {"dry_run": False, "people": [], "taken_out": [], "answers": 0}


def test_a_purge_says_whom_it_erases_and_a_dry_run_erases_nobody(mellom: Mellom) -> None:
    # It ended years ago, and nobody has looked since.
    mellom.rows("UPDATE collaboratives SET starts = '2020-08-31', ends = '2021-06-18'")
    told, machine = mellom("purge", "--dry-run"), mellom("purge", "--dry-run", "--json")
    there = mellom.rows("SELECT count(*) FROM people WHERE name <> ''")
    done, again = mellom("purge"), mellom("purge")

    people = [f"person {who}: erased" for who in ("anne", "per", "kari", "ola")]
    assert told.lines == [*people, "0 answers erased", "nothing was changed: this was a dry run"]
    assert machine.json["people"] == ["anne", "per", "kari", "ola"]
    assert there == [(4,)]
    assert done.lines == [*people, "0 answers erased"]
    assert again.lines == ["nothing is past its time"]
    assert b"Kari Lund" not in stored(mellom)


def test_a_file_of_a_programme_long_over_is_applied_without_its_people(mellom: Mellom) -> None:
    sessions = [("2026-09-08", "2020-09-08"), ("2026-11-17", "2020-11-17")]
    closures = [("2026-12-21", "2020-12-21"), ("2027-01-03", "2021-01-03")]
    old = [("collaborative: safer-medication", "collaborative: long-ago"), *PAST, *sessions, *closures]
    done = mellom("apply", write_programme(mellom.folder, *old))

    assert done.status == 0
    assert done.lines[-1] == (
        "long-ago is over, and its people were to be erased on 2022-06-18; nobody of the file comes back"
    )
