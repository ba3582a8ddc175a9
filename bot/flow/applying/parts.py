"""The part of an apply that is about people, owners and sessions; what was changed in the bot stays."""

from datetime import datetime

from bot.domain.changes import Change
from bot.flow.house import House
from bot.flow.silence import fall_silent_about
from bot.storage import people, teams
from bot.storage import programme as rows
from bot.storage.database import Tx
from bot.storage.tables import people as people_table
from bot.storage.tables import sessions
from bot.storage.writes import add_row, change_row


async def apply_person_change(tx: Tx, change: Change) -> None:
    """Carry out a change of a person; one who is gone from the file stays, without what they were to its teams."""
    known = await people.person_by_slug(tx, change.id)
    if change.field and known is not None:
        # A language that is not the last file's was chosen in the bot.
        if change.field != "language" or known.language == change.before:
            await change_row(tx, people_table, known.id, **{change.field: change.after})
        if change.field == "email":
            # What the old mailbox refused, this one may take.
            await people.set_mail_refused(tx, known.id, None)
    elif change.after is not None and known is None:
        person = change.after
        await add_row(
            tx,
            people_table,
            slug=person.id,
            name=person.name,
            language=person.language,
            zone=person.zone,
            email=person.email,
        )
    elif change.after is not None and known is not None:
        # The same id in two files is the same person; what is known of them stays.
        person = change.after
        await change_row(
            tx,
            people_table,
            known.id,
            name=person.name,
            language=known.language or person.language,
            zone=known.zone or person.zone,
            email=person.email or known.email,
            mail_refused_at=known.mail_refused_at if person.email in (None, known.email) else None,
        )


async def apply_session_change(tx: Tx, collaborative_id: int, change: Change) -> None:
    """Carry out a change of a gathering; a date that is not the last file's was set in the bot."""
    known = await rows.ids_by_slug(tx, sessions, collaborative_id=collaborative_id)
    if change.field == "on":
        dates = {session.slug: session.on_date for session in await teams.sessions_of(tx, collaborative_id)}
        if dates[change.id] == change.before:
            await change_row(tx, sessions, known[change.id], on_date=change.after)
    elif change.field:
        await change_row(tx, sessions, known[change.id], **{change.field: change.after})
    elif change.after is None:
        await rows.remove_session(tx, known[change.id])
    else:
        await add_row(
            tx,
            sessions,
            collaborative_id=collaborative_id,
            slug=change.id,
            title=change.after.title,
            on_date=change.after.on,
        )


async def apply_owners(tx: Tx, house: House, collaborative_id: int, change: Change, now: datetime) -> None:
    """Make the owners those of the file, in its order."""
    known = await rows.ids_by_slug(tx, people_table)
    for place, slug in enumerate(change.after):
        await rows.set_owner(tx, collaborative_id, known[slug], place)
    for slug in set(change.before) - set(change.after):
        await rows.remove_owner(tx, collaborative_id, known[slug], now)
        its_teams = [team.id for team in await teams.teams_of(tx, collaborative_id)]
        await fall_silent_about(tx, house, known[slug], its_teams, now)
