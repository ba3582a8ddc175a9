"""What a team will be asked next, when, and why: only read, and by the rules of the rooms that will do it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.model_texts import ModelTexts
from bot.content.shape import suggest
from bot.domain.cadence import closes_at, reminder_at
from bot.domain.check_in import CheckInState
from bot.domain.errors import MellomError
from bot.domain.measuring import NEVER_COUNTED
from bot.domain.programme import Role
from bot.domain.team_state import is_slipping
from bot.domain.working_time import WorkingCalendar
from bot.flow.asking.ask import questions_for
from bot.flow.asking.reach import may_ask_at
from bot.flow.beat import SHORTEST_STOP
from bot.flow.explaining.cases import cases_of, pages_of
from bot.flow.explaining.explained import Asked, Coming, Explained, Open
from bot.flow.explaining.foresee import Foreseen, foresee
from bot.flow.explaining.further import further
from bot.flow.explaining.surroundings import Surroundings
from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import House, calendar_of
from bot.flow.measuring.standing import measure_to_ask
from bot.flow.screens.built_in import words_of
from bot.flow.screens.talk import model_texts
from bot.flow.standing import state_now
from bot.storage import check_ins, explaining, people
from bot.storage.audit import last_alive
from bot.storage.database import Tx
from bot.storage.heard import lateness_of
from bot.storage.rows import CheckInRow, TeamRow


async def explain(house: House, name: str, now: datetime, *, from_file: str = "") -> Explained:
    """What the team of this id, or `collaborative/team`, will be asked. MellomError where there is no such team."""
    async with house.db.read() as tx:
        return await _explain(tx, house, await _the_team(tx, name), now, from_file)


async def is_known(house: House, name: str) -> bool:
    """Whether any team in the database is called so."""
    async with house.db.read() as tx:
        return bool(await explaining.teams_called(tx, name))


async def _the_team(tx: Tx, name: str) -> TeamRow:
    found = await explaining.teams_called(tx, name)
    found = [team for team in found if team.removed_at is None] or found
    if len(found) > 1:
        names = " or ".join(f"{team.collaborative}/{team.slug}" for team in found)
        raise MellomError(f'there is more than one team "{name}"; name it as {names}')
    if not found:
        known = await explaining.team_names(tx)
        raise MellomError(f'there is no team "{name}"; {suggest(name.rpartition("/")[2], known)}')
    return found[0]


async def _explain(tx: Tx, house: House, team: TeamRow, now: datetime, from_file: str) -> Explained:
    _look_whether_content_is_there(house, team)
    if team.removed_at is not None:
        team = replace(team, next_due_at=None)
    texts, earlier = model_texts(house, team, team.language), await check_ins.earlier_check_ins(tx, team.id)
    members = await people.people_of_team(tx, team.id, Role.MEMBER)
    foreseen = await foresee(tx, house, team, now)
    running = await check_ins.open_check_in(tx, team.id)
    return Explained(
        team=team,
        now=now,
        zone=ZoneInfo(team.zone),
        from_file=from_file,
        away_since=await _away_since(tx, now),
        phase=texts.phases[team.phase],
        step=texts.steps[(await step_now(tx, house, team, earlier)).id].title,
        state=await state_now(tx, team, now),
        slipping=is_slipping(await lateness_of(tx, team.id), now),
        members=len(members),
        joined=sum(1 for member in members if member.can_be_reached),
        coming=await _coming(tx, house, team, foreseen, texts) if foreseen else None,
        open=await _open(tx, house, team, running, foreseen) if running else None,
        cases=await cases_of(tx, house, team, foreseen, now),
        pages=await pages_of(tx, team),
    )


def _look_whether_content_is_there(house: House, team: TeamRow) -> None:
    used = {"model": (team.model, house.content.models), "schedule": (team.schedule, house.content.schedules)}
    for what, (id_, known) in used.items():
        if id_ not in known:
            raise MellomError(
                f'the team {team.slug} goes by the {what} "{id_}", which is not there; {suggest(id_, known)}'
            )


async def _coming(tx: Tx, house: House, team: TeamRow, foreseen: Foreseen, texts: ModelTexts) -> Coming:
    calendar, budget = await calendar_of(tx, team), house.schedule(team).budget
    following = await foresee(tx, house, foreseen.following, foreseen.at)
    around = await Surroundings.of(tx, house, team)
    remind_at, close_at, by_next = _ends(house, team, calendar, foreseen.at, following)
    hours = [await may_ask_at(tx, house, team, person, foreseen.at) for person in foreseen.people]
    roles = [await people.roles_of(tx, person.id) for person in foreseen.people]
    return Coming(
        foreseen=foreseen,
        reason=around.reasons.get(foreseen.grid_on),
        passed=around.passed(foreseen.grid_on, foreseen.on),
        questions=await _questions(tx, house, team, foreseen.at, texts),
        remind_at=remind_at,
        close_at=close_at,
        closed_by_next=by_next,
        others_later=sum(1 for moment in hours if moment > foreseen.at),
        in_many_teams=sum(1 for own in roles if sum(role.role is Role.MEMBER for role in own) > budget.check_ins),
        further=further(foreseen, around),
    )


async def _questions(tx: Tx, house: House, team: TeamRow, at: datetime, texts: ModelTexts) -> tuple[Asked, ...]:
    chosen = await questions_for(tx, house, team, at)
    wanted = await _wanted(tx, house, team, at) if any(it.measure is not None for it in chosen) else ""
    return tuple(
        [
            Asked(
                it.question.id,
                await words_of(tx, house, texts, it, team.language),
                it.why,
                step=it.step,
                step_title=texts.steps[it.step].title if it.step else "",
                wanted=wanted if it.measure is not None else "",
            )
            for it in chosen
        ]
    )


async def _wanted(tx: Tx, house: House, team: TeamRow, at: datetime) -> str:
    """Which value will be asked for, and for how long it has been wanted by then."""
    asked = await measure_to_ask(tx, house, team, at)
    if asked is None:
        return ""
    slug, every = asked.measure.slug, asked.measure.every
    if asked.overdue >= NEVER_COUNTED:
        return f"{slug}, each {every}, has none yet"
    late = f"{asked.overdue} days overdue" if asked.overdue > 0 else "due"
    return f"{slug}, each {every}, is the most overdue one, {late}"


async def _away_since(tx: Tx, now: datetime) -> datetime | None:
    last = await last_alive(tx)
    return last if last is not None and now - last >= SHORTEST_STOP else None


def _ends(
    house: House, team: TeamRow, calendar: WorkingCalendar, asked_at: datetime, following: Foreseen | None
) -> tuple[datetime | None, datetime, bool]:
    """When a check-in asked then is reminded of (None: never) and closes, and whether the next one closes it."""
    schedule = house.schedule(team)
    close_at = closes_at(calendar, asked_at, schedule.closes_after)
    by_next = following is not None and following.at <= close_at and bool(following.people)
    if by_next and following is not None:
        close_at = following.at
    rule = schedule.reminder
    remind_at = reminder_at(calendar, asked_at, working_days=rule.working_days, at=rule.at)
    return (remind_at if remind_at < close_at and schedule.budget.reminders else None), close_at, by_next


async def _open(tx: Tx, house: House, team: TeamRow, running: CheckInRow, following: Foreseen | None) -> Open:
    asked_at = running.asked_at or running.due_at
    remind_at, close_at, by_next = _ends(house, team, await calendar_of(tx, team), asked_at, following)
    asked, answered = await explaining.reached(tx, running.id)
    return Open(
        asked_at=asked_at,
        is_answered=running.state == CheckInState.ANSWERED,
        people=asked,
        answered=answered,
        # A reminder that is no longer planned has gone, or is of no use any more.
        remind_at=remind_at if running.remind_at is not None else None,
        reminded_at=running.reminded_at,
        close_at=close_at,
        closed_by_next=by_next,
    )
