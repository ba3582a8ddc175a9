"""What must hold in a programme file beyond its shape: ids once, whatever is named is there, days in order."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.content.content import Content
from bot.content.programme_parts import ProgrammePart, TeamPart
from bot.content.programme_places import check_languages, check_places, known
from bot.content.shape import suggest
from bot.content.yaml_file import Place, YamlFile
from bot.domain.errors import Problem


def check_references(file: YamlFile, part: ProgrammePart, content: Content) -> list[Problem]:
    """Everything in the file that names what is not there, or does not go together; in the order of its lines."""
    problems = [
        *_check_ids(file, part),
        *_check_content(file, part, content),
        *check_places(file, part),
        *check_languages(file, part, content),
        *_check_days(file, part),
        *_check_people(file, part),
    ]
    return sorted(problems, key=lambda problem: problem.line)


def _check_ids(file: YamlFile, part: ProgrammePart) -> Iterator[Problem]:
    lists = {
        "session": [(session.id, ("sessions", n)) for n, session in enumerate(part.sessions)],
        "person": [(person.id, ("people", n)) for n, person in enumerate(part.people)],
        "team": [(team.id, ("teams", n)) for n, team in enumerate(part.teams)],
    }
    for what, ids in lists.items():
        yield from _once(file, what, ids)
    yield from _once(
        file,
        "measure",
        [
            (measure.id, ("teams", n, "measures", m))
            for n, team in enumerate(part.teams)
            for m, measure in enumerate(team.measures)
        ],
    )


def _once(file: YamlFile, what: str, ids: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for id_, place in ids:
        line = file.line(*place, "id")
        if id_ in first:
            yield file.problem(
                f'the {what} "{id_}" stands here twice, first on line {first[id_]}; give one another id', *place, "id"
            )
        first.setdefault(id_, line)


def _check_content(file: YamlFile, part: ProgrammePart, content: Content) -> Iterator[Problem]:
    yield from known(file, "model", part.model, content.models, "model")
    yield from known(file, "schedule", part.schedule, content.schedules, "schedule")
    model = content.models.get(part.model)
    for n, team in enumerate(part.teams):
        if team.schedule is not None:
            yield from known(file, "schedule", team.schedule, content.schedules, "teams", n, "schedule")
        if model is not None:
            phases = [phase.id for phase in model.model.phases]
            if team.phase not in phases:
                yield file.problem(
                    f'the model has no phase "{team.phase}"; known are {", ".join(phases)}', "teams", n, "phase"
                )


def _check_days(file: YamlFile, part: ProgrammePart) -> Iterator[Problem]:
    yield from _in_order(file, part.starts, part.ends, "ends")
    for n, session in enumerate(part.sessions):
        if not part.starts <= session.date <= part.ends:
            yield file.problem(
                f"the gathering on {session.date} lies outside the programme ({part.starts} to {part.ends})",
                "sessions",
                n,
                "date",
            )
    for n, closure in enumerate(part.closures):
        if closure.to < closure.from_:
            yield file.problem(
                f"this closure ends ({closure.to}) before it begins ({closure.from_})", "closures", n, "to"
            )
    for n, team in enumerate(part.teams):
        yield from _check_team_days(file, part, team, n)


def _check_team_days(file: YamlFile, part: ProgrammePart, team: TeamPart, n: int) -> Iterator[Problem]:
    for key, day in {"starts": team.starts, "ends": team.ends}.items():
        if day is not None and not part.starts <= day <= part.ends:
            yield file.problem(f"{day} lies outside the programme ({part.starts} to {part.ends})", "teams", n, key)
    if team.starts is not None or team.ends is not None:
        key = "ends" if team.ends is not None else "starts"
        yield from _in_order(file, team.starts or part.starts, team.ends or part.ends, "teams", n, key)


def _in_order(file: YamlFile, starts: date, ends: date, *place: str | int) -> Iterator[Problem]:
    if ends < starts:
        yield file.problem(f"this ends ({ends}) before it starts ({starts})", *place)


def _check_people(file: YamlFile, part: ProgrammePart) -> Iterator[Problem]:
    people = {person.id for person in part.people}
    yield from _check_list(file, part.owners, people, ("owners",))
    for n, team in enumerate(part.teams):
        here: Place = ("teams", n)
        roles = {"members": team.members, "facilitators": team.facilitators, "managers": team.managers}
        for role, ids in roles.items():
            yield from _check_list(file, ids, people, (*here, role))
        for m, measure in enumerate(team.measures):
            if measure.owner is not None and measure.owner not in people:
                yield _nobody(file, measure.owner, people, (*here, "measures", m, "owner"))
        yield from _check_quorum(file, team, here)


def _check_list(file: YamlFile, ids: tuple[str, ...], people: set[str], place: Place) -> Iterator[Problem]:
    for n, id_ in enumerate(ids):
        if id_ not in people:
            yield _nobody(file, id_, people, (*place, n))
        if id_ in ids[:n]:
            yield file.problem(f'"{id_}" stands twice under {place[-1]}; keep one', *place, n)


def _nobody(file: YamlFile, id_: str, people: set[str], place: Place) -> Problem:
    return file.problem(f'there is no person "{id_}" under people; {suggest(id_, people)}', *place)


def _check_quorum(file: YamlFile, team: TeamPart, here: Place) -> Iterator[Problem]:
    members = team.members
    if team.reporter is not None and team.reporter not in members:
        message = f'the reporter "{team.reporter}" is no member of the team; {suggest(team.reporter, members)}'
        yield file.problem(message, *here, "reporter")
    if team.quorum == "reporter" and team.reporter is None:
        yield file.problem("the quorum is the reporter, but the team names none; add reporter:", *here, "quorum")
    most = max(len(members), 1)
    if isinstance(team.quorum, int) and team.quorum > most:
        message = f"the quorum is {team.quorum}, but the team has {len(members)} members; make it {most} or less"
        yield file.problem(message, *here, "quorum")
