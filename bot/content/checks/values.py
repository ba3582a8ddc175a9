"""A text takes the same values in every language."""

from collections.abc import Iterator

from bot.content.shape import suggest
from bot.content.texts import Text
from bot.domain.errors import Problem


def check_values(text: Text, shown: Text) -> Iterator[Problem]:
    """Every value that this text has too many or too few, beside the one in the language that others borrow from."""
    for value in sorted(text.values - shown.values):
        yield text.problem(f'there is no value "{value}" for this text; {suggest(value, shown.values)}')
    for value in sorted(shown.values - text.values):
        yield text.problem(f"this text leaves out {{{{ {value} }}}}, which the other languages have")
