"""The guide through the demo: five short cards in each language, from `prompts/demo`."""

from pathlib import Path
from typing import Any

from bot.content.shape import Shape, fit, suggest
from bot.content.values import Words
from bot.content.yaml_file import read_yaml
from bot.domain.errors import BadFile, Problem

CARDS = ("check_in", "reminder", "digest", "alert", "prepare")


class CardPart(Shape):
    """A card: what it is about, and what to look at once there is something to see."""

    title: Words
    text: Words
    look: Words


class GuidePart(Shape):
    """All cards in one language."""

    cards: dict[str, CardPart]


def load_guide(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The cards by language, English first. BadFile with everything that is wrong with the files."""
    problems: list[Problem] = []
    guide: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.yaml"), key=lambda path: (path.stem != "en", path.stem)):
        try:
            guide[path.stem] = _cards(path)
        except BadFile as bad:
            problems += bad.problems
    if not guide and not problems:
        problems.append(Problem(str(folder), 1, "there should be a file here for each language, such as en.yaml"))
    if problems:
        raise BadFile(problems)
    return guide


def check_guide(folder: Path) -> list[Problem]:
    """Everything that is wrong with the guide; prompts of one's own need none."""
    if not folder.is_dir():
        return []
    try:
        load_guide(folder)
    except BadFile as bad:
        return bad.problems
    return []


def _cards(path: Path) -> list[dict[str, Any]]:
    file = read_yaml(path)
    cards = fit(file, GuidePart).cards
    problems = [
        file.problem(f'there is no card "{card}"; {suggest(card, CARDS)}', "cards", card)
        for card in cards
        if card not in CARDS
    ]
    problems += [file.problem(f'the card "{card}" is missing; add it', "cards") for card in CARDS if card not in cards]
    if problems:
        raise BadFile(problems)
    return [{"id": card} | cards[card].model_dump() for card in CARDS]
