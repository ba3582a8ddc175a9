"""The brief is handed out by itself: to everybody who leads a team of the gathering, once, some days before it."""

import logging
from datetime import datetime

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.working_time import moment_of
from bot.flow.cases.unreadable import UNREADABLE
from bot.flow.house import Counts, House, language_of, zone_of
from bot.flow.one_by_one import PUSHED_ON_BY, Work, one_by_one
from bot.flow.reporting.brief import brief_of
from bot.flow.reporting.plan import Reader, still_to_come
from bot.storage import outbox, outbox_briefs, sessions
from bot.storage.database import Tx
from bot.storage.teams import SessionRow

log = logging.getLogger(__name__)


async def hand_out_briefs(house: House, now: datetime) -> Counts:
    """Decide every brief that is due, one reader after another."""
    return await one_by_one(house, Work("briefs", sessions.session_with_brief_due, _one, _push_on), now)


async def _push_on(tx: Tx, session: SessionRow, moment: datetime) -> None:
    await sessions.set_brief(tx, session.id, moment)


async def _one(tx: Tx, house: House, session: SessionRow, now: datetime) -> Counts:
    await outbox_briefs.free_lost(tx, session.id)
    coming, decided, later = await still_to_come(tx, house, session, now), 0, []
    for reader, moment in coming:
        if moment > now or decided:
            later.append(moment)
        elif await _could_decide(tx, house, session, reader, now):
            decided += 1
        else:
            later.append(now + PUSHED_ON_BY)
    await sessions.set_brief(tx, session.id, min(later, default=None))
    return Counts(briefs=decided)


async def _could_decide(tx: Tx, house: House, session: SessionRow, reader: Reader, now: datetime) -> bool:
    try:
        await _decide(tx, house, session, reader, now)
    except UNREADABLE:
        log.exception("a brief could not be put together", extra={"session": session.id})
        return False
    return True


async def _decide(tx: Tx, house: House, session: SessionRow, reader: Reader, now: datetime) -> None:
    person, team, wording = reader.person, reader.teams[0], house.content.wording
    language = language_of(person, team.language)
    values = {"session": session.title, "date": wording.date(session.on_date, language)}
    message = Outgoing(
        outbox_briefs.key_of(session.id, person.id),
        OutgoingKind.BRIEF,
        Lane.ALERT,
        person.chat_id or 0,
        person_id=person.id,
        text=wording.render("report.brief.caption", language, **values),
        subject=session.id,
        expires_at=moment_of(session.on_date, house.schedule(team).brief.until, zone_of(person, team)),
        repeated_note=f"\n\n{wording.render('report.brief.repeated', language)}",
        file_name=f"{team.collaborative}-{session.slug}.docx",
        document=await brief_of(tx, house, reader.teams, session, language, now),
    )
    await outbox.put(tx, message, now)
