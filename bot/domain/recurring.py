"""Which of the questions that come back in every phase a check-in holds, beside those that it always does."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.asked_before import Earlier
from bot.domain.model import About, Model
from bot.domain.why_asked import Why

LITTLE_PROGRESS = 2
# Four weeks at the same hour on the clock are an hour shorter where summer time begins.
A_MONTH = timedelta(days=28, hours=-1)
# A monthly question that is called like another with this behind it asks why, right after it.
REASON = "-reason"


def recurring_now(
    model: Model, earlier: Sequence[Earlier], now: datetime, *, personal: bool, help_open: bool = False
) -> dict[str, Why]:
    """The recurring question of this check-in with its reason; two where both must come or one asks why, or none."""
    takers, due = model.rules.take_turns, dict[str, Why]()
    # "Has the team met" comes at least every second time: momentum is lost first where teams stop meeting.
    if "team-met" in takers and not _in_last("team-met", earlier):
        due["team-met"] = Why.NOT_ASKED_LAST
    if "obstacle" in takers and _got_little_further(earlier):
        due["obstacle"] = Why.LITTLE_PROGRESS
    # Whoever asked for help is asked whether it is still wanted: the answer ends the case.
    if help_open and "help-wanted" in takers and not _in_last("help-wanted", earlier):
        due["help-wanted"] = Why.HELP_OPEN
    return due or _whose_turn(model, earlier, now, personal=personal)


def _got_little_further(earlier: Sequence[Earlier]) -> bool:
    """Whether the team last said so, and what is in the way was not asked then or since."""
    for it in reversed(earlier):
        if "obstacle" in it.questions:
            return False
        if (progress := it.answers.get("progress")) is not None:
            return isinstance(progress, int) and progress <= LITTLE_PROGRESS
    return False


def _whose_turn(model: Model, earlier: Sequence[Earlier], now: datetime, *, personal: bool) -> dict[str, Why]:
    others, turns = [id_ for id_ in model.rules.take_turns if id_ != "team-met"], _turns(model, earlier)
    waiting = [id_ for id_ in others if not _in_last(id_, earlier)]
    due = monthly_now(model, earlier, now, personal=personal)
    # Every other turn at most: on a fortnightly schedule a month has passed at each, and nothing else would ever come.
    if due and not (waiting and turns and turns[-1] not in others):
        return due
    return {_longest_ago(waiting, turns): Why.TURN} if waiting else {}


def monthly_now(model: Model, earlier: Sequence[Earlier], now: datetime, *, personal: bool) -> dict[str, Why]:
    """The monthly question that has waited longest and more than a month, with the one that asks why; or none."""
    reasons = reasons_in(model)
    may_come = [id_ for id_ in model.rules.monthly if id_ not in reasons.values()]
    monthly = [id_ for id_ in may_come if personal or model.question(id_).about is About.TEAM]
    due = [id_ for id_ in monthly if earlier and _a_month_ago(id_, earlier, now)]
    if not due:
        return {}
    asked = _longest_ago(due, _turns(model, earlier))
    return dict.fromkeys([asked, *([reasons[asked]] if asked in reasons else [])], Why.MONTHLY)


def _turns(model: Model, earlier: Sequence[Earlier]) -> list[str]:
    """What has had its turn so far, the last one last."""
    rules, reasons = model.rules, reasons_in(model).values()
    of_turns = [id_ for id_ in (*rules.take_turns, *rules.monthly) if id_ != "team-met" and id_ not in reasons]
    return [id_ for it in earlier for id_ in it.questions if id_ in of_turns]


def reasons_in(model: Model) -> dict[str, str]:
    """The monthly questions after which another asks why, each with that one."""
    monthly = model.rules.monthly
    return {id_: id_ + REASON for id_ in monthly if id_ + REASON in monthly}


def _in_last(id_: str, earlier: Sequence[Earlier]) -> bool:
    return bool(earlier) and id_ in earlier[-1].questions


def _a_month_ago(id_: str, earlier: Sequence[Earlier], now: datetime) -> bool:
    return all(now - it.asked_at >= A_MONTH for it in earlier if id_ in it.questions)


def _longest_ago(ids: Sequence[str], turns: Sequence[str]) -> str:
    """Of these the one that had its turn longest ago, or never; the first of several."""
    return min(ids, key=lambda id_: max((n for n, it in enumerate(turns, start=1) if it == id_), default=0))
