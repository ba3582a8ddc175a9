"""The sentences of the table: each a pattern with what it does or finds."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from tests.stalls.when import DAY, MOMENT, iso

if TYPE_CHECKING:
    from tests.stalls.play import Play

Does: TypeAlias = "Callable[..., Awaitable[None]]"
Finds: TypeAlias = "Callable[..., Awaitable[str]]"

PARTS = {
    "who": r"[a-z]+",
    "folk": r"[a-z]+(?:(?:, | and )[a-z]+)*",
    "team": r"[a-z]+",
    "phase": r"[a-z-]+",
    "slug": r"[a-z-]+",
    "day": DAY,
    "last": DAY,
    "moment": MOMENT,
    "answers": r"[a-z-]+ [a-z0-9-]+(?:, [a-z-]+ [a-z0-9-]+)*",
    "questions": r"[a-z-]+(?:, [a-z-]+)*",
    "number": r"\d+",
    "state": r"not started|on track|due|late|silent|stuck|unreachable|paused|closed",
    "kind": r"never started|silent|stuck|help wanted|unreachable",
    "because": r"sign of life|joined|moves again|in reach|no longer wanted|paused|ended",
    "teams": r"[a-z]+(?: and [a-z]+)*",
    "weekdays": r"[A-Z][a-z]{2}(?: and [A-Z][a-z]{2})*",
    "text": r".+",
}
CASE = "{team} {kind} since {moment} and "
# How every case and every alert of a play is written down.
STANDS = {
    "cases": (f"{CASE}still open", f"{CASE}ended {{moment}} by {{because}}"),
    "told": ("{who} on {moment} of {teams}",),
}


@dataclass
class Book:
    """Sentences that are known, with what stands behind each."""

    known: dict[str, tuple[re.Pattern[str], Callable[..., Awaitable[object]]]] = field(default_factory=dict)

    def sentence(self, template: str) -> Callable[[Does], Does]:
        """What is decorated stands behind this sentence, and gets its parts."""

        def keep(act: Does) -> Does:
            self.known[template] = (pattern_of(template), act)
            return act

        return keep

    def find(self, says: str) -> "Callable[[Play], Awaitable[object]]":
        """What stands behind it. ValueError for a sentence that is not known, or a day that is not one."""
        for pattern, act in self.known.values():
            if found := pattern.fullmatch(says):
                return partial(act, **_days_in(found.groupdict()))
        raise ValueError(f'"{says}" is no sentence of this table; there are: {"; ".join(self.known)}')


def pattern_of(template: str) -> re.Pattern[str]:
    """The pattern of a sentence with parts in braces; a part that comes twice need not be the same."""
    seen: set[str] = set()

    def part(found: re.Match[str]) -> str:
        name = found[1]
        again = name in seen
        seen.add(name)
        return f"({PARTS[name]})" if again else f"(?P<{name}>{PARTS[name]})"

    return re.compile(re.sub(r"\\\{([a-z]+)\\\}", part, re.escape(template)))


def check_stands(what: str, says: str) -> None:
    """ValueError where this is not how a case, or an alert, is written down."""
    patterns = [pattern_of(template) for template in STANDS[what]]
    if not any(pattern.fullmatch(says) for pattern in patterns):
        forms = " or ".join(STANDS[what])
        raise ValueError(f'"{says}" is not written as it should be; write "{forms}"')
    for moment in re.findall(MOMENT, says):
        iso(moment)


def _days_in(parts: dict[str, str]) -> dict[str, str]:
    return {name: iso(it) if name in ("day", "last", "moment") else it for name, it in parts.items()}


DEEDS, FINDINGS = Book(), Book()
deed, finding = DEEDS.sentence, FINDINGS.sentence
