"""The cases of a team, each from its opening to its end, and how they lie beside each other on the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.rehearsal.played import Happened

_MARKS = ("alert_sent", "acknowledged", "escalated")


@dataclass(slots=True)
class CaseSeen:
    """A case with what was done about it; `closed_at` is None where it was still open at the end."""

    stall: str
    opened_at: datetime
    closed_at: datetime | None = None
    because: str = ""
    marks: list[Happened] = field(default_factory=list)


def cases_of(events: Iterable[Happened]) -> list[CaseSeen]:
    """The cases of a team in the order in which they were opened."""
    cases: list[CaseSeen] = []
    for event in events:
        stall = str(event.detail.get("stall", ""))
        if event.kind == "stall_opened":
            cases.append(CaseSeen(stall, event.at))
            continue
        # At most one case of a kind is open at a time.
        case = next((it for it in reversed(cases) if it.stall == stall and it.closed_at is None), None)
        if case is not None and event.kind == "stall_closed":
            case.closed_at, case.because = event.at, str(event.detail.get("because", ""))
        elif case is not None and event.kind in _MARKS:
            case.marks.append(event)
    return cases


def lanes(extents: Sequence[tuple[float, float]]) -> list[int]:
    """The lane of each stretch, so that no two in a lane touch; the stretches come in the order of their starts."""
    ends: list[float] = []
    chosen: list[int] = []
    for start, end in extents:
        lane = next((n for n, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end]
        chosen.append(lane)
    return chosen
