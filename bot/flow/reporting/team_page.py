"""A team's page in the brief: one page, whatever there is to say."""

from collections.abc import Iterator

from bot.content.limits import shortened
from bot.domain.report import Block, Bullets, Picture, Style, Words
from bot.flow.reporting import lines
from bot.flow.reporting.paper import LONGEST_TITLE, Paper, bullets, heading
from bot.flow.reporting.sheet import Sheet

MOST_CHARTS, MOST_SAID = 2, 1


def team_page(paper: Paper, sheet: Sheet) -> list[Block]:
    """The whole page."""
    return [
        *top(paper, sheet),
        heading(paper.say("team.tried")),
        bullets(lines.tests(paper, sheet), paper.say("team.no-tests")),
        heading(paper.say("team.stuck")),
        bullets(list(lines.in_the_way(paper, sheet)), paper.say("team.not-stuck")),
        heading(paper.say("team.numbers")),
        *numbers(paper, sheet, MOST_CHARTS),
        heading(paper.say("team.homework")),
        bullets(lines.homework(paper, sheet), paper.say("team.no-homework")),
        heading(paper.say("team.others")),
        Bullets(tuple(lines.for_others(paper, sheet))),
    ]


def top(paper: Paper, sheet: Sheet) -> list[Block]:
    """The team, where it is in its model, how it stands, and what it wants to reach."""
    phases = [phase.id for phase in paper.house.model(sheet.team).phases]
    number = phases.index(sheet.team.phase) + 1
    stage = paper.say("team.stage", number=number, total=len(phases), **lines.stage_of(paper, sheet))
    state = paper.say("team.state", joined=sheet.joined, members=sheet.members, state=lines.state_of(paper, sheet))
    aims = lines.aim(paper, sheet) or [paper.say("team.no-aim")]
    return [
        Words(shortened(sheet.team.title, LONGEST_TITLE), Style.HEADING),
        Words(f"{stage} {state}", Style.QUIET),
        Words(" ".join(aims), label=f"{paper.say('team.aim')}:"),
        Words(lines.gate_line(paper, sheet), label=f"{paper.say('team.gate')}:"),
        Words(lines.score_line(paper, sheet), label=f"{paper.say('team.score')}:"),
    ]


def numbers(paper: Paper, sheet: Sheet, most: int) -> Iterator[Block]:
    """The team's charts with what each says, two beside one another; of some others only what they say."""
    if not sheet.measures:
        yield Words(paper.say("team.no-measures"))
    shown, others = sheet.charts[:most], sheet.charts[most:]
    for place in range(0, len(shown), 2):
        pair = shown[place : place + 2]
        yield Picture(tuple(it.chart for it in pair), tuple(it.sentence for it in pair))
    if others:
        yield Bullets(tuple(it.sentence for it in others[:MOST_SAID]))
    counted = {it.measure.id for it in sheet.charts}
    if empty := [shortened(it.title, LONGEST_TITLE) for it in sheet.measures if it.id not in counted]:
        yield Words(paper.say("team.no-points", measures=paper.list(empty)))
