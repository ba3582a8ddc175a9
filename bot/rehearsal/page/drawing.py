"""How a team's weeks are drawn: signs, bars and names, each with its place from 0 to 100."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.domain.programme import Programme, Team
from bot.domain.working_time import DateRange
from bot.rehearsal.page.cases import CaseSeen, lanes
from bot.rehearsal.page.check_ins import CheckInSeen, Fate
from bot.rehearsal.page.in_words import Teller
from bot.rehearsal.page.span import Span, short
from bot.rehearsal.played import Happened

# In pixels, from the top of a team's weeks.
CASES_BEGIN, LANE, BELOW = 50, 24, 22
SIGN = 13
# How much of the width a label of a case, the name of a phase and a sign take on a phone.
LABEL, NAME, NEAR = 22.0, 14.0, 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign at its place, with what it says; `shift` is how many pixels it stands aside for one before it."""

    x: str
    sign: str
    tip: str
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A case as a bar with its signs; its label begins at `x`, or ends at `end` where there is no room behind it."""

    x: str
    width: str
    y: int
    label: str
    end: str
    signs: Sequence[Mark]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn of a team's weeks."""

    height: int
    outside: Sequence[tuple[str, str]]
    pauses: Sequence[tuple[str, str]]
    phases: Sequence[tuple[str, str]]
    check_ins: Sequence[Mark]
    reminders: Sequence[Mark]
    bars: Sequence[Bar]
    digests: str


@dataclass(frozen=True, slots=True)
class Draughtsman:
    """Draws the weeks of one team."""

    team: Team
    programme: Programme
    span: Span
    teller: Teller
    ends: datetime

    def drawing(
        self,
        events: Sequence[Happened],
        check_ins: Sequence[CheckInSeen],
        cases: Sequence[CaseSeen],
        pauses: Sequence[DateRange],
    ) -> Drawing:
        """All of it."""
        bars = self._bars(cases)
        lowest = max((bar.y + LANE for bar in bars), default=CASES_BEGIN)
        return Drawing(
            height=lowest + BELOW,
            outside=list(self._outside()),
            pauses=[(self.span.on(it.first), self.span.wide(it.first, it.last)) for it in pauses],
            phases=self._phases(events),
            check_ins=[self._check_in(it) for it in check_ins],
            reminders=[self._reminder(at) for at in _moments(events, "reminded")],
            bars=bars,
            digests="".join(f"M{x} 0v1" for x in dict.fromkeys(map(self.span.at, _moments(events, "digest_sent")))),
        )

    @property
    def _starts(self) -> date:
        return max(self.team.starts or self.programme.starts, self.span.first)

    def _outside(self) -> Iterator[tuple[str, str]]:
        """The days before the team starts and after it ends."""
        span, ends = self.span, self.team.ends or self.programme.ends
        if self._starts > span.first:
            yield "0", span.wide(span.first, self._starts - timedelta(days=1))
        if ends < span.last:
            yield span.on(ends + timedelta(days=1)), span.wide(ends + timedelta(days=1), span.last)

    def _phases(self, events: Iterable[Happened]) -> list[tuple[str, str]]:
        """Where each phase begins, with its name; one without room before the next is named in the lines only."""
        found = [(self.span.on(self._starts), self.team.phase)]
        found += [(self.span.at(it.at), str(it.detail.get("to", ""))) for it in events if it.kind == "phase_moved"]
        room = [float(x) - float(before) for (before, _), (x, _) in pairwise(found)] + [LABEL]
        names = [self.teller.phase(phase) for _, phase in found]
        return [(x, name if gap >= NAME else "") for (x, _), name, gap in zip(found, names, room, strict=True)]

    def _check_in(self, it: CheckInSeen) -> Mark:
        words = self.teller.words
        tip = self._tip("asked", it.asked_at)
        if it.settled_at is not None:
            tip += f". {self._tip('missed' if it.fate is Fate.MISSED else 'answered', it.settled_at)}"
        if it.fate is Fate.LATE:
            tip += f" ({words.text('detail.late')})"
        return Mark(self.span.at(it.asked_at), "asked" if it.fate is Fate.OPEN else str(it.fate), tip)

    def _reminder(self, at: datetime) -> Mark:
        return Mark(self.span.at(at), "reminded", self._tip("reminded", at))

    def _bars(self, cases: Sequence[CaseSeen]) -> list[Bar]:
        places = [(float(self.span.at(it.opened_at)), float(self.span.at(it.closed_at or self.ends))) for it in cases]
        extents = [_extent(x, end) for x, end in places]
        order = sorted(range(len(cases)), key=lambda n: extents[n])
        lane = dict(zip(order, lanes([extents[n] for n in order]), strict=True))
        return [
            Bar(
                x=short(x),
                width=short(max(end - x, 0.4)),
                y=CASES_BEGIN + LANE * lane[n],
                label=self.teller.stall_named(cases[n].stall),
                end=short(end) if x + LABEL > 100 else "",
                signs=list(self._signs(cases[n])),
            )
            for n, (x, end) in enumerate(places)
        ]

    def _signs(self, case: CaseSeen) -> Iterator[Mark]:
        stall, aside, last = self.teller.stall_named(case.stall), 0, -100.0
        for kind, at in dict.fromkeys((it.kind, it.at) for it in case.marks):
            x = float(self.span.at(at))
            # The acknowledgement comes hours after the alert: on a year's weeks they would stand upon each other.
            aside = aside + SIGN if x - last < NEAR else 0
            last = x
            yield Mark(short(x), kind, f"{self._tip(kind, at)} ({stall})", -aside if x > 100 - NEAR else aside)

    def _tip(self, kind: str, at: datetime) -> str:
        words = self.teller.words
        return f"{words.text(f'kinds.{kind}')}: {words.moment(at, self.teller.zone)}"


def _extent(x: float, end: float) -> tuple[float, float]:
    """From where to where a bar and its label go: beyond a short bar, and near the right edge back from its end."""
    if x + LABEL > 100:
        return min(x, end - LABEL), end
    return x, max(end, x + LABEL)


def _moments(events: Iterable[Happened], kind: str) -> list[datetime]:
    return list(dict.fromkeys(it.at for it in events if it.kind == kind))
