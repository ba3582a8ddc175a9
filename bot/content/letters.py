"""The layouts of `prompts/mail`: mails as HTML and as plain text, and the page to which their links lead."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.errors import BadFile, Problem

NAMES = ("answer.html", "digest.html", "digest.txt")
_ENDS = ("html", "txt")
_KEY = re.compile(r"""\bt\(\s*"([^"]+)"\s*""")


def load_letters(folder: Path) -> Mapping[str, Template]:
    """Every layout by its name, with its ending. BadFile with the line where one is no template."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        # Plain text shows an & as it is.
        autoescape=lambda name: name is None or name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    letters: dict[str, Template] = {}
    problems: list[Problem] = []
    for path in _files(folder):
        try:
            letters[path.name] = environment.get_template(path.name)
        except TemplateSyntaxError as error:
            problems.append(Problem(str(path), error.lineno, f"this is no template: {error.message}"))
        except UnicodeDecodeError:
            problems.append(Problem(str(path), 1, "this file is not in UTF-8; save it again with that encoding"))
    if problems:
        raise BadFile(problems)
    return letters


def texts_in_letters(folder: Path) -> Iterator[tuple[Path, int, str]]:
    """Every key of a text that one of them names, with its file and line."""
    for path in _files(folder):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for key in _KEY.findall(line):
                yield path, number, key


def _files(folder: Path) -> list[Path]:
    return sorted(path for ending in _ENDS for path in folder.glob(f"*.{ending}"))
