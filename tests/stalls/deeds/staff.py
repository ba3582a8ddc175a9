"""What facilitators and owners do about a team, in the sentences of the table; and small tests."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select, update

from bot.domain.buttons import AlertPressed
from bot.flow.cases import acknowledge
from bot.flow.cases.acknowledge import TAKE
from bot.flow.cases.pass_on import pass_on
from bot.flow.cases.snooze import snooze
from bot.flow.facilitating.moving.phase import move_phase
from bot.flow.facilitating.moving.session import move_session
from bot.flow.pausing import pause, resume
from bot.flow.privacy.erase import FORGET, erase
from bot.storage import stalls
from bot.storage.tables import collaboratives, outbox, people, teams
from bot.storage.tables import stalls as stalls_table
from tests.flow.trying import Trying
from tests.stalls.play import Play
from tests.stalls.sentences import deed
from tests.stalls.when import OSLO

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@deed("{who} pauses {team} until {day}")
async def pauses(p: Play, who: str, team: str, day: str) -> None:
    async with p.r.house.db.write() as tx:
        await pause(tx, p.r.house, await p.team(tx, team), date.fromisoformat(day), who, p.r.now)
    await p.r.send()


@deed("{who} ends the pause of {team}")
async def ends_pause(p: Play, who: str, team: str) -> None:
    async with p.r.house.db.write() as tx:
        assert await resume(tx, p.r.house, await p.team(tx, team), who, p.r.now)
    await p.r.send()


@deed("{who} moves {team} to {phase}")
async def moves(p: Play, who: str, team: str, phase: str) -> None:
    async with p.r.house.db.write() as tx:
        await move_phase(tx, p.r.house, await p.team(tx, team), phase, who, "we agreed on it", p.r.now)


@deed("{who} takes the case of {team}")
async def takes(p: Play, who: str, team: str) -> None:
    (case,) = await _open_cases(p, team)
    chat_id = await p.chat_of(who)
    query = select(outbox.c.message_id).where(outbox.c.chat_id == chat_id, outbox.c.kind == "alert")
    sent = await p.r.rows(query.order_by(outbox.c.id.desc()))
    button, message = AlertPressed(case.id, TAKE), sent[0].message_id if sent else 5
    toast = await acknowledge.press(p.r.house, await p.r.incoming(chat_id), button, message)
    await p.r.send()
    assert not toast, f"{who} is told: {toast}"


@deed("{who} lets somebody else have the case of {team}")
async def passes_on(p: Play, who: str, team: str) -> None:
    assert await _pass_on(p, who, team)
    await p.r.send()


@deed("{who} finds nobody else for the case of {team}")
async def keeps(p: Play, who: str, team: str) -> None:
    assert not await _pass_on(p, who, team)


async def _pass_on(p: Play, who: str, team: str) -> bool:
    async with p.r.house.db.write() as tx:
        (stall,) = await stalls.open_stalls_of(tx, (await p.team(tx, team)).id)
        return await pass_on(tx, p.r.house, stall, who, p.r.now)


@deed("{who} is forgotten")
async def is_forgotten(p: Play, who: str) -> None:
    ((person_id,),) = await p.r.rows(select(people.c.id).where(people.c.slug == who))
    async with p.r.house.db.write() as tx:
        await erase(tx, p.r.house, person_id, p.r.now, why=FORGET)


@deed("{who} has {weekdays} off")
async def has_days_off(p: Play, who: str, weekdays: str) -> None:
    off = {WEEKDAYS.index(day) for day in weekdays.split(" and ")}
    days = [day for day in range(7) if day not in off]
    await p.r.change(update(people).where(people.c.slug == who).values(working_days=days))


@deed("{who} snoozes the case of {team} until {moment}")
async def snoozes(p: Play, who: str, team: str, moment: str) -> None:
    async with p.r.house.db.write() as tx:
        for stall in await stalls.open_stalls(tx, stalls_table.c.team_id == (await p.team(tx, team)).id):
            assert await snooze(tx, stall, p.r.moment(moment), who, p.r.now)


async def _open_cases(p: Play, team: str) -> Any:
    query = select(stalls_table.c.id).join(teams).where(teams.c.slug == team, stalls_table.c.closed_at.is_(None))
    return await p.r.rows(query)


@deed("{who} moves the gathering {slug} to {day}")
async def moves_session(p: Play, who: str, slug: str, day: str) -> None:
    ((number,),) = await p.r.rows(
        select(collaboratives.c.id).where(collaboratives.c.slug == p.programme["collaborative"])
    )
    async with p.r.house.db.write() as tx:
        await move_session(tx, p.r.house, number, slug, date.fromisoformat(day), who, p.r.now)


@deed("{who} records a small test")
async def records_test(p: Play, who: str) -> None:
    ends = p.r.now.astimezone(OSLO).date() + timedelta(days=7)
    await Trying(p.r).saves(who, ends.isoformat())
