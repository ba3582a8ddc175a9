"""A document as finished words, tables and charts: all that is needed to write its file."""

from dataclasses import dataclass
from datetime import datetime
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
    """A heading or a paragraph; `label` stands before it, and apart from it."""

    words: str
    style: Style = Style.TEXT
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the names of its columns, and its rows, each with as many cells, of which the first names the row.

    `widths` are the columns' parts of the whole width; without them all are alike.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Charts side by side, each with its words for those who do not see it, and what is said below it."""

    charts: tuple[Chart, ...]
    captions: tuple[str, ...]


Block: TypeAlias = Words | Bullets | Grid | Picture


@dataclass(frozen=True, slots=True)
class Report:
    """A document in one language (a tag such as `nb-NO`). Each of its pages begins on a new one, with words.

    `foot` and the page's number stand below each: `numbering` is what is said before the number, between it and how
    many pages there are, and after that. `made_at` is the moment as of which all of it holds; the same report is
    always the same file.
    """

    title: str
    subtitle: str
    language: str
    pages: tuple[tuple[Block, ...], ...]
    foot: str
    numbering: tuple[str, str, str]
    made_at: datetime
