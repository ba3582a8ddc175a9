"""What `mellom check` finds: everything in the content and in programme files that would go wrong, before it does."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.content.asks_file import check_asks
from bot.content.checks.languages import check_languages
from bot.content.checks.layouts import check_layouts
from bot.content.checks.letters import check_letters
from bot.content.checks.meanings import check_meanings
from bot.content.checks.needed import check_needed
from bot.content.checks.pages import check_pages
from bot.content.checks.room import check_room, check_room_for
from bot.content.checks.sense import check_sense
from bot.content.checks.several import check_several
from bot.content.checks.stuck import check_stuck
from bot.content.checks.texts import check_texts
from bot.content.checks.when import check_when
from bot.content.content import Content, load_content
from bot.content.guide import check_guide
from bot.content.programme_file import ReadProgramme, read_programme
from bot.content.yaml_file import read_text
from bot.domain.errors import BadFile, Problem


@dataclass(frozen=True, slots=True)
class Found:
    """What was read, and all that is wrong with it; `content` is None where it cannot be used at all."""

    content: Content | None
    programmes: Mapping[Path, ReadProgramme]
    problems: list[Problem]


def look_through(prompts: Path, schedules: Path, files: Iterable[Path] = ()) -> Found:
    """Read and check the content, and these programme files against it."""
    try:
        content = load_content(prompts, schedules)
    except BadFile as bad:
        return Found(None, {}, bad.problems)
    problems = list(_check_content(prompts, schedules, content))
    is_sound = not problems
    read: dict[Path, ReadProgramme] = {}
    for path in dict.fromkeys(files):
        try:
            read[path] = read_programme(read_text(path), str(path), content)
            problems += _check_programme(read[path], content, is_sound=is_sound)
        except BadFile as bad:
            problems += bad.problems
    problems += check_several(list(read.values()))
    return Found(content, read, problems)


def check_content(prompts: Path, schedules: Path) -> list[Problem]:
    """Everything that is wrong with the content; empty when it is sound."""
    return look_through(prompts, schedules).problems


def check_programme(path: Path, content: Content) -> list[Problem]:
    """Everything that is wrong with a programme file; empty when it is sound."""
    try:
        return _check_programme(read_programme(read_text(path), str(path), content), content, is_sound=True)
    except BadFile as bad:
        return bad.problems


def _check_content(prompts: Path, schedules: Path, content: Content) -> Iterator[Problem]:
    found = [
        *check_languages(prompts, content),
        *check_texts(content.wording),
        *check_layouts(prompts / "layouts", content.wording),
        *check_letters(prompts / "mail", content.wording),
        *check_pages(prompts / "pages", content.wording),
        *check_needed(prompts / "models", content),
        *check_meanings(prompts / "models", content),
        *check_stuck(schedules, content),
        *check_asks(prompts, content.wording, [loaded.model for loaded in content.models.values()]),
        *check_guide(prompts / "demo"),
    ]
    # What cannot be shown has no length.
    yield from found or check_room(prompts, content)


def _check_programme(read: ReadProgramme, content: Content, *, is_sound: bool) -> list[Problem]:
    found = [*check_sense(read), *check_when(read, content)]
    if is_sound:
        found += check_room_for(read, content)
    return sorted(found, key=lambda problem: problem.line)
