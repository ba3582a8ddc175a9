"""The layouts of `prompts/layouts`: whole messages as HTML templates that pull in the short texts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.errors import BadFile, Problem

_KEY = re.compile(r"""\bt\(\s*"([^"]+)"\s*(~)?""")


def load_layouts(folder: Path) -> Mapping[str, Template]:
    """Every layout by its name without `.html`. BadFile with the line where one is no template."""
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return {path.stem: it for path, it in load_templates(environment, sorted(folder.glob("*.html"))).items()}


def load_templates(environment: SandboxedEnvironment, paths: Iterable[Path]) -> dict[Path, Template]:
    """The templates in these files of one folder. BadFile with all that are none."""
    templates: dict[Path, Template] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            templates[path] = environment.get_template(path.name)
        except TemplateSyntaxError as error:
            problems.append(Problem(str(path), error.lineno, f"this is no template: {error.message}"))
        except UnicodeDecodeError:
            problems.append(Problem(str(path), 1, "this file is not in UTF-8; save it again with that encoding"))
    if problems:
        raise BadFile(problems)
    return templates


def texts_used(folder: Path) -> Iterator[tuple[Path, int, str]]:
    """Every key of a text that a layout names, with its file and line; a key that goes on is cut at its last dot."""
    for path in sorted(folder.glob("*.html")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            for key, goes_on in _KEY.findall(line):
                yield path, number, key.rpartition(".")[0] if goes_on else key
