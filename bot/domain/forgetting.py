"""Forgetting: until when something is kept, which words are a person's own, and a programme without somebody."""

import re
from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from bot.domain.model import About, Value
from bot.domain.programme import Programme, Team

T = TypeVar("T")

# What stands under these names is the id of something else, even where a person has the same.
_OF_OTHERS = frozenset(
    {
        *("team", "collaborative", "session", "measure", "phase", "step", "kind", "what", "from", "to"),
        *("rule", "question", "answer", "because", "every"),
    }
)
_BUTTONS = ("yes", "no")


def erased_on(ends: date, months: int) -> date:
    """The day, so many months after the end, on which what is kept of a collaborative is erased."""
    year, month = divmod(ends.year * 12 + ends.month - 1 + months, 12)
    return date(year, month + 1, min(ends.day, monthrange(year, month + 1)[1]))


def stays(about: str, question: str, value: Value, chosen: Collection[str]) -> bool:
    """Whether an answer stays the team's word when whoever gave it is forgotten; `chosen` are questions with choices.

    Words of one's own go, and so does every text of a question that nobody knows any more.
    """
    if about != About.TEAM:
        return False
    return question in chosen or isinstance(value, int | float) or value in _BUTTONS


def without_people(programme: Programme, gone: Collection[str]) -> Programme:
    """The programme as if these people had never stood in it."""
    return replace(
        programme,
        people=tuple(person for person in programme.people if person.id not in gone),
        owners=_but(programme.owners, gone),
        teams=tuple(_team_without(team, gone) for team in programme.teams),
    )


def _team_without(team: Team, gone: Collection[str]) -> Team:
    nobody_reports = team.reporter in gone
    return replace(
        team,
        members=_but(team.members, gone),
        facilitators=_but(team.facilitators, gone),
        managers=_but(team.managers, gone),
        reporter=None if nobody_reports else team.reporter,
        # A team whose reporter is not there any more counts as heard when anybody answers.
        quorum=1 if nobody_reports and team.quorum == "reporter" else team.quorum,
        measures=tuple(replace(it, owner=None) if it.owner in gone else it for it in team.measures),
    )


def _but(ids: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(it for it in ids if it not in gone)


def cleaned(value: Any, words: Mapping[str, str]) -> Any:
    """The value with each of these words put in place of the other, however deep it stands; whole words only."""
    if isinstance(value, str):
        for word, other in words.items():
            value = _put(value, word, other)
        return value
    if isinstance(value, dict):
        return {key: inner if key in _OF_OTHERS else cleaned(inner, words) for key, inner in value.items()}
    if isinstance(value, list):
        return [cleaned(inner, words) for inner in value]
    return value


def _put(text: str, word: str, other: str) -> str:
    return re.sub(rf"(?<![\w-]){re.escape(word)}(?![\w-])", lambda _: other, text)
