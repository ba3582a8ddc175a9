"""A team's page, or pages, in the report of a month."""

from collections import Counter
from collections.abc import Iterator

from bot.domain.pulse import MANAGER_ASKED
from bot.domain.report import Block, Bullets, Grid, Words
from bot.flow.cases.why import answer_words
from bot.flow.facilitating.scores.both import reasons_in
from bot.flow.reporting import lines
from bot.flow.reporting.month import Month
from bot.flow.reporting.paper import LONGEST_CELL, Paper, bullets, heading
from bot.flow.reporting.team_page import numbers, top
from bot.storage.rows import CycleRow

HELP = "help-wanted"
MOST_CHARTS, MOST_LEARNED = 6, 4
TESTS, WIDTHS = ("test", "expected", "happened", "decision"), (17, 33, 33, 17)


def month_page(paper: Paper, month: Month) -> list[Block]:
    """The whole report of one team."""
    sheet, say = month.sheet, paper.say
    learned = [paper.named(it, sheet.names) for it in month.learned[-MOST_LEARNED:]]
    return [
        *top(paper, sheet),
        Words(say("month.answered", answered=month.answered, asked=month.asked)),
        heading(say("team.numbers")),
        *numbers(paper, sheet, MOST_CHARTS),
        heading(say("month.tests")),
        _tests(paper, month),
        heading(say("team.homework")),
        bullets(lines.homework(paper, sheet), say("team.no-homework")),
        heading(say("month.learned")),
        bullets(learned, say("month.nothing-learned")),
        heading(say("month.barriers")),
        bullets(list(_barriers(paper, month)), say("month.no-barriers")),
        Words(_help(paper, month), label=f"{say('month.help')}:"),
        Words(_leader(paper, month), label=f"{say('month.leader')}:"),
        *_reasons(paper, month),
        heading(say("month.next")),
        Bullets(tuple(_next(paper, month))),
    ]


def _tests(paper: Paper, month: Month) -> Block:
    newly = [it for it in month.sheet.results if it.closed_at is not None and it.closed_at >= month.since]
    rows = [*reversed(month.sheet.running), *newly]
    if not rows:
        return Words(paper.say("team.no-tests"))
    names = tuple(paper.say(f"month.tests-columns.{it}") for it in TESTS)
    return Grid(names, tuple(_test(paper, month, it) for it in rows), WIDTHS)


def _test(paper: Paper, month: Month, row: CycleRow) -> tuple[str, ...]:
    sheet = month.sheet
    words = (paper.named(it, sheet.names, LONGEST_CELL) if it else "" for it in (row.prediction, row.what_happened))
    expected, happened = (it or paper.say("month.unsaid") for it in words)
    if row.decision is None:
        # What is not decided is not told to its end.
        happened = ""
    test = paper.say("month.test", number=row.number, scale=lines.scale_of(paper, sheet, row))
    return test, expected, happened, _became(paper, row)


def _became(paper: Paper, row: CycleRow) -> str:
    if row.decision is not None:
        return lines.decision_of(paper, row.decision)
    if row.ask_at is not None and row.planned_end is not None:
        return paper.say("month.running", date=paper.day(row.planned_end))
    return paper.say("month.waiting")


def _barriers(paper: Paper, month: Month) -> Iterator[str]:
    """What the team named, most often first, and what is open about it."""
    team = month.sheet.team
    question = paper.house.model(team).question(lines.OBSTACLE)
    named = Counter(it for it in month.obstacles if question.is_concern(it))
    for value, times in named.most_common():
        words = answer_words(paper.house, team, paper.language, lines.OBSTACLE, value)
        counted = paper.house.content.wording.count("answers", times, paper.language)
        yield paper.say("month.barrier", obstacle=words, times=counted)
    yield from lines.cases(paper, month.sheet)


def _help(paper: Paper, month: Month) -> str:
    said = month.sheet.said(HELP)
    if said is None:
        return paper.say("month.help-unknown")
    key = "month.help-wanted" if said.value == "yes" else "month.help-not-wanted"
    return paper.say(key, date=paper.day(said.answered_at))


def _leader(paper: Paper, month: Month) -> str:
    """Whether the manager asks about the work, from both sides."""
    said, pulse, wording = month.sheet.said(MANAGER_ASKED), month.pulse, paper.house.content.wording
    found: list[str] = []
    if said is not None:
        answer = wording.plain(f"check-in.buttons.{said.value}", paper.language).lower()
        found.append(paper.say("month.leader-team", answer=answer, date=paper.day(said.answered_at)))
    if pulse is not None and pulse.value and pulse.answered_at:
        answer = wording.plain(f"pulse.buttons.{pulse.value}", paper.language).lower()
        found.append(paper.say("month.leader-manager", answer=answer, date=paper.day(pulse.answered_at)))
    return " ".join(found) or paper.say("month.leader-unknown")


def _reasons(paper: Paper, month: Month) -> Iterator[Block]:
    """Why each side has scored the team as it did."""
    sheet = month.sheet
    of_team, of_facilitator = reasons_in(sheet.given, sheet.score, paper.now)
    for who, reason in {"team": of_team, "facilitator": of_facilitator}.items():
        if reason:
            yield Words(paper.say(f"month.reason-{who}", reason=paper.named(reason, sheet.names)))


def _next(paper: Paper, month: Month) -> Iterator[str]:
    """What lies ahead."""
    yield paper.say("month.next-step", step=lines.stage_of(paper, month.sheet)["step"])
    if month.session is not None:
        yield paper.say("month.next-session", session=month.session.title, date=paper.day(month.session.on_date))
    if month.next_on is not None:
        yield paper.say("month.next-questions", date=paper.day(month.next_on))
