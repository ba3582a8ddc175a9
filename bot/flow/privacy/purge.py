"""What is kept is erased on time: people and their own words, so many months after the end of their collaborative."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.flow.house import Counts, House
from bot.flow.privacy.erase import PURGE, chosen, drop_answers, erase, new_stub
from bot.flow.privacy.kept import is_past
from bot.storage import audit, erasing, renaming, retention
from bot.storage.database import Tx, note_traces
from bot.storage.retention import Ending
from bot.storage.rows import PersonRow
from bot.storage.tables import teams


@dataclass(slots=True)
class Purged:
    """Who was erased, who was taken out of which collaboratives that are over, and the answers that went."""

    people: list[str] = field(default_factory=list)
    taken_out: list[tuple[str, str]] = field(default_factory=list)
    answers: set[int] = field(default_factory=set)

    def counts(self) -> Counts:
        """How much that was, without names."""
        return Counts(erased=len(self.people), taken_out=len(self.taken_out), answers_erased=len(self.answers))

    def __bool__(self) -> bool:
        return bool(self.people or self.taken_out or self.answers)


async def purge(house: House, now: datetime, *, dry_run: bool = False) -> Purged:
    """Erase whatever is past its time, a transaction for each person; a dry run only says what that is."""
    async with house.db.read() as tx:
        past = [it for it in await retention.endings(tx) if is_past(house, it, now)]
        everybody = await retention.belonging(tx)
    done, over, known = Purged(), {it.id for it in past}, chosen(house)
    for person, parts in everybody:
        if parts <= over:
            async with _kept_unless(house, dry_run) as tx:
                await _erase(tx, house, person, over, now, done)
        for ending in () if parts <= over else (it for it in past if it.id in parts):
            async with _kept_unless(house, dry_run) as tx:
                await _take_out(tx, person, ending, now, done)
    for ending in past:
        async with _kept_unless(house, dry_run) as tx:
            found = await erasing.answers_of_collaborative(tx, ending.id, known)
            if gone := await drop_answers(tx, found, known):
                done.answers |= set(gone)
                await note_traces(tx)
    if done and not dry_run:
        await house.db.leave_no_trace()
    return done


@asynccontextmanager
async def _kept_unless(house: House, dry_run: bool) -> AsyncIterator[Tx]:
    async with house.db.write() as tx:
        yield tx
        if dry_run:
            await tx.rollback()


async def _erase(tx: Tx, house: House, person: PersonRow, over: set[int], now: datetime, done: Purged) -> None:
    # Since we looked, a programme file may have made them part of something that goes on.
    held = await erasing.hold_person(tx, person.id)
    if held is None or not await retention.parts_of(tx, person.id) <= over:
        return
    if erased := await erase(tx, house, person.id, now, why=PURGE):
        done.people.append(erased.person)
        done.answers |= set(erased.answers)


async def _take_out(tx: Tx, person: PersonRow, ending: Ending, now: datetime, done: Purged) -> None:
    """The person goes on elsewhere; what they did in this collaborative is nobody's from now on."""
    if await erasing.hold_person(tx, person.id) is None:
        return
    stub = new_stub()
    stub_id = await retention.leave_behind(tx, person.id, ending.id, stub, now)
    await erasing.drop_belongings(tx, stub_id, now)
    await renaming.take_out_of_programmes(tx, person.slug, {ending.id})
    await renaming.rename_in_teams(tx, person, stub, teams.c.collaborative_id == ending.id)
    await audit.note(tx, now, "system", PURGE, stub)
    await note_traces(tx)
    done.taken_out.append((person.slug, ending.slug))
