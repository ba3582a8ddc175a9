"""The report of a month: of one team, or of all teams of a collaborative."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.report import Report
from bot.flow.house import House
from bot.flow.reporting.brief import in_need_first
from bot.flow.reporting.front_page import front_page
from bot.flow.reporting.month import MONTH, month_of
from bot.flow.reporting.month_page import month_page
from bot.flow.reporting.paper import Paper
from bot.flow.reporting.sheet import sheets_of
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def monthly_report_of(tx: Tx, house: House, teams: Sequence[TeamRow], language: str, now: datetime) -> Report:
    """The month of these teams of one collaborative that ends now; there is at least one that can be read."""
    sheets = in_need_first(await sheets_of(tx, house, teams, language, now))
    months = [await month_of(tx, house, sheet, now) for sheet in sheets]
    team = sheets[0].team
    paper = Paper(house, language, ZoneInfo(team.zone), now)
    days = {"from": paper.day(now - MONTH, "year"), "to": paper.day(now, "year")}
    subtitle = paper.say("of-days", collaborative=team.collaborative_title, **days)
    front = [front_page(paper, sheets, None)] if len(sheets) > 1 else []
    return paper.report(paper.say("monthly.title"), subtitle, [*front, *(month_page(paper, it) for it in months)])
