"""An explanation in plain lines, for the terminal: dates in full, people by their ids only."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from bot.content.spelling import Spelling
from bot.domain.stall import StallKind
from bot.domain.why_asked import Why
from bot.flow.explaining.days_in_words import counted, line, moved
from bot.flow.explaining.explained import Asked, Case, Coming, Explained, Open, Page, Told

_SPELLING = Spelling.of("en_GB")
_WHY = {
    Why.ALWAYS: "it is in every check-in",
    Why.HOMEWORK: "the facilitator has given the team something to do, and it is not done yet",
    Why.MEASURE: "the team counts it, and a value is wanted",
    Why.MONTHLY: "it comes once a month at most",
    Why.LITTLE_PROGRESS: "the team last said that it got little further",
    Why.NOT_ASKED_LAST: "it comes at least every second time, and was not in the last one",
    Why.HELP_OPEN: "the team asked for help, and the answer says whether it is still wanted",
    Why.TURN: "it is its turn",
    Why.EVIDENCE: "the steps have nothing new left to ask, and it should be in place before the next phase",
    Why.NEW_IN_STEP: "it was not asked yet",
    Why.UNANSWERED_IN_STEP: "it was asked, and the team has not answered it yet",
    Why.NEW_IN_NEXT_STEP: "it was not asked yet, and the steps before have less left to ask than there is room for",
    Why.CONCERN_IN_STEP: "the last answer said that something is in the way, so it returns",
    Why.STILL_IN_THE_WAY: "the last answers said that something stays in the way, so it returns from time to time",
    Why.LONGEST_AGO_IN_STEP: "nothing new is left to ask, and it was asked longest ago",
}
_IN_WORDS = {
    StallKind.NEVER_STARTED: "not started: nobody has joined",
    StallKind.SILENT: "silent: no sign from the team",
    StallKind.STUCK: "stuck, by its own answers",
    StallKind.HELP_WANTED: "asks for help",
    StallKind.UNREACHABLE: "out of reach: everybody who had joined has left or blocked the bot",
}


_SLIPPING = " Two of its last three check-ins came late or not at all: a silence may follow."


def lines(it: Explained) -> Iterator[str]:
    """The whole explanation, a line each; what belongs to the line above is indented."""
    team = it.team
    yield f"{team.title} ({team.collaborative}/{team.slug}) on {_when(it.now, it.zone)}, {team.zone}"
    if it.from_file:
        yield f"  This team is not in the database: so it would be if {it.from_file} were applied now."
    if it.away_since:
        yield f"  The bot has not run since {_when(it.away_since, it.zone)}."
        yield "  Once it runs, the days since then do not count as silence; what came due comes late or not at all."
    yield f"  Phase: {it.phase}. Step: {it.step}. {it.joined} of {it.members} members have joined."
    yield f"  State: {it.state.replace('_', ' ')}.{_SLIPPING if it.slipping else ''}"
    if it.open:
        yield from _open(it.open, it.zone)
    yield from _coming(it, it.coming) if it.coming else _nothing(it)
    for case in it.cases:
        yield from _case(case, it.zone)
    for page in it.pages:
        yield _page(page, it.now)


def _when(moment: datetime, zone: tzinfo) -> str:
    local = moment.astimezone(zone)
    return f"{_SPELLING.date(local, 'full')} at {_SPELLING.time(local)}"


def _open(it: Open, zone: tzinfo) -> Iterator[str]:
    said = "and that answers it" if it.is_answered else "and it is not answered yet"
    yield f"Open now: asked on {_when(it.asked_at, zone)}. {it.answered} of {it.people} have answered, {said}."
    if it.reminded_at:
        yield f"  It was reminded of on {_when(it.reminded_at, zone)}."
    else:
        yield _reminder(it.remind_at, zone)
    yield _closing(it.close_at, zone, by_next=it.closed_by_next)


def _reminder(moment: datetime | None, zone: tzinfo) -> str:
    if moment is None:
        return "  No reminder will come."
    return f"  Reminder on {_when(moment, zone)} to who has pressed nothing, unless it is answered before."


def _closing(moment: datetime, zone: tzinfo, *, by_next: bool) -> str:
    return f"  It closes on {_when(moment, zone)}{', when the next one is asked' if by_next else ''}."


def _coming(it: Explained, coming: Coming) -> Iterator[str]:
    foreseen, zone = coming.foreseen, it.zone
    yield f"Next check-in: {_when(foreseen.at, zone)}."
    yield f"  Why then: {counted(coming.reason)}, by the schedule {it.team.schedule}."
    yield from moved(coming)
    if not foreseen.people:
        yield "  Nobody has joined who could be asked. Unless somebody has by then, nothing is sent."
    elif coming.others_later:
        yield f"  {coming.others_later} of {len(foreseen.people)} get it later, in their own hours, on their own days."
    if foreseen.left_out:
        yield f"  {foreseen.left_out} members are left out: their check-ins of that week are as many as may be."
    if coming.in_many_teams:
        yield f"  {coming.in_many_teams} members are in so many teams that a week may be full for them before."
    yield f"  Questions, as things stand (answers until then may change them), in the words for {it.team.language}:"
    for number, question in enumerate(coming.questions, start=1):
        yield f"    {number}. {question.words} ({question.id}: {_why(question)})"
    yield _reminder(coming.remind_at, zone)
    yield _closing(coming.close_at, zone, by_next=coming.closed_by_next)
    if coming.further:
        yield f"  After that, until {_SPELLING.date(it.team.ends, 'full')}, as things stand:"
        yield from (line(further, zone) for further in coming.further)


def _why(it: Asked) -> str:
    if it.wanted:
        return f"{_WHY[it.why]}: {it.wanted}"
    return f'of the step "{it.step_title}"; {_WHY[it.why]}' if it.step else _WHY[it.why]


def _nothing(it: Explained) -> Iterator[str]:
    team, ends = it.team, _SPELLING.date(it.team.ends, "full")
    if team.removed_at is not None:
        yield f"Nothing more is asked: the team was taken out of its programme on {_when(team.removed_at, it.zone)}."
    elif it.now.astimezone(it.zone).date() > team.ends:
        yield f"Nothing more is asked: the team's time ended on {ends}."
    else:
        yield f"Nothing more is asked: no further check-in falls before the team's time ends on {ends}."


def _case(case: Case, zone: tzinfo) -> Iterator[str]:
    since = f"{_IN_WORDS.get(case.kind, case.kind)} since {_when(case.since, zone)}"
    if not case.is_open:
        yield f"Stall to come: {since}."
        yield f"  If it stays so, {case.working_days} working days are over on {_when(case.at, zone)}."
    else:
        yield f"Stall: {since}, a case since {_when(case.at, zone)}."
        for rule in case.rules:
            if rule.get("question"):
                yield f"  {_rule(rule)}"
    if case.taken_by:
        yield f"  {case.taken_by} is on it."
    elif case.alerted_at:
        yield f"  Somebody was told on {_when(case.alerted_at, zone)}."
    if case.told:
        yield from _told(case.told, zone)
    if case.goes_on_at and case.taken_by:
        yield f"  Without a sign {case.goes_to} is asked again, on {_when(case.goes_on_at, zone)}."
    elif case.goes_on_at:
        yield f"  If nobody takes it, {case.goes_to} is told, on {_when(case.goes_on_at, zone)}."


def _rule(rule: Mapping[str, Any]) -> str:
    if "measure" in rule:
        asked = f"asked for {rule['count']} times and not given, in check-ins that were answered"
        return (
            f"Rule {rule['rule']}: a value of {rule['measure']}, wanted every {rule.get('every', 'week')}, was {asked}."
        )
    answers = f'"{rule["answer"]}"' if rule.get("answer") else "what the rule waits for"
    apart = f"{rule['working_days']} working days from the first to the last"
    return f"Rule {rule['rule']}: {rule['count']} answers in a row to {rule['question']} said {answers}, {apart}."


def _told(way: tuple[Told, ...], zone: tzinfo) -> Iterator[str]:
    first = next((it for it in way if it.at is not None), None)
    if first is None or first.at is None:
        yield f"  Nobody can be told: {', '.join(it.person for it in way)} cannot be reached, or not yet."
        return
    yield f"  Then {first.person} ({first.role}) is told, on {_when(first.at, zone)}."
    if away := [it.person for it in way[: way.index(first)]]:
        yield f"  {', '.join(away)} would come first, but cannot be reached."


def _page(page: Page, now: datetime) -> str:
    if not page.has_joined:
        return f"Digest: {page.person} gets none before joining."
    if page.at is None:
        return f"Digest: {page.person} gets none any more."
    if page.at < now:
        return f"Digest: the one for {page.person} is overdue since {_when(page.at, page.zone)}, {page.zone}."
    return f"Digest: {page.person} gets the next one on {_when(page.at, page.zone)}, {page.zone}."
