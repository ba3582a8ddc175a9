"""What is wrong with a file that is no YAML, in a facilitator's words."""

import re

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.domain.errors import Problem

_TAB_INDENT = re.compile(r"^ *\t")
_SENTENCES = (
    ("mapping values are not allowed", "a colon followed by a space stands inside a text here; put the text in quotes"),
    ("that cannot start any token", "a text cannot begin with this sign; put the text in quotes"),
    ("expected a single document", "a line with three dashes (---) divides this file; take it out"),
    ("undefined alias", "a text cannot begin with `*`; put the text in quotes"),
)
_OPENED = (
    ("quoted scalar", "a quotation mark is opened here and never closed"),
    ("flow sequence", "a bracket [ is opened here and never closed, or a comma is missing after it"),
    ("flow mapping", "a bracket { is opened here and never closed, or a comma is missing after it"),
)
_OTHERWISE = "this line does not fit the lines around it; look at its indentation, colon and quotes"


def explain(error: YAMLError, text: str, name: str) -> Problem:
    """The problem with its line. A tab is looked for first: parsers say little that helps about it."""
    for number, written in enumerate(text.splitlines(), start=1):
        if _TAB_INDENT.match(written):
            return Problem(name, number, "this line is indented with a tab; use spaces")
    if not isinstance(error, MarkedYAMLError):
        return Problem(name, 1, "this file holds signs that are no text; save it again as plain text in UTF-8")
    for part, sentence in _OPENED:
        if part in (error.context or "") and error.context_mark is not None:
            return Problem(name, int(error.context_mark.line) + 1, sentence)
    line = int(error.problem_mark.line) + 1 if error.problem_mark is not None else 1
    for part, sentence in _SENTENCES:
        if part in (error.problem or "") or part in (error.context or ""):
            return Problem(name, line, sentence)
    return Problem(name, line, _OTHERWISE)
