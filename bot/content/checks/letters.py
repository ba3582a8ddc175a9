"""Every mail and page of mails names texts that are there, and can be shown with all that may stand in it."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.checks.layouts import line_of
from bot.content.checks.texts import CANNOT_BE_SHOWN
from bot.content.letters import texts_in_letters
from bot.content.samples_of_mail import LETTERS
from bot.content.shape import suggest
from bot.content.wording import Wording
from bot.domain.errors import Problem


def check_letters(folder: Path, wording: Wording) -> Iterator[Problem]:
    """Everything that is wrong with the layouts of mail."""
    if wording.fallback not in wording.texts:
        return
    for path, line, key in texts_in_letters(folder):
        if not wording.has(key):
            yield Problem(str(path), line, f'there is no text "{key}"; {suggest(key, wording.texts[wording.fallback])}')
    for name in sorted(wording.letters.keys() | LETTERS.keys()):
        path = folder / name
        if name not in wording.letters:
            yield Problem(str(path), 1, "this layout is missing; the bot needs it")
        elif name not in LETTERS:
            yield Problem(str(path), 1, f"nothing uses this layout; {suggest(name, LETTERS)}")
        else:
            for language in wording.languages:
                # What is wrong with it is wrong with all that may stand in it.
                yield from dict.fromkeys(_check(path, name, language, wording))


def _check(path: Path, name: str, language: str, wording: Wording) -> Iterator[Problem]:
    for values in LETTERS[name]:
        try:
            wording.letter(name, language, **values)
        except CANNOT_BE_SHOWN as error:
            yield Problem(str(path), line_of(error, path), f"this layout cannot be shown in {language}: {error}")
