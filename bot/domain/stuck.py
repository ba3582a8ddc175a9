"""When a team's own answers say that it is stuck, by which rule, since when, and what would end it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.model import Model, Value
from bot.domain.stall import Reason
from bot.domain.stall_rules import StuckRule
from bot.domain.working_time import WorkingCalendar

NOTHING_NEW = "nothing_new"


@dataclass(frozen=True, slots=True)
class Said:
    """The team's newest answer to a question in a check-in, and when it came."""

    value: Value
    at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """An answered check-in of a team: its phase, the newest answers, and when somebody said "nothing new"."""

    asked_at: datetime
    phase: str
    answers: Mapping[str, Said]
    nothing_new_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that holds, and since which moment it does."""

    rule: StuckRule
    at: datetime
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Word:
    """What one check-in says to a rule, as the rule knows it; `answer` is empty where nobody answered so."""

    value: str
    at: datetime
    asked_at: datetime
    answer: str = ""


def findings(
    rules: Sequence[StuckRule],
    heard: Sequence[Heard],
    model: Model,
    phase_id: str,
    calendar: WorkingCalendar,
    tests: Sequence[datetime] = (),
) -> list[Finding]:
    """Every rule that holds for a team in this phase, the one that has held longest first.

    `heard` are its answered check-ins since its answers count, oldest first; `tests` is when it began small tests.
    """
    mine = [rule for rule in rules_in(rules, model, phase_id) if not rule.missing]
    found = [finding for rule in mine if (finding := _holds(rule, heard, model, calendar, tests))]
    return sorted(found, key=lambda finding: finding.at)


def rules_in(rules: Sequence[StuckRule], model: Model, phase_id: str) -> list[StuckRule]:
    """Those of the rules that are for this phase."""
    duty = model.phase(phase_id).duty
    return [rule for rule in rules if rule.duty in (None, duty)]


def _holds(
    rule: StuckRule, heard: Sequence[Heard], model: Model, calendar: WorkingCalendar, tests: Sequence[datetime]
) -> Finding | None:
    run = _run(rule, _words(rule, heard, model))
    # Once the rule has held it does so until an answer says something else, however far apart the later ones are.
    windows = (run[n - rule.in_a_row : n] for n in range(rule.in_a_row, len(run) + 1))
    fired = next((it for it in windows if _fires(rule, it, calendar, tests)), None)
    if fired is None:
        return None
    answers = {word.answer for word in run}
    apart = _working_days(calendar, run[0].asked_at, run[-1].asked_at)
    answer = run[0].answer if len(answers) == 1 else ""
    since = min(word.at for word in run)
    reason = Reason(rule.id, apart, since, question=rule.question, answer=answer, count=len(run))
    return Finding(rule, _moment(fired), reason)


def _run(rule: StuckRule, words: Sequence[_Word | None]) -> list[_Word]:
    """The newest answers that all say what the rule waits for, oldest first."""
    run: list[_Word] = []
    for word in reversed(words):
        if word is None or not rule.takes(word.value) or (rule.same and run and word.value != run[0].value):
            break
        run.insert(0, word)
    return run


def _fires(rule: StuckRule, window: Sequence[_Word], calendar: WorkingCalendar, tests: Sequence[datetime]) -> bool:
    """Whether these answers lie near enough, and no test was begun in the days before the last of them, or since."""
    first, last = window[0], window[-1]
    if rule.within is not None and _working_days(calendar, first.asked_at, last.asked_at) > rule.within:
        return False
    if not rule.unless_tested:
        return True
    days = rule.within or 0
    return not any(it >= last.asked_at or _working_days(calendar, it, last.asked_at) <= days for it in tests)


def _moment(window: Sequence[_Word]) -> datetime:
    """When the last of these answers came; an earlier one may have been corrected later."""
    return max(word.at for word in window)


def _working_days(calendar: WorkingCalendar, first: datetime, last: datetime) -> int:
    return calendar.working_days_between(calendar.local_date(first), calendar.local_date(last))


def _words(rule: StuckRule, heard: Sequence[Heard], model: Model) -> list[_Word | None]:
    """What each answered check-in says to the rule, oldest first; None for one that should and does not."""
    words = [_word(rule, it, model) for it in heard]
    return words if rule.every_check_in else [word for word in words if word is not None]


def _word(rule: StuckRule, heard: Heard, model: Model) -> _Word | None:
    said = heard.answers.get(rule.question)
    if said is not None:
        return _Word(str(said.value), said.at, heard.asked_at, str(said.value))
    nothing_new = rule.nothing_new_too and heard.phase != model.phases[0].id
    if not nothing_new or heard.nothing_new_at is None:
        return None
    # To the rule "nothing new" is one more way to say that nothing has moved.
    return _Word(min(rule.says, default=NOTHING_NEW), heard.nothing_new_at, heard.asked_at)
