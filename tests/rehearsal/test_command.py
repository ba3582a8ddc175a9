"""`mellom rehearse` as people and programs call it."""

import os
import pty
import signal
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.settings import ROOT
from tests.rehearsal.playing import SHORT
from tests.support.cli import Mellom

BEHAVIOUR = """\
people:
  kari: {answers: 0.5}
  ola: {answers: never}
  siri: {answers: never}
events:
  - {at: "2026-09-16 09:00", person: anne, does: acknowledge, team: fjord}
"""


@pytest.fixture
def mellom(tmp_path: Path) -> Mellom:
    (tmp_path / "short.yaml").write_text(SHORT, encoding="utf-8")
    (tmp_path / "people.yaml").write_text(BEHAVIOUR, encoding="utf-8")
    return Mellom.at(tmp_path)


def with_early_hours(mellom: Mellom) -> Mellom:
    """The program with a schedule of its own, by which employees are asked at half past five."""
    folder = mellom.folder / "schedules"
    folder.mkdir()
    schedule = YAML(typ="safe").load((ROOT / "schedules" / "fortnightly.yaml").read_text(encoding="utf-8"))
    schedule["check_in"]["at"] = "05:30"
    schedule["hours"]["employees"]["from"] = "05:00"
    YAML().dump(schedule, folder / "fortnightly.yaml")
    return replace(mellom, settings=mellom.settings | {"schedules_dir": str(folder)})


def test_it_tells_in_a_few_plain_lines_how_the_programme_goes(mellom: Mellom) -> None:
    done = mellom("rehearse", "short.yaml", "--behaviour", "people.yaml")

    assert done.status == 0, done.err
    assert done.lines == [
        "A short one (short), 2026-08-31 to 2026-11-20: 2 teams, 6 people, seed 0",
        "check-ins: 12 asked, 5 answered, 7 missed; reminders: 8",
        "stalls: silent 2",
        "alert messages to anne: 3, at most 1 in a week (from 2026-09-14)",
        "alert messages to bo: 1, at most 1 in a week (from 2026-09-28)",
        "digests: 36",
        "messages that nobody asked for, a person and week: 1.14 on average; at most 3 (anne, from 2026-09-14)",
        "promises: all are kept",
    ]
    assert done.err == ""


def test_json_is_one_object_as_the_contract_has_it(mellom: Mellom) -> None:
    done = mellom("rehearse", "short.yaml", "--behaviour", "people.yaml", "--seed", "3", "--json", "-")

    told = done.json
    assert list(told) == ["programme", "seed", "from", "to", "events", "summary"]
    assert (told["programme"], told["seed"]) == ("short", 3)
    assert told["from"] == "2026-08-31T06:00:00+00:00"
    assert told["events"][0] == {
        "at": "2026-08-31T06:00:00+00:00", "kind": "joined", "team": None, "person": "anne", "detail": {},
    }  # fmt: skip
    assert [it["at"] for it in told["events"]] == sorted(it["at"] for it in told["events"])
    assert {it["kind"] for it in told["events"]} == {
        "joined", "asked", "reminded", "answered", "missed", "stall_opened", "alert_sent", "acknowledged",
        "escalated", "stall_closed", "digest_sent",
    }  # fmt: skip
    alert = next(it for it in told["events"] if it["kind"] == "alert_sent")
    assert alert["detail"]["stall"] == "silent"
    assert alert["detail"]["rules"][0]["working_days"] == 10
    assert told["summary"]["check_ins"]["asked"] == 12
    assert told["summary"]["broken"] == []


def test_the_same_files_and_seed_give_the_same_bytes_wherever_they_are_played(mellom: Mellom) -> None:
    words = ("rehearse", "short.yaml", "--behaviour", "people.yaml", "--json", "-")
    elsewhere = [
        mellom.process(*words, by=["env", f"PYTHONHASHSEED={seed}", f"LANG={language}"])
        for seed, language in ((1, "C.UTF-8"), (2, "nb_NO.UTF-8"))
    ]
    here = mellom("rehearse", "short.yaml", "--behaviour", "people.yaml", "--json", "out.json")
    other = mellom("rehearse", "short.yaml", "--behaviour", "people.yaml", "--json", "-", "--seed", "9")

    assert [done.status for done in elsewhere] == [0, 0], elsewhere[0].err
    assert elsewhere[0].out == elsewhere[1].out == (mellom.folder / "out.json").read_text(encoding="utf-8")
    assert here.status == 0
    assert other.json["events"] != elsewhere[0].json["events"]


def test_it_writes_a_page(mellom: Mellom) -> None:
    done = mellom("rehearse", "short.yaml", "--html", "out.html")

    assert done.status == 0, done.err
    assert "A short one" in (mellom.folder / "out.html").read_text(encoding="utf-8")


def test_a_schedule_that_breaks_a_promise_ends_with_the_reasons(mellom: Mellom) -> None:
    early = with_early_hours(mellom)

    done = early("rehearse", "short.yaml")
    as_json = early("rehearse", "short.yaml", "--json", "-")

    first = "2026-09-01 05:30 kari: quiet hours: it came at 05:30; nothing unasked should come between 20:00 and 07:00"
    assert done.status == 1
    assert next(it for it in done.lines if "quiet hours" in it) == first
    assert as_json.status == 1
    assert as_json.json["summary"]["broken"][0]["promise"] == "quiet hours"
    assert as_json.err.splitlines()[0] == first


def test_bad_files_are_told_by_line_and_nothing_is_played(mellom: Mellom) -> None:
    (mellom.folder / "people.yaml").write_text("people:\n  karri: {answers: never}\n", encoding="utf-8")
    (mellom.folder / "broken.yaml").write_text(SHORT.replace("Europe/Oslo", "Europe/Osl"), encoding="utf-8")

    behaviour = mellom("rehearse", "short.yaml", "--behaviour", "people.yaml", "--json", "out.json")
    programme = mellom("rehearse", "broken.yaml")
    missing = mellom("rehearse", "nowhere.yaml")
    folder = mellom("rehearse", "short.yaml", "--html", "nowhere/out.html")

    assert behaviour.status == 1
    assert behaviour.err == 'people.yaml:2: there is no person "karri" in the programme; did you mean "kari"?\n'
    assert not (mellom.folder / "out.json").exists()
    assert (programme.status, programme.err[:15]) == (1, "broken.yaml:5: ")
    assert missing.status == 1
    assert folder.err == "nowhere/out.html: there is no folder nowhere; make it, or name another file\n"
    assert mellom("rehearse").status == 2
    assert mellom("rehearse", "short.yaml", "--seed", "many").status == 2


def test_what_cannot_be_done_at_its_moment_is_told_by_line(mellom: Mellom) -> None:
    event = '{at: "2026-11-01 09:00", does: move-session, session: first, to: 2026-11-10}'
    (mellom.folder / "people.yaml").write_text(f"events:\n  - {event}\n", encoding="utf-8")

    done = mellom("rehearse", "short.yaml", "--behaviour", "people.yaml")

    assert (done.status, done.out) == (1, "")
    assert done.err == 'people.yaml:2: the gathering "first" was on 2026-09-08, and is past\n'


def test_other_settings_do_not_matter(mellom: Mellom) -> None:
    odd = replace(mellom, settings={"telegram_token": "wrong", "database_url": "wrong"})

    assert odd("rehearse", "short.yaml").status == 0
    nowhere = replace(mellom, settings={"prompts_dir": "/nowhere"})("rehearse", "short.yaml")
    assert (nowhere.status, nowhere.err.startswith("MELLOM_PROMPTS_DIR is wrong")) == (1, True)


def test_on_a_terminal_a_bar_shows_how_far_it_is_and_nothing_is_left_behind_when_it_is_broken_off(
    mellom: Mellom,
) -> None:
    folder, (screen, terminal) = mellom.folder, pty.openpty()
    (folder / "tmp").mkdir()
    (folder / "long.yaml").write_text(SHORT.replace("ends: 2026-11-20", "ends: 2030-11-20"), encoding="utf-8")
    before = sorted(folder.rglob("*"))
    with subprocess.Popen(
        mellom.command("rehearse", "long.yaml", "--json", "out.json"),
        cwd=folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "TMPDIR": str(folder / "tmp"), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as process:
        os.close(terminal)
        shown = _read_until(screen, b"%")
        process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        out = process.stdout.read()
        shown += _read_until(screen, None)
    os.close(screen)

    assert b"A short one" in shown
    assert b"Traceback" not in shown
    assert (process.returncode in (0, None), out) == (False, b"")
    assert sorted(folder.rglob("*")) == before


def _read_until(screen: int, sign: bytes | None) -> bytes:
    """What appears on the screen up to this sign, or up to its end."""
    shown = b""
    while sign is None or sign not in shown:
        try:
            shown += os.read(screen, 1024)
        except OSError:
            # Nobody writes on it any more.
            break
    return shown
