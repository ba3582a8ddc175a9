"""The table of cases as it stands in its files: read into cases whose lines know where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.yaml_file import YamlFile, read_yaml
from tests.stalls.sentences import DEEDS, FINDINGS, Book, check_stands
from tests.stalls.when import iso

# `programme`, `people` (by their ids) and `teams` are as in a programme file, `rules` as in a schedule. `differs` says
# what the bot does wrong.
CASE_WORDS = {
    "case", "why", "at", "programme", "programmes", "people", "teams", "schedule", "rules", "joined", "happens",
    "then", "until", "cases", "told", "differs",
}  # fmt: skip
NEEDED = ("case", "why", "happens", "cases", "told")


class BadCase(Exception):
    """A case that cannot be read; says the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, where it stands, and at which local time it comes true."""

    place: str
    at: str
    says: str
    is_finding: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what is given, what happens and stands then in order of time, and every case and alert of it."""

    name: str
    place: str
    given: Mapping[str, Any]
    lines: Sequence[Line]
    cases: Sequence[str]
    told: Sequence[str]
    until: str


def read_file(path: Path) -> list[Case]:
    """The cases of one file. BadCase with the line of what cannot be read."""
    file = read_yaml(path)
    if not isinstance(file.data, list):
        raise BadCase(f"{path.name}:1: a file holds a list of cases")
    return [_case(file, path, data, number) for number, data in enumerate(file.data)]


def _case(file: YamlFile, path: Path, data: dict[str, Any], number: int) -> Case:
    def at(*place: str | int) -> str:
        return f"{path.name}:{file.line(number, *place)}"

    for word in data:
        if word not in CASE_WORDS:
            raise BadCase(f"{at(word)}: {word!r} is no word of a case; there are {', '.join(sorted(CASE_WORDS))}")
    for word in NEEDED:
        if word not in data:
            raise BadCase(f"{at()}: {word!r} is missing; a case has {', '.join(NEEDED)}")
    for what in ("cases", "told"):
        for n, says in enumerate(data[what]):
            _said(at(what, n), check_stands, what, says)
    happens = _lines(at, data, "happens", DEEDS)
    then = _lines(at, data, "then", FINDINGS)
    lines = sorted((*happens, *then), key=lambda line: line.at)
    until = _said(at("until"), iso, data["until"]) if "until" in data else lines[-1].at
    return Case(data["case"], at(), data, lines, data["cases"], data["told"], until)


def _lines(at: Any, data: dict[str, Any], what: str, book: Book) -> list[Line]:
    lines: list[Line] = []
    for n, entry in enumerate(data.get(what, [])):
        place = at(what, n)
        if not isinstance(entry, dict) or len(entry) != 1:
            raise BadCase(f"{place}: a line is a moment and a sentence, as in `Tue 2026-09-01 12:00: kari joins`")
        ((moment, says),) = entry.items()
        when = _said(place, iso, moment)
        for one in says if isinstance(says, list) else [says]:
            _said(place, book.find, one)
            lines.append(Line(place, when, one, book is FINDINGS))
        if len(lines) > 1 and lines[-2].at > when:
            raise BadCase(f"{place}: {moment} comes after a later moment; lines stand in the order of time")
    return lines


def _said(place: str, read: Any, *words: Any) -> Any:
    try:
        return read(*words)
    except ValueError as error:
        raise BadCase(f"{place}: {error}") from None
