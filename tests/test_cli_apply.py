"""`mellom apply`: only what differs from the file last applied is carried over, and it is told."""

from pathlib import Path

import pytest

from tests.support.cli import Mellom
from tests.support.programmes import (
    CHANGED_PHASE,
    MOVED_SESSION,
    NEW_MEMBER,
    NEW_TEAM,
    REMOVED_PERSON,
    Edit,
    write_programme,
)


@pytest.fixture
def mellom(tmp_path: Path, sqlite_template: Path) -> Mellom:
    return Mellom.with_database(tmp_path, sqlite_template)


def test_apply_says_what_is_new(mellom: Mellom) -> None:
    done = mellom("apply", write_programme(mellom.folder))

    assert done.status == 0
    assert "collaborative safer-medication: added" in done.lines
    assert "team ridge: added" in done.lines
    assert "person kari: added" in done.lines
    assert mellom.rows("SELECT slug, phase FROM teams") == [("ridge", "prepare")]


def test_the_same_file_once_more_changes_nothing(mellom: Mellom) -> None:
    file = write_programme(mellom.folder)
    mellom("apply", file)
    before = mellom.rows("SELECT * FROM audit")

    done = mellom("apply", file)

    assert (done.status, done.lines) == (0, ["nothing to change"])
    assert mellom.rows("SELECT * FROM audit") == before


def test_a_dry_run_says_the_same_and_changes_nothing(mellom: Mellom) -> None:
    file = write_programme(mellom.folder)

    told = mellom("apply", file, "--dry-run")
    found = mellom.rows("SELECT slug FROM collaboratives UNION SELECT slug FROM people UNION SELECT slug FROM teams")
    done = mellom("apply", file)

    assert told.status == 0
    assert told.lines == [*done.lines, "nothing was changed: this was a dry run"]
    assert found == []


def test_a_dry_run_of_a_change_keeps_what_was_there(mellom: Mellom) -> None:
    mellom("apply", write_programme(mellom.folder))

    told = mellom("apply", write_programme(mellom.folder, *NEW_MEMBER, *NEW_TEAM), "--dry-run", "--json")

    assert told.json["dry_run"]
    assert "team fjord: added" in told.json["changes"]
    assert mellom.rows("SELECT slug FROM teams") == [("ridge",)]
    assert mellom.rows("SELECT slug FROM people WHERE slug = 'nina'") == []


@pytest.mark.parametrize(
    ("edits", "change", "query", "found"),
    [
        pytest.param(
            NEW_MEMBER,
            ["person nina: added", "member ridge: people (kari, ola) -> (kari, ola, nina)"],
            "SELECT p.slug FROM memberships m JOIN people p ON p.id = m.person_id WHERE role = 'member' ORDER BY place",
            [("kari",), ("ola",), ("nina",)],
            id="a new member",
        ),
        pytest.param(
            REMOVED_PERSON,
            ["person ola: removed", "member ridge: people (kari, ola) -> (kari)"],
            "SELECT p.slug, removed_at IS NULL FROM memberships m JOIN people p ON p.id = m.person_id "
            "WHERE role = 'member' ORDER BY p.slug",
            [("kari", 1), ("ola", 0)],
            id="a person gone from the file is kept and no longer a member",
        ),
        pytest.param(
            MOVED_SESSION,
            ["session second: on 2026-11-17 -> 2026-11-24"],
            "SELECT slug, on_date FROM sessions ORDER BY slug",
            [("first", "2026-09-08"), ("second", "2026-11-24")],
            id="a moved session",
        ),
        pytest.param(
            CHANGED_PHASE,
            ["team ridge: phase prepare -> plan"],
            'SELECT from_phase, to_phase, reason FROM phase_moves ORDER BY "at", id',
            [(None, "prepare", "start"), ("prepare", "plan", "programme file")],
            id="a changed phase",
        ),
        pytest.param(
            NEW_TEAM,
            ["team fjord: added", "member fjord: people () -> (per)", "facilitator fjord: people () -> (anne)"],
            "SELECT slug, phase, next_due_at IS NOT NULL FROM teams ORDER BY slug",
            [("fjord", "plan", 1), ("ridge", "prepare", 1)],
            id="a new team",
        ),
    ],
)
def test_only_what_differs_from_the_file_last_applied_is_carried_over(
    mellom: Mellom, edits: list[Edit], change: list[str], query: str, found: list[tuple[object, ...]]
) -> None:
    mellom("apply", write_programme(mellom.folder))
    changed = write_programme(mellom.folder, *edits)

    done = mellom("apply", changed, "--json")
    again = mellom("apply", changed)

    assert done.status == 0
    assert done.json["changes"] == change
    assert mellom.rows(query) == found
    assert again.lines == ["nothing to change"]


def test_a_team_that_is_gone_from_the_file_is_kept_and_no_longer_asked(mellom: Mellom) -> None:
    mellom("apply", write_programme(mellom.folder, *NEW_TEAM))

    done = mellom("apply", write_programme(mellom.folder), "--json")

    assert done.json["changes"] == ["team fjord: removed"]
    assert mellom.rows("SELECT slug, removed_at IS NULL, next_due_at IS NULL FROM teams ORDER BY slug") == [
        ("fjord", 0, 1),
        ("ridge", 1, 0),
    ]


def test_apply_tells_programs_what_it_did(mellom: Mellom) -> None:
    done = mellom("apply", write_programme(mellom.folder), "--json")

    assert list(done.json) == ["file", "dry_run", "changes", "moved", "kept"]
    assert (done.json["file"], done.json["dry_run"], done.err) == ("ridge.yaml", False, "")


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_apply_is_idempotent_on_postgresql_too(tmp_path: Path, database_url: str) -> None:
    mellom = Mellom.at(tmp_path, database_url=database_url)

    assert mellom("apply", write_programme(tmp_path)).status == 0
    assert mellom("apply", write_programme(tmp_path)).lines == ["nothing to change"]
    assert mellom("apply", write_programme(tmp_path, *NEW_TEAM)).status == 0
