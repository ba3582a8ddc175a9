"""What facilitators note about their teams."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from bot.storage.database import Tx
from bot.storage.rows import columns_of, value_of
from bot.storage.tables import notes
from bot.storage.writes import add_row


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note about a team, or about one of its cases."""

    id: int
    team_id: int
    stall_id: int | None
    person_id: int
    at: datetime
    text: str


async def add_note(
    tx: Tx, team_id: int, person_id: int, text: str, now: datetime, *, stall_id: int | None = None
) -> int:
    """Keep what somebody notes about the team."""
    return await add_row(tx, notes, team_id=team_id, stall_id=stall_id, person_id=person_id, at=now, text=text)


async def notes_of(tx: Tx, team_id: int, *, first: int = 0, most: int = 1) -> list[NoteRow]:
    """Notes about the team, the newest first."""
    query = select(*columns_of(NoteRow, notes)).where(notes.c.team_id == team_id)
    rows = await tx.execute(query.order_by(notes.c.at.desc(), notes.c.id.desc()).offset(first).limit(most))
    return [value_of(NoteRow, row) for row in rows]


async def count_notes(tx: Tx, team_id: int) -> int:
    """How many notes there are about the team."""
    query = select(func.count()).select_from(notes).where(notes.c.team_id == team_id)
    return int((await tx.execute(query)).scalar_one())


async def note_by_id(tx: Tx, note_id: int) -> NoteRow | None:
    """The note of this id."""
    row = (await tx.execute(select(*columns_of(NoteRow, notes)).where(notes.c.id == note_id))).first()
    return value_of(NoteRow, row) if row else None


async def delete_note(tx: Tx, note_id: int) -> None:
    """Nothing of the note stays."""
    await tx.execute(delete(notes).where(notes.c.id == note_id))
