"""What the bot found beside what is true: found, missed, and told of without cause, by kind of stall."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from bot.rehearsal.played import Happened
from tests.cohort.cohort import Known
from tests.cohort.kinds import KINDS, NOT_TOLD
from tests.cohort.reader import Stall

STALLS = ("never_started", "silent", "stuck", "help_wanted", "unreachable")
# A case cannot be right before its time; two clocks may differ by a breath.
BREATH = timedelta(seconds=1)


@dataclass(slots=True)
class Case:
    """A case of the bot: when it opened, when somebody was first told, when it ended."""

    team: str
    kind: str
    opened: datetime
    told: datetime | None = None
    closed: datetime | None = None


@dataclass(slots=True)
class Score:
    """Of one kind of stall, or of all: what was found, and how many days after its moment it opened and was told."""

    found: int = 0
    false: list[Case] = field(default_factory=list)
    missed: list[tuple[str, Stall]] = field(default_factory=list)
    opened_after: list[float] = field(default_factory=list)
    told_after: list[float] = field(default_factory=list)
    ends_wrong: list[tuple[Case, Stall]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / (self.found + len(self.false)) if self.found or self.false else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + len(self.missed)) if self.found or self.missed else 1.0

    def add(self, other: "Score") -> None:
        """Count these too."""
        self.found += other.found
        for name in ("false", "missed", "opened_after", "told_after", "ends_wrong"):
            getattr(self, name).extend(getattr(other, name))


@dataclass(slots=True)
class Compared:
    """A cohort, played: the scores by kind of stall and by kind of team, and needless alerts.

    An alert is needless that tells of a team of which nobody should be told.
    """

    by_stall: dict[str, Score] = field(default_factory=lambda: {kind: Score() for kind in STALLS})
    by_team: dict[str, Score] = field(default_factory=lambda: {kind.__name__: Score() for kind in KINDS})
    teams: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    needless: list[Case] = field(default_factory=list)

    def add(self, other: "Compared") -> None:
        """Count these too."""
        for mine, others in ((self.by_stall, other.by_stall), (self.by_team, other.by_team)):
            for kind, score in others.items():
                mine[kind].add(score)
        self.teams += other.teams
        self.told += other.told
        self.needless += other.needless


def compare(known: Iterable[Known], events: Iterable[Happened]) -> Compared:
    """Each true stall beside the case that opened while it lasted; a case opened once for it counts."""
    cases, compared = cases_in(events), Compared()
    for team in known:
        mine = cases.get(team.team, [])
        told = [case for case in mine if case.told]
        compared.teams[team.kind] += 1
        compared.told[team.kind] += len(told)
        compared.needless += told if team.kind in NOT_TOLD else []
        for kind in STALLS:
            score = Score()
            _match([it for it in team.stalls if it.kind == kind], [it for it in mine if it.kind == kind], score, team)
            compared.by_stall[kind].add(score)
            compared.by_team[team.kind].add(score)
    return compared


def _match(stalls: list[Stall], cases: list[Case], score: Score, team: Known) -> None:
    for stall in stalls:
        case = next((it for it in cases if stall.at - BREATH <= it.opened and not _is_over(stall, it.opened)), None)
        if case is None:
            score.missed.append((team.team, stall))
            continue
        cases.remove(case)
        score.found += 1
        score.opened_after.append(_days(case.opened - stall.at))
        if case.told:
            score.told_after.append(_days(case.told - stall.at))
        if case.closed != stall.until:
            score.ends_wrong.append((case, stall))
    score.false += cases


def _is_over(stall: Stall, at: datetime) -> bool:
    return stall.until is not None and at >= stall.until


def _days(span: timedelta) -> float:
    return span / timedelta(days=1)


def cases_in(events: Iterable[Happened]) -> Mapping[str, list[Case]]:
    """The cases of each team, from what a rehearsal tells."""
    cases: dict[str, list[Case]] = defaultdict(list)
    for event in events:
        of_kind = [it for it in cases[event.team or ""] if it.kind == event.detail.get("stall")]
        if event.kind == "stall_opened":
            cases[event.team or ""].append(Case(event.team or "", event.detail["stall"], event.at))
        elif event.kind == "alert_sent":
            of_kind[-1].told = of_kind[-1].told or event.at
        elif event.kind == "stall_closed":
            of_kind[-1].closed = event.at
    return cases


def stall_table(compared: Compared) -> Iterator[str]:
    """The scores of each kind of stall as lines of text."""
    yield _row("stall", "true", "found", "missed", "false", "precision", "recall", "case after", "alert after")
    for kind, score in compared.by_stall.items():
        yield _row(
            kind,
            score.found + len(score.missed),
            score.found,
            len(score.missed),
            len(score.false),
            f"{score.precision:.3f}",
            f"{score.recall:.3f}",
            _spread(score.opened_after),
            _spread(score.told_after),
        )


def team_table(compared: Compared) -> Iterator[str]:
    """The same of each kind of team, with how many alerts told of it; * marks those of which nobody should be told."""
    yield _row("team", "teams", "true", "found", "missed", "false", "alerts")
    for kind, score in compared.by_team.items():
        name = kind.replace("_", " ") + (" *" if kind in NOT_TOLD else "")
        true = score.found + len(score.missed)
        numbers = (score.found, len(score.missed), len(score.false), compared.told[kind])
        yield _row(name, compared.teams[kind], true, *numbers)


def _row(name: str, *cells: object) -> str:
    wide = f"{name:<20}" + "".join(f"{cell!s:>10}" for cell in cells[:6])
    return wide + "".join(f"{cell!s:>20}" for cell in cells[6:])


def _spread(days: list[float]) -> str:
    return f"{median(days):.2f} (most {max(days):.2f})" if days else "-"
