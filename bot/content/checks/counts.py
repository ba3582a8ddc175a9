"""A noun beside a number has every form that its language has for whole numbers: one and many, or one, few and many."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from bot.content.checks.values import check_values
from bot.content.shape import suggest
from bot.content.spelling import Spelling
from bot.content.texts import Text
from bot.content.wording import LOCALE, Wording
from bot.domain.errors import Problem

COUNTS = "counts."
# By the noun and the name of the form.
Nouns: TypeAlias = Mapping[str, Mapping[str, Text]]


def check_counts(wording: Wording, language: str) -> Iterator[Problem]:
    """Every noun or form that this language lacks or that it has no use for."""
    shown, own = _nouns(wording, wording.fallback), _nouns(wording, language)
    for noun, forms in shown.items():
        text = next(iter(forms.values()))
        if noun not in own:
            file = f"{language}/{Path(text.file).name}"
            yield text.problem(f'the text "{COUNTS}{noun}" is missing in {language}; add it to {file}')
        elif LOCALE in wording.texts[language]:
            yield from _check_forms(noun, own[noun], wording.spelling(language))
            for form in own[noun].values():
                yield from check_values(form, text)
    for noun in sorted(own.keys() - shown.keys()):
        text = next(iter(own[noun].values()))
        yield text.problem(f'there is no text "{COUNTS}{noun}" in {wording.fallback}; {suggest(noun, shown)}')


def _nouns(wording: Wording, language: str) -> Nouns:
    nouns: dict[str, dict[str, Text]] = defaultdict(dict)
    for key, text in wording.texts[language].items():
        if key.startswith(COUNTS):
            noun, _, form = key.removeprefix(COUNTS).partition(".")
            nouns[noun][form] = text
    return nouns


def _check_forms(noun: str, forms: Mapping[str, Text], spelling: Spelling) -> Iterator[Problem]:
    needed, first = spelling.forms_needed(), next(iter(forms.values()))
    # Where a language has no such form, `many` is another name for all the others.
    many = {} if "many" in spelling.forms_known() else {"many": "other"}
    there = {many.get(form, form) for form in forms}
    for form, number in needed.items():
        if form not in there:
            example = f"the form for numbers such as {number}"
            yield first.problem(f'"{noun}" lacks "{form}", {example} in {spelling.locale}; add it')
    known = sorted(spelling.forms_known() | many.keys())
    for form, text in forms.items():
        if form not in known:
            yield text.problem(f'no number takes the form "{form}" in {spelling.locale}; {suggest(form, known)}')
