"""The days on which a team rests: by agreement, or because everybody is away."""

from bot.domain.behaviour import Behaviour, Does
from bot.domain.programme import Team
from tests.cohort.working_days import DAY, Days, Span


def pauses_in(behaviour: Behaviour, team: Team, days: Days) -> tuple[Span, ...]:
    """The days on which the team rests by agreement: until the day before it is asked again, or is woken earlier."""
    found: list[Span] = []
    for event in (it for it in behaviour.events if it.team == team.id):
        if event.does is Does.PAUSE and event.until is not None:
            found.append((days.on(event.at), event.until - DAY))
        elif event.does is Does.RESUME:
            found[-1] = (found[-1][0], days.on(event.at) - DAY)
    return tuple(found)


def all_away_in(behaviour: Behaviour, team: Team, days: Days) -> tuple[Span, ...]:
    """The days on which every member is away."""
    spans = {
        it.person: (days.on(it.at), it.until - DAY)
        for it in behaviour.events
        if it.does is Does.AWAY and it.person in team.members and it.until is not None
    }
    if len(spans) < len(team.members):
        return ()
    first, last = max(span[0] for span in spans.values()), min(span[1] for span in spans.values())
    return ((first, last),) if first <= last else ()
