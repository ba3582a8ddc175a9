"""Messages go out: claimed, sent within the channel's limits, and settled by what became of them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from bot.domain.check_in import CheckInState
from bot.domain.outgoing import Delivery, Lane, Outcome, Outgoing, OutgoingKind, repeats_after_unknown
from bot.domain.pace import Pace
from bot.domain.programme import Role
from bot.flow.cases.arrived import alert_arrived
from bot.flow.cases.end import say_over_late
from bot.flow.cases.release import releasable, release
from bot.flow.cases.words import as_it_stands
from bot.flow.facilitating.messages.hand_on import pass_over
from bot.flow.house import House
from bot.flow.invite_codes import fill_in
from bot.flow.refused import refused
from bot.flow.testing import sent as cycle_sent
from bot.storage import (
    audit,
    check_ins,
    conversations,
    digests,
    groups,
    matters,
    outbox,
    outbox_alerts,
    outbox_cycles,
    outbox_matters,
    outbox_screens,
    people,
    stalls,
    teams,
    writings,
)
from bot.storage.database import Database, Tx, note_traces
from bot.storage.outbox_alerts import Told
from bot.storage.outbox_rows import OutboxRow
from bot.storage.tables import outbox as outbox_table

LONGEST_WAIT = 10.0
# So many of the messages of a second are left to replies while a wave goes out.
KEPT_FOR_REPLIES = 5
SHOWN = frozenset({OutgoingKind.SCREEN, OutgoingKind.REMINDER})
# A text may reply to these.
ANSWERED = frozenset({OutgoingKind.WRITING, OutgoingKind.MESSAGE, OutgoingKind.MATTERS, OutgoingKind.PROPOSAL})


class Channel(Protocol):
    """The way to a chat; it turns everything the outside world answers into a Delivery and never raises."""

    async def send(self, outgoing: Outgoing, edits: int | None) -> Delivery:
        """Send the message, or change the one with the id `edits`."""


async def claim(db: Database, pace: Pace, now: datetime, running: float) -> list[OutboxRow]:
    """Claim what may leave now and mark its chats as busy."""
    room = pace.room(running)
    if room == 0:
        return []
    async with db.read() as tx:
        if not await outbox.anything_to_send(tx, now):
            return []
    async with db.write() as tx:
        await outbox.drop_expired(tx, now)
        claimed = await fill_in(tx, await outbox.claim_next(tx, now, pace.busy(running), room, KEPT_FOR_REPLIES), now)
    for row in claimed:
        pace.begin(row.outgoing.chat_id)
    return claimed


async def deliver_one(channel: Channel, row: OutboxRow) -> Delivery:
    """Send one claimed message; what became of it, still to be settled."""
    if row.outgoing.kind is OutgoingKind.STRIP and row.edits == row.screen:
        # Since this was decided, somebody has gone on with the old message: it keeps its buttons.
        return Delivery(Outcome.SENT, message_id=row.edits)
    if _is_silent(row) and row.edits is None:
        return Delivery(Outcome.NOT_THERE, why="there is nothing to change")
    return await channel.send(row.outgoing, row.edits)


def _is_silent(row: OutboxRow) -> bool:
    """Whether this only changes what somebody has before them who did nothing."""
    return row.outgoing.kind is OutgoingKind.SCREEN and row.outgoing.lane is Lane.WAVE and not row.outgoing.fresh


async def settle(house: House, row: OutboxRow, delivery: Delivery, now: datetime) -> float:
    """Keep what became of a message; how many seconds its chat must rest."""
    async with house.db.write() as tx:
        await _hold(tx, row, now, gone=delivery.outcome is Outcome.GONE)
        if await _is_over(tx, row, delivery):
            await outbox.settle(tx, row, "withdrawn", now, delivery.why)
            if row.outgoing.kind is OutgoingKind.ALERT:
                # Nobody has been told today: another case may be.
                await outbox.free_key(tx, row.id)
            return delivery.wait
        match delivery.outcome:
            case Outcome.SENT:
                await _sent(tx, house, row, delivery.message_id, now)
            case Outcome.LATER:
                return await _later(tx, house, row, delivery, now)
            case Outcome.NOT_THERE:
                await _show_anew(tx, row, now)
            case Outcome.MOVED if delivery.chat_id is not None:
                await people.move_chat(tx, row.outgoing.chat_id, delivery.chat_id)
                await groups.move_group(tx, row.outgoing.chat_id, delivery.chat_id)
                await outbox.move_waiting(tx, row.outgoing.chat_id, delivery.chat_id)
                await outbox.give_back(tx, row, now, "the chat has moved")
            case Outcome.GONE:
                await _gone(tx, house, row, delivery.why, now)
            case Outcome.UNKNOWN:
                await _unknown(tx, house, row, delivery.why, now)
                return _pause(row)
            case _:
                await refused(tx, house, row, delivery.why, now)
    return 0.0


async def _hold(tx: Tx, row: OutboxRow, now: datetime, *, gone: bool) -> None:
    """Hold what a message hangs on before the message itself, as everybody does, so that nobody waits crosswise."""
    outgoing = row.outgoing
    if outgoing.conversation_id is not None:
        await conversations.hold_conversation(tx, outgoing.conversation_id)
    if outgoing.kind is OutgoingKind.FAREWELL:
        await note_traces(tx)
    await cycle_sent.hold(tx, outgoing, gone=gone)
    if gone:
        await teams.look_again(tx, now, chat_id=outgoing.chat_id)
    if outgoing.kind is OutgoingKind.MATTERS:
        await matters.hold(tx, [row.id])
    if gone and outgoing.person_id is not None:
        await outbox_matters.hold_of(tx, outgoing.person_id)
    cases = await outbox_alerts.cases_of(tx, row.id) if outgoing.kind is OutgoingKind.ALERT else []
    if held := {*cases, *(await releasable(tx, outgoing.chat_id) if gone else ())}:
        await outbox_alerts.hold_with(tx, held)


async def _later(tx: Tx, house: House, row: OutboxRow, delivery: Delivery, now: datetime) -> float:
    moment = delivery.not_before
    await _bring_up_to_date(tx, house, row, now)
    if moment is None:
        await outbox.give_back(tx, row, now, delivery.why)
        return delivery.wait or _pause(row)
    if row.outgoing.kind is OutgoingKind.SCREEN and row.outgoing.conversation_id is not None and row.screen is None:
        # It counts in the week in which it comes.
        await conversations.change_conversation(tx, row.outgoing.conversation_id, comes_at=moment)
    waiting = replace(row, outgoing=replace(row.outgoing, not_before=moment))
    await outbox.give_back(tx, waiting, now, delivery.why)
    return 0.0


def _pause(row: OutboxRow) -> float:
    return float(min(2.0 ** (row.tries - 1), LONGEST_WAIT))


async def recover(house: House, now: datetime, under_way: Collection[int] = ()) -> int:
    """Decide about what was left half-sent; only the rows that are `under_way` here have somebody to settle them."""
    async with house.db.read() as tx:
        left = [row for row in await outbox.left_in_sending(tx) if row.id not in under_way]
    for row in left:
        await settle(house, row, Delivery(Outcome.UNKNOWN, why="the process was stopped while sending"), now)
    return len(left)


async def _sent(tx: Tx, house: House, row: OutboxRow, message_id: int | None, now: datetime) -> None:
    outgoing = row.outgoing
    if not await outbox.settle(tx, row, "sent", now):
        return
    if outgoing.kind in SHOWN and outgoing.conversation_id is not None and message_id is not None:
        chat_id, person_id = outgoing.chat_id, outgoing.person_id
        if await conversations.chat_of(tx, outgoing.conversation_id) != chat_id:
            # Meanwhile it is shown in another chat, in which this number means another message.
            return
        await go_on_with(tx, outgoing.conversation_id, message_id, chat_id=chat_id, person_id=person_id, now=now)
    elif outgoing.kind is OutgoingKind.CYCLE and outgoing.fresh and message_id is not None:
        await cycle_sent.arrived(tx, outgoing, message_id, now)
    elif outgoing.kind is OutgoingKind.ALERT:
        await _alert_sent(tx, house, row, message_id, now)
    elif outgoing.kind is OutgoingKind.DIGEST and outgoing.subject is not None:
        await digests.mark_digest_sent(tx, outgoing.subject, now)
    elif outgoing.kind in ANSWERED and message_id is not None:
        await outbox.keep_message_id(tx, row, message_id)
        if outgoing.kind is OutgoingKind.WRITING and outgoing.subject is not None:
            await writings.change_writing(tx, outgoing.subject, message_id=message_id)


async def _alert_sent(tx: Tx, house: House, row: OutboxRow, message_id: int | None, now: datetime) -> None:
    outgoing = row.outgoing
    if outgoing.lane is Lane.ALERT:
        await alert_arrived(tx, house, row.id, outgoing.person_id, now)
    if message_id is not None:
        await outbox.keep_message_id(tx, row, message_id)
        if outgoing.person_id is not None:
            await say_over_late(tx, house, Told(row.id, outgoing.person_id, outgoing.chat_id, message_id), now)


async def go_on_with(
    tx: Tx, conversation_id: int, message_id: int, *, chat_id: int, person_id: int | None, now: datetime
) -> None:
    """The conversation goes on with this message; the one that it stood on loses its buttons."""
    old = await outbox_screens.screen_before(tx, conversation_id)
    await conversations.change_conversation(tx, conversation_id, message_id=message_id)
    if old is None or old == message_id:
        return
    strip = Outgoing(
        f"strip:{conversation_id}:{old}",
        OutgoingKind.STRIP,
        Lane.WAVE,
        chat_id,
        person_id=person_id,
        conversation_id=conversation_id,
        message_id=old,
    )
    await outbox.put(tx, strip, now)


async def _show_anew(tx: Tx, row: OutboxRow, now: datetime) -> None:
    outgoing = row.outgoing
    if outgoing.kind in SHOWN and outgoing.conversation_id is not None:
        await conversations.change_conversation(tx, outgoing.conversation_id, message_id=None)
        if _is_silent(row):
            await outbox.settle(tx, row, "withdrawn", now, "the message was no longer there")
        else:
            await outbox.give_back(tx, row, now, "the message was no longer there")
    elif outgoing.kind is OutgoingKind.CYCLE and outgoing.subject is not None:
        await outbox_cycles.make_new(tx, row.id, outgoing.subject)
        await outbox.give_back(tx, row, now, "the message was no longer there")
    else:
        await outbox.settle(tx, row, "sent", now, "the message was no longer there")


async def _is_over(tx: Tx, row: OutboxRow, delivery: Delivery) -> bool:
    """Whether this has not arrived, and is for nobody any more, about a case that has ended since, or overtaken."""
    if row.outgoing.kind in SHOWN:
        return delivery.outcome in (Outcome.LATER, Outcome.UNKNOWN) and await _is_for_nobody(tx, row.outgoing)
    if delivery.outcome not in (Outcome.LATER, Outcome.UNKNOWN):
        return False
    if row.outgoing.kind is OutgoingKind.EDIT:
        return await outbox_alerts.has_newer_edit(tx, row)
    if row.outgoing.kind is not OutgoingKind.ALERT or row.outgoing.lane is Lane.REPLY:
        return False
    found = [await stalls.stall_by_id(tx, it) for it in await outbox_alerts.cases_of(tx, row.id)]
    return bool(found) and all(stall is not None and stall.closed_at is not None for stall in found)


async def _bring_up_to_date(tx: Tx, house: House, row: OutboxRow, now: datetime) -> None:
    """An alert that leaves later than it was decided says how its cases stand then."""
    if row.outgoing.kind is OutgoingKind.ALERT and (anew := await as_it_stands(tx, house, row, now)) is not None:
        await outbox_alerts.reword(tx, row, *anew)


async def _is_for_nobody(tx: Tx, outgoing: Outgoing) -> bool:
    """Whether a screen is shown elsewhere by now, or would come unasked to who has left or about what is over."""
    row = await conversations.conversation_by_id(tx, outgoing.conversation_id or 0)
    if row is None or await conversations.chat_of(tx, row.id) != outgoing.chat_id:
        return True
    if outgoing.lane is Lane.REPLY or not outgoing.fresh:
        return False
    check_in = await check_ins.check_in_by_id(tx, row.check_in_id)
    if row.person_id is not None and not await people.has_role(tx, row.person_id, check_in.team_id, Role.MEMBER):
        return True
    answered = outgoing.kind is OutgoingKind.REMINDER and check_in.state != CheckInState.ASKED
    return answered or check_in.closed_at is not None


async def _gone(tx: Tx, house: House, row: OutboxRow, why: str, now: datetime) -> None:
    chat_id = row.outgoing.chat_id
    unasked = await cycle_sent.unasked(tx, row.outgoing)
    await outbox.settle(tx, row, "gone", now, why)
    if row.outgoing.person_id is not None:
        await outbox_matters.take_back(tx, row.outgoing.person_id, now)
        await pass_over(tx, row.outgoing, now)
    if row.outgoing.kind is OutgoingKind.MATTERS:
        await outbox.free_key(tx, row.id)
        await matters.tell_next(tx, [row.id], now)
    untold = await outbox_alerts.free_alerts(tx, chat_id)
    await outbox.withdraw(tx, outbox_table.c.chat_id == chat_id, now=now)
    if row.outgoing.kind is OutgoingKind.ALERT and row.outgoing.lane is Lane.ALERT:
        await outbox.free_key(tx, row.id)
        untold |= set(await outbox_alerts.cases_of(tx, row.id))
    # The next one of the chain is told instead.
    await stalls.tell_again(tx, sorted(untold), now)
    for team in await groups.release_group(tx, chat_id):
        await audit.note(tx, now, "system", "release_group", team.slug, why=why)
    if await people.set_gone(tx, chat_id, now):
        person = await people.person_by_chat(tx, chat_id)
        await audit.note(tx, now, "system", "gone", person.slug if person else "somebody", why=why)
        if person is not None:
            await release(tx, house, person.id, now)
    await cycle_sent.ask_others(tx, unasked, now)


async def _unknown(tx: Tx, house: House, row: OutboxRow, why: str, now: datetime) -> None:
    if repeats_after_unknown(row.outgoing.kind):
        await _bring_up_to_date(tx, house, row, now)
        await outbox.give_back(tx, row, now, why, repeated=True)
    else:
        await outbox.settle(tx, row, "unknown", now, why)
