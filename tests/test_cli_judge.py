"""`mellom judge`: series from CSV files, judged by the chart rules, and every mistake by file and line."""

import codecs
import os
import pty
import subprocess
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.settings import ROOT
from tests.support.cli import Mellom

BETTER = [*[60, 62] * 5, 63, 70, 71.5, 72, 74, 73, 75, 91]


@pytest.fixture
def mellom(tmp_path: Path) -> Mellom:
    return Mellom.at(tmp_path)


def write(mellom: Mellom, values: Sequence[object], header: str = "date,value", name: str = "falls.csv") -> str:
    """A file of these values, a week apart; the name."""
    days = (date(2026, 9, 7) + timedelta(weeks=n) for n in range(len(values)))
    lines = "".join(f"{day},{value}\n" for day, value in zip(days, values, strict=True))
    (mellom.folder / name).write_text(f"{header}\n{lines}")
    return name


# Verdicts and their figures


def test_a_series_is_judged_by_anhoejs_rules_with_the_figures_that_led_there(mellom: Mellom) -> None:
    done = mellom.process("judge", write(mellom, BETTER))

    assert (done.status, done.err) == (0, "")
    assert done.lines == [
        "falls.csv: the pattern suggests a real improvement",
        "  rules: anhoej",
        "  n: 18",
        "  centre: 62",
        "  n_useful: 13",
        "  longest_run: 8",
        "  longest_run_limit: 7",
        "  crossings: 1",
        "  crossings_limit: 3",
        "  signs: long_run, few_crossings",
        "  signal: yes",
        "  verdict: improvement",
    ]


def test_for_programs_it_is_a_list_with_an_object_for_each_file(mellom: Mellom) -> None:
    better, early = write(mellom, BETTER), write(mellom, [1, 2, 3], name="early.csv")

    done = mellom.process("judge", better, early, "--json", "--direction", "down")

    assert (done.status, done.err) == (0, "")
    assert done.json == [
        {
            "file": "falls.csv", "rules": "anhoej", "n": 18, "centre": 62.0, "n_useful": 13, "longest_run": 8,
            "longest_run_limit": 7, "crossings": 1, "crossings_limit": 3, "signs": ["long_run", "few_crossings"],
            "signal": True, "verdict": "worsening",
        },
        {
            "file": "early.csv", "rules": "anhoej", "n": 3, "centre": 2.0, "n_useful": 2, "longest_run": 1,
            "longest_run_limit": 4, "crossings": 1, "crossings_limit": 0, "signs": [], "signal": False,
            "verdict": "too_early",
        },
    ]  # fmt: skip


def test_a_baseline_holds_for_what_comes_after_it(mellom: Mellom) -> None:
    found = mellom("judge", write(mellom, BETTER), "--baseline", "10", "--json").json[0]

    assert (found["centre"], found["n_useful"], found["longest_run"], found["crossings"]) == (61, 18, 9, 9)
    assert (found["signs"], found["verdict"]) == (["long_run"], "improvement")


def test_a_series_is_judged_by_the_nhs_rules(mellom: Mellom) -> None:
    found = mellom("judge", write(mellom, [*[10, 12] * 6, 11, 17]), "--rules", "xmr", "--baseline", "12", "--json")

    assert found.json == [
        {
            "file": "falls.csv", "rules": "xmr", "n": 14, "mean": 11.0, "lower": pytest.approx(5.68),
            "upper": pytest.approx(16.32), "signs": ["point_outside"], "signal": True, "verdict": "improvement",
            "points": [{"date": "2026-12-07", "value": 17.0, "signs": ["point_outside"]}],
        }
    ]  # fmt: skip


def test_shares_with_their_parts_make_a_p_chart(mellom: Mellom) -> None:
    values = [*["5,20", "6,20"] * 6, "13,20"]
    name = write(mellom, values, "date,numerator,denominator")

    done = mellom("judge", name, "--rules", "p", "--direction", "down", "--baseline", "12")
    as_json = mellom("judge", name, "--rules", "p", "--json", "--baseline", "12").json[0]

    assert done.status == 0
    assert "  points: 2026-11-30 (0.65: point_outside)" in done.lines
    assert "  verdict: worsening" in done.lines
    assert as_json["centre"] == pytest.approx(66 / 240)
    assert (as_json["lower"], as_json["upper"]) == (0.0, pytest.approx(0.57453, abs=1e-5))


def test_parts_are_a_value_for_the_other_rules(mellom: Mellom) -> None:
    found = mellom("judge", write(mellom, ["5,20", "6,20"], "date,numerator,denominator"), "--json").json[0]

    assert found["centre"] == pytest.approx(0.275)


def test_a_short_baseline_is_taken_at_its_word_with_a_warning(mellom: Mellom) -> None:
    done = mellom("judge", write(mellom, BETTER), "--baseline", "4", "--json")

    assert (done.status, done.json[0]["centre"]) == (0, 61)
    assert done.err == "falls.csv: a middle line of 4 points is shaky; 10 or more make a firm one\n"


def test_limits_of_a_single_point_are_none(mellom: Mellom) -> None:
    done = mellom("judge", write(mellom, BETTER), "--rules", "xmr", "--baseline", "1")

    assert done.status == 0
    assert done.lines[-6:] == [
        "  lower: none",
        "  upper: none",
        "  points: none",
        "  signs: none",
        "  signal: no",
        "  verdict: too_early",
    ]


# How files are written


@pytest.mark.parametrize(
    "content",
    [
        b"date,value\n2026-01-05,1.5\n2026-01-12,2\n",
        b"\xef\xbb\xbfDate, Value\r\n2026-01-05,1.5\r\n\r\n2026-01-12,2",
        b"date;value\n2026-01-05;1,5\n2026-01-12;2\n",
        b"date\tvalue\n05.01.2026\t1,5\n12.1.2026\t2\n",
        b'value,note,date\n2,"so, so",2026-01-12\n1.5,fin d\xe5g,2026-01-05\n',
        b'"date";"value"\n"2026-01-12 00:00:00";"2"\n"2026-01-05T00:00:00.000";"+1,5e0"\n',
        codecs.BOM_UTF16_LE + "date;value\n2026-01-05;1,5\n2026-01-12;2\n".encode("utf-16-le"),
    ],
    ids=["plain", "bom", "semicolons", "tabs", "other order and columns", "quoted, newest first", "utf-16"],
)
def test_files_are_read_as_spreadsheets_write_them(mellom: Mellom, content: bytes) -> None:
    (mellom.folder / "falls.csv").write_bytes(content)

    found = mellom("judge", "falls.csv", "--json").json[0]

    assert (found["n"], found["centre"]) == (2, 1.75)


def test_days_out_of_order_are_put_in_order(mellom: Mellom) -> None:
    lines = sorted(f"2026-{n:02}-01,{n}" for n in range(1, 13))
    (mellom.folder / "falls.csv").write_text("\n".join(["date,value", *lines[::-1]]))

    found = mellom("judge", "falls.csv", "--json").json[0]

    assert (found["longest_run"], found["verdict"]) == (6, "improvement")


# What is wrong


@pytest.mark.parametrize(
    ("rules", "content", "said"),
    [
        ("anhoej", "", "1: this file is empty; it should have a line date,value and then one a point"),
        ("anhoej", "date,value\n\n", "1: no point stands below this line; there should be one a line"),
        ("anhoej", "2026-01-05,1\n", "1: the first line should name the columns: date,value"),
        ("anhoej", "date,numerator\n2026-01-05,1\n", "1: the first line should name the columns: date,value"),
        ("p", "date,value\n2026-01-05,1\n", "1: the first line should name the columns: date,numerator,denominator"),
        (
            "anhoej",
            "date,value\n2026-01-05,1\n\n05.01.2026,2\n",
            "4: line 2 has a point of 2026-01-05 too; there should be one a day",
        ),
        (
            "anhoej",
            "date,value\n5 January 2026,1\n",
            '2: the date is "5 January 2026"; it should be year-month-day, such as 2026-08-31',
        ),
        (
            "anhoej",
            "date,value\n03/11/2026,1\n",
            '2: the date is "03/11/2026"; it should be year-month-day, such as 2026-08-31',
        ),
        (
            "anhoej",
            "date,value\n2026-02-30,1\n",
            '2: there is no day "2026-02-30" in the calendar; it should be one, such as 2026-08-31',
        ),
        ("anhoej", "date,value\n,1\n", "2: the date is missing; it should be year-month-day, such as 2026-08-31"),
        ("anhoej", "date,value\n2026-01-05\n", "2: the value is missing; it should be a number, such as 12.5"),
        ("anhoej", "date,value\n2026-01-05,NaN\n", '2: the value is "NaN"; it should be a number, such as 12.5'),
        ("anhoej", "date,value\n2026-01-05,-inf\n", '2: the value is "-inf"; it should be a number, such as 12.5'),
        ("anhoej", "date,value\n2026-01-05,1e999\n", '2: the value is "1e999"; it should be a number, such as 12.5'),
        ("anhoej", "date,value\n2026-01-05,1_000\n", '2: the value is "1_000"; it should be a number, such as 12.5'),
        (
            "anhoej",
            "date,value\n2026-01-05,12,5\n",
            (
                "2: 3 cells stand here and the first line names 2; decimals should have a point, "
                "or the cells a semicolon between them"
            ),
        ),
        (
            "anhoej",
            'date,value\n2026-01-05,"12\n',
            "2: a quotation mark stands alone here; it should stand at both ends of a cell",
        ),
        (
            "p",
            "date,numerator,denominator\n2026-01-05,0,0\n",
            "2: the denominator should be above 0; where nothing was counted, leave the line out",
        ),
        (
            "p",
            "date,numerator,denominator\n2026-01-05,21,20\n",
            "2: the numerator 21 is above the denominator 20; it should be a part of it",
        ),
        ("u", "date,numerator,denominator\n2026-01-05,-1,20\n", "2: the numerator should be 0 or more"),
        ("c", "date,value\n2026-01-05,1.5\n", '2: "1.5" is no count; it should be a whole number from 0'),
        ("c", "date,value\n2026-01-05,-1\n", '2: "-1" is no count; it should be a whole number from 0'),
    ],
)
def test_a_mistake_is_named_by_its_line(mellom: Mellom, rules: str, content: str, said: str) -> None:
    (mellom.folder / "falls.csv").write_text(content)

    done = mellom("judge", "falls.csv", "--rules", rules)

    assert (done.status, done.out, done.err) == (1, "", f"falls.csv:{said}\n")


def test_the_mistakes_of_all_files_are_told_and_then_nothing_is_judged(mellom: Mellom) -> None:
    good, bad = write(mellom, BETTER), write(mellom, ["x", 1, "y"], name="bad.csv")

    done = mellom.process("judge", good, bad, "missing.csv", ".", "--json")

    assert (done.status, done.out) == (1, "")
    assert done.err.splitlines() == [
        'bad.csv:2: the value is "x"; it should be a number, such as 12.5',
        'bad.csv:4: the value is "y"; it should be a number, such as 12.5',
        "missing.csv:1: this file cannot be read: No such file or directory",
        ".:1: this file cannot be read: Is a directory",
    ]


def test_a_file_of_50_mb_is_refused_before_it_is_read(mellom: Mellom) -> None:
    with (mellom.folder / "falls.csv").open("wb") as file:
        file.write(b"date,value\n")
        file.truncate(50_000_000)

    done = mellom("judge", "falls.csv")

    assert (done.status, done.err) == (
        1,
        "falls.csv:1: this file is larger than 1 MB; it should hold one series and no more\n",
    )


def test_what_is_no_text_is_refused(mellom: Mellom) -> None:
    (mellom.folder / "falls.csv").write_bytes(b"PK\x03\x04\x00\x00")

    assert mellom("judge", "falls.csv").err == "falls.csv:1: this is no text; save the sheet as CSV\n"


@pytest.mark.parametrize("words", [["--baseline", "0"], ["--rules", "seven"], ["--direction", "sideways"], []])
def test_wrong_usage_ends_with_2(mellom: Mellom, words: list[str]) -> None:
    done = mellom("judge", *([write(mellom, BETTER)] if words else []), *words)

    assert done.status == 2


def test_on_a_terminal_a_bar_shows_how_far_it_is(mellom: Mellom) -> None:
    screen, terminal = pty.openpty()
    files = [write(mellom, BETTER, name=f"{n}.csv") for n in range(40)]

    done = subprocess.run(
        [*mellom.command("judge", *files), "--json"],
        cwd=mellom.folder,
        env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=terminal,
        timeout=60,
        check=True,
    )
    os.close(terminal)
    shown = os.read(screen, 100_000).decode()
    os.close(screen)

    assert "series" in shown
    assert "100%" in shown
    assert done.stdout.startswith(b"[")
