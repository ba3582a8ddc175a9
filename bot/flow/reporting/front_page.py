"""The first page of a document about several teams: who is in need, who has what, and what to build on."""

from collections.abc import Callable, Iterator, Sequence

from bot.content.limits import shortened
from bot.domain.charts.judgement import Verdict
from bot.domain.pdsa import Decision
from bot.domain.report import Block, Bullets, Grid, Style, Words
from bot.flow.facilitating.homework.words import sentence
from bot.flow.reporting import lines
from bot.flow.reporting.paper import LONGEST_CELL, LONGEST_TITLE, Paper, bullets, heading
from bot.flow.reporting.sheet import Sheet
from bot.storage.teams import SessionRow

COLUMNS = ("team", "stage", "state", "gate", "tests", "numbers")
WIDTHS = (20, 24, 18, 9, 13, 16)
MOST_MISSING, MOST_HOMEWORK = 4, 4


def front_page(paper: Paper, sheets: Sequence[Sheet], session: SessionRow | None) -> list[Block]:
    """The whole page; with a gathering also what the teams were given to do for it."""
    in_need = [_in_need(paper, it) for it in sheets if lines.is_in_need(it)]
    return [
        Words(paper.say("front.title"), Style.HEADING),
        heading(paper.say("front.need")),
        bullets(in_need, paper.say("front.no-need")),
        heading(paper.say("front.who-has-what")),
        Grid(
            tuple(paper.say(f"front.columns.{it}") for it in COLUMNS), tuple(_row(paper, it) for it in sheets), WIDTHS
        ),
        *_part(paper, "build-on", list(_to_build_on(paper, sheets))),
        *_part(paper, "missing", list(_missing(paper, sheets))),
        *_part(paper, "homework", list(_homework(paper, sheets, session)) if session else []),
    ]


def _part(paper: Paper, name: str, found: Sequence[str]) -> list[Block]:
    return [heading(paper.say(f"front.{name}")), Bullets(tuple(found))] if found else []


def _in_need(paper: Paper, sheet: Sheet) -> str:
    how = [lines.state_of(paper, sheet)]
    if words := lines.obstacle(paper, sheet):
        how.append(paper.say("front.in-the-way", obstacle=f"{words[:1].lower()}{words[1:]}"))
    return paper.say("front.in-need", team=lines.name_of(sheet), how="; ".join(how)) + "."


def _row(paper: Paper, sheet: Sheet) -> tuple[str, ...]:
    gate, nothing = sheet.gate, paper.say("front.nothing")
    tests = {"decided": len(sheet.results), "running": len(sheet.running)}
    verdicts = [
        f"{shortened(it.measure.title, LONGEST_TITLE // 3)}: "
        + paper.say(f"verdicts.{it.judgement.verdict.replace('_', '-')}")
        for it in sheet.charts
    ]
    return (
        lines.name_of(sheet),
        paper.say("front.stage", **lines.stage_of(paper, sheet)),
        lines.state_of(paper, sheet),
        paper.say("front.of", done=len(gate.in_place), total=len(gate.items)) if gate.items else "",
        paper.say("front.tests", **tests) if any(tests.values()) else nothing,
        shortened("; ".join(verdicts), LONGEST_CELL) or nothing,
    )


def _to_build_on(paper: Paper, sheets: Sequence[Sheet]) -> Iterator[str]:
    reasons: dict[str, Callable[[Sheet], bool]] = {
        "adopted": lambda it: any(test.decision == Decision.ADOPT for test in it.results),
        "improved": lambda it: any(chart.judgement.verdict is Verdict.IMPROVEMENT for chart in it.charts),
        "tips": lambda it: bool(it.tips),
    }
    for reason, holds in reasons.items():
        if teams := [lines.name_of(it) for it in sheets if holds(it)]:
            yield paper.say(f"front.{reason}", teams=paper.list(teams))


def _missing(paper: Paper, sheets: Sequence[Sheet]) -> Iterator[str]:
    """What is open in more than one team, most often first: worth a word to all of them."""
    lacking: dict[str, list[str]] = {}
    for sheet in sheets:
        for evidence in lines.missing(paper, sheet):
            lacking.setdefault(evidence, []).append(lines.name_of(sheet))
    often = sorted((it for it in lacking.items() if len(it[1]) > 1), key=lambda it: -len(it[1]))
    for evidence, teams in often[:MOST_MISSING]:
        yield paper.say("front.missing-in", evidence=evidence, teams=paper.list(teams))


def _homework(paper: Paper, sheets: Sequence[Sheet], session: SessionRow) -> Iterator[str]:
    """What was given to several teams for this gathering, with how many of them have done it."""
    given: dict[str, list[bool]] = {}
    for sheet in sheets:
        for it in (*sheet.open, *sheet.closed):
            if it.before == session.on_date and it.state != "dropped":
                given.setdefault(paper.named(it.text, sheet.names, LONGEST_TITLE), []).append(it.state == "done")
    for text, done in list(given.items())[:MOST_HOMEWORK]:
        yield paper.say("front.homework-done", homework=sentence(text), done=sum(done), total=len(done))
