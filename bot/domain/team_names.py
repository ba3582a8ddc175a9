"""A team found by what somebody types: in any case, without accents, by a part of its name, or nearly right."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

# A slip or two in a name, and not another name.
NEARLY = 0.75
# Below this a name reminds of nothing.
NEAR = 0.4
MOST_NEAR = 3
# Nobody types more of a name.
LONGEST = 200
_NORDIC = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ä": "a", "ö": "o", "ð": "d", "þ": "th", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class FoundTeams:
    """The teams that were meant, as far as can be told; where none was, those whose names come nearest."""

    meant: tuple[int, ...]
    near: tuple[int, ...] = ()


def find_teams(typed: str, titles: Mapping[int, str]) -> FoundTeams:
    """The teams (titles by their ids) that somebody means who types this."""
    wanted = _folded(typed[:LONGEST])
    if not wanted:
        return FoundTeams(())
    names = {id_: _folded(title) for id_, title in titles.items()}
    for is_meant in (_is_whole, _begins, _holds, _holds_words):
        if found := tuple(id_ for id_, name in names.items() if is_meant(name, wanted)):
            return FoundTeams(found)
    likeness = {id_: _likeness(name, wanted) for id_, name in names.items()}
    ranked = sorted(likeness, key=lambda id_: -likeness[id_])
    if nearly := tuple(id_ for id_ in ranked if likeness[id_] >= NEARLY):
        return FoundTeams(nearly)
    near = [id_ for id_ in ranked if likeness[id_] >= NEAR] or ranked
    return FoundTeams((), tuple(near[:MOST_NEAR]))


def _folded(text: str) -> str:
    """The words of a text in small letters without accents; `aa`, `oe` and `ae` are as good as `å`, `ø` and `æ`."""
    small = unicodedata.normalize("NFC", text).casefold().translate(_NORDIC)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", small) if not unicodedata.combining(sign))
    for typed, meant in (("aa", "a"), ("oe", "o")):
        plain = plain.replace(typed, meant)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in plain).split())


def _is_whole(name: str, wanted: str) -> bool:
    return name == wanted


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(f"{wanted} ")


def _holds(name: str, wanted: str) -> bool:
    return wanted in name


def _holds_words(name: str, wanted: str) -> bool:
    return all(word in name for word in wanted.split())


def _likeness(name: str, wanted: str) -> float:
    """How like the name is to what was typed, the whole of it or any run of as many words."""
    words, many = name.split(), len(wanted.split())
    parts = {name, *(" ".join(words[n : n + many]) for n in range(len(words)))}
    return max(SequenceMatcher(None, wanted, part).ratio() for part in parts)
