"""Exports: the columns that evaluation relies on, and people by their ids only."""

import csv
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.export import write_export
from bot.storage import audit, people
from bot.storage.database import Database
from bot.storage.tables import digests, stalls
from bot.storage.writes import add_row
from tests.support.answers import ANSWERED, ASKED, asked_once, exported, keep_answers


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    async with asked_once(database_url) as db:
        yield db


COLUMNS = """\
answers: id, collaborative, team, person, check_in, phase, step, question, question_version, wording, value, asked_at, \
answered_at, late, source
check-ins: id, collaborative, team, phase, due_at, asked_at, state, answered_at, reminded_at, closed_at
stalls: id, collaborative, team, kind, reasons, opened_at, alerted_at, acknowledged_at, acknowledged_by, escalated_at, \
closed_at, closed_because
measures: id, collaborative, team, measure, at, numerator, denominator, value, verdict
phases: id, collaborative, team, from, to, at, by, reason
digests: id, collaborative, person, week, sent_at, channel
audit: id, at, actor, action, subject, detail
"""


@pytest.mark.parametrize("line", COLUMNS.splitlines(), ids=lambda line: line.partition(":")[0])
async def test_the_columns_are_those_of_the_contract(db: Database, tmp_path: Path, line: str) -> None:
    what, _, columns = line.partition(": ")

    await write_export(db, what, "csv", tmp_path / "export.csv")

    assert (tmp_path / "export.csv").read_text(encoding="utf-8").splitlines()[0].split(",") == columns.split(", ")


async def test_an_answer_is_told_with_the_wording_that_was_shown(db: Database, tmp_path: Path) -> None:
    await keep_answers(db, {})

    assert await exported(db, "answers", tmp_path) == [
        {
            "id": 1,
            "collaborative": "safer-medication",
            "team": "ridge",
            "person": "kari",
            "check_in": 1,
            "phase": "prepare",
            "step": "anchor",
            "question": "progress",
            "question_version": 2,
            "wording": "Hvordan går det?",
            "value": 4,
            "asked_at": "2026-09-01T08:00:00+00:00",
            "answered_at": "2026-09-01T10:30:15.250000+00:00",
            "late": False,
            "source": "chat",
        }
    ]


async def test_nobody_is_named_for_an_answer_to_a_personal_question(db: Database, tmp_path: Path) -> None:
    await keep_answers(db, {"about": "person", "question": "workload"})

    (answer,) = await exported(db, "answers", tmp_path)

    assert (answer["question"], answer["person"]) == ("workload", None)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("time", "time"),
        (4, "4"),
        (2.5, "2.5"),
        (["reports", "staff"], '["reports", "staff"]'),
        ("Vi møttes på «Ås»\nog snakket", "Vi møttes på «Ås»\nog snakket"),
    ],
)
async def test_a_value_stays_what_it_is(db: Database, tmp_path: Path, value: object, cell: str) -> None:
    await keep_answers(db, {"value": value})

    await write_export(db, "answers", "csv", tmp_path / "answers.csv")

    assert (await exported(db, "answers", tmp_path))[0]["value"] == value
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["value"] == cell


async def test_check_ins_are_told_with_their_moments(db: Database, tmp_path: Path) -> None:
    assert await exported(db, "check-ins", tmp_path) == [
        {
            "id": 1,
            "collaborative": "safer-medication",
            "team": "ridge",
            "phase": "prepare",
            "due_at": "2026-09-01T08:00:00+00:00",
            "asked_at": "2026-09-01T08:00:00+00:00",
            "state": "answered",
            "answered_at": "2026-09-01T10:30:15.250000+00:00",
            "reminded_at": None,
            "closed_at": None,
        }
    ]


async def test_a_stall_is_told_with_its_reasons_and_who_took_it(db: Database, tmp_path: Path) -> None:
    reasons = [{"rule": "silent", "working_days": 10, "since": "2026-09-01T08:00:00+00:00"}]
    async with db.write() as tx:
        await add_row(
            tx, stalls, team_id=1, kind="silent", reasons=reasons, chain=[1], opened_at=ASKED, noticed_at=ASKED,
            alerted_at=ASKED, acknowledged_at=ANSWERED, acknowledged_by="anne",
        )  # fmt: skip

    (stall,) = await exported(db, "stalls", tmp_path)

    assert (stall["kind"], stall["reasons"], stall["acknowledged_by"]) == ("silent", reasons, "anne")
    assert stall["acknowledged_at"] == "2026-09-01T10:30:15.250000+00:00"
    assert stall["closed_at"] is None


async def test_phases_begin_with_the_start(db: Database, tmp_path: Path) -> None:
    assert await exported(db, "phases", tmp_path) == [
        {
            "id": 1,
            "collaborative": "safer-medication",
            "team": "ridge",
            "from": None,
            "to": "prepare",
            "at": "2026-08-20T08:00:00+00:00",
            "by": None,
            "reason": "start",
        }
    ]


async def test_a_digest_is_told_with_its_week_and_reader(db: Database, tmp_path: Path) -> None:
    async with db.write() as tx:
        per = await people.person_by_slug(tx, "per")
        assert per
        await add_row(
            tx, digests, collaborative_id=1, person_id=per.id, week="2026-W37", channel="chat", decided_at=ASKED
        )

    assert await exported(db, "digests", tmp_path) == [
        {
            "id": 1,
            "collaborative": "safer-medication",
            "person": "per",
            "week": "2026-W37",
            "sent_at": None,
            "channel": "chat",
        }
    ]


async def test_the_audit_names_people_by_their_ids(db: Database, tmp_path: Path) -> None:
    async with db.write() as tx:
        await audit.note(tx, ASKED, "anne", "acknowledge", "stall 1", team="ridge")

    first, second = await exported(db, "audit", tmp_path)

    assert (first["actor"], first["action"], first["subject"]) == ("system", "apply", "safer-medication")
    assert second == {
        "id": 2,
        "at": "2026-09-01T08:00:00+00:00",
        "actor": "anne",
        "action": "acknowledge",
        "subject": "stall 1",
        "detail": {"team": "ridge"},
    }


@pytest.mark.parametrize("what", ["answers", "check-ins", "stalls", "phases", "digests", "audit"])
async def test_no_export_holds_a_name_an_address_or_a_chat(db: Database, tmp_path: Path, what: str) -> None:
    await keep_answers(db, {})
    async with db.write() as tx:
        await people.set_chat(tx, 1, 987654321, ASKED)

    await write_export(db, what, "jsonl", tmp_path / "it.jsonl")

    text = (tmp_path / "it.jsonl").read_text(encoding="utf-8")
    assert [secret for secret in ("Kari", "Anne", "Lund", "example.org", "987654321") if secret in text] == []
