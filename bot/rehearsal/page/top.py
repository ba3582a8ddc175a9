"""The top of the page: whether all promises hold, the figures at a glance, and what was assumed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.content.content import Content
from bot.rehearsal.page.check_ins import Fate
from bot.rehearsal.page.load import Load, Sort
from bot.rehearsal.page.span import Span
from bot.rehearsal.page.team_rows import TeamRow
from bot.rehearsal.page.words import Words
from bot.rehearsal.played import Broken, Played

MOST_BROKEN = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its name, and more about it."""

    name: str
    value: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A broken promise, as the table has it."""

    promise: str
    who: str
    when: str
    should: str


def broken_rows(broken: Sequence[Broken], words: Words) -> list[BrokenRow]:
    """The broken promises in the order of time; more than a page can hold are left to the JSON."""
    first = sorted(broken, key=lambda it: it.at)[:MOST_BROKEN]
    return [BrokenRow(it.promise, it.person or "–", words.moment(it.at), it.what) for it in first]


def figures(
    played: Played, rows: Sequence[TeamRow], found: Mapping[str, Load], span: Span, words: Words
) -> list[Figure]:
    """The figures at a glance."""
    people = len(played.programme.people)
    whole = [sum(counts) for counts in zip(*(load.of() for load in found.values()), strict=True)]
    mean = sum(whole) / max(people * span.weeks, 1)
    return [
        Figure(words.text("figures.teams"), str(len(rows))),
        Figure(words.text("figures.people"), str(people), words.text("figures.joined", joined=str(_joined(played)))),
        Figure(words.text("figures.length"), words.count("weeks", span.weeks)),
        _check_ins(rows, words),
        _cases(rows, words),
        _sent(Sort.REMINDER, "reminders", found, words),
        _sent(Sort.ALERT, "alerts", found, words),
        _sent(Sort.DIGEST, "digests", found, words),
        Figure(
            words.text("figures.each"),
            words.text("figures.each-value", mean=words.number(round(mean, 1))),
            _fullest_of_anybody(found, span, words),
        ),
    ]


def assumed(played: Played, content: Content, words: Words) -> Iterator[str]:
    """What was taken for granted, a sentence each."""
    programme, text = played.programme, words.text
    yield text("assumed.people")
    yield text("assumed.chance", seed=str(played.seed))
    model = content.models[programme.model].texts_in(words.language).title
    values = {"schedule": programme.schedule, "holidays": programme.holidays, "zone": programme.zone}
    yield text("assumed.programme", model=model, **values)
    own = [f"{team.title} ({team.schedule})" for team in programme.teams if team.schedule]
    if own:
        yield text("assumed.own-schedules", teams=words.list(own))
    people = len(programme.people)
    yield text("assumed.joined", joined=str(_joined(played)), people=words.count("people", people))
    who = {it.person for it in played.events if it.kind == "joined"}
    never = [person.id for person in programme.people if person.id not in who]
    if never:
        yield text("assumed.never", names=words.list(never))
    yield text("assumed.real")


def _joined(played: Played) -> int:
    return len({it.person for it in played.events if it.kind == "joined"})


def _check_ins(rows: Sequence[TeamRow], words: Words) -> Figure:
    fates = sum((Counter(row.fates) for row in rows), Counter[Fate]())
    late = fates[Fate.LATE]
    values = {
        "answered": words.count("answered", fates[Fate.ANSWERED] + late),
        "missed": words.count("missed", fates[Fate.MISSED]),
    }
    late_too = {"late": words.count("late", late)} if late else {}
    more = words.text("figures.answered-late" if late else "figures.answered", **values, **late_too)
    return Figure(words.text("figures.check-ins"), str(fates.total()), more)


def _cases(rows: Sequence[TeamRow], words: Words) -> Figure:
    kinds = Counter(case.stall for row in rows for case in row.cases)
    named = [f"{words.named('stalls', kind, kind)} {n}" for kind, n in sorted(kinds.items())]
    return Figure(words.text("figures.cases"), str(kinds.total()), ", ".join(named) or words.text("figures.none"))


def _sent(sort: Sort, name: str, found: Mapping[str, Load], words: Words) -> Figure:
    return Figure(words.text(f"figures.{name}"), str(sum(load.total(sort) for load in found.values())))


def _fullest_of_anybody(found: Mapping[str, Load], span: Span, words: Words) -> str:
    person = max(found, key=lambda it: max(found[it].of()), default=None)
    if person is None or not found[person].total():
        return ""
    weeks = found[person].of()
    week = span.monday(weeks.index(max(weeks))).isocalendar().week
    return words.text("figures.fullest", n=str(max(weeks)), week=str(week))
