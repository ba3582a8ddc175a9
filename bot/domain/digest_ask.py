"""One thing to do: which rule holds for a team, and which of its asks comes this time."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.digest import AT_REST, TeamSeen, need

# In the place of the source it stands for what is in the team's way.
OBSTACLE = "obstacle"
# An ask that came among the last so many is not news.
REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class AskRule:
    """Where asks about a team come from, where all of this holds: each condition is empty where it does not matter.

    `states` are those of a team in need; `obstacles` what is in its way; `phases` the names of its phase; `gathering`
    in how many days the next one is at most, `gathered` how many days ago the last was; `pulse` what the manager said
    last to whether they have asked about the work.
    """

    why: str
    sources: tuple[str, ...]
    states: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    gathering: int | None = None
    gathered: int | None = None
    pulse: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rules look at: the team, the names of its phase, gatherings near the day, and what the manager said."""

    team: TeamSeen
    phases: tuple[str, ...]
    today: date
    next_session: date | None = None
    last_session: date | None = None
    pulse: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing to do about a team: from which source, under which name, and why."""

    team_id: int
    source: str
    name: str
    why: str = ""
    still_open: bool = False

    @property
    def named(self) -> tuple[int, str, str]:
        """What makes it the same ask as another."""
        return self.team_id, self.source, self.name


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """An ask of an earlier page, and what the reader replied; None for nothing."""

    team_id: int
    source: str
    name: str
    reply: str | None

    @property
    def named(self) -> tuple[int, str, str]:
        """What makes it the same ask as another."""
        return self.team_id, self.source, self.name


# The names of the asks of a source for the team in a situation, in the order of the file.
Names = Callable[[Situation, str], Sequence[str]]


def holds(rule: AskRule, it: Situation) -> bool:
    """Whether the rule holds for the team."""
    to_come = (it.next_session - it.today).days if it.next_session else None
    ago = (it.today - it.last_session).days if it.last_session else None
    return all(
        (
            not rule.states or (it.team.stalled and it.team.state in rule.states),
            not rule.obstacles or it.team.obstacle in rule.obstacles or (_any(rule) and it.team.obstacle is not None),
            not rule.phases or any(phase in rule.phases for phase in it.phases),
            rule.gathering is None or (to_come is not None and 0 <= to_come <= rule.gathering),
            rule.gathered is None or (ago is not None and 0 < ago <= rule.gathered),
            rule.pulse is None or rule.pulse == it.pulse,
        )
    )


def _any(rule: AskRule) -> bool:
    return "any" in rule.obstacles


def choose_ask(
    rules: Sequence[AskRule], situations: Sequence[Situation], names: Names, before: Sequence[AskedBefore]
) -> Ask | None:
    """The one thing to do this time, for the team that needs it most. `before` are the earlier ones, the newest first.

    What was not replied to comes once more, marked as still open, where it still fits; nothing else comes twice
    running.
    """
    active = [it for it in situations if it.team.state not in AT_REST]
    if (again := _still_open(rules, active, names, before)) is not None:
        return again
    last = before[0].named if before else None
    recent = {it.named for it in before[:REMEMBERED]}
    asks: list[Ask] = []
    for ask in (ask for it in _in_turn(active, before) for ask in _asks(rules, it, names)):
        if ask.named != last and ask.named not in recent:
            return ask
        if ask.named != last:
            asks.append(ask)
    refused = {it.named for it in before if it.reply == "not-mine"}
    return _longest_ago([ask for ask in asks if ask.named not in refused], before) or _longest_ago(asks, before)


def _still_open(
    rules: Sequence[AskRule], situations: Sequence[Situation], names: Names, before: Sequence[AskedBefore]
) -> Ask | None:
    if not before or before[0].reply is not None:
        return None
    last = before[0].named
    if len(before) > 1 and before[1].named == last:
        return None
    fits = (ask for it in situations for ask in _asks(rules, it, names) if ask.named == last)
    found = next(fits, None)
    return Ask(*found.named, found.why, still_open=True) if found else None


def _in_turn(situations: Sequence[Situation], before: Sequence[AskedBefore]) -> list[Situation]:
    """Most in need first; of those alike, the team that was asked for longest ago."""
    asked = [it.team_id for it in before]

    def place(it: Situation) -> tuple[tuple[bool, bool, bool], int, str]:
        ago = asked.index(it.team.id) if it.team.id in asked else len(asked)
        return need(it.team), -ago, it.team.title

    return sorted(situations, key=place)


def _asks(rules: Sequence[AskRule], it: Situation, names: Names) -> Iterator[Ask]:
    """Everything that could be asked about the team, by the rules in their order."""
    seen: set[tuple[str, str]] = set()
    for rule in (rule for rule in rules if holds(rule, it)):
        for source in _sources(rule, it.team):
            # What stands where nothing is in the way belongs to the phase, and not to an obstacle or a gathering.
            why = "phase" if source == "none" else rule.why
            for name in names(it, source):
                if (source, name) not in seen:
                    seen.add((source, name))
                    yield Ask(it.team.id, source, name, why)


def _sources(rule: AskRule, team: TeamSeen) -> list[str]:
    found = [team.obstacle if source == OBSTACLE else source for source in rule.sources]
    return [source for source in found if source is not None]


def _longest_ago(asks: Collection[Ask], before: Sequence[AskedBefore]) -> Ask | None:
    asked = [it.named for it in before]
    return max(asks, key=lambda ask: asked.index(ask.named), default=None)
