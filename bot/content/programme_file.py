"""Loads a programme file: one collaborative with its people, teams, gatherings and closures."""

from dataclasses import dataclass
from pathlib import Path

from bot.content.content import Content
from bot.content.programme_checks import check_references
from bot.content.programme_parts import MeasurePart, ProgrammePart, TeamPart
from bot.content.shape import fit
from bot.content.yaml_file import YamlFile, parse_yaml, read_text
from bot.domain.errors import BadFile
from bot.domain.programme import Closure, Measure, Person, Programme, Session, Team


@dataclass(frozen=True, slots=True)
class LoadedProgramme:
    """A programme with the text of its file, which is kept as it was applied."""

    programme: Programme
    source: str


@dataclass(frozen=True, slots=True)
class ReadProgramme:
    """A programme with its file, which knows on which line everything stands."""

    file: YamlFile
    part: ProgrammePart
    programme: Programme


def load_programme(path: Path, content: Content) -> LoadedProgramme:
    """The programme in this file. BadFile with everything that is wrong with it."""
    source = read_text(path)
    return LoadedProgramme(parse_programme(source, str(path), content), source)


def parse_programme(source: str, name: str, content: Content) -> Programme:
    """The programme in this text; `name` stands for the file in problems."""
    return read_programme(source, name, content).programme


def read_programme(source: str, name: str, content: Content) -> ReadProgramme:
    """The same with the places of all that is written there."""
    file = parse_yaml(source, name)
    part = fit(file, ProgrammePart)
    problems = check_references(file, part, content)
    if problems:
        raise BadFile(problems)
    return ReadProgramme(file, part, _programme(part))


def _programme(part: ProgrammePart) -> Programme:
    return Programme(
        collaborative=part.collaborative,
        title=part.title,
        model=part.model,
        schedule=part.schedule,
        zone=part.zone,
        holidays=part.holidays,
        language=part.language,
        starts=part.starts,
        ends=part.ends,
        sessions=tuple(Session(session.id, session.title, session.date) for session in part.sessions),
        closures=tuple(Closure(closure.from_, closure.to, closure.title) for closure in part.closures),
        people=tuple(
            Person(person.id, person.name, person.language, person.zone, person.email) for person in part.people
        ),
        owners=part.owners,
        teams=tuple(_team(team) for team in part.teams),
    )


def _team(part: TeamPart) -> Team:
    return Team(
        id=part.id,
        title=part.title,
        phase=part.phase,
        members=part.members,
        facilitators=part.facilitators,
        managers=part.managers,
        zone=part.zone,
        schedule=part.schedule,
        starts=part.starts,
        ends=part.ends,
        quorum=part.quorum,
        reporter=part.reporter,
        measures=tuple(_measure(measure) for measure in part.measures),
    )


def _measure(part: MeasurePart) -> Measure:
    return Measure(
        id=part.id,
        title=part.title,
        kind=part.kind,
        unit=part.unit,
        direction=part.direction,
        goal=part.goal,
        every=part.every,
        owner=part.owner,
        rules=part.rules,
    )
