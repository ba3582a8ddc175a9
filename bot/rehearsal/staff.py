"""What facilitators and owners do about a team or the whole collaborative, done by the same rooms as anywhere."""

from datetime import datetime

from bot.domain.behaviour import OF_STAFF, Behaviour, Does, Event
from bot.domain.errors import MellomError
from bot.flow.cases.snooze import snooze
from bot.flow.facilitating.moving.phase import move_phase
from bot.flow.facilitating.moving.session import move_session
from bot.flow.house import House, calendar_of
from bot.flow.pausing import pause, resume
from bot.storage import stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow

WHY = "as the behaviour file says"


def acts_of_staff(behaviour: Behaviour) -> list[Event]:
    """What staff do, the earliest first."""
    return [event for event in behaviour.events if event.does in OF_STAFF]


async def do(house: House, collaborative_id: int, event: Event, now: datetime) -> None:
    """Do this. MellomError with its line where it cannot be done."""
    try:
        async with house.db.write() as tx:
            if event.does is Does.MOVE_SESSION and event.session is not None and event.to_day is not None:
                await move_session(tx, house, collaborative_id, event.session, event.to_day, event.person, now)
            elif event.person is not None:
                known = {team.slug: team for team in await teams.teams_of(tx, collaborative_id)}
                await _about_team(tx, house, event, known[event.team or ""], event.person, now)
    except MellomError as error:
        raise MellomError(f"{event.where}: {error}") from None


async def _about_team(tx: Tx, house: House, event: Event, team: TeamRow, by: str, now: datetime) -> None:
    match event.does:
        case Does.PAUSE if event.until is not None:
            await pause(tx, house, team, event.until, by, now)
        case Does.RESUME:
            await resume(tx, house, team, by, now)
        case Does.SNOOZE:
            moment = await _until(tx, house, event, team, now)
            for stall in await stalls.open_stalls(tx):
                if stall.team_id == team.id:
                    await snooze(tx, stall, moment, by, now)
        case Does.MOVE_PHASE:
            await move_phase(tx, house, team, event.to or _following(house, team), by, WHY, now)


async def _until(tx: Tx, house: House, event: Event, team: TeamRow, now: datetime) -> datetime:
    """The morning of the day that is named, or of the next working day."""
    calendar = await calendar_of(tx, team)
    day = event.until or calendar.working_day_after(calendar.local_date(now), 1)
    return calendar.at(day, house.schedule(team).alert_hours.from_)


def _following(house: House, team: TeamRow) -> str:
    known = [phase.id for phase in house.model(team).phases]
    place = known.index(team.phase) + 1
    if place == len(known):
        raise MellomError(f"{team.slug} is in the last phase, {team.phase}, already; name one with to, or take it out")
    return known[place]
