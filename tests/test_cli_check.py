"""`mellom check`: every mistake by file and line, ids against what was applied, and `--explain TEAM`."""

import json
import shutil
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.support.cli import Mellom
from tests.support.programmes import NEW_TEAM, Edit, write_programme


@pytest.fixture
def mellom(tmp_path: Path, sqlite_template: Path) -> Mellom:
    return Mellom.with_database(tmp_path, sqlite_template)


def with_own_content(mellom: Mellom) -> Mellom:
    """The same with content of its own, to be edited."""
    for folder in ("prompts", "schedules"):
        shutil.copytree(ROOT / folder, mellom.folder / folder)
    return mellom.but(prompts_dir=str(mellom.folder / "prompts"), schedules_dir=str(mellom.folder / "schedules"))


# Every mistake


def test_mistakes_of_content_and_of_programmes_are_told_together(mellom: Mellom) -> None:
    own = with_own_content(mellom)
    write_programme(mellom.folder, ("members: [kari, ola]", "members: [kari]"))
    (mellom.folder / "prompts/models/quality-improvement-model/nn.yaml").unlink()

    done = own("check", "ridge.yaml")

    assert done.status == 1
    assert [line.rpartition("/")[2].split(": ")[0] for line in done.lines] == ["nn.yaml:1", "ridge.yaml:19"]
    assert done.err == "2 to put right\n"


def test_content_that_cannot_be_loaded_is_told_without_the_programme(mellom: Mellom) -> None:
    own = with_own_content(mellom)
    schedule = mellom.folder / "schedules/fortnightly.yaml"
    schedule.write_text(schedule.read_text().replace("  after: 2 ", "  after: 20 "))

    done = own("check", write_programme(mellom.folder), "--explain", "ridge")

    assert (done.status, len(done.lines)) == (1, 2)
    assert done.lines[0].startswith(f"{schedule}:15: a check-in closes 10 working days after it was asked")


# Against what was applied before


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            [("kind: share", "kind: count")],
            (
                'ridge.yaml:29: the measure "reviewed" would go on as another one: its kind was share; '
                "give this one another id"
            ),
        ),
        (
            [("direction: up", "direction: down")],
            (
                'ridge.yaml:29: the measure "reviewed" would go on as another one: its direction was up; '
                "give this one another id"
            ),
        ),
        (
            [("id: ridge", "id: valley"), ("Ridge home care", "Valley")],
            'ridge.yaml:29: the measure "reviewed" is that of ridge so far; give this one another id',
        ),
    ],
)
def test_an_id_that_was_applied_with_another_meaning_is_told(mellom: Mellom, edits: list[Edit], said: str) -> None:
    mellom("apply", write_programme(mellom.folder))
    write_programme(mellom.folder, *edits)

    done = mellom("check", "ridge.yaml")

    assert (done.status, done.lines) == (1, [said])


def test_the_id_of_a_team_that_was_taken_out_is_told_when_another_gets_it(mellom: Mellom) -> None:
    mellom("apply", write_programme(mellom.folder, *NEW_TEAM))
    mellom("apply", write_programme(mellom.folder))
    again = write_programme(mellom.folder, *NEW_TEAM)
    back = mellom("check", again)
    again.write_text(again.read_text().replace("title: Fjord ward", "title: Valley"))

    done = mellom("check", again)

    assert back.status == 0
    assert [line.removeprefix(f"{again}:") for line in done.lines] == [
        '22: "fjord" was the id of Fjord ward, whose answers would become those of Valley; give this team another id'
    ]


def test_another_model_for_a_collaborative_that_has_answers_is_told(mellom: Mellom) -> None:
    own = with_own_content(mellom)
    models = mellom.folder / "prompts/models"
    shutil.copytree(models / "quality-improvement-model", models / "other")
    text = (models / "other/model.yaml").read_text()
    (models / "other/model.yaml").write_text(text.replace("id: quality-improvement-model", "id: other"))
    own("apply", write_programme(mellom.folder))
    file = write_programme(mellom.folder, ("model: quality-improvement-model", "model: other"))

    done = own("check", file)

    assert [line.removeprefix(f"{file}:") for line in done.lines] == [
        (
            '3: "safer-medication" was applied with the model "quality-improvement-model", '
            "and its answers belong to that; keep it, or give the collaborative another id"
        )
    ]


@pytest.mark.parametrize(
    "edits", [[("Kari Lund", "Kari Moe")], [("goal: 90", "goal: 95")], [("2026-11-17", "2026-11-24")]]
)
def test_what_is_only_changed_is_no_other_meaning(mellom: Mellom, edits: list[Edit]) -> None:
    mellom("apply", write_programme(mellom.folder))

    assert mellom("check", write_programme(mellom.folder, *edits)).status == 0


def test_without_a_database_the_files_alone_are_checked_and_none_is_made(tmp_path: Path) -> None:
    mellom = Mellom.at(tmp_path)

    assert mellom("check", write_programme(tmp_path)).status == 0
    assert not (tmp_path / "mellom.db").exists()


def test_a_database_that_cannot_be_used_does_not_stop_the_check(mellom: Mellom) -> None:
    (mellom.folder / "mellom.db").write_bytes(b"no database at all" * 100)
    file, away = write_programme(mellom.folder), mellom.but(database_url="postgresql+asyncpg://mellom@127.0.0.1:1/away")

    assert mellom("check", file).out == "everything is in order\n"
    assert away("check", file).out == "everything is in order\n"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_database_on_a_server_is_looked_into_the_same_way(database_url: str, tmp_path: Path) -> None:
    mellom = Mellom.at(tmp_path, database_url=database_url)
    mellom("apply", write_programme(tmp_path))

    explained = mellom("check", "--explain", "ridge")
    changed = mellom("check", write_programme(tmp_path, ("kind: share", "kind: count")))

    assert explained.lines[0].startswith("Ridge home care (safer-medication/ridge) on ")
    assert [line.split(": ")[0] for line in changed.lines] == [f"{tmp_path / 'ridge.yaml'}:29"]


# --explain


def test_a_team_is_explained_from_the_database(mellom: Mellom) -> None:
    mellom("apply", write_programme(mellom.folder))

    done = mellom("check", "--explain", "ridge")

    assert (done.status, done.err) == (0, "")
    assert done.lines[0].startswith("Ridge home care (safer-medication/ridge) on ")
    assert done.lines[0].endswith(", Europe/Oslo")
    assert "applied now" not in done.out


def test_a_process_explains_the_same(mellom: Mellom) -> None:
    mellom("apply", write_programme(mellom.folder))

    done = mellom.process("check", "--explain", "safer-medication/ridge", "--json")

    assert (done.status, done.err) == (0, "")
    assert (done.json["team"], done.json["collaborative"], done.json["file"]) == ("ridge", "safer-medication", None)
    assert done.json["stalls"][0]["told"] == [
        {"person": "anne", "role": "facilitator", "has_joined": False, "at": None}
    ]


def test_a_team_that_was_not_applied_is_explained_from_its_file_and_nothing_is_made(tmp_path: Path) -> None:
    mellom = Mellom.at(tmp_path)
    write_programme(tmp_path, ("starts: 2026-08-31", "starts: 2998-09-01"), ("ends: 2027-06-18", "ends: 2999-06-18"),
                    ("date: 2026-09-08", "date: 2998-09-16"), ("date: 2026-11-17", "date: 2998-11-18"),
                    ("from: 2026-12-21, to: 2027-01-03", "from: 2998-12-21, to: 2999-01-03"))  # fmt: skip

    done = mellom("check", "ridge.yaml", "--explain", "ridge")
    as_json = mellom("check", "ridge.yaml", "--explain", "ridge", "--json").json

    assert (done.status, done.err) == (0, "")
    assert done.lines[1] == "  This team is not in the database: so it would be if ridge.yaml were applied now."
    assert "Next check-in: Tuesday, 4 September 2998 at 10:00." in done.lines
    assert "    1. Hvor langt har dere kommet siden sist? (progress: it is in every check-in)" in done.lines
    assert (as_json["file"], as_json["next"]["at"]) == ("ridge.yaml", "2998-09-04T08:00:00+00:00")
    assert [asked["why"] for asked in as_json["next"]["questions"]] == [
        "always", "new_in_step", "new_in_step", "not_asked_last",
    ]  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == ["ridge.yaml"]


def test_a_file_beside_a_database_is_explained_only_for_a_team_that_is_not_there(mellom: Mellom) -> None:
    mellom("apply", write_programme(mellom.folder))
    file = write_programme(mellom.folder, *NEW_TEAM)

    new, old = (mellom("check", file, "--explain", team, "--json").json for team in ("fjord", "ridge"))

    assert (new["file"], old["file"]) == ("ridge.yaml", None)
    assert mellom.rows("SELECT slug FROM teams") == [("ridge",)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--explain", "rigde"], 'there is no team "rigde"; did you mean "ridge"?'),
        (["ridge.yaml", "--explain", "rigde"], 'there is no team "rigde"; did you mean "ridge"?'),
    ],
)
def test_a_team_that_nobody_knows_is_told(mellom: Mellom, words: list[str], said: str) -> None:
    mellom("apply", write_programme(mellom.folder))

    done = mellom("check", *words)

    assert (done.status, done.out, done.err) == (1, "", f"{said}\n")


def test_without_a_database_and_a_file_there_is_nothing_to_explain(tmp_path: Path) -> None:
    done = Mellom.at(tmp_path)("check", "--explain", "ridge")

    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "nothing was applied yet: name the programme file too, as in mellom check FILE --explain ridge\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_database_with_an_older_schema_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mellom.db").touch()

    done = Mellom.at(tmp_path)("check", "--explain", "ridge")

    assert (done.status, done.err) == (1, "the database mellom.db has no tables yet; mellom migrate makes them\n")


def test_a_mistake_in_the_file_comes_before_an_explanation(mellom: Mellom) -> None:
    write_programme(mellom.folder, ("members: [kari, ola]", "members: [kari]"))

    done = mellom("check", "ridge.yaml", "--explain", "ridge", "--json")

    assert done.status == 1
    assert [(it["file"], it["line"]) for it in json.loads(done.out)] == [("ridge.yaml", 19)]


def test_explain_without_a_team_is_wrong_usage(mellom: Mellom) -> None:
    assert mellom("check", "--explain").status == 2
