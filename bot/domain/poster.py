"""A poster that hangs where a team works: how to join, and what joining means."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Poster:
    """A team's own link with finished words around it; `name` is what its files are called."""

    name: str
    team: str
    link: str
    language: str
    title: str
    headline: str
    how: str
    what: str
    promises: tuple[str, ...]
    no_app: str
    alt: str
