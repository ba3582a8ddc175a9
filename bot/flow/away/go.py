"""Somebody goes away, or is back: their days change, and with them what waits for them and the days of their teams."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.check_in import CheckInState, Stage
from bot.domain.working_time import ONE_DAY
from bot.flow.asking.reach import ask_one, may_ask_at
from bot.flow.asking.whom import has_room
from bot.flow.away.days import days_changed
from bot.flow.house import House, calendar_of
from bot.flow.life import note_heard
from bot.flow.settings.own import Own
from bot.flow.settings.waiting import hand_over_in_time, hold_open, wait_anew
from bot.storage import absences, audit, check_ins, conversations, teams
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, PersonRow, TeamRow


async def go_away(tx: Tx, house: House, own: Own, back_on: date, now: datetime) -> None:
    """The person is away from today on and back on this day."""
    held = await hold_open(tx, own.person)
    before = [await calendar_of(tx, team) for team, _ in held]
    await absences.go_away(tx, own.person.id, own.today(now), back_on - ONE_DAY)
    await audit.note(tx, now, own.person.slug, "away", own.person.slug)
    for (team, check_in), calendar in zip(held, before, strict=True):
        await days_changed(tx, house, team, calendar, now)
        if check_in is not None:
            # Where only the reporter counts, and that is who has gone, an answer that is there is enough.
            await note_heard(tx, team, check_in, now)
    await wait_anew(tx, house, own.person, await _anew(tx, held), now)


async def come_back(tx: Tx, house: House, own: Own, now: datetime) -> None:
    """The person is there again from today on, and is asked what is open."""
    held = await hold_open(tx, own.person)
    before = [await calendar_of(tx, team) for team, _ in held]
    await absences.come_back(tx, own.person.id, own.today(now))
    await audit.note(tx, now, own.person.slug, "back", own.person.slug)
    for (team, _), calendar in zip(held, before, strict=True):
        await days_changed(tx, house, team, calendar, now)
    held = await _anew(tx, held)
    await wait_anew(tx, house, own.person, held, now)
    for team, check_in in held:
        if check_in is not None:
            await _bring(tx, house, team, check_in, own.person, now)


async def _anew(tx: Tx, held: Sequence[tuple[TeamRow, CheckInRow | None]]) -> list[tuple[TeamRow, CheckInRow | None]]:
    return [
        (await teams.team_by_id(tx, team.id), check_in and await check_ins.check_in_by_id(tx, check_in.id))
        for team, check_in in held
    ]


async def _bring(tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, person: PersonRow, now: datetime) -> None:
    """Bring the open check-in to who was left out of it for being away, or has left it unanswered as everybody has."""
    if await conversations.is_asked_in_group(tx, check_in.id):
        return
    rows = await conversations.conversations_of(tx, check_in_id=check_in.id, person_id=person.id)
    if not rows:
        if await has_room(tx, house, team, person, await may_ask_at(tx, house, team, person, now)):
            await ask_one(tx, house, team, check_in, person, now)
    elif rows[0].stage == Stage.OPEN and rows[0].message_id is not None and check_in.state == CheckInState.ASKED:
        await conversations.change_conversation(tx, rows[0].id, later_at=None)
        row = replace(rows[0], later_at=None)
        await hand_over_in_time(tx, house, team, check_in, row, person, now)
