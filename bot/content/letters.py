"""The layouts of `prompts/mail`: mails as HTML and as plain text, and the page to which their links lead."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from bot.content.layouts import load_templates

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
    return {path.name: it for path, it in load_templates(environment, _files(folder)).items()}


def texts_in_letters(folder: Path) -> Iterator[tuple[Path, int, str]]:
    """Every key of a text that one of them names, with its file and line."""
    for path in _files(folder):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for key in _KEY.findall(line):
                yield path, number, key


def _files(folder: Path) -> list[Path]:
    return sorted(path for ending in _ENDS for path in folder.glob(f"*.{ending}"))
