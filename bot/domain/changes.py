"""What a programme file changes against the one last applied: only that is carried over."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

from bot.domain.programme import Programme, Role, Team

# What stands in lists of its own, or is told by its own rule.
_LISTS = frozenset(
    {"sessions", "closures", "people", "owners", "teams", "members", "facilitators", "managers", "measures"}
)


class Named(Protocol):
    """Anything of a programme that has an id."""

    @property
    def id(self) -> str:
        """Its slug."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: of what (`team`), its id (`ridge`), which field, and from what to what.

    Without a field the whole thing is new (`before` is None) or gone (`after` is None).
    """

    what: str
    id: str
    field: str = ""
    before: Any = None
    after: Any = None

    def __str__(self) -> str:
        name = f"{self.what} {self.id}"
        if not self.field:
            return f"{name}: removed" if self.after is None else f"{name}: added"
        return f"{name}: {self.field} {_said(self.before)} -> {_said(self.after)}"


def changes(before: Programme | None, after: Programme) -> list[Change]:
    """Every difference between two programmes of one collaborative, in the order in which to carry it out."""
    if before is None:
        found = [Change("collaborative", after.collaborative, after=after)]
    else:
        found = list(_fields("collaborative", after.collaborative, before, after))
    found += _named("person", before.people if before else (), after.people)
    found += _named("session", before.sessions if before else (), after.sessions)
    if (before.closures if before else ()) != after.closures:
        found.append(
            Change("collaborative", after.collaborative, "closures", before.closures if before else (), after.closures)
        )
    found += _places("owner", after.collaborative, before.owners if before else (), after.owners)
    return [*found, *_teams(before.teams if before else (), after.teams)]


def _teams(before: Sequence[Team], after: Sequence[Team]) -> Iterator[Change]:
    old = {team.id: team for team in before}
    yield from _named("team", before, after)
    for team in after:
        was = old.get(team.id, Team(team.id, team.title, team.phase))
        for role, group in ((Role.MEMBER, "members"), (Role.FACILITATOR, "facilitators"), (Role.MANAGER, "managers")):
            yield from _places(role, team.id, getattr(was, group), getattr(team, group))
        for change in _named("measure", was.measures, team.measures):
            yield Change(change.what, f"{team.id}/{change.id}", change.field, change.before, change.after)


def _named(what: str, before: Sequence[Named], after: Sequence[Named]) -> Iterator[Change]:
    old, new = {it.id: it for it in before}, {it.id: it for it in after}
    for key, thing in new.items():
        if key in old:
            yield from _fields(what, key, old[key], thing)
        else:
            yield Change(what, key, after=thing)
    for key, thing in old.items():
        if key not in new:
            yield Change(what, key, before=thing)


def _fields(what: str, key: str, before: Any, after: Any) -> Iterator[Change]:
    for field in fields(after):
        name = field.name
        if name not in _LISTS and getattr(before, name) != getattr(after, name):
            yield Change(what, key, name, getattr(before, name), getattr(after, name))


def _places(role: str, place: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    if before != after:
        yield Change(role, place, "people", before, after)


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(it if isinstance(it, str) else str(it.title) for it in value)})"
    return "nothing" if value is None else str(value)
