"""The alert: what has happened to a team, since when and why, with a next move."""

from datetime import datetime

from bot.domain.asked_before import Given
from bot.domain.asking import current_step
from bot.domain.buttons import AlertPressed
from bot.domain.outgoing import Button, Keyboard
from bot.domain.programme import Role
from bot.domain.stall import StallKind
from bot.domain.team_state import is_slipping
from bot.flow.cases.back import back_since_last
from bot.flow.cases.turn_words import turn_of, turn_words
from bot.flow.cases.why import answer_words, stuck_reasons
from bot.flow.guiding import guidance
from bot.flow.house import House, calendar_of, language_of, name_of
from bot.flow.screens.talk import model_texts
from bot.storage import answers, check_ins, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.heard import lateness_in
from bot.storage.rows import PersonRow, StallRow, TeamRow

TAKE = "take"


def take_button(house: House, stall: StallRow, language: str) -> Keyboard:
    """The one thing to press: I am on it."""
    label = house.content.wording.plain("alert.buttons.i-am-on-it", language)
    return ((Button(label, AlertPressed(stall.id, TAKE).pack()),),)


async def alert_text(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, now: datetime, alert: int | None = None
) -> str:
    """The alert's words for this person: what to do while the case is open, and what ended it once it is not."""
    wording, language = house.content.wording, language_of(person, team.language)
    texts, reason = model_texts(house, team, language), stall.reasons[0]
    calendar = await calendar_of(tx, team)
    given, earlier = await answers.newest_answers(tx, team.id), await check_ins.earlier_check_ins(tx, team.id)
    members = await people.people_of_team(tx, team.id, Role.MEMBER)
    session = await teams.next_session(tx, team.collaborative_id, calendar.local_date(now))
    obstacle = _obstacle(given)
    # A question that the model no longer asks has no words any more.
    last = next((it for it in reversed(given) if it.question in texts.questions), None)
    return wording.layout(
        "alert",
        language,
        kind=stall.kind,
        team=team.title,
        status=await status_of(tx, house, stall, team, person, language),
        **await turn_words(tx, house, stall, team, person, language, now),
        back=await back_since_last(tx, house, person, language, now, alert=alert),
        over=stall.closed_at is not None,
        days=wording.count("working-days", int(reason["working_days"]), language),
        person=await _who(tx, house, language, reason.get("person")),
        reasons=stuck_reasons(house, stall, team, calendar, language),
        since=wording.date(calendar.local_date(datetime.fromisoformat(reason["since"])), language),
        answer=_answer_words(house, team, language, last) if last else "",
        answered_on=wording.date(calendar.local_date(last.answered_at), language) if last else "",
        phase=texts.phases[team.phase],
        step=texts.steps[current_step(house.model(team), team.phase, earlier).id].title,
        joined=sum(1 for member in members if member.joined_at),
        members=len(members),
        preparing=house.model(team).phases[0].id == team.phase,
        session=session.title if session else "",
        session_on=wording.date(session.on_date, language) if session else "",
        others=wording.list(await _others_quiet(tx, team), language),
        slipping=wording.list(await _others_slipping(tx, team, now), language),
        guidance=guidance(house, house.model(team).phase(team.phase), obstacle, language)
        if stall.kind == StallKind.SILENT
        else "",
        ready=_ready(house, stall, team, person, obstacle),
    )


async def _who(tx: Tx, house: House, language: str, slug: str | None) -> str:
    """The name of whoever asked, where somebody did."""
    found = await people.person_by_slug(tx, slug) if slug else None
    return (found.name if found else "") or house.content.wording.plain("check-in.a-colleague", language)


async def status_of(tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, language: str) -> str:
    """That somebody is on it, or what ended it, in words; of one that is open and free whose turn it is, or nothing."""
    wording = house.content.wording
    if stall.closed_at is not None:
        day = wording.date((await calendar_of(tx, team)).local_date(stall.closed_at), language)
        return wording.plain(f"alert.over.{stall.closed_because or 'ended'}", language, team=team.title, date=day)
    if stall.acknowledged_by is None:
        name, values = await turn_of(tx, house, stall, team, person, language)
        return wording.plain(f"alert.turn.{name}", language, **values) if name else ""
    taker = await people.person_by_slug(tx, stall.acknowledged_by)
    return wording.plain("alert.done.taken", language, facilitator=name_of(house, taker, language))


def _obstacle(given: list[Given]) -> str:
    return next((str(it.value) for it in given if it.question == "obstacle"), "none")


def _answer_words(house: House, team: TeamRow, language: str, last: Given) -> str:
    text = model_texts(house, team, language).questions[last.question].text
    return f"{text} {answer_words(house, team, language, last.question, last.value)}"


def _ready(house: House, stall: StallRow, team: TeamRow, person: PersonRow, obstacle: str) -> str:
    # The message goes to the team, so it is in the team's language whoever copies it.
    key = (
        f"alert.ready.kind.{stall.kind}"
        if stall.kind in (StallKind.NEVER_STARTED, StallKind.HELP_WANTED, StallKind.UNREACHABLE)
        else (f"alert.ready.obstacle.{obstacle}.brief")
    )
    wording = house.content.wording
    if not wording.has(key):
        return ""
    values = {"facilitator": person.name, "team": team.title, "collaborative": team.collaborative_title}
    return wording.render(key, team.language, **values)


async def _others_quiet(tx: Tx, team: TeamRow) -> list[str]:
    quiet = {stall.team_id for stall in await stalls.open_stalls(tx) if stall.kind == StallKind.SILENT}
    return [
        other.title
        for other in await teams.teams_of(tx, team.collaborative_id)
        if other.id in quiet and other.id != team.id
    ]


async def _others_slipping(tx: Tx, team: TeamRow, now: datetime) -> list[str]:
    """The other teams of which the last check-ins forecast a silence, and that are not quiet yet."""
    quiet = {stall.team_id for stall in await stalls.open_stalls(tx)}
    went = await lateness_in(tx, team.collaborative_id)
    return [
        other.title
        for other in await teams.teams_of(tx, team.collaborative_id)
        if other.id not in quiet and other.id != team.id and is_slipping(went.get(other.id, []), now)
    ]
