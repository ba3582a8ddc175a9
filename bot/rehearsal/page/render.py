"""The whole page, put together."""

from zoneinfo import ZoneInfo

from jinja2 import TemplateError

from bot.content.content import Content
from bot.domain.errors import BadFile, MellomError, Problem
from bot.rehearsal.page.in_words import KINDS, Line, Teller
from bot.rehearsal.page.load import loads
from bot.rehearsal.page.outline import outline, sessions_at_last
from bot.rehearsal.page.people_rows import facilitator_rows, folded, people_rows
from bot.rehearsal.page.span import Span
from bot.rehearsal.page.team_rows import TeamRows
from bot.rehearsal.page.top import MOST_BROKEN, assumed, broken_rows, figures
from bot.rehearsal.page.week_rows import week_rows
from bot.rehearsal.page.words import Words
from bot.rehearsal.played import Played

NAME = "rehearsal"


def render(played: Played, content: Content, language: str) -> str:
    """The rehearsal on one page of HTML; the same play gives the same page. BadFile where the prompts have none."""
    pages = content.wording.pages
    if pages is None or NAME not in pages.layouts:
        message = "this page is missing in these prompts; copy the folder pages from Mellom's own"
        raise BadFile([Problem(f"pages/{NAME}.html", 1, message)])
    programme = played.programme
    words = Words(pages, language, ZoneInfo(programme.zone))
    span, sessions = Span.of(played), sessions_at_last(played)
    rows, found = TeamRows(played, content, span, words).all(), loads(played, span)
    members = list(dict.fromkeys(person for team in programme.teams for person in team.members))
    others = [person for person in found if person and person not in set(members)]
    budget = content.schedules[programme.schedule].budget
    try:
        return pages.layout(
            NAME,
            language,
            language=language,
            title=programme.title,
            first=words.in_full(played.begins.astimezone(words.zone).date()),
            last=words.in_full(played.ends.astimezone(words.zone).date()),
            promises=words.count("broken", len(played.broken)) if played.broken else "",
            broken=broken_rows(played.broken, words),
            unlisted=max(len(played.broken) - MOST_BROKEN, 0),
            figures=figures(played, rows, found, span, words),
            outline=outline(played, sessions, span, words),
            weeks=span.weeks,
            teams=rows,
            has_pauses=any(row.drawn.pauses for row in rows),
            moved=_moved(played, content, words),
            kinds=[(kind, words.text(f"kinds.{kind}")) for kind in KINDS],
            employees=folded(people_rows(found, [*members, ""], programme, span, words, budget), words),
            others=folded(people_rows(found, others, programme, span, words, None), words),
            facilitators=facilitator_rows(found, programme, span, words),
            budget={
                "check_ins": words.count("check-ins", budget.check_ins),
                "reminders": words.count("reminders", budget.reminders),
            },
            calendar=week_rows(played, sessions, span, words),
            assumed=list(assumed(played, content, words)),
            zone=programme.zone,
        )
    except TemplateError as error:
        raise MellomError(f"pages/{NAME}.html cannot be shown: {error}") from error


def _moved(played: Played, content: Content, words: Words) -> list[Line]:
    """The gatherings that were moved, in words."""
    teller = Teller(words, content.models[played.programme.model].texts_in(words.language), words.zone)
    return list(teller.lines(it for it in played.events if it.kind == "session_moved"))
