"""Every text can be rendered, and is not too long with long values in it."""

from collections.abc import Iterator

from jinja2 import TemplateError

from bot.content.limits import length, limit_of
from bot.content.samples import value_of
from bot.content.wording import Wording
from bot.domain.errors import Problem

# What a template can fail with that is none of Jinja's own: a text that is called, divided, looked up.
CANNOT_BE_SHOWN = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def check_texts(wording: Wording) -> Iterator[Problem]:
    """Every text that cannot be shown or is too long."""
    for language, texts in wording.texts.items():
        for key, text in texts.items():
            values = {name: value_of(name) for name in text.values}
            try:
                found = length(wording.plain(key, language, **values))
            except CANNOT_BE_SHOWN as error:
                yield text.problem(f"this text cannot be shown: {error}")
                continue
            if found > limit_of(key):
                yield text.problem(f"this text has up to {found} characters; at most {limit_of(key)} fit")
