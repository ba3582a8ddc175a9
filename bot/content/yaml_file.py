"""Reads YAML into plain values and remembers on which line each of them stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.content.yaml_trouble import explain
from bot.domain.errors import BadFile, Problem

Place: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """What a file holds. A place is the way to a value, as in `("teams", 0, "phase")`."""

    name: str
    data: object
    lines: Mapping[Place, int]

    def line(self, *place: str | int) -> int:
        """The line of this value, or of what holds it where it is not written."""
        while place not in self.lines:
            place = place[:-1]
        return self.lines[place]

    def problem(self, message: str, *place: str | int) -> Problem:
        """A problem at this place."""
        return Problem(self.name, self.line(*place), message)


def read_yaml(path: Path) -> YamlFile:
    """What the file holds. BadFile with a plain sentence where it cannot be read."""
    return parse_yaml(read_text(path), str(path))


def read_text(path: Path) -> str:
    """The file's text. BadFile where there is none."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadFile([Problem(str(path), 1, "this file is not in UTF-8; save it again with that encoding")]) from None
    except OSError as error:
        raise BadFile([Problem(str(path), 1, f"this file cannot be read: {error.strerror}")]) from None


def parse_yaml(text: str, name: str) -> YamlFile:
    """What this text holds; `name` stands for the file in problems."""
    try:
        # YAML 1.2: `no`, `yes` and `on` are words, so a country may be written NO. The C parser is used where it is
        # installed, which makes reading all content ten times faster.
        root = YAML(typ="safe", pure=False).compose(text)
    except YAMLError as error:
        raise BadFile([explain(error, text, name)]) from None
    if root is None:
        raise BadFile([Problem(name, 1, "this file is empty")])
    reader = _Reader(name)
    data = reader.value(root, ())
    if reader.problems:
        raise BadFile(reader.problems)
    return YamlFile(name, data, reader.lines)


class _Reader:
    """Turns nodes into values. Dates and times stay text; what may stand where is the shape's matter."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Place, int] = {(): 1}
        self.problems: list[Problem] = []
        self._seen: set[int] = set()

    def value(self, node: Node, place: Place) -> object:
        if id(node) in self._seen:
            self._report(node, "this repeats another part of the file by `*`; write it out instead")
            return None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, SequenceNode):
            return [self._entry(entry, (*place, number)) for number, entry in enumerate(node.value)]
        return _scalar(node)

    def _entry(self, node: Node, place: Place) -> object:
        self.lines[place] = _line(node)
        return self.value(node, place)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, object]:
        values: dict[str, object] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, ScalarNode):
                self._report(key_node, "a key must be one word before the colon")
                continue
            key = str(key_node.value)
            if key in values:
                first = self.lines[(*place, key)]
                self._report(key_node, f'"{key}" stands here twice, first on line {first}; keep one of them')
                continue
            self.lines[(*place, key)] = _line(key_node)
            values[key] = self.value(value_node, (*place, key))
        return values

    def _report(self, node: Node, message: str) -> None:
        self.problems.append(Problem(self.name, _line(node), message))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _scalar(node: Node) -> object:
    text = str(node.value)
    match str(node.tag).rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int" | "float" as kind:
            return _number(text, int if kind == "int" else float)
    return text


def _number(text: str, of: type[int] | type[float]) -> object:
    try:
        return of(text)
    except ValueError:
        return text
