"""Every layout names texts that are there, and makes HTML that Telegram takes and that is not too long."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bot.content.checks.counts import COUNTS
from bot.content.checks.texts import CANNOT_BE_SHOWN
from bot.content.layouts import texts_used
from bot.content.limits import MESSAGE, shown_length
from bot.content.markup import wrong_tag
from bot.content.samples import LAYOUTS
from bot.content.shape import suggest
from bot.content.wording import Wording
from bot.domain.errors import Problem

_NAMED_TAG = re.compile(r"</?\w+")


def check_layouts(folder: Path, wording: Wording) -> Iterator[Problem]:
    """Everything that is wrong with the layouts."""
    if wording.fallback not in wording.texts:
        return
    for path, line, key in texts_used(folder):
        if not wording.has(key) and not wording.under(key):
            yield Problem(str(path), line, f'there is no text "{key}"; {suggest(key, wording.texts[wording.fallback])}')
    for name in sorted(wording.layouts.keys() | LAYOUTS.keys()):
        path = folder / f"{name}.html"
        if name not in wording.layouts:
            yield Problem(str(path), 1, "this layout is missing; the bot needs it")
        elif name not in LAYOUTS:
            yield Problem(str(path), 1, f"nothing uses this layout; {suggest(name, LAYOUTS)}")
        else:
            for language in filter(partial(_is_complete, wording), wording.languages):
                yield from _check_layout(path, name, language, wording)


def _is_complete(wording: Wording, language: str) -> bool:
    """Whether a message in this language is as long as it will be; what is missing in it is told elsewhere."""
    own = wording.texts[language]
    return all(key in own or key.startswith(COUNTS) for key in wording.texts[wording.fallback])


def _check_layout(path: Path, name: str, language: str, wording: Wording) -> Iterator[Problem]:
    for values in LAYOUTS[name]:
        try:
            message = wording.layout(name, language, **values)
        except CANNOT_BE_SHOWN as error:
            yield Problem(str(path), line_of(error, path), f"this layout cannot be shown in {language}: {error}")
            continue
        if wrong := wrong_tag(message):
            yield Problem(str(path), _line_with(path, wrong), f"Telegram does not take this layout: {wrong}")
        if shown_length(message) > MESSAGE:
            yield Problem(str(path), 1, f"this message has up to {shown_length(message)} characters; {MESSAGE} fit")


def line_of(error: Exception, path: Path) -> int:
    """The line of the layout at which it failed: the innermost that is its own."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _line_with(path: Path, wrong: str) -> int:
    """The last line on which the tag stands that the sentence names, where it stands in the layout at all."""
    tag = _NAMED_TAG.search(wrong)
    lines = path.read_text(encoding="utf-8").splitlines()
    return max((n for n, line in enumerate(lines, start=1) if tag and tag[0] in line), default=1)
