"""Check-ins anchored to the sessions: so many working days after each and before the next."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import islice, pairwise

from bot.domain.frame import Frame
from bot.domain.working_time import ONE_DAY


@dataclass(frozen=True, slots=True)
class Anchored:
    """A date with the session it is counted from, and by how many working days: after it, or (below 0) before it."""

    on: date
    session: date
    working_days: int


@dataclass(frozen=True, slots=True)
class SessionCadence:
    """So many working days after a session, then every so many while enough are left, and so many before the next.

    After the last session it goes by offsets of its own, and then rests. All at one local time.
    """

    after_session: int
    every: int
    while_left: int
    before_session: int
    after_last: tuple[int, ...]
    at: time
    merge_under: int = 3

    def __post_init__(self) -> None:
        if min(self.after_session, self.every, self.while_left, self.before_session, *self.after_last) < 1:
            raise ValueError("working days after or before a session are 1 or more: on a session nobody is asked")
        if list(self.after_last) != sorted(set(self.after_last)):
            raise ValueError(f"the days after the last session come in order, each once, not {self.after_last}")

    def dates(self, frame: Frame) -> Iterator[date]:
        """The dates of the plan in order; they move with the sessions."""
        return (it.on for it in self.anchored(frame))

    def anchored(self, frame: Frame) -> Iterator[Anchored]:
        """The dates of the plan with what each is counted from."""
        # Who is away holds up a check-in, as on the grid, but does not move what is counted from a session.
        frame = replace(frame, calendar=replace(frame.calendar, away=()))
        for last, coming in pairwise((None, *sorted(frame.session_days), None)):
            for it in self._between(frame, last, coming):
                if frame.starts <= it.on <= frame.ends:
                    yield it

    def _between(self, frame: Frame, last: date | None, coming: date | None) -> Iterator[Anchored]:
        if coming is None:
            if last is not None:
                yield from self._after_last(frame, last)
            return
        between = list(frame.working_days(last + ONE_DAY if last else frame.starts, coming - ONE_DAY))
        before = between[-self.before_session] if len(between) >= self.before_session else None
        if last is not None:
            # The n-th of them has as many left as come after it, and the day of the session itself.
            for n in range(self.after_session, len(between) - self.while_left + 2, self.every):
                if before is None or between[n - 1] < before:
                    yield Anchored(between[n - 1], last, n)
        if before is not None:
            yield Anchored(before, coming, -self.before_session)

    def _after_last(self, frame: Frame, last: date) -> Iterator[Anchored]:
        following = frame.working_days(last + ONE_DAY, frame.ends)
        for n, day in enumerate(islice(following, max(self.after_last, default=0)), start=1):
            if n in self.after_last:
                yield Anchored(day, last, n)
