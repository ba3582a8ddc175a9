"""What `mellom check` finds: everything in the content that would read wrongly, before anybody reads it."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateError

from bot.content.content import Content, load_content
from bot.content.layouts import texts_used
from bot.content.limits import MESSAGE, length, limit_of, shown_length
from bot.content.markup import wrong_tag
from bot.content.programme_file import load_programme
from bot.content.samples import LAYOUTS, value_of
from bot.content.shape import suggest
from bot.content.texts import Text
from bot.content.wording import Wording
from bot.domain.errors import BadFile, Problem
from bot.domain.model import Model


def check_content(prompts: Path, schedules: Path) -> list[Problem]:
    """Everything that is wrong with the content; empty when it is sound."""
    try:
        content = load_content(prompts, schedules)
    except BadFile as bad:
        return bad.problems
    return [
        *_check_languages(prompts, content),
        *_check_texts(content.wording),
        *_check_layouts(prompts / "layouts", content.wording),
        *_check_models(prompts / "models", content),
    ]


def check_programme(path: Path, content: Content) -> list[Problem]:
    """Everything that is wrong with a programme file; empty when it is sound."""
    try:
        load_programme(path, content)
    except BadFile as bad:
        return bad.problems
    return []


def _check_languages(prompts: Path, content: Content) -> Iterator[Problem]:
    """Every language has every text, with the same values, and words for every model."""
    wording = content.wording
    shown = wording.texts[wording.fallback]
    for language in wording.languages:
        own = wording.texts[language]
        for key, text in shown.items():
            if key not in own:
                yield text.problem(f'the text "{key}" is missing in {language}; add it there')
            else:
                yield from _check_values(own[key], text)
        for key in sorted(own.keys() - shown.keys()):
            yield own[key].problem(f'there is no text "{key}" in {wording.fallback}; {suggest(key, shown)}')
        for id_, model in content.models.items():
            if language not in model.texts:
                yield Problem(str(prompts / "models" / id_), 1, f"the words in {language} are missing: {language}.yaml")


def _check_values(text: Text, shown: Text) -> Iterator[Problem]:
    for value in sorted(text.values - shown.values):
        yield text.problem(f'there is no value "{value}" for this text; {suggest(value, shown.values)}')
    for value in sorted(shown.values - text.values):
        yield text.problem(f"this text leaves out {{{{ {value} }}}}, which the other languages have")


def _check_texts(wording: Wording) -> Iterator[Problem]:
    """Every text can be rendered, and is not too long with long values in it."""
    for language, texts in wording.texts.items():
        for key, text in texts.items():
            values = {name: value_of(name) for name in text.values}
            try:
                found = length(wording.plain(key, language, **values))
            except TemplateError as error:
                yield text.problem(f"this text cannot be shown: {error}")
                continue
            if found > limit_of(key):
                yield text.problem(f"this text has up to {found} characters; at most {limit_of(key)} fit")


def _check_layouts(folder: Path, wording: Wording) -> Iterator[Problem]:
    """Every layout names texts that are there, and makes HTML that Telegram takes and that is not too long."""
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
            for language in wording.languages:
                yield from _check_layout(path, name, language, wording)


def _check_layout(path: Path, name: str, language: str, wording: Wording) -> Iterator[Problem]:
    for values in LAYOUTS[name]:
        try:
            message = wording.layout(name, language, **values)
        except (TemplateError, KeyError) as error:
            yield Problem(str(path), 1, f"this layout cannot be shown in {language}: {error}")
            continue
        if wrong := wrong_tag(message):
            yield Problem(str(path), 1, f"Telegram does not take this layout: {wrong}")
        if shown_length(message) > MESSAGE:
            yield Problem(str(path), 1, f"this message has up to {shown_length(message)} characters; {MESSAGE} fit")


def _check_models(folder: Path, content: Content) -> Iterator[Problem]:
    """For whatever a model can say there is a text that tells it on."""
    for id_, loaded in content.models.items():
        for key in _texts_needed(loaded.model):
            if not content.wording.has(key) and not content.wording.under(key):
                yield Problem(str(folder / id_ / "model.yaml"), 1, f'for this model the text "{key}" is missing')


def _texts_needed(model: Model) -> Iterator[str]:
    for phase in model.phases:
        yield f"digest.phase.what.{phase.id}"
        if phase.duty is not None:
            yield f"digest.duty.{phase.duty}"
    for obstacle in model.question("obstacle").choices:
        yield f"words.obstacles.{obstacle}"
        yield f"alert.ready.obstacle.{obstacle}.brief"
        for phase in model.phases:
            yield f"guidance.{obstacle}.{phase.id}"
            yield f"ask.for.{obstacle}.{phase.id}"
