"""Every language has every text, with the same values, and words for every model."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.content.content import Content
from bot.content.models import ModelTexts
from bot.content.shape import suggest
from bot.content.spelling import Spelling
from bot.content.texts import Text
from bot.content.wording import Wording
from bot.content.yaml_file import read_yaml
from bot.domain.errors import Problem

LOCALE = "when.locale"


def check_languages(prompts: Path, content: Content) -> Iterator[Problem]:
    """Whatever one language has and another has not."""
    wording = content.wording
    if wording.fallback not in wording.texts:
        folder = prompts / "messages" / wording.fallback
        yield Problem(str(folder), 1, "this folder is missing: other languages borrow from it what they lack; add it")
        return
    for language in wording.languages:
        yield from _check_texts(wording, language)
        yield from _check_locale(prompts / "messages" / language / "when.yaml", wording, language)
    for id_, model in content.models.items():
        yield from _check_model(prompts / "models" / id_, model.texts, wording)


def _check_texts(wording: Wording, language: str) -> Iterator[Problem]:
    shown, own = wording.texts[wording.fallback], wording.texts[language]
    for key, text in shown.items():
        if key in own:
            yield from _check_values(own[key], text)
        else:
            yield text.problem(
                f'the text "{key}" is missing in {language}; add it to {language}/{Path(text.file).name}'
            )
    for key in sorted(own.keys() - shown.keys()):
        yield own[key].problem(f'there is no text "{key}" in {wording.fallback}; {suggest(key, shown)}')


def _check_values(text: Text, shown: Text) -> Iterator[Problem]:
    for value in sorted(text.values - shown.values):
        yield text.problem(f'there is no value "{value}" for this text; {suggest(value, shown.values)}')
    for value in sorted(shown.values - text.values):
        yield text.problem(f"this text leaves out {{{{ {value} }}}}, which the other languages have")


def _check_locale(path: Path, wording: Wording, language: str) -> Iterator[Problem]:
    text = wording.texts[language].get(LOCALE)
    if text is None and language == wording.fallback:
        yield Problem(str(path), 1, 'the text "locale" is missing; add it, such as locale: en_GB')
    elif text is not None and not Spelling.is_known(text.source):
        yield text.problem(f'there is no spelling of dates called "{text.source}"; write one such as nb_NO or en_GB')


def _check_model(folder: Path, texts: Mapping[str, ModelTexts], wording: Wording) -> Iterator[Problem]:
    for language in wording.languages:
        if language not in texts:
            message = f"this file is missing: the words of the model in {language}; copy another language and translate"
            yield Problem(str(folder / f"{language}.yaml"), 1, message)
    for language in texts.keys() - set(wording.languages):
        message = f"there are no messages in {language}; add messages/{language}, or take this file out"
        yield Problem(str(folder / f"{language}.yaml"), 1, message)
    helped = {language: {id_ for id_, words in own.questions.items() if words.help} for language, own in texts.items()}
    for id_ in sorted(set().union(*helped.values())):
        lacking = [language for language, own in helped.items() if id_ not in own]
        for language in lacking:
            file = read_yaml(folder / f"{language}.yaml")
            having = next(other for other, own in helped.items() if id_ in own)
            message = f'the question "{id_}" has no help in {language}, but in {having}; add it: help'
            yield file.problem(message, "questions", id_)
