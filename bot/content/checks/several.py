"""What programme files say against each other: a collaborative in two of them, or one person with two names."""

from collections.abc import Iterator, Sequence

from bot.content.programme_file import ReadProgramme
from bot.domain.errors import Problem


def check_several(files: Sequence[ReadProgramme]) -> Iterator[Problem]:
    """Every id that another of these files has with another meaning."""
    collaboratives: dict[str, str] = {}
    names: dict[str, tuple[str, str]] = {}
    for read in files:
        file, part = read.file, read.part
        id_ = part.collaborative
        if id_ in collaboratives:
            message = f'the collaborative "{id_}" stands in {collaboratives[id_]} too; give one of them another id'
            yield file.problem(message, "collaborative")
        collaboratives.setdefault(id_, f"{file.name}:{file.line('collaborative')}")
        for n, person in enumerate(part.people):
            name, where = names.setdefault(person.id, (person.name, f"{file.name}:{file.line('people', n, 'id')}"))
            if name != person.name:
                message = f'"{person.id}" is {name} in {where}, and the same id is the same person'
                yield file.problem(
                    f"{message}; give one of them another id, or both the same name", "people", n, "name"
                )
