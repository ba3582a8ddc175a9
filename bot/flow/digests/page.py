"""The digest in words: a page for each message, split between teams where it grows too long."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.domain.digest import Ask, TeamFacts, choose_ask, compared, most_in_need_first, summary, whose_turn
from bot.domain.team_state import TeamState
from bot.flow.guiding import asks_for, what_it_is
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.storage.rows import TeamRow

# Telegram's limit is 4096 UTF-16 units after parsing; the rest is room for the note of a repeat.
LONGEST = 3900
_TAG = re.compile(r"<[^>]+>")


def pages(
    house: House,
    team: TeamRow,
    facts: Sequence[TeamFacts],
    language: str,
    *,
    week: date,
    today: date,
    next_on: date | None,
) -> list[str]:
    """The messages of one digest; `team` names the collaborative and the model that all of them share."""
    ordered = most_in_need_first(facts)
    wording = house.content.wording
    title = wording.render(
        "digest.title", language, collaborative=team.collaborative_title, week=week.isocalendar().week
    )
    ask, why = _ask(house, team, choose_ask(facts, today), language, week)
    head = {"title": title, "summary": _summary(house, facts, language, next_on), "ask": ask, "why": why}
    blocks = [_block(house, team, it, language, next_on) for it in ordered]
    _explain_each_phase_once(ordered, blocks)
    return _fit(house, language, blocks, head)


def with_question(messages: list[str], question: str) -> list[str]:
    """The same with a question at the end, in a message of its own where the last one has no room for it."""
    together = f"{messages[-1].rstrip()}\n\n{question}"
    return [*messages[:-1], together] if _length(together) <= LONGEST else [*messages, question]


def _explain_each_phase_once(teams: Sequence[TeamFacts], blocks: list[dict[str, Any]]) -> None:
    explained: set[str] = set()
    for team, block in zip(teams, blocks, strict=True):
        if team.phase in explained:
            block |= {"what": "", "duty": ""}
        explained.add(team.phase)


def _fit(house: House, language: str, blocks: list[dict[str, Any]], head: Mapping[str, str]) -> list[str]:
    text = house.content.wording.layout("digest", language, teams=blocks, **head)
    if len(blocks) < 2 or _length(text) <= LONGEST:
        return [text]
    half = len(blocks) // 2
    return _fit(house, language, blocks[:half], head) + _fit(house, language, blocks[half:], dict.fromkeys(head, ""))


def _length(text: str) -> int:
    return len(html.unescape(_TAG.sub("", text)).encode("utf-16-le")) // 2


def _summary(house: House, facts: Sequence[TeamFacts], language: str, next_on: date | None) -> str:
    wording, kind = house.content.wording, summary(facts)
    stalled = [team for team in facts if team.stalled]
    late = [team for team in facts if team.state is TeamState.LATE]
    number = wording.count("teams", len(facts), language)
    match kind:
        case "one-needs-you":
            return wording.render(f"digest.summary.{kind}", language, team=stalled[0].title)
        case "some-need-you":
            return wording.render(f"digest.summary.{kind}", language, count=len(stalled), teams=number)
        case "one-late":
            return wording.render(f"digest.summary.{kind}", language, team=late[0].title)
        case "some-late":
            return wording.render(f"digest.summary.{kind}", language, count=len(late), teams=number)
        case "one-team-well":
            return wording.render(f"digest.summary.{kind}", language, team=facts[0].title)
        case "all-well":
            return wording.render(f"digest.summary.{kind}", language, teams=number)
        case "quiet-week" if next_on is not None:
            return wording.render(
                f"digest.summary.{kind}", language, teams=number, date=wording.date(next_on, language)
            )
    return wording.render("digest.summary.quiet-week-waiting", language)


def _block(house: House, team: TeamRow, facts: TeamFacts, language: str, next_on: date | None) -> dict[str, Any]:
    wording, texts, model = house.content.wording, model_texts(house, team, language), house.model(team)
    number = next(place for place, phase in enumerate(model.phases, start=1) if phase.id == facts.phase)
    phase = model.phase(facts.phase)
    place = {"number": number, "total": len(model.phases), "phase": texts.phases[phase.id]}
    # The step follows from what the team answered.
    glance = (
        wording.render("digest.phase.at-a-glance", language, step=texts.steps[facts.step].title, **place)
        if facts.may_show_answers
        else wording.render("digest.phase.alone", language, **place)
    )
    session = facts.next_session
    return {
        "title": facts.title,
        "state": _state(house, facts, language),
        "glance": glance,
        "what": what_it_is(house, phase, language),
        "duty": wording.render(f"digest.duty.{phase.duty}", language) if phase.duty else "",
        "answered": _answered(house, facts, language, next_on) if facts.may_show_answers else "",
        "obstacle": _obstacle(house, facts, language),
        "next_session": wording.render(
            "digest.next-session", language, session=session[0], date=wording.date(session[1], language)
        )
        if session
        else "",
        "too_small": "" if facts.may_show_answers else wording.render("digest.too-small", language, team=facts.title),
    }


def _state(house: House, facts: TeamFacts, language: str) -> str:
    wording = house.content.wording
    if facts.state is TeamState.SILENT:
        days = wording.count("working-days", facts.silent_days, language)
        return wording.render("digest.states.silent", language, days=days)
    if facts.state is TeamState.PAUSED and facts.paused_until is not None:
        until = wording.date(facts.paused_until, language)
        return wording.render("digest.states.paused", language, date=until)
    return wording.render(f"digest.states.{facts.state}", language)


def _answered(house: House, facts: TeamFacts, language: str, next_on: date | None) -> str:
    wording, kind = house.content.wording, compared(facts)
    match kind:
        case "none-asked":
            if next_on is None:
                return ""
            return wording.render(f"digest.answered.{kind}", language, date=wording.date(next_on, language))
        case "more" | "fewer":
            return wording.render(
                f"digest.answered.{kind}",
                language,
                answered=facts.answered,
                asked=facts.asked,
                before=f"{facts.answered_before}/{facts.asked_before}",
            )
    return wording.render(f"digest.answered.{kind}", language, answered=facts.answered, asked=facts.asked)


def _obstacle(house: House, facts: TeamFacts, language: str) -> str:
    if facts.shown_obstacle is None:
        return ""
    wording = house.content.wording
    name = wording.render(f"words.obstacles.{facts.shown_obstacle}", language)
    return wording.render("digest.obstacle.line", language, obstacle=name)


def _ask(house: House, team: TeamRow, chosen: Ask | None, language: str, week: date) -> tuple[str, str]:
    if chosen is None:
        return "", ""
    wording = house.content.wording
    phase = house.model(team).phase(chosen.team.phase)
    keys = {source: asks_for(house, phase, source) for source, _ in chosen.sources}
    asks = [(source, name) for source, key in keys.items() for name in wording.under(key)]
    turn = whose_turn(asks, week)
    if turn is None:
        return "", ""
    key = f"{keys[turn[0]]}.{turn[1]}"
    session = chosen.team.next_session
    values = {
        "team": chosen.team.title,
        "phase": model_texts(house, team, language).phases[chosen.team.phase],
        "obstacle": wording.render(f"words.obstacles.{chosen.team.shown_obstacle or 'none'}", language),
        "session": session[0] if session else "",
        "date": wording.date(session[1], language) if session else "",
    }
    # What stands where nothing is in the way belongs to the phase, and not to an obstacle or a gathering.
    why = "why-phase" if turn[0] == "none" else chosen.why
    return wording.render(key, language, **values), wording.render(f"ask.{why}", language, **values)
