"""No message outgrows Telegram's limit, with the longest texts that there are and the longest names of a programme."""

from collections.abc import Iterator
from pathlib import Path

from bot.content.content import Content
from bot.content.limits import MESSAGE, length, limit_of, shown_length
from bot.content.longest import Longest, Names, longest
from bot.content.model_texts import LoadedModel
from bot.content.programme_file import ReadProgramme
from bot.content.programme_parts import ProgrammePart
from bot.content.samples import LAYOUTS
from bot.content.wording import Wording
from bot.content.yaml_file import Place, read_yaml
from bot.domain.errors import Problem

# A message whose sending is uncertain is repeated with such a line below it.
REPEATED = {"alert": "alert.context.repeated", "digest": "digest.repeated"}
TOASTS = ("toast.", "refused.", "alert.done.")


def check_room(prompts: Path, content: Content) -> Iterator[Problem]:
    """Every message that the texts of the content alone can make too long."""
    for id_, loaded in content.models.items():
        for language in content.wording.languages:
            grown = _grown(content.wording, loaded, language, Names())
            for name, found in grown.items():
                said = (
                    f'with its longest texts the message "{name}" has {found} characters in {language}; {MESSAGE} fit'
                )
                yield _at_the_longest(prompts, id_, loaded, language, name, said)


def _at_the_longest(prompts: Path, model: str, loaded: LoadedModel, language: str, name: str, said: str) -> Problem:
    """The problem at the question that makes the message so long, or at the layout."""
    if not name.startswith("check-in"):
        return Problem(str(prompts / "layouts" / f"{name}.html"), 1, f"{said}; shorten its texts")
    questions = loaded.texts[language].questions
    at_fault = max(questions, key=lambda id_: length(questions[id_].text))
    file = read_yaml(prompts / "models" / model / f"{language}.yaml")
    return file.problem(f"{said}; shorten this question", "questions", at_fault, "text")


def check_room_for(read: ReadProgramme, content: Content) -> Iterator[Problem]:
    """Every message that the names of this programme can make too long; told once, where the longest of them stands."""
    names, wording, loaded = _names(read.part), content.wording, content.models[read.part.model]
    for language in wording.languages:
        # What is too long without these names is told about the content.
        before = _grown(wording, loaded, language, Names())
        grown = {name: n for name, n in _grown(wording, loaded, language, names).items() if name not in before}
        most = dict.fromkeys(grown, MESSAGE)
        for key, found in _toasts(wording, loaded, language, names):
            grown[key], most[key] = found, limit_of(key)
        if grown:
            name = max(grown, key=lambda it: grown[it] - most[it])
            message = f'with this name "{name}" has up to {grown[name]} characters in {language}; {most[name]} fit'
            yield read.file.problem(f"{message}; shorten it, and others as long", *_place_of_longest(read.part))
            return


def _grown(wording: Wording, loaded: LoadedModel, language: str, names: Names) -> dict[str, int]:
    """The messages that are too long, with their lengths."""
    at_most = Longest(wording, language, loaded.texts[language], names)
    grown: dict[str, int] = {}
    for name, values in at_most.layouts().items():
        message = wording.layout(name, language, **{**LAYOUTS[name][0], **values})
        found = shown_length(message) + length(at_most.say(REPEATED.get(name, "")))
        if found > MESSAGE:
            grown[name] = found
    return grown


def _toasts(wording: Wording, loaded: LoadedModel, language: str, names: Names) -> Iterator[tuple[str, int]]:
    at_most = Longest(wording, language, loaded.texts[language], names)
    for key in wording.texts[language]:
        if (key.startswith(TOASTS) or ".toasts." in key) and length(at_most.say(key)) > limit_of(key):
            yield key, length(at_most.say(key))


def _names(part: ProgrammePart) -> Names:
    titles = [team.title for team in part.teams]
    member_of, *others = (_most_listed(part, role) for role in ("members", "facilitators", "managers"))
    return Names(
        team=longest(titles),
        person=longest(person.name for person in part.people),
        collaborative=part.title,
        session=longest(session.title for session in part.sessions),
        others=tuple(sorted(titles, key=length)[1:]),
        member_of=member_of,
        in_roles=max((member_of, *others), key=_size),
    )


def _most_listed(part: ProgrammePart, role: str) -> tuple[str, ...]:
    """The titles of the teams in which one person has this role, for the person with most to read."""
    lists = (tuple(team.title for team in part.teams if person.id in getattr(team, role)) for person in part.people)
    return max(lists, key=_size, default=())


def _size(titles: tuple[str, ...]) -> int:
    return sum(map(length, titles))


def _place_of_longest(part: ProgrammePart) -> Place:
    named: dict[Place, str] = {("title",): part.title}
    named |= {("teams", n, "title"): team.title for n, team in enumerate(part.teams)}
    named |= {("people", n, "name"): person.name for n, person in enumerate(part.people)}
    named |= {("sessions", n, "title"): session.title for n, session in enumerate(part.sessions)}
    return max(named, key=lambda place: length(named[place]))
