"""Statements that are built once and filled in each time: building one takes longer than the database needs for it."""

from collections.abc import Callable
from functools import cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import Executable, bindparam

P = ParamSpec("P")
S = TypeVar("S", bound=Executable)


def built_once(build: Callable[P, S]) -> Callable[P, tuple[S, dict[str, Any]]]:
    """The statement with the values that it takes, for `tx.execute(*statement(value))`.

    `build` is called once, with a place for each value.
    """
    # In an UPDATE a place may not be called like a column.
    places = [f"the_{name}" for name in signature(build).parameters]

    @cache
    def statement() -> S:
        return build(*(bindparam(place) for place in places))  # type: ignore[call-arg, arg-type]

    @wraps(build)
    def filled(*values: P.args, **_: P.kwargs) -> tuple[S, dict[str, Any]]:
        return statement(), dict(zip(places, values, strict=True))

    return filled
