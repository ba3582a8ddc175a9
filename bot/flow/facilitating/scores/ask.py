"""Facilitators are asked, every few weeks, how far their teams have come: one message that goes from team to team."""

from datetime import datetime

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.programme import Role
from bot.domain.progress_score import next_asking
from bot.flow.facilitating.scores.page import begun_teams, question
from bot.flow.house import Counts, House, language_of, reader_calendar
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.staff_hours import may_tell_at
from bot.storage import outbox, people, scores, teams
from bot.storage.database import Tx
from bot.storage.digests import collaborative_dates
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.scores import AskingRow


async def ask_for_scores(house: House, now: datetime) -> Counts:
    """Ask every facilitator who is due."""
    return await one_by_one(house, Work("scores", scores.asking_due, _one, _push_on), now)


async def _push_on(tx: Tx, asking: AskingRow, moment: datetime) -> None:
    await scores.set_asking(tx, asking.id, moment)


async def _one(tx: Tx, house: House, asking: AskingRow, now: datetime) -> Counts:
    person = await people.person_by_id(tx, asking.person_id)
    team = await _any_team(tx, person, asking.collaborative_id)
    if team is None:
        await scores.set_asking(tx, asking.id, None)
        return Counts()
    permitted = await may_tell_at(tx, house, team, person, now)
    if permitted > now:
        await scores.set_asking(tx, asking.id, permitted)
        return Counts(put_off=1)
    walk = await begun_teams(tx, person, asking.collaborative_id, now)
    if walk and person.can_be_reached:
        await _decide(tx, house, asking, person, walk, now)
    await scores.set_asking(tx, asking.id, await _next(tx, house, team, person, now))
    return Counts(scores_asked=int(bool(walk)))


async def _decide(
    tx: Tx, house: House, asking: AskingRow, person: PersonRow, walk: list[TeamRow], now: datetime
) -> None:
    language = language_of(person, walk[0].language)
    text, keyboard = question(house, walk[0], language, walk)
    message = Outgoing(
        f"scores:{asking.id}:{int(now.timestamp())}",
        OutgoingKind.ASKING,
        Lane.ALERT,
        person.chat_id or 0,
        person_id=person.id,
        text=text,
        keyboard=keyboard,
        subject=asking.id,
        repeated_note=f"\n\n{house.content.wording.render('score.repeated', language)}",
    )
    await outbox.put(tx, message, now)


async def _any_team(tx: Tx, person: PersonRow, collaborative_id: int) -> TeamRow | None:
    """A team of the collaborative that the person facilitates: its schedule holds for the question."""
    for role in await people.roles_of(tx, person.id):
        if role.role is Role.FACILITATOR and role.collaborative_id == collaborative_id and role.team_id is not None:
            return await teams.team_by_id(tx, role.team_id)
    return None


async def _next(tx: Tx, house: House, team: TeamRow, person: PersonRow, after: datetime) -> datetime | None:
    schedule, calendar = house.schedule(team), await reader_calendar(tx, team, person)
    starts, ends = await collaborative_dates(tx, team.collaborative_id)
    return next_asking(schedule.scores, starts, ends, calendar.zone, calendar.is_closed, after)


async def start_scores(tx: Tx, house: House, person: PersonRow, now: datetime, *, anew: bool = False) -> None:
    """Ask the person in every collaborative in which they facilitate a team; `anew`: plan what was planned."""
    for collaborative_id in {it.collaborative_id for it in await people.roles_of(tx, person.id)}:
        team = await _any_team(tx, person, collaborative_id)
        if team is None:
            continue
        asking = await scores.asking_of(tx, collaborative_id, person.id)
        if asking is None:
            await scores.add_asking(tx, collaborative_id, person.id, await _next(tx, house, team, person, now))
        elif asking.due_at is None or (anew and asking.due_at > now):
            await scores.set_asking(tx, asking.id, await _next(tx, house, team, person, now))
