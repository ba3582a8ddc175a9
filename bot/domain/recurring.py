"""Which of the questions that come back in every phase a check-in holds, beside those that it always does."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.asked_before import Earlier
from bot.domain.model import About, Model
from bot.domain.why_asked import Why

LITTLE_PROGRESS = 2
# Four weeks at the same hour on the clock are an hour shorter where summer time begins.
A_MONTH = timedelta(days=28, hours=-1)


def recurring_now(
    model: Model, earlier: Sequence[Earlier], now: datetime, *, personal: bool, help_open: bool = False
) -> dict[str, Why]:
    """The recurring question of this check-in with its reason; two where both must come, or none."""
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
    others = [id_ for id_ in model.rules.take_turns if id_ != "team-met"]
    monthly = [id_ for id_ in model.rules.monthly if personal or model.question(id_).about is About.TEAM]
    turns = [id_ for it in earlier for id_ in it.questions if id_ in others or id_ in monthly]
    waiting = [id_ for id_ in others if not _in_last(id_, earlier)]
    due = [id_ for id_ in monthly if earlier and _a_month_ago(id_, earlier, now)]
    # Every other turn at most: on a fortnightly schedule a month has passed at each, and nothing else would ever come.
    if due and not (waiting and turns and turns[-1] in monthly):
        return {_longest_ago(due, turns): Why.MONTHLY}
    return {_longest_ago(waiting, turns): Why.TURN} if waiting else {}


def _in_last(id_: str, earlier: Sequence[Earlier]) -> bool:
    return bool(earlier) and id_ in earlier[-1].questions


def _a_month_ago(id_: str, earlier: Sequence[Earlier], now: datetime) -> bool:
    return all(now - it.asked_at >= A_MONTH for it in earlier if id_ in it.questions)


def _longest_ago(ids: Sequence[str], turns: Sequence[str]) -> str:
    """Of these the one that had its turn longest ago, or never; the first of several."""
    return min(ids, key=lambda id_: max((n for n, it in enumerate(turns, start=1) if it == id_), default=0))
