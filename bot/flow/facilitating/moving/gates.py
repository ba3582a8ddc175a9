"""A team's gate: what should be in place before it goes on, and what of it is."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.asked_before import Earlier
from bot.domain.asking import Way, asks_at_gate
from bot.domain.gate import Gate, Item, Standing, find_gate
from bot.domain.model import Phase
from bot.flow.house import House, language_of, name_of
from bot.flow.screens.talk import model_texts
from bot.storage import people
from bot.storage.database import Tx
from bot.storage.gates import answers_to, ticks_of
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.steps import way_of

SIGNS = {Standing.IN_PLACE: "✓", Standing.MISSING: "○", Standing.UNKNOWN: "?"}


async def gate_of(tx: Tx, house: House, team: TeamRow) -> Gate:
    """The gate of the phase that the team is in, as it stands now."""
    model = house.model(team)
    asked = frozenset(id_ for it in model.phase(team.phase).gate for id_ in it.asked_by)
    return find_gate(model, team.phase, await answers_to(tx, team.id, asked), await ticks_of(tx, team.id))


async def way_to_ask(tx: Tx, house: House, team: TeamRow, earlier: Sequence[Earlier]) -> Way:
    """The team's way with what its check-ins need not ask about."""
    way = await way_of(tx, team.id)
    if not asks_at_gate(house.model(team), team.phase, earlier, way):
        return way
    gate = await gate_of(tx, house, team)
    return replace(way, in_place=frozenset(it.evidence.id for it in gate.in_place))


def next_phase(house: House, team: TeamRow) -> Phase | None:
    """The phase after the one that the team is in; None for the last."""
    phases = house.model(team).phases
    place = [phase.id for phase in phases].index(team.phase) + 1
    return phases[place] if place < len(phases) else None


def earlier_phases(house: House, team: TeamRow) -> tuple[Phase, ...]:
    """The phases before the one that the team is in, in their order."""
    phases = house.model(team).phases
    return phases[: [phase.id for phase in phases].index(team.phase)]


async def item_line(tx: Tx, house: House, team: TeamRow, person: PersonRow, item: Item) -> str:
    """A piece of evidence in a line: its sign, its words, since when, and whose word it is where a facilitator's."""
    wording, language = house.content.wording, language_of(person, team.language)
    words = model_texts(house, team, language).gate[item.evidence.id]
    if item.since is None:
        return f"{SIGNS[item.standing]} {words}"
    since = wording.date(item.since.astimezone(ZoneInfo(team.zone)).date(), language)
    said = wording.plain(f"moving.gate.{item.standing.replace('_', '-')}", language, since=since)
    if item.by is not None:
        named = name_of(house, await people.person_by_slug(tx, item.by), language)
        said = wording.plain("moving.gate.by", language, said=said, facilitator=named)
    return f"{SIGNS[item.standing]} {words}: {said}"


async def gate_part(tx: Tx, house: House, team: TeamRow, language: str, _: datetime) -> list[str]:
    """What the team's page says about its gate and its steps."""
    if not house.knows(team):
        return []
    wording, texts, gate = house.content.wording, model_texts(house, team, language), await gate_of(tx, house, team)
    lines: list[str] = []
    if gate.items:
        lines.append(count_line(house, gate, texts.phases[team.phase], language))
    way = await way_of(tx, team.id)
    steps = house.model(team).phase(team.phase).steps
    for key, chosen in (("skipped", way.skipped), ("opened", way.opened)):
        if titles := [texts.steps[step.id].title for step in steps if step.id in chosen]:
            lines.append(wording.render(f"moving.part.{key}", language, steps=wording.list(titles, language)))
    return lines


def count_line(house: House, gate: Gate, phase: str, language: str) -> str:
    """`3 of 5 in place for Prepare`."""
    values = {"done": len(gate.in_place), "total": len(gate.items), "phase": phase}
    return house.content.wording.render("moving.gate.count", language, **values)
