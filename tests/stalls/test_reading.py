"""Whatever is wrong in the table is said with its line, before anything is played."""

from pathlib import Path

import pytest

from tests.stalls import deeds, findings
from tests.stalls.reading import BadCase, read_file

LOADED = (deeds, findings)
GOOD = """\
- case: A team
  why: For a reason.
  happens:
    - Tue 2026-09-01 12:00: kari skips a question
  then:
    - Tue 2026-09-01 12:00: ridge is due
  cases:
    - ridge silent since Tue 2026-09-15 10:00 and still open
  told:
    - anne on Tue 2026-09-15 10:00 of ridge
"""
KARI = "    - Tue 2026-09-01 12:00: kari skips a question\n"


def read(folder: Path, text: str) -> str:
    """What is wrong with this file."""
    file = folder / "table.yaml"
    file.write_text(text, encoding="utf-8")
    try:
        read_file(file)
    except BadCase as bad:
        return str(bad)
    return ""


def test_a_case_that_is_written_well_can_be_read(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD) == ""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("why:", "reason:", "2: 'reason' is no word of a case"),
        ("  why: For a reason.\n", "", "1: 'why' is missing"),
        ("kari skips a question", "kari dances", '4: "kari dances" is no sentence of this table'),
        ("ridge is due", "ridge is asleep", '6: "ridge is asleep" is no sentence of this table'),
        ("Tue 2026-09-01 12:00: kari", "Mon 2026-09-01 12:00: kari", '4: "Mon 2026-09-01 12:00" should be "Tue '),
        ("10:00 and still open", "10:00 and open", '8: "ridge silent since Tue 2026-09-15 10:00 and open" is not'),
        ("anne on Tue 2026-09-15", "anne on Wed 2026-09-15", '10: "Wed 2026-09-15 10:00" should be "Tue '),
        (
            KARI,
            f"    - Wed 2026-09-02 12:00: kari leaves\n{KARI}",
            "5: Tue 2026-09-01 12:00 comes after a later moment",
        ),
        (KARI, "    - kari leaves\n", "4: a line is a moment and a sentence"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert read(tmp_path, GOOD.replace(old, new, 1)).startswith(f"table.yaml:{said}")
