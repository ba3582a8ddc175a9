"""The alert: what has happened to a team, since when and why, how it stands, and what can be done."""

from datetime import datetime

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.programme import Role
from bot.domain.stall import StallKind
from bot.flow.cases.back import back_since_last
from bot.flow.cases.others import other_teams
from bot.flow.cases.status import status_of
from bot.flow.cases.turn_words import turn_words
from bot.flow.cases.view import View
from bot.flow.cases.why import answers_in_words, stuck_reasons
from bot.flow.facilitating.moving.way import step_now
from bot.flow.guiding import guidance
from bot.flow.house import House, calendar_of, name_of
from bot.flow.screens.talk import model_texts
from bot.storage import check_ins, people, teams
from bot.storage.database import Tx


async def alert_text(tx: Tx, house: House, view: View, now: datetime, alert: int | None = None) -> str:
    """The alert's words for its reader: what to do while the case is open, and what ended it once it is not."""
    wording, language = house.content.wording, view.language
    stall, team, reason = view.stall, view.team, view.stall.reasons[0]
    texts, calendar = model_texts(house, team, language), await calendar_of(tx, team)
    earlier = await check_ins.earlier_check_ins(tx, team.id)
    members = await people.people_of_team(tx, team.id, Role.MEMBER)
    quiet, slipping = await other_teams(tx, house, team, language, now)
    session = await teams.next_session(tx, team.collaborative_id, calendar.local_date(now))
    return wording.layout(
        "alert",
        language,
        kind=stall.kind,
        team=team.title,
        status=await status_of(tx, house, view, calendar, now),
        **await turn_words(tx, house, view, now),
        back=await back_since_last(tx, house, view.person, language, now, alert=alert),
        over=view.is_over,
        mine=not view.is_others,
        days=wording.count("working-days", int(reason["working_days"]), language),
        person=await _who(tx, house, language, reason.get("person")),
        reasons=stuck_reasons(house, stall, team, calendar, language),
        since=wording.date(calendar.local_date(datetime.fromisoformat(reason["since"])), language),
        answers=answers_in_words(house, team, calendar, view.given, language),
        phase=texts.phases[team.phase],
        step=texts.steps[(await step_now(tx, house, team, earlier)).id].title,
        joined=sum(1 for member in members if member.joined_at),
        members=len(members),
        preparing=house.model(team).phases[0].id == team.phase,
        session=shortened(session.title, LONGEST_IN_A_LIST) if session else "",
        session_on=wording.date(session.on_date, language) if session else "",
        others=quiet,
        slipping=slipping,
        guidance=guidance(house, house.model(team).phase(team.phase), view.obstacle, language)
        if stall.kind == StallKind.SILENT
        else "",
        ready=view.ready if view.sent is None else "",
        sends=view.may_send,
    )


async def _who(tx: Tx, house: House, language: str, slug: str | None) -> str:
    """The name of whoever asked, where somebody did."""
    return name_of(house, await people.person_by_slug(tx, slug) if slug else None, language)
