"""Stall rules as a schedule writes them: after how long silence is a stall, and which answers say "we are stuck"."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

ESCALATES_AFTER, ACKNOWLEDGED_FOR = 3, 5


@dataclass(frozen=True, slots=True)
class StuckRule:
    """A rule on what a team's newest answers say.

    It holds where the last `in_a_row` answers to the question all say one of `says`, or with `same` all the same and
    none of `but`. With `every_check_in` they are the last answered check-ins, each of which has to say it, and
    `nothing_new_too` lets "nothing new" say it as well, outside the first phase. `within` is the most working days from
    the first of them to the last. `duty` limits the rule to the phases with that duty, and `unless_tested` keeps it
    from firing where the team has recorded a test in these days.

    A rule on what is `missing` reads no answers: it holds, outside the first phase, where the last `in_a_row` askings
    for the value of a measure were answered without it.
    """

    id: str
    question: str
    in_a_row: int
    says: frozenset[str] = frozenset()
    same: bool = False
    but: frozenset[str] = frozenset()
    every_check_in: bool = False
    nothing_new_too: bool = False
    within: int | None = None
    duty: str | None = None
    unless_tested: bool = False
    missing: bool = False

    def takes(self, value: str) -> bool:
        """Whether an answer counts for the rule."""
        return value not in self.but if self.same else value in self.says


@dataclass(frozen=True, slots=True)
class PhaseNumbers:
    """Other numbers for a phase, None where the schedule's hold."""

    silent_after: int | None = None
    never_started_after: int | None = None


@dataclass(frozen=True, slots=True)
class StallRules:
    """After how many working days which silence is a stall, and what answers make one.

    A case that nobody takes goes to the next who is to be told `escalates_after` working days after it was told, and is
    nobody's again `acknowledged_for` working days after the last sign, both in the days of whoever was told or took it.
    """

    silent_after: int = 10
    never_started_after: int = 5
    escalates_after: int = ESCALATES_AFTER
    acknowledged_for: int = ACKNOWLEDGED_FOR
    stuck: tuple[StuckRule, ...] = ()
    in_phase: Mapping[str, PhaseNumbers] = field(default_factory=dict)

    def of_phase(self, phase_id: str) -> "StallRules":
        """The rules with the numbers that hold in this phase."""
        own = self.in_phase.get(phase_id, PhaseNumbers())
        return replace(
            self,
            silent_after=own.silent_after or self.silent_after,
            never_started_after=own.never_started_after or self.never_started_after,
        )
