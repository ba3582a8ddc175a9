"""Chats as they stand in the YAML files of tests/conversations: read into lines that know where they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.content.yaml_file import YamlFile, read_yaml

FILE_WORDS = {"language", "teams", "chats"}
CHAT_WORDS = {"title", "on", "starts", "teams", "schedule", "pages", "lines"}
SIDE_WORDS = {"with buttons", "toast", "to", "under", "times"}
TEAM_WORDS = {"title", "phase", "members", "facilitators", "managers", "measures"}
ENGINES = ("sqlite", "postgresql")


class BadChat(Exception):
    """A chat that cannot be read; says the file, the line and the word."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody does or gets, and where it stands."""

    place: str
    says: str
    value: Any = None
    side: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chat:
    """One conversation: its teams, the language of its people, and its lines.

    `pages` is `all` where it is about the pages of the week of those who lead teams; else they read them aside.
    """

    name: str
    language: str
    teams: Sequence[Mapping[str, Any]]
    lines: Sequence[Line]
    starts: str = "2026-08-31 08:00"
    schedule: str = "fortnightly"
    pages: str = "of managers"
    on: Sequence[str] = ("sqlite",)


def read_chats(folder: Path) -> list[Chat]:
    """Every chat of the folder's files, in their order."""
    return [chat for path in sorted(folder.glob("*.yaml")) for chat in read_file(path)]


def read_file(path: Path) -> list[Chat]:
    """The chats of one file."""
    file = read_yaml(path)
    data = _words(file, file.data, FILE_WORDS)
    return [_chat(file, path, data, number) for number in range(len(data["chats"]))]


def _chat(file: YamlFile, path: Path, data: Mapping[str, Any], number: int) -> Chat:
    place = ("chats", number)
    chat = _words(file, data["chats"][number], CHAT_WORDS, *place)
    teams = chat.get("teams", data.get("teams"))
    for team in teams:
        _words(file, team, TEAM_WORDS, *place)
    if not set(chat.get("on", ENGINES)) <= set(ENGINES):
        raise BadChat(str(file.problem(f"`on` names one of {', '.join(ENGINES)}", *place, "on")))
    lines = [_line(file, path, line, (*place, "lines", at)) for at, line in enumerate(chat["lines"])]
    more = {word: chat[word] for word in ("starts", "schedule", "pages", "on") if word in chat}
    return Chat(f"{path.stem}: {chat['title']}", data["language"], teams, lines, **more)


def _line(file: YamlFile, path: Path, line: object, place: tuple[str | int, ...]) -> Line:
    where = f"{path.name}:{file.line(*place)}"
    if isinstance(line, str):
        return Line(where, line)
    if not isinstance(line, dict):
        raise BadChat(f"{where}: a line is a sentence, or a sentence with what is said")
    (says, value), *side = line.items()
    for word, _ in side:
        if word not in SIDE_WORDS:
            raise BadChat(f"{where}: {word!r} is no word of a chat; beside a sentence stand {sorted(SIDE_WORDS)}")
    return Line(where, says, value, dict(side))


def _words(file: YamlFile, data: object, known: set[str], *place: str | int) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise BadChat(str(file.problem("words with their values are missing here", *place)))
    for word in data:
        if word not in known:
            raise BadChat(str(file.problem(f"{word!r} is no word of a chat; there are {sorted(known)}", *place, word)))
    return data
