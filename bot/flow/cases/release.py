"""Whoever was told of a case or took it is not there for it any more: it goes on at once."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.stall import Move
from bot.flow.cases.pass_on import hand_to
from bot.flow.cases.readers import chain_today, next_after
from bot.flow.house import House
from bot.storage import outbox_alerts, people, stall_turns, stalls, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow


async def release(tx: Tx, house: House, person_id: int, now: datetime, team_ids: Collection[int] | None = None) -> None:
    """Give the cases that this person has, of these teams or of all, to the next who can be told.

    What they were has ended before this. Where nobody else can be told, and they still lead the team, they keep them.
    """
    person = await people.person_by_id(tx, person_id)
    found = [it.id for it in await stall_turns.cases_with(tx, person.id, team_ids)]
    await outbox_alerts.hold_with(tx, found)
    for stall_id in found:
        stall = await stalls.stall_by_id(tx, stall_id)
        if stall is not None and stall.closed_at is None and person.id == stall.told_id:
            await _release(tx, house, stall, person, now)


async def releasable(tx: Tx, chat_id: int) -> set[int]:
    """The cases that change hands where this chat is closed to us: those that its person has, and those to be told."""
    person = await people.person_by_chat(tx, chat_id)
    has = await stall_turns.cases_with(tx, person.id) if person is not None else []
    return {stall.id for stall in has} | await outbox_alerts.waiting_about(tx, chat_id)


async def _release(tx: Tx, house: House, stall: StallRow, person: PersonRow, now: datetime) -> None:
    chain = await chain_today(tx, stall, await teams.team_by_id(tx, stall.team_id))
    others = [it for it in chain if it.can_be_reached and it.id != person.id]
    if not others and any(it.id == person.id and it.can_be_reached for it in chain):
        return
    # Somebody is to know of it, if need be whoever was told before.
    to = next_after(stall, chain) or next(iter(others), None)
    await hand_to(tx, house, stall, to, Move.HANDED_ON, now)
