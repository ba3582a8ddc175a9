"""A document as finished words, tables and charts: all that is needed to write its file."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from bot.domain.charts.picture import Chart


class Style(StrEnum):
    """How words stand on the page."""

    HEADING = "heading"
    SUBHEADING = "subheading"
    TEXT = "text"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Words:
    """A heading or a paragraph."""

    words: str
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of its columns, and its rows, each with as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, with its words for those who do not see it."""

    chart: Chart


Block: TypeAlias = Words | Bullets | Grid | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """A document in one language. Every page begins on a new one."""

    title: str
    subtitle: str
    language: str
    pages: tuple[tuple[Block, ...], ...]
