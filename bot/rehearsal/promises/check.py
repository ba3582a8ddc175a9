"""All promises at once."""

from collections.abc import Iterable, Iterator, Sequence

from bot.domain.outgoing import OutgoingKind
from bot.rehearsal.played import Arrived, Broken
from bot.rehearsal.promises.given import Given
from bot.rehearsal.promises.hours import check_hours
from bot.rehearsal.promises.sizes import check_sizes
from bot.rehearsal.promises.weeks import check_days, check_weeks


def broken_promises(given: Given, arrived: Sequence[Arrived]) -> tuple[Broken, ...]:
    """Every promise that was broken, in the order of time."""
    disturbing = [it for it in arrived if it.new and it.unasked]
    found = [
        *check_hours(given, iter(disturbing)),
        *check_weeks(given, disturbing),
        *check_days(given, disturbing),
        *check_sizes(arrived),
        *_check_gone(given, disturbing),
    ]
    return tuple(sorted(found, key=lambda it: (it.at, it.person, it.promise, it.what)))


def _check_gone(given: Given, arrived: Iterable[Arrived]) -> Iterator[Broken]:
    for it in arrived:
        if it.kind is not OutgoingKind.FAREWELL and given.has_gone(it.person, it.at):
            was = "they had left or blocked the bot before; nothing more should come"
            yield Broken("whoever has gone is left in peace", it.at, it.person, was)
