"""The brief for a gathering: a page about all teams, and one for each."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.report import Report
from bot.flow.house import House
from bot.flow.reporting import lines
from bot.flow.reporting.front_page import front_page
from bot.flow.reporting.paper import Paper
from bot.flow.reporting.sheet import Sheet, sheets_of
from bot.flow.reporting.team_page import team_page
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.teams import SessionRow


async def brief_of(
    tx: Tx, house: House, teams: Sequence[TeamRow], session: SessionRow, language: str, now: datetime
) -> Report:
    """The brief of these teams of one collaborative for this gathering; there is at least one that can be read."""
    return brief_from(house, await sheets_of(tx, house, teams, language, now), session, language, now)


def brief_from(house: House, sheets: Sequence[Sheet], session: SessionRow, language: str, now: datetime) -> Report:
    """The brief from what is known of these teams."""
    ordered = in_need_first(sheets)
    paper = Paper(house, language, ZoneInfo(ordered[0].team.zone), now)
    subtitle = paper.say(
        "of-day", collaborative=ordered[0].team.collaborative_title, date=paper.day(session.on_date, "full")
    )
    front = [front_page(paper, ordered, session)] if len(ordered) > 1 else []
    title = paper.say("brief.title", session=session.title)
    return paper.report(title, subtitle, [*front, *(team_page(paper, it) for it in ordered)])


def in_need_first(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The teams in the order of the pages: those with an open case first, and then by their titles."""
    return sorted(sheets, key=lambda it: (not lines.is_in_need(it), it.team.title.casefold(), it.team.id))
