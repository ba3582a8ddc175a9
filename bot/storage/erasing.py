"""Erasing a person: what is deleted, and what stays under a stub that names nobody."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, literal, or_, select, update

from bot.domain.model import Value
from bot.domain.programme import Role
from bot.storage.answers import as_value
from bot.storage.database import Tx
from bot.storage.erasing_words import drop_words
from bot.storage.outbox_rows import EMPTIED
from bot.storage.people import person_by_id
from bot.storage.rows import PersonRow
from bot.storage.strangers import NO_CHAT
from bot.storage.tables import (
    absences,
    answers,
    check_ins,
    collaboratives,
    conversations,
    inbox,
    invites,
    memberships,
    outbox,
    owners,
    pdsa_cycles,
    people,
    readers,
    teams,
)
from bot.storage.writes import change_row

AT_A_TIME = 500


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer of which it is to be decided whether it stays."""

    id: int
    about: str
    question: str
    value: Value


async def hold_person(tx: Tx, person_id: int) -> PersonRow | None:
    """The person, kept from all others until the transaction ends; None where they were forgotten before.

    What waits from their chat and the programmes come first, as wherever somebody is handled or applied.
    """
    chats = await chats_of(tx, await person_by_id(tx, person_id))
    waiting = select(inbox.c.id).where(inbox.c.chat_id.in_(chats), inbox.c.handled_at.is_(None)).order_by(inbox.c.id)
    await tx.execute(waiting.with_for_update())
    programmes = select(collaboratives.c.id).order_by(collaboratives.c.id)
    await tx.execute(programmes.with_for_update(key_share=True))
    await tx.execute(select(people.c.id).where(people.c.id == person_id).with_for_update(key_share=True))
    person = await person_by_id(tx, person_id)
    return person if person.forgotten_at is None else None


async def chats_of(tx: Tx, person: PersonRow) -> set[int]:
    """The person's chat and those that they had before, but for what is somebody else's now."""
    written = select(outbox.c.chat_id).where(outbox.c.person_id == person.id, outbox.c.chat_id > NO_CHAT).distinct()
    chats = set((await tx.execute(written)).scalars()) | ({person.chat_id} if person.chat_id else set())
    of_others = select(people.c.chat_id).where(people.c.chat_id.in_(chats), people.c.id != person.id)
    return chats - set((await tx.execute(of_others)).scalars())


async def answered_in_open_check_ins(tx: Tx, person_id: int) -> dict[int, set[str]]:
    """The check-ins that have not closed in which the person answered for the team, with the questions."""
    query = (
        select(answers.c.check_in_id, answers.c.question)
        .join_from(answers, check_ins)
        .where(answers.c.person_id == person_id, answers.c.about == "team", check_ins.c.closed_at.is_(None))
        .order_by(answers.c.check_in_id)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for check_in_id, question in await tx.execute(query):
        found[check_in_id].add(question)
    return found


async def answers_of_person(tx: Tx, person_id: int, chosen: Collection[str]) -> list[AnswerRow]:
    """The person's answers that may be more than a choice of the team."""
    return await _answers(tx, _in_doubt(chosen).where(answers.c.person_id == person_id))


async def answers_of_collaborative(tx: Tx, collaborative_id: int, chosen: Collection[str]) -> list[AnswerRow]:
    """The same of everybody in the collaborative."""
    query = _in_doubt(chosen).join(teams, teams.c.id == answers.c.team_id)
    return await _answers(tx, query.where(teams.c.collaborative_id == collaborative_id))


def _in_doubt(chosen: Collection[str]) -> Select[Any]:
    query = select(answers.c.id, answers.c.about, answers.c.question, answers.c.value).select_from(answers)
    return query.where(or_(answers.c.about != "team", answers.c.question.not_in(chosen)))


async def _answers(tx: Tx, query: Select[Any]) -> list[AnswerRow]:
    found = await tx.execute(query.order_by(answers.c.id))
    return [AnswerRow(row.id, row.about, row.question, as_value(row.value)) for row in found]


async def drop_answers(tx: Tx, ids: Collection[int]) -> None:
    """Delete these answers."""
    left = sorted(ids)
    while left:
        await tx.execute(delete(answers).where(answers.c.id.in_(left[:AT_A_TIME])))
        left = left[AT_A_TIME:]


async def drop_belongings(tx: Tx, person_id: int, now: datetime) -> None:
    """Delete what was the person's alone, take their words out of what stays, and end what they were."""
    for table in (absences, invites, readers):
        await tx.execute(delete(table).where(table.c.person_id == person_id))
    await tx.execute(
        update(conversations)
        .where(conversations.c.person_id == person_id)
        .values(draft=None, later_at=None, message_id=None)
    )
    await _drop_drafts_in_groups(tx, person_id)
    await _drop_words_of_tests(tx, person_id)
    await drop_words(tx, person_id)
    await tx.execute(
        update(memberships)
        .where(memberships.c.person_id == person_id, memberships.c.left_at.is_(None))
        .values(left_at=now)
    )
    await tx.execute(
        update(owners).where(owners.c.person_id == person_id, owners.c.removed_at.is_(None)).values(removed_at=now)
    )


async def _drop_drafts_in_groups(tx: Tx, person_id: int) -> None:
    # Nobody knows who began to write what a group has not kept yet.
    of_team = select(memberships.c.team_id).where(
        memberships.c.person_id == person_id, memberships.c.role == Role.MEMBER
    )
    of_check_ins = select(check_ins.c.id).where(check_ins.c.team_id.in_(of_team))
    in_groups = conversations.c.person_id.is_(None) & conversations.c.draft.is_not(None)
    await tx.execute(
        update(conversations).where(in_groups, conversations.c.check_in_id.in_(of_check_ins)).values(draft=None)
    )


async def _drop_words_of_tests(tx: Tx, person_id: int) -> None:
    cycles = pdsa_cycles.c
    mine, held, told = (column == person_id for column in (cycles.person_id, cycles.holder_id, cycles.told_id))
    written = select(cycles.team_id, cycles.prediction).where(mine, cycles.prediction.is_not(None)).distinct()
    for team_id, words in (await tx.execute(written)).all():
        # A test that goes on from another begins with its words: they are those of whoever had them first.
        same = cycles.team_id == team_id, cycles.prediction == words
        first = select(cycles.person_id).where(*same).order_by(cycles.id).limit(1)
        gone = same if (await tx.execute(first)).scalar_one() == person_id else (*same, mine)
        await tx.execute(update(pdsa_cycles).where(*gone).values(prediction=None))
    await tx.execute(delete(pdsa_cycles).where(mine, cycles.number.is_(None)))
    await tx.execute(update(pdsa_cycles).where(told).values(what_happened=None))
    await tx.execute(update(pdsa_cycles).where(held).values(draft=None, message_id=None))


async def make_stub(tx: Tx, person_id: int, slug: str, now: datetime, forgotten_hash: str | None) -> None:
    """What is left of a person: a row that says that there was somebody."""
    await change_row(
        tx,
        people,
        person_id,
        slug=slug,
        name="",
        language=None,
        zone=None,
        email=None,
        mail_refused_at=None,
        chat_id=None,
        gone_at=None,
        quiet_from=None,
        quiet_until=None,
        working_days=None,
        forgotten_at=now,
        forgotten_hash=forgotten_hash,
    )


async def drop_messages(tx: Tx, person_id: int, chats: Collection[int], now: datetime) -> None:
    """Take back whatever has not arrived in these chats, and let nothing say which chats they were."""
    theirs: ColumnElement[bool] = or_(outbox.c.person_id == person_id, outbox.c.chat_id.in_(chats))
    under_way = outbox.c.state.in_(("waiting", "sending"))
    # What is being sent at this moment finds its row settled, and is not tried again.
    await tx.execute(update(outbox).where(theirs, under_way).values(state="withdrawn", settled_at=now))
    await tx.execute(
        update(outbox)
        .where(theirs)
        .values(
            key=literal("erased:").concat(cast(outbox.c.id, String)),
            chat_id=NO_CHAT,
            message_id=None,
            repeated_note="",
            **EMPTIED,
            why="",
        )
    )
    await tx.execute(
        update(inbox).where(inbox.c.chat_id.in_(chats), inbox.c.handled_at.is_(None)).values(handled_at=now)
    )
    await tx.execute(update(inbox).where(inbox.c.chat_id.in_(chats)).values(chat_id=NO_CHAT, payload=None))
