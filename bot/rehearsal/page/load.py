"""What reaches each person, week by week: everything that came unasked and made a sound."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from zoneinfo import ZoneInfo

from bot.domain.outgoing import OutgoingKind
from bot.domain.programme import Programme
from bot.rehearsal.page.span import Span
from bot.rehearsal.played import Arrived, Played


class Sort(IntEnum):
    """The sorts of messages that are counted apart."""

    CHECK_IN = 0
    REMINDER = 1
    ALERT = 2
    DIGEST = 3
    OTHER = 4


_SORTS = {
    OutgoingKind.SCREEN: Sort.CHECK_IN,
    OutgoingKind.REMINDER: Sort.REMINDER,
    OutgoingKind.ALERT: Sort.ALERT,
    OutgoingKind.DIGEST: Sort.DIGEST,
}


@dataclass(slots=True)
class Load:
    """How many messages of each sort reached somebody in each week."""

    weeks: list[list[int]] = field(default_factory=list)

    @classmethod
    def empty(cls, span: Span) -> "Load":
        """Nothing in any week."""
        return cls([[0] * len(Sort) for _ in range(span.weeks)])

    def take(self, week: int, message: Arrived) -> None:
        """Count one message more."""
        self.weeks[week][_SORTS.get(message.kind, Sort.OTHER)] += 1

    def of(self, *sorts: Sort) -> list[int]:
        """How many of these sorts came in each week; of all where none is named."""
        return [sum(week[sort] for sort in sorts or Sort) for week in self.weeks]

    def total(self, *sorts: Sort) -> int:
        """How many of these sorts came in all weeks."""
        return sum(self.of(*sorts))


def loads(played: Played, span: Span) -> dict[str, Load]:
    """The load of everybody in the programme; "" is what came to groups."""
    zones = _zones(played.programme)
    found = {person: Load.empty(span) for person in zones}
    for message in counted(played.messages):
        load = found.setdefault(message.person, Load.empty(span))
        load.take(span.week_of(message.at, zones.get(message.person)), message)
    return found


def counted(messages: Iterable[Arrived]) -> Iterable[Arrived]:
    """The messages that count as load: what answers a person's own act, or changes without a sound, does not."""
    return (message for message in messages if message.new and message.unasked)


def bars(heights: Sequence[int], top: int, under: Sequence[int] | None = None) -> str:
    """A path of upright bars, one a week, in a drawing `top` high; each stands upon what is `under` it."""
    below = under or [0] * len(heights)
    stands = ((n, height, low) for n, (height, low) in enumerate(zip(heights, below, strict=True)) if height)
    return "".join(f"M{n}.1 {top - low}v-{height}h.8v{height}z" for n, height, low in stands)


def _zones(programme: Programme) -> dict[str, ZoneInfo]:
    return {person.id: ZoneInfo(person.zone or programme.zone) for person in programme.people}
