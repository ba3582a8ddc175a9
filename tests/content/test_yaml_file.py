"""Reading YAML: values, the line of each, and a plain sentence where it is none."""

from pathlib import Path

import pytest

from bot.content.yaml_file import parse_yaml, read_yaml
from bot.domain.errors import BadFile


def problem_of(text: str) -> str:
    with pytest.raises(BadFile) as bad:
        parse_yaml(text, "team.yaml")
    return str(bad.value)


def test_words_numbers_and_lists_are_read_as_written() -> None:
    file = parse_yaml("a: NO\nb: yes\nc: 12\nd: 1.5\ne: true\nf:\ng: [x, 2026-08-31]\nh: 10:00\n", "team.yaml")

    assert file.data == {
        "a": "NO",
        "b": "yes",
        "c": 12,
        "d": 1.5,
        "e": True,
        "f": None,
        "g": ["x", "2026-08-31"],
        "h": "10:00",
    }


def test_every_value_knows_its_line() -> None:
    file = parse_yaml("# first\nteams:\n  - id: a\n    title: >-\n      long\n      text\n  - {id: b}\n", "team.yaml")

    lines = {
        place: file.line(*place)
        for place in [
            ("teams",),
            ("teams", 0),
            ("teams", 0, "title"),
            ("teams", 1, "id"),
            ("teams", 1, "phase"),
            ("people",),
        ]
    }

    assert lines == {
        ("teams",): 2,
        ("teams", 0): 3,
        ("teams", 0, "title"): 4,
        ("teams", 1, "id"): 7,
        ("teams", 1, "phase"): 7,  # not written: the line of the entry that should have it
        ("people",): 1,
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "team.yaml:1: this file is empty"),
        ("# only a remark\n", "team.yaml:1: this file is empty"),
        ("id: a\nteam:\n\tid: b\n", "team.yaml:3: this line is indented with a tab; use spaces"),
        ("id: a\ntitle: b\nid: c\n", 'team.yaml:3: "id" stands here twice, first on line 1; keep one of them'),
        ("id: a\ntitle: 'Ridge\nphase: b\n", "team.yaml:2: a quotation mark is opened here and never closed"),
        (
            "id: a\nmembers: [kari, ola\nphase: b\n",
            "team.yaml:2: a bracket [ is opened here and never closed, or a comma is missing after it",
        ),
        (
            "id: a\nteam: {id: b\nphase: c\n",
            "team.yaml:2: a bracket { is opened here and never closed, or a comma is missing after it",
        ),
        (
            "id: a\ntitle: Ridge: north\n",
            "team.yaml:2: a colon followed by a space stands inside a text here; put the text in quotes",
        ),
        ("id: a\ntitle: @ridge\n", "team.yaml:2: a text cannot begin with this sign; put the text in quotes"),
        ("id: a\ntitle: *ridge\n", "team.yaml:2: a text cannot begin with `*`; put the text in quotes"),
        ("id: a\n---\nid: b\n", "team.yaml:2: a line with three dashes (---) divides this file; take it out"),
        (
            "id: a\n  title: b\n",
            "team.yaml:2: a colon followed by a space stands inside a text here; put the text in quotes",
        ),
        (
            "id: a\ntitle\nphase: b\n",
            "team.yaml:3: this line does not fit the lines around it; look at its indentation, colon and quotes",
        ),
        ("a: &x [1]\nb: *x\n", "team.yaml:1: this repeats another part of the file by `*`; write it out instead"),
        ("a: \x00\n", "team.yaml:1: this file holds signs that are no text; save it again as plain text in UTF-8"),
        ("? [a, b]\n: c\n", "team.yaml:1: a key must be one word before the colon"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, sentence: str) -> None:
    assert problem_of(text) == sentence


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="this file cannot be read: No such file or directory"):
        read_yaml(tmp_path / "none.yaml")


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("title: Ærlig".encode("latin-1"))

    with pytest.raises(BadFile, match="this file is not in UTF-8; save it again with that encoding"):
        read_yaml(tmp_path / "latin.yaml")


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    (tmp_path / "windows.yaml").write_bytes("\ufefftitle: Ærlig\r\nid: a\r\n".encode())

    assert read_yaml(tmp_path / "windows.yaml").data == {"title": "Ærlig", "id": "a"}
