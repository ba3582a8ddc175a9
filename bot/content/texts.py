"""The short texts of `prompts/messages`, each with its language, key, line and the values it takes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from jinja2 import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from bot.content.yaml_file import Place, YamlFile, read_yaml
from bot.domain.errors import BadFile, Problem

# Nearly every text is words and `{{ value }}`; only another one has to be parsed to know that it is sound.
_PLAIN = re.compile(r"[^{}]*(?:\{\{ *\w+ *\}\}[^{}]*)*")
_VALUE = re.compile(r"\{\{ *(\w+) *\}\}")
_PART = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_PARSER = SandboxedEnvironment(autoescape=True)


@dataclass(frozen=True, slots=True)
class Text:
    """One text: a template with the names of the values it takes."""

    source: str
    values: frozenset[str]
    file: str
    line: int

    def problem(self, message: str) -> Problem:
        """A problem with this text."""
        return Problem(self.file, self.line, message)


Texts: TypeAlias = Mapping[str, Mapping[str, Text]]


def load_texts(folder: Path) -> Texts:
    """The texts of every language under `folder`, by language and key. BadFile with all that is wrong with them."""
    languages = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    if not languages:
        raise BadFile([Problem(str(folder), 1, "there should be a folder here for each language, such as `en`")])
    problems: list[Problem] = []
    texts = {language: _load_language(folder / language, problems) for language in languages}
    if problems:
        raise BadFile(problems)
    return texts


def _load_language(folder: Path, problems: list[Problem]) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            file = read_yaml(path)
        except BadFile as bad:
            problems += bad.problems
            continue
        for place, source in _leaves(file.data, ()):
            found = _text(file, place, source)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                texts[".".join([path.stem, *map(str, place)])] = found
    return texts


def _leaves(value: object, place: Place) -> Iterator[tuple[Place, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*place, key))
    else:
        yield place, value


def _text(file: YamlFile, place: Place, source: object) -> Text | Problem:
    for part in place:
        if not _PART.fullmatch(str(part)):
            return file.problem(f'"{part}" is no key: use small letters, digits and hyphens', *place)
    if not isinstance(source, str) or not source.strip():
        return file.problem(f"{_name(place)} should be a text; put it in quotes", *place)
    try:
        values = values_of(source)
    except TemplateSyntaxError as error:
        message = f"{_name(place)} is no template: {error.message}; a value is written {{{{ team }}}}"
        return file.problem(message, *place)
    return Text(source, values, file.name, file.line(*place))


def _name(place: Place) -> str:
    return f'"{place[-1]}"' if place else "this file"


def values_of(source: str) -> frozenset[str]:
    """The names of the values that a template takes. TemplateSyntaxError where it is none."""
    if _PLAIN.fullmatch(source):
        return frozenset(_VALUE.findall(source))
    return frozenset(find_undeclared_variables(_PARSER.parse(source)))
