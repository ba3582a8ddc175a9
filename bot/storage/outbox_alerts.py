"""Alerts in the outbox: which cases they speak of, who was told of a case, and what is taken back of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from bot.domain.outgoing import Keyboard, Lane, Outgoing, OutgoingKind
from bot.domain.stall import BY_ITSELF
from bot.storage.database import Tx
from bot.storage.outbox import claimed, free_key, put, put_row, withdraw
from bot.storage.outbox_rows import OutboxRow
from bot.storage.outbox_screens import packed
from bot.storage.stalls import hold, tell_again
from bot.storage.tables import alert_cases, outbox, stalls
from bot.storage.writes import add_row

_UNDER_WAY = ("waiting", "sending")
# An alert that somebody opened by themselves is an answer: nobody is told by it.
_TELLS = (outbox.c.kind == OutgoingKind.ALERT, outbox.c.lane == Lane.ALERT)


@dataclass(frozen=True, slots=True)
class Told:
    """An alert, or what tells of something that waits, as it stands in somebody's chat."""

    outbox_id: int
    person_id: int
    chat_id: int
    message_id: int


async def put_alert(tx: Tx, alert: Outgoing, stall_ids: Sequence[int], now: datetime) -> bool:
    """Decide an alert about these cases. False where one with its key was decided before."""
    outbox_id = await put_row(tx, alert, now)
    if outbox_id is None:
        return False
    for stall_id in stall_ids:
        await add_row(tx, alert_cases, outbox_id=outbox_id, stall_id=stall_id)
    return True


async def cases_of(tx: Tx, outbox_id: int) -> list[int]:
    """The cases that an alert speaks of, in its order."""
    query = select(alert_cases.c.stall_id).where(alert_cases.c.outbox_id == outbox_id).order_by(alert_cases.c.id)
    return list((await tx.execute(query)).scalars())


async def was_told_since(tx: Tx, person_id: int, since: datetime) -> bool:
    """Whether an alert has come to this person since then, or is under way to them."""
    arrived = (outbox.c.state == "sent") & (outbox.c.settled_at >= since)
    query = select(outbox.c.id).where(*_to(person_id), outbox.c.state.in_(_UNDER_WAY) | arrived).limit(1)
    return (await tx.execute(query)).first() is not None


async def teams_back(tx: Tx, person_id: int, now: datetime, alert: int | None) -> list[int]:
    """The teams of which this person was told and whose cases ended by themselves since their last alert, newest first.

    Up to now, or where it is about an alert that is there already, since the one before it up to its decision; one
    that somebody opened by themselves says nothing of it.
    """
    to = (*_to(person_id), outbox.c.state == "sent")
    earlier = to if alert is None else (*to, outbox.c.id < alert)
    last = (await tx.execute(select(outbox.c.decided_at).where(*earlier).order_by(outbox.c.id.desc()).limit(1))).first()
    until = now
    if alert is not None:
        own = (await tx.execute(select(outbox.c.decided_at).where(outbox.c.id == alert, *_TELLS))).first()
        if own is None:
            return []
        until = own.decided_at
    if last is None:
        return []
    query = (
        select(stalls.c.team_id)
        .join_from(stalls, alert_cases)
        .join(outbox)
        .where(*earlier, stalls.c.closed_at > last.decided_at, stalls.c.closed_at <= until)
        .where(stalls.c.closed_because.in_(BY_ITSELF))
        .order_by(stalls.c.closed_at.desc(), stalls.c.id)
    )
    return list(dict.fromkeys((await tx.execute(query)).scalars()))


async def alerts_told(tx: Tx, stall_id: int) -> list[Told]:
    """The alerts about this case that have arrived."""
    return await _told(tx, alert_cases.c.stall_id == stall_id)


async def alert_on(tx: Tx, chat_id: int, message_id: int) -> Told | None:
    """The alert that stands on this message."""
    found = await _told(tx, outbox.c.chat_id == chat_id, outbox.c.message_id == message_id)
    return found[-1] if found else None


async def _told(tx: Tx, *conditions: ColumnElement[bool]) -> list[Told]:
    query = (
        select(outbox.c.id, outbox.c.person_id, outbox.c.chat_id, outbox.c.message_id)
        .join_from(outbox, alert_cases)
        .where(
            outbox.c.kind == OutgoingKind.ALERT,
            outbox.c.state == "sent",
            outbox.c.person_id.is_not(None),
            outbox.c.message_id.is_not(None),
            *conditions,
        )
        .distinct()
        .order_by(outbox.c.id)
    )
    return [Told(*row) for row in await tx.execute(query)]


async def hold_with(tx: Tx, stall_ids: Collection[int]) -> None:
    """Hold these cases, and with them all that the alerts about them speak of: a list is changed by one at a time."""
    held: set[int] = set()
    # Until they are held, another of them may be told of in a list.
    while wanted := {*stall_ids, *await _told_with(tx, stall_ids)} - held:
        await hold(tx, wanted)
        held |= wanted


async def _told_with(tx: Tx, stall_ids: Collection[int]) -> set[int]:
    about = select(alert_cases.c.outbox_id).join(outbox).where(alert_cases.c.stall_id.in_(stall_ids))
    still = about.where(outbox.c.state.in_((*_UNDER_WAY, "sent")))
    query = select(alert_cases.c.stall_id).where(alert_cases.c.outbox_id.in_(still))
    return set((await tx.execute(query)).scalars())


async def withdraw_alerts(tx: Tx, stall_id: int, now: datetime) -> None:
    """Take back the alerts about this case that have not left; what else they speak of is told anew."""
    query = (
        select(outbox.c.id)
        .join_from(outbox, alert_cases)
        .where(alert_cases.c.stall_id == stall_id, *_TELLS, outbox.c.state == "waiting")
        .order_by(outbox.c.id)
    )
    for outbox_id in (await tx.execute(query.with_for_update(of=outbox))).scalars().all():
        others = [it for it in await cases_of(tx, outbox_id) if it != stall_id]
        if await withdraw(tx, outbox.c.id == outbox_id, now=now):
            # The others may be told of in as many words, at this very moment.
            await free_key(tx, outbox_id)
            await tell_again(tx, others, now)


def _to(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.person_id == person_id, *_TELLS


async def reword(tx: Tx, row: OutboxRow, text: str, keyboard: Keyboard) -> None:
    """Give a claimed alert other words and buttons, before it waits again."""
    await tx.execute(update(outbox).where(*claimed(row)).values(text=text, keyboard=packed(keyboard)))


async def drop_older_edits(tx: Tx, chat_id: int, message_id: int, now: datetime) -> None:
    """Take back what would change this message to how things stood before."""
    await withdraw(tx, *_edits_of(chat_id, message_id), now=now)


async def change_silently(tx: Tx, told: Told, key: str, shown: tuple[str, Keyboard], now: datetime) -> None:
    """Change a message in its place to these words and buttons; what would change it to older ones is taken back."""
    await drop_older_edits(tx, told.chat_id, told.message_id, now)
    text, keyboard = shown
    edit = Outgoing(
        key,
        OutgoingKind.EDIT,
        Lane.WAVE,
        told.chat_id,
        person_id=told.person_id,
        text=text,
        keyboard=keyboard,
        message_id=told.message_id,
    )
    await put(tx, edit, now)


async def has_newer_edit(tx: Tx, row: OutboxRow) -> bool:
    """Whether it was decided since to change the message in another way."""
    edits = _edits_of(row.outgoing.chat_id, row.outgoing.message_id or 0)
    query = select(outbox.c.id).where(*edits, outbox.c.id > row.id, outbox.c.state.in_((*_UNDER_WAY, "sent"))).limit(1)
    return (await tx.execute(query)).first() is not None


def _edits_of(chat_id: int, message_id: int) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.chat_id == chat_id, outbox.c.message_id == message_id, outbox.c.kind == OutgoingKind.EDIT


async def waiting_about(tx: Tx, chat_id: int) -> set[int]:
    """The cases about which alerts wait for this chat."""
    query = select(alert_cases.c.stall_id).join_from(outbox, alert_cases).where(*_waiting_for(chat_id))
    return set((await tx.execute(query)).scalars())


async def free_alerts(tx: Tx, chat_id: int) -> set[int]:
    """Take back the alerts that wait for this chat, so that others can be told: the cases they are about."""
    about = await waiting_about(tx, chat_id)
    query = select(outbox.c.id).where(*_waiting_for(chat_id))
    for outbox_id in (await tx.execute(query.with_for_update())).scalars().all():
        await free_key(tx, outbox_id)
    return about


async def under_way_about(tx: Tx, person_id: int, team_ids: Collection[int]) -> dict[int, list[int]]:
    """Those of the alerts under way to this person that speak of one of these teams, with all that they speak of."""
    alerts = await under_way_to(tx, person_id)
    found = select(stalls.c.id).where(stalls.c.team_id.in_(team_ids))
    of_teams = set((await tx.execute(found)).scalars()) if alerts else set()
    return {alert_id: about for alert_id, about in alerts.items() if of_teams.intersection(about)}


async def under_way_to(tx: Tx, person_id: int) -> dict[int, list[int]]:
    """The alerts to this person of which nobody knows yet that they have arrived, with the cases they are about."""
    query = (
        select(outbox.c.id, alert_cases.c.stall_id)
        .join_from(outbox, alert_cases)
        .where(
            outbox.c.person_id == person_id,
            *_TELLS,
            outbox.c.state.in_(_UNDER_WAY),
        )
        .order_by(outbox.c.id, alert_cases.c.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for outbox_id, stall_id in await tx.execute(query):
        found[outbox_id].append(stall_id)
    return dict(found)


def _waiting_for(chat_id: int) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.chat_id == chat_id, *_TELLS, outbox.c.state == "waiting"
