"""A gathering is moved to another day, and with it every check-in that counts from it and was not sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.content.shape import suggest
from bot.domain.errors import MellomError
from bot.domain.language import Language
from bot.domain.moves import find_moves
from bot.domain.programme import Role
from bot.domain.working_time import local_time
from bot.flow.facilitating.moving.consequences import TeamMoves
from bot.flow.facilitating.moving.news import tell_staff, tell_team
from bot.flow.facilitating.moving.upcoming import upcoming, upcoming_anew
from bot.flow.house import House, is_over
from bot.flow.plan import plan_from
from bot.flow.reporting.plan import plan_briefs
from bot.storage import audit, people, teams
from bot.storage.database import Tx
from bot.storage.outbox_news import withdraw_news
from bot.storage.rows import TeamRow
from bot.storage.sessions import hold_sessions, programme_days, set_session_date
from bot.storage.teams import SessionRow


class Obstacle(StrEnum):
    """Why a gathering cannot be moved."""

    UNKNOWN = "unknown"
    WAS_HELD = "was_held"
    PAST = "past"
    OUTSIDE = "outside"
    CLOSED = "closed"
    TAKEN = "taken"


class CannotMove(MellomError):
    """A gathering that cannot be moved so, with the reason for whoever says it in other words."""

    def __init__(self, why: Obstacle, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


@dataclass(frozen=True, slots=True)
class SessionMove:
    """A gathering, the day to which it goes, and what that means for each team; what was sent stays."""

    session: SessionRow
    to: date
    teams: tuple[TeamMoves, ...]

    def lines(self) -> list[str]:
        """What moves, a line for each team where something does."""
        return [str(it) for it in self.teams if it.moves]


async def preview(tx: Tx, house: House, collaborative_id: int, slug: str, to: date, now: datetime) -> SessionMove:
    """What the move would mean; nothing is changed. CannotMove where it cannot be."""
    sessions = await teams.sessions_of(tx, collaborative_id)
    session = await _movable(tx, collaborative_id, sessions, slug, to, now)
    moved = [replace(it, on_date=to) if it is session else it for it in sessions]
    its_teams = [team for team in await teams.teams_of(tx, collaborative_id) if house.knows(team)]
    found = [await _moves_of(tx, house, team, sessions, moved, now) for team in its_teams]
    return SessionMove(session, to, tuple(found))


async def move_session(
    tx: Tx, house: House, collaborative_id: int, slug: str, to: date, by: str | None, now: datetime
) -> SessionMove:
    """Move the gathering, plan every team anew and tell everybody.

    CannotMove where it cannot be; on its own day nothing is done.
    """
    await hold_sessions(tx, collaborative_id)
    held = [await teams.team_by_id(tx, it.id, lock=True) for it in await teams.teams_of(tx, collaborative_id)]
    found = await preview(tx, house, collaborative_id, slug, to, now)
    if found.session.on_date == to:
        return found
    await set_session_date(tx, collaborative_id, slug, to)
    for team in held:
        # What is due at this moment is asked, or put off, by whoever asks.
        if house.knows(team) and (team.next_due_at is None or team.next_due_at > now):
            await plan_from(tx, house, team, now)
    await plan_briefs(tx, house, collaborative_id, now, moved={slug})
    collaborative = (await programme_days(tx, collaborative_id)).slug
    days = {"from": found.session.on_date.isoformat(), "to": to.isoformat()}
    await audit.note(tx, now, by or "system", "move_session", slug, collaborative=collaborative, **days)
    await tell_of_session(tx, house, held, found, by, now)
    return found


async def tell_of_session(
    tx: Tx, house: House, held: Sequence[TeamRow], move: SessionMove, by: str | None, now: datetime
) -> None:
    """Tell everybody of these teams once: members in their hours, whoever follows the teams in theirs."""
    mover = await people.person_by_slug(tx, by) if by else None
    told: set[int | None] = {mover.id} if mover else set()
    about = f"session:{move.session.id}:"
    await withdraw_news(tx, about, now)

    def say(language: Language) -> str:
        days = {"before": move.session.on_date, "after": move.to}
        dates = {name: house.content.wording.date(day, language) for name, day in days.items()}
        return house.content.wording.render("moving.session.moved", language, session=move.session.title, **dates)

    about = f"{about}{int(now.timestamp())}"
    for team in held:
        if house.knows(team) and not is_over(team, now):
            told |= await tell_team(tx, house, team, about, say, now, but=told)
    for team in held:
        staff = await people.people_of_team(tx, team.id, Role.FACILITATOR)
        for person in (*staff, *await people.owners_of(tx, team.collaborative_id)):
            if person.id not in told and house.knows(team):
                told.add(person.id)
                await tell_staff(tx, house, team, person, about, lambda language: (say(language), ()), now)


async def _moves_of(
    tx: Tx,
    house: House,
    team: TeamRow,
    sessions: Sequence[SessionRow],
    moved: Sequence[SessionRow],
    now: datetime,
) -> TeamMoves:
    before = await upcoming(tx, house, team, sessions)
    after = await upcoming_anew(tx, house, team, moved, now)
    return TeamMoves(team.slug, team.title, find_moves(before, after), tuple(it.on for it in after))


async def _movable(
    tx: Tx, collaborative_id: int, sessions: Sequence[SessionRow], slug: str, to: date, now: datetime
) -> SessionRow:
    """The gathering of this id, if it can be moved to this day."""
    session = next((it for it in sessions if it.slug == slug), None)
    if session is None:
        known = suggest(slug, [it.slug for it in sessions])
        raise CannotMove(Obstacle.UNKNOWN, f'there is no gathering "{slug}"; {known}')
    days = await programme_days(tx, collaborative_id)
    today = local_time(now, ZoneInfo(days.zone)).date()
    if session.on_date < today:
        raise CannotMove(Obstacle.WAS_HELD, f'the gathering "{slug}" was on {session.on_date}, and is past')
    if not days.starts <= to <= days.ends:
        outside = f"{to} lies outside the programme, which goes from {days.starts} to {days.ends}"
        raise CannotMove(Obstacle.OUTSIDE, f"{outside}; choose a day in it")
    if to < today:
        raise CannotMove(Obstacle.PAST, f"{to} is past; choose a day to come")
    closed = next((it for it in days.closures if to in it), None)
    if closed is not None:
        message = f"{to} lies in the closure from {closed.first} to {closed.last}"
        raise CannotMove(Obstacle.CLOSED, f"{message}; choose a day before or after it")
    other = next((it for it in sessions if it.on_date == to and it is not session), None)
    if other is not None:
        raise CannotMove(Obstacle.TAKEN, f'{to} is the day of the gathering "{other.slug}"; choose another day')
    return session
