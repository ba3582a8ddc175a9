"""The careful reader: when a team stalls, worked out from the contract before anything is played.

Its rules are its own: it calls nothing that decides about stalls in the bot. Two things it takes from there, for they
are no such rules: which questions a check-in holds (a choice of the model), and whom chance lets answer (the draws of
the behaviour).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from bot.domain.behaviour import Does
from tests.cohort.life import NINE, Life, Sign
from tests.cohort.working_days import DAY, Days

SILENT_AFTER, START_AFTER = 10, 5
# Two answers "no" as far apart as that in working days are one and the same standstill.
MET_WITHIN, TRIED_WITHIN = 20, 15


@dataclass(frozen=True, slots=True)
class Stall:
    """What a careful reader would call one, its true moment, and when it is over (None: not known yet)."""

    kind: str
    at: datetime
    until: datetime | None = None


# A moment, and whether the stall is there from it on.
State: TypeAlias = tuple[datetime, bool]


def stalls_of(life: Life) -> tuple[Stall, ...]:
    """Every stall of the team, by its moment; none begins or goes on after the programme."""
    found = [*_never_started(life), *_unreachable(life), *_silent(life), *_stuck(life), *_help_wanted(life)]
    ended = [replace(it, until=min(it.until or life.over, life.over)) for it in found if it.at < life.over]
    return tuple(sorted(ended, key=lambda it: it.at))


def _never_started(life: Life) -> Iterator[Stall]:
    """Nobody has joined five working days after the start."""
    begun = max(life.days.moment(life.starts), life.opens)
    first, deadline = min(life.joined.values(), default=None), life.days.later(begun, START_AFTER)
    if first is None or first > deadline:
        yield Stall("never_started", deadline, first)


def _unreachable(life: Life) -> Iterator[Stall]:
    """Everybody who joined has left or blocked the bot."""
    changes = life.events(Does.BLOCK_BOT, Does.LEAVE, Does.UNBLOCK_BOT)
    return _spans("unreachable", [(at, not life.there(at)) for at, _ in changes])


def _silent(life: Life) -> Iterator[Stall]:
    """Ten working days after the first questions since the last sign of life."""
    waiting: datetime | None = None
    # At one moment a sign comes before what is asked.
    happened = [(it.at, "sign") for it in life.signs] + [(it.at, "waits") for it in life.check_ins]
    happened += [(at, "pause") for at in _rests(life.days)]
    for at, what in sorted(happened):
        deadline = life.days.later(waiting, SILENT_AFTER) if waiting else None
        if what == "waits":
            waiting = waiting or at
        elif deadline is not None and deadline < at:
            yield Stall("silent", deadline, at)
            waiting = None
        elif what == "sign":
            waiting = None
    if waiting is not None:
        yield Stall("silent", life.days.later(waiting, SILENT_AFTER))


def _help_wanted(life: Life) -> Iterator[Stall]:
    """From the answer that help is wanted to the one that it is not; a pause ends it."""
    return _spans("help_wanted", [*((it.at, it.wants_help) for it in life.signs), *_at_rest(life.days)])


def _stuck(life: Life) -> Iterator[Stall]:
    """As long as one of the rules on answers holds; a move to another phase is a new beginning, as a pause is."""
    newest, states = dict[datetime, Sign](), list[State]()
    for sign in life.signs:
        newest[sign.asked.at] = sign
        states.append((sign.at, _says_stuck(life, list(newest.values()), sign.at)))
    # A number is missing once its check-in is over.
    for over in {it.asked.closes for it in life.signs if it.wants_number and it.asked.closes < life.over}:
        heard = {it.asked.at: it for it in life.signs if it.at <= over}
        states.append((over, _says_stuck(life, list(heard.values()), over)))
    moved = [(at, False) for at, _ in life.events(Does.MOVE_PHASE)]
    return _spans("stuck", [*states, *moved, *_at_rest(life.days)])


def _says_stuck(life: Life, heard: list[Sign], now: datetime) -> bool:
    days = life.days
    if any(days.moment(first, NINE) <= now < days.moment(last + DAY) for first, last in days.pauses):
        return False
    anew = [days.moment(last + DAY) for _, last in days.pauses] + [at for at, _ in life.events(Does.MOVE_PHASE)]
    since = max((at for at in anew if at <= now), default=life.opens)
    counted = [it for it in heard if it.asked.at >= since]
    return (
        [_stands_still(it) for it in counted[-3:]] == [True] * 3
        or _same_obstacle(counted)
        or _twice_no(days, "team-met", MET_WITHIN, counted)
        or (life.phase(now) != "prepare" and _twice_no_number(heard, since, now))
        or (life.phase(now) == "do" and _twice_no(days, "tried-something", TRIED_WITHIN, counted))
    )


def _stands_still(sign: Sign) -> bool:
    if "progress" in sign.said:
        return sign.said["progress"] == 1
    return sign.nothing_new and sign.asked.phase != "prepare"


def _same_obstacle(counted: list[Sign]) -> bool:
    last = [it.said["obstacle"] for it in counted if "obstacle" in it.said][-3:]
    return len(last) == 3 and len(set(last)) == 1 and last[0] != "none"


def _twice_no(days: Days, question: str, within: int, counted: list[Sign]) -> bool:
    """Whether two answers, one after the other and near enough, were no; it lasts until one is not."""
    holds, before = False, None
    for it in (it for it in counted if question in it.said):
        if it.said[question] != "no":
            holds, before = False, None
            continue
        near = before is not None and days.between(days.on(before), days.on(it.asked.at)) <= within
        holds, before = holds or near, it.asked.at
    return holds


def _twice_no_number(heard: list[Sign], since: datetime, now: datetime) -> bool:
    """Whether a number that was given before was asked for twice and not given, in check-ins that are over."""
    begun, missed = False, 0
    for it in heard:
        if isinstance(it.said.get("measure"), int | float):
            begun, missed = True, 0
        elif begun and it.wants_number and it.asked.at >= since and it.asked.closes <= now:
            missed += 1
    return missed >= 2


def _rests(days: Days) -> list[datetime]:
    return [days.moment(first, NINE) for first, _ in days.pauses]


def _at_rest(days: Days) -> list[State]:
    return [(at, False) for at in _rests(days)]


def _spans(kind: str, states: list[State]) -> Iterator[Stall]:
    """From each moment on which it is there to the next on which it is not."""
    since: datetime | None = None
    for at, there in sorted(states, key=lambda it: it[0]):
        if there and since is None:
            since = at
        elif not there and since is not None:
            yield Stall(kind, since, at)
            since = None
    if since is not None:
        yield Stall(kind, since)
