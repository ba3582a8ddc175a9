"""A team as the page shows it: how it went in a sentence, its weeks drawn, and all that happened in words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.content.content import Content
from bot.domain.programme import Team
from bot.rehearsal.page.cases import CaseSeen, cases_of
from bot.rehearsal.page.check_ins import Fate, check_ins_of, lateness
from bot.rehearsal.page.drawing import Draughtsman, Drawing
from bot.rehearsal.page.in_words import Line, Teller
from bot.rehearsal.page.span import Span
from bot.rehearsal.page.words import Words
from bot.rehearsal.played import Happened, Played


@dataclass(frozen=True, slots=True)
class TeamRow:
    """Everything about a team. By `need` the teams are ordered: cases that stay open, cases, misses."""

    title: str
    find: str
    summary: str
    open: str
    drawn: Drawing
    lines: Sequence[Line]
    zone: str
    need: tuple[int, int, int]
    fates: Mapping[Fate, int]
    cases: Sequence[CaseSeen]


@dataclass(frozen=True, slots=True)
class TeamRows:
    """Makes the rows of all teams of a play."""

    played: Played
    content: Content
    span: Span
    words: Words

    def all(self) -> list[TeamRow]:
        """The teams, those that need a hand first."""
        events = _by_team(self.played)
        rows = [self._row(team, events[team.id]) for team in self.played.programme.teams]
        return sorted(rows, key=lambda row: row.need, reverse=True)

    def _row(self, team: Team, events: Sequence[Happened]) -> TeamRow:
        programme = self.played.programme
        late_at = lateness(programme, team, self.content)
        check_ins, cases = check_ins_of(events, late_at), cases_of(events)
        fates = Counter(it.fate for it in check_ins)
        late = frozenset(it.settled_at for it in check_ins if it.fate is Fate.LATE and it.settled_at)
        zone = ZoneInfo(team.zone or programme.zone)
        teller = Teller(self.words, self.content.models[programme.model].texts_in(self.words.language), zone)
        still_open = [teller.stall_named(it.stall) for it in cases if it.closed_at is None]
        hand = Draughtsman(team, programme, self.span, teller, self.played.ends)
        return TeamRow(
            title=team.title,
            find=" ".join((team.title, team.id, *team.members, *team.facilitators, *team.managers)).lower(),
            summary=_summary(fates, len(cases), self.words),
            open=self.words.text("teams.open", cases=self.words.list(still_open)) if still_open else "",
            drawn=hand.drawing(events, check_ins, cases, self.played.pauses.get(team.id, ())),
            lines=list(teller.lines((it for it in events if it.kind != "digest_sent"), late)),
            zone=zone.key,
            need=(len(still_open), len(cases), fates[Fate.MISSED]),
            fates=fates,
            cases=cases,
        )


def _by_team(played: Played) -> dict[str, list[Happened]]:
    """The events of each team; who joins does so in all their teams, and a digest goes to its readers' teams."""
    programme = played.programme
    found: dict[str, list[Happened]] = {team.id: [] for team in programme.teams}
    theirs: dict[str, list[str]] = {}
    for team in programme.teams:
        for person in dict.fromkeys((*team.members, *team.facilitators, *team.managers)):
            theirs.setdefault(person, []).append(team.id)
    for event in played.events:
        teams = [event.team] if event.team else theirs.get(event.person or "", [])
        for team_id in teams:
            if team_id in found:
                found[team_id].append(event)
    return found


def _summary(fates: Mapping[Fate, int], cases: int, words: Words) -> str:
    if not fates:
        return words.text("teams.never-asked")
    late = fates.get(Fate.LATE, 0)
    values = {
        "asked": words.count("check-ins", sum(fates.values())),
        "answered": words.count("answered", fates.get(Fate.ANSWERED, 0) + late),
        "missed": words.count("missed", fates.get(Fate.MISSED, 0)),
        "cases": words.count("cases", cases),
    }
    if not late:
        return words.text("teams.summary", **values)
    return words.text("teams.summary-late", **values, late=words.count("late", late))
