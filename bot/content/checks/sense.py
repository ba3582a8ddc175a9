"""What a programme file says that goes against itself: nobody to tell, nothing to do, the same name twice."""

from collections.abc import Iterable, Iterator

from bot.content.programme_file import ReadProgramme
from bot.content.programme_parts import ProgrammePart, TeamPart
from bot.content.yaml_file import Place, YamlFile
from bot.domain.charts.control import MADE_FOR
from bot.domain.charts.series import Rules
from bot.domain.errors import Problem


def check_sense(read: ReadProgramme) -> Iterator[Problem]:
    """Everything that could be carried out, and that nobody can have meant."""
    file, part = read.file, read.part
    yield from _check_idle(file, part)
    yield from _check_titles(file, ((team.title, ("teams", n, "title")) for n, team in enumerate(part.teams)))
    yield from _check_sessions(file, part)
    yield from _check_closures(file, part)
    for n, team in enumerate(part.teams):
        yield from _check_who_is_told(file, part, team, ("teams", n))
        yield from _check_goals(file, team, ("teams", n))
        yield from _check_rules(file, team, ("teams", n))


def _check_idle(file: YamlFile, part: ProgrammePart) -> Iterator[Problem]:
    busy = set(part.owners)
    for team in part.teams:
        busy |= {*team.members, *team.facilitators, *team.managers, *(it.owner for it in team.measures if it.owner)}
    for n, person in enumerate(part.people):
        if person.id not in busy:
            message = f'"{person.id}" has no part in anything; add the id to a team or to owners, or take the line out'
            yield file.problem(message, "people", n, "id")


def _check_titles(file: YamlFile, titles: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for title, place in titles:
        line = file.line(*place)
        if title.casefold() in first:
            message = f'"{title}" is the title of two teams, first on line {first[title.casefold()]}'
            yield file.problem(f"{message}; nobody could tell them apart, so change one", *place)
        first.setdefault(title.casefold(), line)


def _check_sessions(file: YamlFile, part: ProgrammePart) -> Iterator[Problem]:
    for n, session in enumerate(part.sessions):
        here: Place = ("sessions", n, "date")
        earlier = next((it for it in part.sessions[:n] if it.date == session.date), None)
        if earlier is not None:
            message = f'the gatherings "{earlier.id}" and "{session.id}" are on the same day, {session.date}'
            yield file.problem(f"{message}; correct one of the dates", *here)
        for closure in part.closures:
            if closure.from_ <= session.date <= closure.to:
                message = f"the gathering on {session.date} lies in the closure from {closure.from_} to {closure.to}"
                yield file.problem(f"{message}; move one of them", *here)


def _check_closures(file: YamlFile, part: ProgrammePart) -> Iterator[Problem]:
    for n, closure in enumerate(part.closures):
        if closure.to < part.starts or closure.from_ > part.ends:
            message = f"this closure lies outside the programme ({part.starts} to {part.ends})"
            yield file.problem(f"{message}; look at the year, or take it out", "closures", n, "from")


def _check_who_is_told(file: YamlFile, part: ProgrammePart, team: TeamPart, here: Place) -> Iterator[Problem]:
    told = {*team.facilitators, *part.owners}
    if told <= set(team.members):
        message = "a silence of this team would be told to nobody but its own members"
        yield file.problem(f"{message}; add a facilitator or an owner who is not among them", *here, "facilitators")


def _check_goals(file: YamlFile, team: TeamPart, here: Place) -> Iterator[Problem]:
    for m, measure in enumerate(team.measures):
        goal = measure.goal
        if goal is not None and measure.kind == "share" and measure.unit == "%" and not 0 <= goal <= 100:
            message = f"a share in % is from 0 to 100, and this goal is {goal:g}; correct it, or the kind or unit"
            yield file.problem(message, *here, "measures", m, "goal")


def _check_rules(file: YamlFile, team: TeamPart, here: Place) -> Iterator[Problem]:
    for m, measure in enumerate(team.measures):
        kinds = MADE_FOR.get(Rules(measure.rules))
        if kinds and measure.kind not in kinds:
            message = (
                f'a {measure.rules} chart is of a {" or a ".join(kinds)}, and this measure is "{measure.kind}"; '
                "leave out the rules, or write another kind"
            )
            yield file.problem(message, *here, "measures", m, "rules")
