"""The shape of a file: which keys it has and what each holds. What does not fit is told in plain sentences."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from bot.content.yaml_file import Place, YamlFile
from bot.domain.errors import BadFile, Problem

MOST_NAMED = 15
S = TypeVar("S", bound="Shape")


class Shape(BaseModel):
    """A part of a file. Every key is named in its class; another key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def fit(file: YamlFile, shape: type[S]) -> S:
    """The file in this shape. BadFile with everything in it that does not fit."""
    try:
        return shape.model_validate(file.data)
    except ValidationError as error:
        problems = [_explain(file, shape, details) for details in error.errors()]
        raise BadFile(sorted(problems, key=lambda problem: problem.line)) from None


def suggest(word: str, known: Iterable[str]) -> str:
    """A hint for a word that is not among the known ones: the nearest of them, or all."""
    names = sorted(known)
    near = get_close_matches(word, names, n=1)
    if near:
        return f'did you mean "{near[0]}"?'
    if not names:
        return "there are none yet"
    return f"known are {', '.join(names[:MOST_NAMED])}{' and more' if len(names) > MOST_NAMED else ''}"


def _explain(file: YamlFile, shape: type[Shape], details: ErrorDetails) -> Problem:
    place: Place = details["loc"]
    key = _key_of(place)
    value = details["input"]
    if details["type"] == "missing":
        return file.problem(f"{key} is missing; add it", *place[:-1])
    if details["type"] == "extra_forbidden":
        return file.problem(f"unknown key {key}; {suggest(str(place[-1]), _keys_at(shape, place[:-1]))}", *place)
    if value is None:
        return file.problem(f"{key} has nothing after it; fill it in or take the line out", *place)
    sentence = _SENTENCES.get(details["type"], _as_told)
    return file.problem(f"{key} is {_shown(value)}; {sentence(details)}", *place)


def _key_of(place: Place) -> str:
    if not place:
        return "this file"
    return f'"{place[-1]}"' if isinstance(place[-1], str) else f'entry {place[-1] + 1} of "{place[-2]}"'


def _shown(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return f"the number {value}"
        case str():
            return f'"{value}"'
        case list() | tuple():
            return "a list" if value else "an empty list"
    return "a group of keys"


def _as_told(details: ErrorDetails) -> str:
    return details["msg"]


def _one_of(details: ErrorDetails) -> str:
    expected = str(details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    return f"it should be one of {expected}"


def _at_least(details: ErrorDetails) -> str:
    return f"it should be {details.get('ctx', {}).get('ge')} or more"


def _at_most(details: ErrorDetails) -> str:
    return f"it should be {details.get('ctx', {}).get('le')} or less"


def _saying(sentence: str) -> Callable[[ErrorDetails], str]:
    return lambda _: sentence


_SENTENCES: dict[str, Callable[[ErrorDetails], str]] = {
    "string_type": _saying("it should be a text, in quotes where it is a number"),
    "string_too_short": _saying("it should not be empty"),
    "int_type": _saying("it should be a whole number"),
    "int_parsing": _saying("it should be a whole number"),
    "int_from_float": _saying("it should be a whole number"),
    "float_type": _saying("it should be a number"),
    "float_parsing": _saying("it should be a number"),
    "bool_type": _saying("it should be true or false"),
    "bool_parsing": _saying("it should be true or false"),
    "tuple_type": _saying("it should be a list, as in [anne, per]"),
    "dict_type": _saying("it should be a group of keys, indented below it"),
    "model_type": _saying("it should be a group of keys, indented below it"),
    "enum": _one_of,
    "literal_error": _one_of,
    "greater_than_equal": _at_least,
    "less_than_equal": _at_most,
}


def _keys_at(shape: type[Shape], place: Place) -> Iterable[str]:
    """The keys that may stand at a place."""
    kind: Any = shape
    for part in place:
        if get_origin(kind) is dict:
            kind = get_args(kind)[1]
        elif isinstance(part, str):
            kind = _inner(_shape_in(kind).model_fields[part].annotation)
    return (field.alias or name for name, field in _shape_in(kind).model_fields.items())


def _inner(kind: Any) -> Any:
    """What a list or an optional value holds."""
    arguments = [argument for argument in get_args(kind) if argument not in (type(None), Ellipsis)]
    if get_origin(kind) in (UnionType, tuple):
        return _inner(arguments[0])
    return kind


def _shape_in(kind: Any) -> type[Shape]:
    return kind if isinstance(kind, type) and issubclass(kind, Shape) else Shape
