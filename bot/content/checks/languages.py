"""Every language has every text, with the same values, and words for every model."""

import re
from collections.abc import Iterator
from pathlib import Path

from bot.content.checks.counts import COUNTS, check_counts
from bot.content.checks.values import check_values
from bot.content.content import Content
from bot.content.model_texts import LoadedModel
from bot.content.shape import suggest
from bot.content.wording import LOCALE, Wording
from bot.content.yaml_file import read_yaml
from bot.domain.errors import Problem

BUTTONS = "joining.language.buttons"
# It goes into a button, and into a column that holds no more.
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,4})?")


def check_languages(prompts: Path, content: Content) -> Iterator[Problem]:
    """Whatever one language has and another has not."""
    wording = content.wording
    folder = prompts / "messages"
    if wording.fallback not in wording.texts:
        message = "this folder is missing: other languages borrow from it what they lack; add it"
        yield Problem(str(folder / wording.fallback), 1, message)
        return
    for language in wording.languages:
        yield from _check_code(folder / language)
        yield from check_keys(wording, language)
        yield from check_counts(wording, language)
    yield from _check_locale(folder / wording.fallback / "when.yaml", wording)
    yield from _check_buttons(folder / wording.fallback / "joining.yaml", wording)
    for id_, model in content.models.items():
        yield from model.missing
        yield from _check_model(prompts / "models" / id_, model, wording)


def _check_code(folder: Path) -> Iterator[Problem]:
    if not _CODE.fullmatch(folder.name):
        yield Problem(str(folder), 1, f'"{folder.name}" is no code of a language; name the folder by one, such as se')


def check_keys(wording: Wording, language: str) -> Iterator[Problem]:
    """Every text that this language lacks, or has alone, and every value that differs."""
    shown, own = ({key: it for key, it in texts.items() if not key.startswith(COUNTS)} for texts in (
        wording.texts[wording.fallback], wording.texts[language]
    ))  # fmt: skip
    for key, text in shown.items():
        if key in own:
            yield from check_values(own[key], text)
        else:
            yield text.problem(
                f'the text "{key}" is missing in {language}; add it to {language}/{Path(text.file).name}'
            )
    for key in sorted(own.keys() - shown.keys()):
        yield own[key].problem(f'there is no text "{key}" in {wording.fallback}; {suggest(key, shown)}')


def _check_locale(path: Path, wording: Wording) -> Iterator[Problem]:
    if LOCALE not in wording.texts[wording.fallback]:
        yield Problem(str(path), 1, 'the text "locale" is missing; add it, such as locale: en_GB')


def _check_buttons(path: Path, wording: Wording) -> Iterator[Problem]:
    """Every language can be chosen, and no other."""
    named = wording.under(BUTTONS)
    if not named:
        return
    for language in sorted(set(wording.languages) - set(named)):
        file = read_yaml(path)
        message = f'nobody can choose {language}: add a button with its own name, as in {language}: "..."'
        yield file.problem(message, *BUTTONS.split(".")[1:])
    for language in sorted(set(named) - set(wording.languages)):
        text = wording.texts[wording.fallback][f"{BUTTONS}.{language}"]
        yield text.problem(f"there are no messages in {language}; add messages/{language}, or take this button out")


def _check_model(folder: Path, model: LoadedModel, wording: Wording) -> Iterator[Problem]:
    texts = model.texts
    for language in wording.languages:
        if language not in texts:
            message = f"this file is missing: the words of the model in {language}; copy another language and translate"
            yield Problem(str(folder / f"{language}.yaml"), 1, message)
    for language in texts.keys() - set(wording.languages):
        message = f"there are no messages in {language}; add messages/{language}, or take this file out"
        yield Problem(str(folder / f"{language}.yaml"), 1, message)
    helped = {language: {id_ for id_, words in own.questions.items() if words.help} for language, own in texts.items()}
    for id_ in sorted(set().union(*helped.values())):
        lacking = [language for language, own in helped.items() if id_ not in own and id_ in texts[language].questions]
        for language in lacking:
            file = read_yaml(folder / f"{language}.yaml")
            having = next(other for other, own in helped.items() if id_ in own)
            message = f'the question "{id_}" has no help in {language}, but in {having}; add it: help'
            yield file.problem(message, "questions", id_)
