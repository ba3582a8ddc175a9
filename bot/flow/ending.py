"""The end: whoever took part is thanked once, with what the team reached and until when it is kept."""

from datetime import datetime, timedelta

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.working_time import ONE_DAY, WorkingCalendar
from bot.flow.asking.reach import may_ask_at
from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import Counts, House, calendar_of, language_of
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.privacy.kept import day_for_collaborative
from bot.flow.screens.talk import model_texts
from bot.storage import endings, outbox, people, teams
from bot.storage.database import Tx
from bot.storage.endings import EndedRow
from bot.storage.rows import PersonRow, TeamRow

# Who comes back to the chat after that is not surprised any more.
LATEST = timedelta(days=30)


async def thank(house: House, now: datetime) -> Counts:
    """Thank everybody whose part is over."""
    return await one_by_one(house, Work("thank", endings.ended, _thank, _drop), now)


async def _drop(tx: Tx, row: EndedRow, moment: datetime) -> None:
    # Rather none than one that is tried for ever.
    await endings.mark_thanked(tx, row.id, moment)


async def plan_thanks(tx: Tx, house: House, team_id: int, now: datetime) -> None:
    """When the team's members are thanked; who was to be told that it is over, and it goes on, is not."""
    team = await teams.team_by_id(tx, team_id)
    moment = _thanks_at(house, team, await calendar_of(tx, team))
    await teams.change_team(tx, team.id, thanks_at=moment)
    if moment > now:
        await endings.goes_on(tx, team.id, now)


def _thanks_at(house: House, team: TeamRow, calendar: WorkingCalendar) -> datetime:
    """The first permitted hour of the first working day after the end."""
    first_day = calendar.next_working_day(team.ends + ONE_DAY)
    return calendar.at(first_day, house.schedule(team).employee_hours.from_)


async def _thank(tx: Tx, house: House, row: EndedRow, now: datetime) -> Counts:
    team, person = await teams.team_by_id(tx, row.team_id), await people.person_by_id(tx, row.person_id)
    if not row.early:
        # Closures and outages may have come since the moment was computed.
        moment = _thanks_at(house, team, await calendar_of(tx, team))
        if moment > now:
            await teams.change_team(tx, team.id, thanks_at=moment)
            return Counts()
    await endings.mark_thanked(tx, row.id, now)
    if not await _is_due(tx, row, person, now):
        return Counts()
    await _put(tx, house, row, team, person, now)
    return Counts(thanked=1)


async def _is_due(tx: Tx, row: EndedRow, person: PersonRow, now: datetime) -> bool:
    """Whether the person was there when it ended, not long ago, and is nothing else to the team."""
    if now - row.moment > LATEST or person.joined_at is None or person.joined_at > row.moment:
        return False
    return not (row.early and any(role.team_id == row.team_id for role in await people.roles_of(tx, person.id)))


async def _put(tx: Tx, house: House, row: EndedRow, team: TeamRow, person: PersonRow, now: datetime) -> None:
    permitted = await may_ask_at(tx, house, team, person, now)
    thanks = Outgoing(
        f"thanks:{row.id}:{int(now.timestamp())}",
        OutgoingKind.THANKS,
        Lane.WAVE,
        person.chat_id or 0,
        person_id=person.id,
        text=await _text(tx, house, row, team, person),
        not_before=permitted if permitted > now else None,
        subject=row.id,
    )
    await outbox.put(tx, thanks, now)


async def _text(tx: Tx, house: House, row: EndedRow, team: TeamRow, person: PersonRow) -> str:
    wording, language = house.content.wording, language_of(person, team.language)
    texts, (answered, tested) = model_texts(house, team, language), await endings.reached(tx, team.id)
    step = await step_now(tx, house, team)
    erased_on = await day_for_collaborative(tx, house, team.collaborative_id)
    return wording.layout(
        "thanks",
        language,
        collaborative="" if row.early else team.collaborative_title,
        team=team.title,
        check_ins=wording.count("check-ins", answered, language) if answered else "",
        tests=wording.count("tests", tested, language) if tested else "",
        phase=texts.phases[team.phase],
        step=texts.steps[step.id].title,
        erased_on=wording.date(erased_on, language, "year"),
    )
