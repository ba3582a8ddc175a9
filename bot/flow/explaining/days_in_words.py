"""The days of an explanation in words: what each is counted from, and why it is another than planned."""

from collections.abc import Iterator
from datetime import tzinfo

from bot.content.spelling import Spelling
from bot.flow.explaining.explained import Coming, Further, Passed, Reason

_SPELLING = Spelling.of("en_GB")


def moved(coming: Coming) -> Iterator[str]:
    """What became of the check-ins before this one, and why it is not on its own day."""
    foreseen = coming.foreseen
    for day in foreseen.skipped:
        yield f"  The one of {_SPELLING.date(day, 'full')} comes too near this one and is asked together with it."
    for day in foreseen.paused:
        yield f"  The one of {_SPELLING.date(day, 'full')} falls in the pause that was agreed, and is not asked."
    if foreseen.on == foreseen.grid_on:
        return
    if foreseen.held_back:
        why = "the members' check-ins of that week are as many as may be"
    else:
        why = _reasons(coming.passed) or "it could not be sent in time"
    yield f"  It is moved from {_SPELLING.date(foreseen.grid_on, 'full')}: {why}."


def counted(reason: Reason | None) -> str:
    """Why a check-in comes on its day."""
    if reason is None:
        return "it was planned so before a gathering was moved, and is held up since"
    counted_from = _SPELLING.date(reason.counted_from, "full")
    if reason.working_days is None:
        return f"every {reason.every_days} days from {counted_from} on"
    return f"{_distance(reason)} on {counted_from}"


def _distance(reason: Reason) -> str:
    number = abs(reason.working_days or 0)
    side = "before" if (reason.working_days or 0) < 0 else "after"
    return f'{number} working {"day" if number == 1 else "days"} {side} "{reason.title}"'


def line(it: Further, zone: tzinfo) -> str:
    """A check-in after the next one, with the reason for its day."""
    day = _SPELLING.date(it.grid_on if it.is_merged else it.on, "full")
    why = _distance(it.reason) if it.reason.session else f"every {it.reason.every_days} days"
    if it.is_paused:
        return f"    ({day}: {why}; not asked, because it falls in the pause that was agreed)"
    if it.is_merged:
        return f"    ({day}: {why}; asked together with the next: {_reasons(it.passed)})"
    moved = f"; moved from {_SPELLING.date(it.grid_on, 'full')}: {_reasons(it.passed)}" if it.on != it.grid_on else ""
    return f"    {day} at {_SPELLING.time(it.at.astimezone(zone))}: {why}{moved}"


def _reasons(days: tuple[Passed, ...]) -> str:
    return ", ".join(dict.fromkeys(map(_reason, days)))


def _reason(day: Passed) -> str:
    named = f' "{day.title}"' if day.title else ""
    match day.kind:
        case "closure":
            return f"closed{named}"
        case "weekend":
            return "weekend"
        case "away":
            return "all who have joined are away"
        case "holiday":
            return f"{_SPELLING.date(day.on)} is a public holiday"
    return f"{_SPELLING.date(day.on)} is the day of the gathering{named}"
