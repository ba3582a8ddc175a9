"""Facilitators are told what waits for them: in their hours, and in one message a day over all their teams."""

import logging
from datetime import datetime, timedelta

from bot.domain.language import Language
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.working_time import local_time
from bot.flow.cases.open import first_in_reach
from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.facilitating.matters.words import about, line_of
from bot.flow.house import Counts, House, language_of, zone_of
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.staff_hours import day_began_at, looks_again_at, may_tell_at, may_tell_tomorrow
from bot.storage import matters, outbox_alerts, outbox_matters, people, teams
from bot.storage.database import Tx
from bot.storage.outbox_alerts import Told
from bot.storage.rows import MatterRow, PersonRow, TeamRow

log = logging.getLogger(__name__)

# A message that is on its way can be changed once it has arrived.
SHORTLY = timedelta(seconds=10)


async def tell_matters(house: House, now: datetime) -> Counts:
    """Tell somebody of what waits and is due, and let messages say what is done."""
    return await one_by_one(house, Work("matters", matters.matter_due, _one, _push_on), now)


async def _push_on(tx: Tx, matter: MatterRow, moment: datetime) -> None:
    await matters.change_matters(tx, [matter.id], tell_at=moment)


async def _one(tx: Tx, house: House, matter: MatterRow, now: datetime) -> Counts:
    if matter.outbox_id is not None:
        await _say_done(tx, house, matter, now)
        return Counts()
    team = await teams.team_by_id(tx, matter.team_id)
    if await line_of(tx, house, matter, Language(team.language)) is None:
        await matters.change_matters(tx, [matter.id], tell_at=None, done_at=now)
        return Counts()
    person, moment = await _reader(tx, house, team, now)
    if person is None or moment > now:
        await matters.change_matters(tx, [matter.id], tell_at=moment)
        return Counts()
    together = [
        it for it in await matters.untold(tx) if it.id == matter.id or await _is_for(tx, house, it, person, now)
    ]
    told = await _put(tx, house, together, team, person, now)
    if not told:
        await matters.change_matters(tx, [matter.id], tell_at=await may_tell_tomorrow(tx, house, team, person, now))
    return Counts(told=int(told))


async def _reader(tx: Tx, house: House, team: TeamRow, now: datetime) -> tuple[PersonRow | None, datetime]:
    """Who is told of what waits about the team, and when; nobody, and when to look again."""
    person = await first_in_reach(tx, team)
    if person is None:
        return None, await looks_again_at(tx, house, team, now)
    if await outbox_matters.told_since(tx, person.id, day_began_at(team, person, now)):
        return person, await may_tell_tomorrow(tx, house, team, person, now)
    return person, await may_tell_at(tx, house, team, person, now)


async def _is_for(tx: Tx, house: House, matter: MatterRow, person: PersonRow, now: datetime) -> bool:
    """Whether this person is to be told of it too; what cannot be read is told of, or fails, alone."""
    try:
        team = await teams.team_by_id(tx, matter.team_id)
        reader, moment = await _reader(tx, house, team, now)
        still_so = await line_of(tx, house, matter, Language(team.language)) is not None
    except UNREADABLE:
        return False
    return still_so and reader is not None and reader.id == person.id and moment <= now


async def _put(
    tx: Tx, house: House, together: list[MatterRow], team: TeamRow, person: PersonRow, now: datetime
) -> bool:
    language = language_of(person, team.language)
    text, keyboard, _ = await about(tx, house, together, language)
    message = Outgoing(
        f"matters:{person.id}:{local_time(now, zone_of(person, team)).date()}",
        OutgoingKind.MATTERS,
        Lane.ALERT,
        person.chat_id or 0,
        person_id=person.id,
        text=text,
        keyboard=keyboard,
        repeated_note=f"\n\n{house.content.wording.render('matters.repeated', language)}",
    )
    return await outbox_matters.put_matters(tx, message, [it.id for it in together], now)


async def _say_done(tx: Tx, house: House, matter: MatterRow, now: datetime) -> None:
    """Let the message that told of it say that it waits no longer; no phone makes a sound."""
    told = await outbox_matters.told_row(tx, matter.outbox_id or 0)
    moment = now + SHORTLY if told is not None and told.state == "sending" else None
    await matters.change_matters(tx, [matter.id], tell_at=moment)
    if told is None or told.state not in ("waiting", "sent"):
        return
    person, listed = await people.person_by_id(tx, told.person_id), await matters.told_in(tx, told.id)
    if person.chat_id != told.chat_id or not person.can_be_reached:
        return
    language = language_of(person, (await teams.team_by_id(tx, matter.team_id)).language)
    try:
        text, keyboard, waits = await about(tx, house, listed, language)
    except UNREADABLE:
        log.exception("what waits was left as it is", extra={"outbox": told.id})
        return
    if told.state == "waiting":
        await outbox_matters.reword(tx, told.id, text if waits else "", keyboard, now)
    elif told.message_id is not None:
        stands = Told(told.id, told.person_id, told.chat_id, told.message_id)
        key = f"matters-done:{told.id}:{matter.id}:{matter.done_at}"
        await outbox_alerts.change_silently(tx, stands, key, (text, keyboard), now)
