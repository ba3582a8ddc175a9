"""How `asks.yaml` writes which one thing a manager is asked to do, and the rules that are read from it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from bot.content.shape import Shape, fit, suggest
from bot.content.values import SOME, Slug, Words
from bot.content.wording import Wording
from bot.content.yaml_file import YamlFile, read_yaml
from bot.domain.digest_ask import OBSTACLE, AskRule
from bot.domain.errors import Problem
from bot.domain.model import Model

Days = Annotated[int, Field(ge=0, le=60)]
FILE = "asks.yaml"


class RulePart(Shape):
    """One rule: what must hold, why that is a reason, and where the asks come from."""

    state: tuple[Literal["not_started", "silent", "stuck", "unreachable"], ...] = ()
    obstacle: tuple[Slug, ...] = ()
    phase: tuple[Slug, ...] = ()
    gathering: Days | None = None
    gathered: Days | None = None
    pulse: Literal["yes", "not-yet"] | None = None
    why: Words
    from_: Annotated[tuple[Words, ...], SOME] = Field(alias="from")


class AsksPart(Shape):
    """The whole file."""

    rules: Annotated[tuple[RulePart, ...], SOME]


def load_asks(prompts: Path) -> tuple[AskRule, ...]:
    """The rules of a `prompts` folder. BadFile with what is wrong with them."""
    part = fit(read_yaml(prompts / FILE), AsksPart)
    return tuple(
        AskRule(it.why, it.from_, it.state, it.obstacle, it.phase, it.gathering, it.gathered, it.pulse)
        for it in part.rules
    )


def check_asks(prompts: Path, wording: Wording, models: list[Model]) -> Iterator[Problem]:
    """Every rule that names what is not there, and every ask that could be taken for another."""
    if wording.fallback not in wording.texts:
        return
    file = read_yaml(prompts / FILE)
    part = fit(file, AsksPart)
    sources, reasons = wording.under("ask.for"), wording.under("ask.why")
    phases = {name for model in models for phase in model.phases for name in phase.named}
    for n, rule in enumerate(part.rules):
        if rule.why not in reasons:
            yield file.problem(
                f'there is no text "ask.why.{rule.why}"; {suggest(rule.why, reasons)}', "rules", n, "why"
            )
        known = {*sources, OBSTACLE}
        yield from _unknown(file, n, "from", rule.from_, known, "there are no asks")
        yield from _unknown(file, n, "obstacle", rule.obstacle, {*sources, "any"}, "there are no asks for the obstacle")
        yield from _unknown(file, n, "phase", rule.phase, phases, "no model has a phase")
    yield from _twice(wording)


def _unknown(file: YamlFile, n: int, key: str, named: tuple[str, ...], known: set[str], what: str) -> Iterator[Problem]:
    for k, name in enumerate(named):
        if name not in known:
            yield file.problem(f'{what} "{name}"; {suggest(name, known)}', "rules", n, key, k)


def _twice(wording: Wording) -> Iterator[Problem]:
    for source in wording.under("ask.for"):
        seen: set[str] = set()
        for phase in wording.under(f"ask.for.{source}"):
            for name in wording.under(f"ask.for.{source}.{phase}"):
                text = wording.texts[wording.fallback][f"ask.for.{source}.{phase}.{name}"]
                # What was asked is shown later on too, to the team and its facilitators.
                for value in sorted(text.values - {"team"}):
                    yield text.problem(f"an ask takes {{{{ team }}}} alone, and not {{{{ {value} }}}}")
                if name in seen:
                    yield text.problem(f'"{name}" stands below "{source}" twice; give each ask a name of its own')
                seen.add(name)
