"""All content, loaded once at start and never changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.content.asks_file import load_asks
from bot.content.gate_words import with_gate_questions
from bot.content.model_texts import LoadedModel
from bot.content.models import load_models
from bot.content.schedules import load_schedules
from bot.content.wording import Wording, load_wording
from bot.domain.digest_ask import AskRule
from bot.domain.errors import BadFile, Problem
from bot.domain.schedule import Schedule

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Content:
    """What the bot asks, when it speaks, and how it says it."""

    models: Mapping[str, LoadedModel]
    schedules: Mapping[str, Schedule]
    wording: Wording
    asks: tuple[AskRule, ...] = ()


def load_content(prompts: Path, schedules: Path) -> Content:
    """The content of these two folders. BadFile with every problem in them."""
    problems: list[Problem] = []
    models = _tried(problems, lambda: load_models(prompts / "models"))
    loaded_schedules = _tried(problems, lambda: load_schedules(schedules))
    wording = _tried(problems, lambda: load_wording(prompts))
    asks = _tried(problems, lambda: load_asks(prompts))
    if models is None or loaded_schedules is None or wording is None or asks is None:
        raise BadFile(problems)
    asking = {id_: with_gate_questions(loaded, wording) for id_, loaded in models.items()}
    return Content(asking, loaded_schedules, wording, asks)


def _tried(problems: list[Problem], load: Callable[[], T]) -> T | None:
    """What this loads; None where it cannot, and then the problems hold why."""
    try:
        return load()
    except BadFile as bad:
        problems += bad.problems
        return None
