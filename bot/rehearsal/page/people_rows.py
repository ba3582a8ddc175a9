"""The tables of people: how much reaches each of them, and how many alerts each facilitator gets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.programme import Programme
from bot.domain.schedule import Budget
from bot.rehearsal.page.load import Load, Sort, bars
from bot.rehearsal.page.span import Span
from bot.rehearsal.page.words import Words

MOST_NAMED = 3
MOST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of the weeks: what the budget counts, what stands upon it, and the fullest week. `line` is the budget."""

    top: int
    low: str
    high: str
    peak: str
    line: int | None
    alt: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person: for which teams, the numbers by sort, all of them, the fullest week."""

    person: str
    teams: str
    find: str
    counts: Sequence[int]
    total: int
    fullest: str
    chart: Chart


def people_rows(
    found: Mapping[str, Load],
    people: Iterable[str],
    programme: Programme,
    span: Span,
    words: Words,
    budget: Budget | None,
) -> list[PersonRow]:
    """These people, who gets most in a week first; their bars are drawn to one scale."""
    chosen = {person: found[person] for person in people if person in found}
    limit = budget.check_ins + budget.reminders if budget else 0
    top = max([limit, 1, *(max(load.of()) for load in chosen.values())])
    order = sorted(chosen, key=lambda person: (-max(chosen[person].of()), -chosen[person].total(), person))
    return [
        _row(person, chosen[person], programme, span, words, chart(chosen[person], top, limit or None, words))
        for person in order
    ]


def folded(rows: Sequence[PersonRow], words: Words) -> dict[str, object]:
    """The first of these rows, and the rest with what leads to them; no rest where there are few."""
    first, rest = rows[:MOST_SHOWN], rows[MOST_SHOWN:]
    more = {"rows": rest, "count": words.count("people", len(rest))} if rest else None
    return {"first": first, "rest": more}


def chart(load: Load, top: int, limit: int | None, words: Words, *sorts: Sort) -> Chart:
    """The bars of these sorts of messages, or of all."""
    whole = load.of(*sorts)
    low = load.of(Sort.CHECK_IN, Sort.REMINDER) if not sorts else [0] * len(whole)
    high = [all_ - below for all_, below in zip(whole, low, strict=True)]
    peak, fullest = max(whole), fullest_week(whole)
    alt = words.text("load.alt", n=str(peak)) if peak else words.text("load.alt-none")
    only_peak = [n if week == fullest else 0 for week, n in enumerate(whole)]
    return Chart(top, bars(low, top), bars(high, top, low), bars(only_peak, top), top - limit if limit else None, alt)


def fullest_week(weeks: Sequence[int]) -> int | None:
    """The first week with the most; None where there is nothing in any."""
    return weeks.index(max(weeks)) if any(weeks) else None


def in_week(weeks: Sequence[int], span: Span, words: Words) -> str:
    """`3 in week 37` for the fullest week; a dash where there is none."""
    week = fullest_week(weeks)
    if week is None:
        return "–"
    return words.text("load.fullest-value", n=str(weeks[week]), week=str(span.monday(week).isocalendar().week))


def _row(person: str, load: Load, programme: Programme, span: Span, words: Words, drawn: Chart) -> PersonRow:
    titles = teams_of(person, programme)
    named = words.list(titles) if len(titles) <= MOST_NAMED else words.count("teams", len(titles))
    if person in programme.owners and not titles:
        named = words.text("load.owner")
    return PersonRow(
        person=person or words.text("load.to-group"),
        teams=named,
        find=" ".join((person, *titles)).lower(),
        counts=[load.total(sort) for sort in Sort],
        total=load.total(),
        fullest=in_week(load.of(), span, words),
        chart=drawn,
    )


def teams_of(person: str, programme: Programme) -> list[str]:
    """The titles of the teams that this person has to do with."""
    return [team.title for team in programme.teams if person in (*team.members, *team.facilitators, *team.managers)]


@dataclass(frozen=True, slots=True)
class FacilitatorRow:
    """The alert messages to one facilitator or owner; `fullest` says the fullest week, and the mean, in a sentence."""

    person: str
    find: str
    teams: int
    alerts: int
    fullest: str
    chart: Chart


def facilitator_rows(found: Mapping[str, Load], programme: Programme, span: Span, words: Words) -> list[FacilitatorRow]:
    """Everybody whom alerts go to, who gets most in a week first."""
    people = dict.fromkeys([*(it for team in programme.teams for it in team.facilitators), *programme.owners])
    chosen = {person: found[person] for person in people if person in found}
    top = max([1, *(max(load.of(Sort.ALERT)) for load in chosen.values())])
    order = sorted(chosen, key=lambda it: (-max(chosen[it].of(Sort.ALERT)), -chosen[it].total(Sort.ALERT), it))
    return [
        FacilitatorRow(
            person=person,
            find=" ".join((person, *teams_of(person, programme))).lower(),
            teams=sum(person in team.facilitators for team in programme.teams),
            alerts=chosen[person].total(Sort.ALERT),
            fullest=_at_most(chosen[person].of(Sort.ALERT), span, words),
            chart=chart(chosen[person], top, None, words, Sort.ALERT),
        )
        for person in order
    ]


def _at_most(weeks: Sequence[int], span: Span, words: Words) -> str:
    week = fullest_week(weeks)
    if week is None:
        return words.text("load.alt-none")
    return words.text(
        "facilitators.at-most",
        messages=words.count("messages", weeks[week]),
        week=str(span.monday(week).isocalendar().week),
        mean=words.number(round(sum(weeks) / len(weeks), 1)),
    )
