"""When a team's numbers say that it is stuck: a measure that it has begun to count was asked for, and not given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.domain.measuring import Standing, missing
from bot.domain.stall import Reason
from bot.domain.stall_rules import StuckRule
from bot.domain.stuck import Finding
from bot.domain.working_time import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Wanted:
    """A measure with its askings that the team answered, and that are over.

    `asked` holds when each was, and when it was over, the oldest first.
    """

    slug: str
    title: str
    standing: Standing
    asked: Sequence[tuple[date, datetime]]


def missing_values(rules: Sequence[StuckRule], wanted: Sequence[Wanted], calendar: WorkingCalendar) -> list[Finding]:
    """Every rule on missing values that holds, with the measure that has missed them longest; the longest first."""
    found: list[Finding] = []
    for rule in rules:
        of_rule = [it for measure in wanted if (it := _missed(rule, measure, calendar))]
        found += sorted(of_rule, key=lambda it: it.at)[:1]
    return sorted(found, key=lambda it: it.at)


def _missed(rule: StuckRule, wanted: Wanted, calendar: WorkingCalendar) -> Finding | None:
    over = dict(wanted.asked)
    run = missing(wanted.standing, list(over))
    if len(run) < rule.in_a_row:
        return None
    last = max(wanted.standing.counted)
    reason = Reason(
        rule.id,
        calendar.working_days_between(last, run[-1]),
        calendar.at(last, time.min),
        question=rule.question,
        count=len(run),
        measure=wanted.slug,
        title=wanted.title,
        every=wanted.standing.every,
    )
    return Finding(rule, over[run[rule.in_a_row - 1]], reason)
