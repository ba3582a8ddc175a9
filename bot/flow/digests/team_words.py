"""A team's week in words, for a reader of its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.digest import Answers, Good, GoodKind, Obstacle, TeamSeen, compared
from bot.domain.digest_page import TeamPart
from bot.domain.digest_week import Around
from bot.domain.model import Phase
from bot.domain.team_state import TeamState
from bot.flow.guiding import what_it_is
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.storage.rows import TeamRow

# Fewer show nothing that the sentence does not say.
FEWEST_DOTS = 3


@dataclass(frozen=True, slots=True)
class TeamWords:
    """How teams of one model are told of in one language; `team` names the model.

    What a phase is about, and the duty that it serves, is said to whoever manages these teams, by their ids.
    """

    house: House
    team: TeamRow
    language: str
    around: Around
    managed: frozenset[int]

    def parts(self, teams: Sequence[TeamSeen]) -> tuple[TeamPart, ...]:
        """The teams in their order; what a phase is about is said of the first team in it."""
        explained: set[str] = set()
        parts: list[TeamPart] = []
        for team in teams:
            explains = team.id in self.managed and team.phase not in explained
            parts.append(self._part(team, explains=explains))
            if explains:
                explained.add(team.phase)
        return tuple(parts)

    def state(self, team: TeamSeen) -> str:
        """How the team stands: `quiet for 11 working days`."""
        wording = self.house.content.wording
        if team.state is TeamState.SILENT:
            days = wording.count("working-days", team.silent_days, self.language)
            return wording.plain("digest.states.silent", self.language, days=days)
        if team.state is TeamState.PAUSED:
            until = wording.date(team.paused_until, self.language) if team.paused_until else ""
            return wording.plain("digest.states.paused", self.language, date=until)
        return wording.plain(f"digest.states.{team.state}", self.language)

    def _say(self, key: str, **values: object) -> str:
        return self.house.content.wording.plain(f"digest.{key}", self.language, **values)

    def _part(self, team: TeamSeen, *, explains: bool) -> TeamPart:
        model = self.house.model(self.team)
        phase = model.phase(team.phase)
        explained = self._explained(phase) if explains else []
        answers = self._answers(team, team.answers) if team.answers else []
        charted = list(team.charted.sentences) if team.charted else []
        small = [] if team.answers else [self._say("too-small", team=shortened(team.title, LONGEST_IN_A_LIST))]
        return TeamPart(
            title=team.title,
            is_in_need=team.stalled,
            state=self.state(team),
            glance=self._glance(team),
            lines=tuple(line for line in (*explained, *answers, *charted, *small) if line),
            line=self._line(team),
            chart=team.charted.chart if team.charted and len(team.charted.chart.dots) >= FEWEST_DOTS else None,
        )

    def _explained(self, phase: Phase) -> list[str]:
        duty = self._say(f"duty.{phase.duty}") if phase.duty else ""
        return [str(what_it_is(self.house, phase, self.language)), duty]

    def _place(self, team: TeamSeen) -> dict[str, object]:
        phases = self.house.model(self.team).phases
        number = next(place for place, phase in enumerate(phases, start=1) if phase.id == team.phase)
        named = model_texts(self.house, self.team, self.language).phases[team.phase]
        return {"number": number, "total": len(phases), "phase": named}

    def _glance(self, team: TeamSeen) -> str:
        # The step follows from what the team answered.
        if team.answers is None:
            return self._say("phase.alone", **self._place(team))
        step = model_texts(self.house, self.team, self.language).steps[team.answers.step].title
        return self._say("phase.at-a-glance", step=step, **self._place(team))

    def _line(self, team: TeamSeen) -> str:
        phase = self._say("phase.alone", **self._place(team))
        return self._say(
            "team-line", team=shortened(team.title, LONGEST_IN_A_LIST), state=self.state(team), phase=phase
        )

    def _answers(self, team: TeamSeen, said: Answers) -> list[str]:
        return [self._answered(said), self._obstacle(said.obstacle), self._good(team, said.good)]

    def _answered(self, said: Answers) -> str:
        kind, wording = compared(said), self.house.content.wording
        counts = {"answered": said.answered, "asked": said.asked}
        if kind == "none-asked":
            next_on = self.around.next_on
            return self._say(f"answered.{kind}", date=wording.date(next_on, self.language)) if next_on else ""
        if kind in ("more", "fewer"):
            counts["before"] = f"{said.answered_before}/{said.asked_before}"  # type: ignore[assignment]
        return self._say(f"answered.{kind}", **counts)

    def _obstacle(self, said: Obstacle | None) -> str:
        wording = self.house.content.wording
        if said is None:
            return ""
        if said.choice == "none":
            return self._say("obstacle.none")
        name = wording.plain(f"words.obstacles.{said.choice}", self.language)
        if said.gone:
            return self._say("obstacle.gone", obstacle=name)
        if said.since is not None:
            return self._say("obstacle.stays", obstacle=name, since=wording.date(said.since, self.language))
        return self._say("obstacle.line", obstacle=name)

    def _good(self, team: TeamSeen, good: Good | None) -> str:
        wording = self.house.content.wording
        if good is None:
            return ""
        key, on = f"good.{good.kind}", wording.date(good.on, self.language) if good.on else ""
        match good.kind:
            case GoodKind.EVIDENCE:
                words = model_texts(self.house, self.team, self.language).gate.get(good.what, "")
                return self._say(key, evidence=words) if words else ""
            case GoodKind.TEST:
                scale = f"test.scales.{good.what}"
                named = wording.plain(scale, self.language) if wording.has(scale) else ""
                return self._say(key, date=on, scale=named) if named else self._say(f"{key}-alone", date=on)
            case GoodKind.TEST_DROPPED:
                return self._say(key)
            case GoodKind.HOMEWORK:
                session = shortened(good.what, LONGEST_IN_A_LIST)
                return self._say(key, session=session) if session else self._say(f"{key}-alone")
            case GoodKind.MEASURE:
                numbers = wording.count("measurements", good.count, self.language)
                return self._say(key, measure=good.what, measurements=numbers)
            case GoodKind.IMPROVED:
                return self._say(key, measure=good.what)
            case GoodKind.BACK:
                return self._say(key, team=shortened(team.title, LONGEST_IN_A_LIST))
