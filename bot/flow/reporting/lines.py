"""What is said of a team in lines: in the brief and in the report of a month alike."""

from collections.abc import Iterator

from bot.content.limits import shortened
from bot.domain.gate import Standing
from bot.domain.stall import StallKind
from bot.domain.team_state import TeamState
from bot.flow.cases.why import answer_words
from bot.flow.facilitating.homework.words import sentence
from bot.flow.facilitating.scores.both import sides_in
from bot.flow.facilitating.teams.states import in_words
from bot.flow.measuring.values import value_of
from bot.flow.reporting.paper import LONGEST_TITLE, Paper
from bot.flow.reporting.sheet import Sheet
from bot.flow.testing.talk import scales_for
from bot.storage.homework import HomeworkRow
from bot.storage.rows import CycleRow

AIM, OBSTACLE = "aim-sentence", "obstacle"
# A page holds so many of each.
MOST_TESTS, MOST_MISSING, MOST_HOMEWORK, MOST_TIPS, MOST_GOALS = 3, 3, 2, 1, 2
IN_NEED = (TeamState.NOT_STARTED, TeamState.SILENT, TeamState.STUCK, TeamState.UNREACHABLE)


def name_of(sheet: Sheet) -> str:
    """The team's title, short enough for a line."""
    return shortened(sheet.team.title, LONGEST_TITLE // 2)


def stage_of(paper: Paper, sheet: Sheet) -> dict[str, str]:
    """The titles of the phase and the step that the team is at."""
    texts = paper.texts(sheet.team)
    return {"phase": texts.phases[sheet.team.phase], "step": texts.steps[sheet.step.id].title}


def state_of(paper: Paper, sheet: Sheet) -> str:
    """How the team stands, with what else is open about it."""
    words = in_words(paper.house, sheet.stand, {}, paper.language, paper.now)
    return paper.list([words.state, *words.more])


def is_in_need(sheet: Sheet) -> bool:
    """Whether a case of the team is open."""
    return bool(sheet.stand.cases)


def aim(paper: Paper, sheet: Sheet) -> list[str]:
    """What the team wants to reach: in its own words, and in its numbers."""
    said, lines = sheet.said(AIM), []
    if said is not None and isinstance(said.value, str):
        lines.append(sentence(paper.named(said.value, sheet.names)))
    goals = [(it, it.goal) for it in sheet.measures if it.goal is not None]
    for measure, goal in goals[:MOST_GOALS]:
        words = value_of(paper.house.content.wording, paper.language, measure, goal)
        lines.append(paper.say("team.measure-goal", measure=shortened(measure.title, LONGEST_TITLE // 2), goal=words))
    return lines


def missing(paper: Paper, sheet: Sheet) -> list[str]:
    """What is not in place before the next phase."""
    texts = paper.texts(sheet.team).gate
    return [texts[it.evidence.id] for it in sheet.gate.items if it.standing is not Standing.IN_PLACE]


def gate_line(paper: Paper, sheet: Sheet) -> str:
    """How much is in place before the next phase, and what is not."""
    open_ = [shortened(it, LONGEST_TITLE) for it in missing(paper, sheet)]
    counts = {"done": len(sheet.gate.in_place), "total": len(sheet.gate.items)}
    if not open_:
        return paper.say("team.gate-line", **counts)
    named = open_[:MOST_MISSING]
    if more := len(open_[MOST_MISSING:]):
        named.append(paper.say("team.more", n=more))
    return paper.say("team.gate-open", missing="; ".join(named), **counts)


def score_line(paper: Paper, sheet: Sheet) -> str:
    """How far both sides say that the team has come."""
    sides = sides_in(sheet.given, sheet.score, paper.now)
    said = [
        paper.say(f"team.score-{who}", score=paper.number(side.score), date=paper.day(side.at))
        for who, side in {"team": sides.team, "facilitator": sides.facilitator}.items()
        if side is not None
    ]
    if not said:
        return f"{paper.say('team.no-score')}."
    return f"{', '.join(said)}{': ' + paper.say('team.score-gap') if sides.differ else ''}."


def tests(paper: Paper, sheet: Sheet) -> list[str]:
    """The team's small tests, the newest first: how big each is or was, and what became of it."""
    rows = [*reversed(sheet.running), *sheet.results]
    lines = [test_line(paper, sheet, it) for it in rows[:MOST_TESTS]]
    if more := len(rows[MOST_TESTS:]):
        counted = paper.house.content.wording.count("tests", more, paper.language)
        lines.append(paper.say("team.more-tests", tests=counted))
    return lines


def test_line(paper: Paper, sheet: Sheet, row: CycleRow) -> str:
    """A test in a line, without anybody's words."""
    values = {"number": row.number, "scale": scale_of(paper, sheet, row)}
    if row.decision is not None and row.closed_at is not None:
        decision = decision_of(paper, row.decision)
        return paper.say("team.test-decided", decision=decision, date=paper.day(row.closed_at), **values)
    if row.ask_at is not None and row.planned_end is not None:
        return paper.say("team.test-running", date=paper.day(row.planned_end), **values)
    return paper.say("team.test-waiting", **values)


def scale_of(paper: Paper, sheet: Sheet, row: CycleRow) -> str:
    """How big the test is, within a sentence."""
    words = scales_for(paper.house, sheet.team, paper.language).get(row.scale or "", row.scale or "?")
    return f"{words[:1].lower()}{words[1:]}"


def decision_of(paper: Paper, decision: str) -> str:
    """What the team does with what it has seen."""
    return paper.house.content.wording.plain(f"test.decisions.{decision}", paper.language)


def obstacle(paper: Paper, sheet: Sheet) -> str:
    """What the team said last stands in its way; empty where that is nothing, or nothing that can be read."""
    said = sheet.said(OBSTACLE)
    if said is None or OBSTACLE not in paper.texts(sheet.team).questions:
        return ""
    if not paper.house.model(sheet.team).question(OBSTACLE).is_concern(said.value):
        return ""
    return answer_words(paper.house, sheet.team, paper.language, OBSTACLE, said.value)


def in_the_way(paper: Paper, sheet: Sheet) -> Iterator[str]:
    """What stands in the team's way: by its own answer, and by its open cases."""
    said = sheet.said(OBSTACLE)
    if said is not None and (words := obstacle(paper, sheet)):
        yield paper.say("team.obstacle", obstacle=words, date=paper.day(said.answered_at))
    yield from cases(paper, sheet)


def cases(paper: Paper, sheet: Sheet) -> Iterator[str]:
    """What is open about the team, each with since when."""
    for case in sheet.stand.cases:
        words = paper.house.content.wording.plain(f"teams.cases.{StallKind(case.kind)}", paper.language)
        yield paper.say("team.case", team=name_of(sheet), case=words, date=paper.day(case.opened_at))


def homework(paper: Paper, sheet: Sheet) -> list[str]:
    """What the team was given to do and has not done, and what it has."""
    rows = [("open", it) for it in sheet.open] + [("done", it) for it in sheet.closed if it.state == "done"]
    return [
        paper.say(f"team.homework-{key}", homework=homework_words(paper, sheet, it)) for key, it in rows[:MOST_HOMEWORK]
    ]


def homework_words(paper: Paper, sheet: Sheet, row: HomeworkRow) -> str:
    """What was given, as a sentence."""
    return sentence(paper.named(row.text, sheet.names, most=LONGEST_TITLE))


def for_others(paper: Paper, sheet: Sheet) -> list[str]:
    """The team's tips that a facilitator has published, and what it could ask the others."""
    tips = [paper.named(it.text, sheet.names, LONGEST_TITLE) for it in sheet.tips[:MOST_TIPS]]
    words = obstacle(paper, sheet)
    ask = paper.say("team.ask", obstacle=f"{words[:1].lower()}{words[1:]}") if words else paper.say("team.ask-nothing")
    return [*(paper.say("team.tip", tip=it) for it in tips), ask]
