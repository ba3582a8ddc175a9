"""Who is to be looked at when: at every moment at which somebody may have something to do."""

import heapq
from collections.abc import Sequence
from datetime import datetime


class Agenda:
    """Moments with the person who may act at them; at one moment in the order of the programme file.

    A moment too many does no harm, for whoever is looked at is asked anew what there is to do.
    """

    def __init__(self, people: Sequence[str]) -> None:
        self._place = {person: n for n, person in enumerate(people)}
        self._people = tuple(people)
        self._looks: list[tuple[datetime, int]] = []
        self._known: set[tuple[datetime, int]] = set()

    def look(self, person: str, at: datetime) -> None:
        """Look at this person at this moment."""
        entry = (at, self._place[person])
        if entry not in self._known:
            self._known.add(entry)
            heapq.heappush(self._looks, entry)

    @property
    def next_moment(self) -> datetime | None:
        """When somebody is to be looked at next."""
        return self._looks[0][0] if self._looks else None

    def take(self, now: datetime) -> str | None:
        """Who is to be looked at by now, the earliest first; None where that is nobody."""
        if not self._looks or self._looks[0][0] > now:
            return None
        entry = heapq.heappop(self._looks)
        self._known.discard(entry)
        return self._people[entry[1]]
