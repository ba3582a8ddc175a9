"""The command line as people and programs use it: its exit statuses, and what it checks."""

from pathlib import Path

import pytest

from tests.support.cli import Mellom
from tests.support.programmes import write_programme


@pytest.fixture
def mellom(tmp_path: Path, sqlite_template: Path) -> Mellom:
    return Mellom.with_database(tmp_path, sqlite_template)


# Exit statuses, in processes of their own


def test_help_is_no_mistake(mellom: Mellom) -> None:
    done = mellom.process("--help")

    assert (done.status, done.err) == (0, "")
    assert "apply" in done.out


@pytest.mark.parametrize(
    "words",
    [
        ["no-such-command"],
        ["apply"],
        ["apply", "ridge.yaml", "--no-such-option"],
        ["export", "no-such-export"],
        ["export", "answers", "--format", "pdf"],
        ["sandbox", "--port", "0"],
        ["sandbox", "--limits", "some"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(mellom: Mellom, words: list[str]) -> None:
    done = mellom(*words)

    assert (done.status, done.out) == (2, "")
    assert "Usage:" in done.err


def test_wrong_usage_is_status_2_for_a_process_too(mellom: Mellom) -> None:
    assert mellom.process("export", "no-such-export").status == 2


def test_a_mistake_in_a_file_is_status_1_with_its_line(mellom: Mellom) -> None:
    write_programme(mellom.folder, ("phase: prepare", "phase: prepair"))

    done = mellom.process("apply", "ridge.yaml")

    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("ridge.yaml:24: ")
    assert len(done.err.splitlines()) == 1


def test_what_one_process_applies_another_exports(mellom: Mellom) -> None:
    write_programme(mellom.folder)

    applied = mellom.process("apply", "ridge.yaml", "--json")
    exported = mellom.process("export", "phases", "--format", "jsonl")

    assert (applied.status, applied.err, exported.status, exported.err) == (0, "", 0, "")
    assert "team ridge: added" in applied.json["changes"]
    assert (exported.json["team"], exported.json["to"]) == ("ridge", "prepare")


def test_migrate_makes_a_database_and_may_be_called_again(tmp_path: Path) -> None:
    mellom = Mellom.at(tmp_path)

    assert mellom("migrate").out == "the database is up to date\n"
    assert mellom("migrate").status == 0
    assert mellom.rows("SELECT count(*) FROM teams") == [(0,)]


def test_the_settings_may_stand_in_a_file(mellom: Mellom) -> None:
    (mellom.folder / ".env").write_text("MELLOM_DATABASE_URL=sqlite+aiosqlite:///other.db\n")

    assert mellom("migrate").status == 0
    assert (mellom.folder / "other.db").exists()


# check


def test_check_finds_nothing_wrong_with_what_is_shipped(mellom: Mellom) -> None:
    done = mellom("check", write_programme(mellom.folder))

    assert (done.status, done.out, done.err) == (0, "everything is in order\n", "")


def test_check_names_every_problem_of_every_file(mellom: Mellom) -> None:
    good = write_programme(mellom.folder)
    bad = mellom.folder / "bad.yaml"
    bad.write_text(good.read_text().replace("zone: Europe/Oslo", "zone: Oslo").replace("[per]", "[nobody]"))
    worse = mellom.folder / "worse.yaml"
    worse.write_text("title: [unfinished\n")

    done = mellom("check", good, bad, worse, mellom.folder / "missing.yaml")

    assert done.status == 1
    assert [line.split(":")[:2] for line in done.lines] == [
        [str(bad), "5"],
        [str(bad), "27"],
        [str(worse), "1"],
        [str(mellom.folder / "missing.yaml"), "1"],
    ]
    assert done.err == "4 to put right\n"


def test_check_tells_programs_the_same_as_json(mellom: Mellom) -> None:
    file = write_programme(mellom.folder, ("language: nb\nstarts", "language: xx\nstarts"))

    done = mellom("check", file, "--json")

    assert done.status == 1
    assert [(it["file"], it["line"]) for it in done.json] == [(str(file), 7)]
    assert list(done.json[0]) == ["file", "line", "message"]
    assert done.err == ""


def test_check_of_sound_files_is_an_empty_list_for_programs(mellom: Mellom) -> None:
    done = mellom("check", write_programme(mellom.folder), "--json")

    assert (done.status, done.json, done.err) == (0, [], "")
