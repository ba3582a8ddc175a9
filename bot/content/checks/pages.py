"""Every page names texts that are there, and each language that has words for pages has the same."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.checks.counts import check_counts
from bot.content.checks.languages import check_keys
from bot.content.checks.texts import check_texts
from bot.content.layouts import texts_used
from bot.content.shape import suggest
from bot.content.texts import load_texts
from bot.content.wording import LOCALE, Wording
from bot.domain.errors import Problem

PAGES = ("rehearsal",)


def check_pages(folder: Path, wording: Wording) -> Iterator[Problem]:
    """Everything that is wrong with the pages; prompts of one's own need none, nor each language words for them."""
    if wording.pages is None or wording.fallback not in wording.texts:
        return
    for name in PAGES:
        if name not in wording.pages.layouts:
            yield Problem(str(folder / f"{name}.html"), 1, "this page is missing; copy it from the prompts of Mellom")
    own = _own_words(folder, wording)
    if wording.fallback not in own.texts:
        message = "this folder is missing: other languages borrow from it what they lack; add it"
        yield Problem(str(folder / wording.fallback), 1, message)
        return
    for language in own.languages:
        yield from check_keys(own, language)
        yield from check_counts(own, language)
    yield from check_texts(own)
    for path, line, key in texts_used(folder):
        if not own.has(key) and not own.under(key):
            yield Problem(str(path), line, f'there is no text "{key}"; {suggest(key, own.texts[own.fallback])}')


def _own_words(folder: Path, wording: Wording) -> Wording:
    """The words of the pages alone, with the spelling of each language that the bot speaks."""
    spoken = {name: own for name, own in load_texts(folder).items() if name in wording.texts}
    locales = {name: wording.texts[name].get(LOCALE) for name in spoken}
    return Wording(
        {name: {**own, **({LOCALE: it} if (it := locales[name]) else {})} for name, own in spoken.items()}, {}
    )
