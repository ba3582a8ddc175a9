"""The alert: what has happened to a team, since when and why, with a next move."""

from datetime import datetime

from bot.domain.asked_before import Given
from bot.domain.asking import current_step
from bot.domain.buttons import AlertPressed
from bot.domain.outgoing import Button, Keyboard, Lane, Outgoing, OutgoingKind
from bot.domain.programme import Role
from bot.domain.stall import StallKind
from bot.domain.working_time import WorkingCalendar
from bot.flow.house import House, calendar_of, language_of
from bot.flow.screens.talk import model_texts
from bot.storage import answers, check_ins, outbox, people, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow

TAKE = "take"


async def alert(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, step: int, now: datetime
) -> bool:
    """Decide the alert to this person, the chain's `step`-th. False where it was decided before."""
    if person.chat_id is None:
        return False
    text = await alert_text(tx, house, stall, team, person, now)
    # The moment is part of the key: who was out of reach the first time is told when they are back.
    moment = int((stall.alert_at or now).timestamp())
    repeated = house.content.wording.render("alert.context.repeated", language_of(person, team.language))
    return await outbox.put(
        tx,
        Outgoing(
            f"stall:{stall.id}:{step}:{moment}",
            OutgoingKind.ALERT,
            Lane.ALERT,
            person.chat_id,
            person_id=person.id,
            text=text,
            keyboard=take_button(house, stall, language_of(person, team.language)),
            subject=stall.id,
            repeated_note=f"\n\n{repeated}",
        ),
        now,
    )


def take_button(house: House, stall: StallRow, language: str) -> Keyboard:
    """The one thing to press: I am on it."""
    label = house.content.wording.plain("alert.buttons.i-am-on-it", language)
    return ((Button(label, AlertPressed(stall.id, TAKE).pack()),),)


async def alert_text(
    tx: Tx, house: House, stall: StallRow, team: TeamRow, person: PersonRow, now: datetime, *, taken_by: str = ""
) -> str:
    """The alert's words for this person: what to do while the case is open, and what ended it once it is not.

    `taken_by` is the name of whoever is on it.
    """
    wording, language = house.content.wording, language_of(person, team.language)
    texts, reason = model_texts(house, team, language), stall.reasons[0]
    calendar = await calendar_of(tx, team)
    given, earlier = await answers.newest_answers(tx, team.id), await check_ins.earlier_check_ins(tx, team.id)
    members = await people.people_of_team(tx, team.id, Role.MEMBER)
    session = next(
        (it for it in await teams.sessions_of(tx, team.collaborative_id) if it.on_date >= calendar.local_date(now)),
        None,
    )
    obstacle = _obstacle(given)
    last = given[-1] if given else None
    return wording.layout(
        "alert",
        language,
        kind=stall.kind,
        team=team.title,
        status=_status(house, stall, team, language, calendar, taken_by),
        over=stall.closed_at is not None,
        days=wording.count("working-days", int(reason["working_days"]), language),
        person=await _who(tx, house, language, reason.get("person")),
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
        guidance=wording.render(f"guidance.{obstacle}.{team.phase}", language)
        if stall.kind == StallKind.SILENT and wording.has(f"guidance.{obstacle}.{team.phase}")
        else "",
        ready=_ready(house, stall, team, person, obstacle),
    )


async def _who(tx: Tx, house: House, language: str, slug: str | None) -> str:
    """The name of whoever asked, where somebody did."""
    found = await people.person_by_slug(tx, slug) if slug else None
    return (found.name if found else "") or house.content.wording.plain("check-in.a-colleague", language)


def _status(
    house: House, stall: StallRow, team: TeamRow, language: str, calendar: WorkingCalendar, taken_by: str
) -> str:
    wording = house.content.wording
    if stall.closed_at is not None:
        day = wording.date(calendar.local_date(stall.closed_at), language)
        return wording.plain(f"alert.over.{stall.closed_because or 'ended'}", language, team=team.title, date=day)
    return wording.plain("alert.done.taken", language, facilitator=taken_by) if taken_by else ""


def _obstacle(given: list[Given]) -> str:
    return next((str(it.value) for it in given if it.question == "obstacle"), "none")


def _answer_words(house: House, team: TeamRow, language: str, last: Given) -> str:
    wording, texts = house.content.wording, model_texts(house, team, language).questions[last.question]
    value = last.value
    if isinstance(value, str) and value in ("yes", "no"):
        said = wording.plain(f"check-in.buttons.{value}", language)
    elif isinstance(value, str):
        said = texts.choices.get(value, value)
    else:
        said = wording.number(value, language) if isinstance(value, int | float) else ""
    return f"{texts.text} {said}"


def _ready(house: House, stall: StallRow, team: TeamRow, person: PersonRow, obstacle: str) -> str:
    # The message goes to the team, so it is in the team's language whoever copies it.
    key = (
        f"alert.ready.kind.{stall.kind}"
        if stall.kind in (StallKind.NEVER_STARTED, StallKind.HELP_WANTED)
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
