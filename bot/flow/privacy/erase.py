"""A person is erased, in the transaction of whoever wishes it: what stays is a stub and the team's word."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.domain.forgetting import stays
from bot.domain.model import MEASURED, Kind, Question
from bot.flow.colleagues import show_colleagues
from bot.flow.door import hash_of
from bot.flow.holding import hold_check_ins, hold_tests_asked
from bot.flow.house import House, name_of
from bot.flow.screens.talk import Talk, talk_about
from bot.flow.silence import fall_silent
from bot.storage import audit, check_ins, conversations, erasing, renaming, teams
from bot.storage.database import Tx, note_traces
from bot.storage.rows import CheckInRow, PersonRow

STUB = "forgotten-"
# Why somebody is erased: they wished it, or their time is over.
FORGET, PURGE = "forget", "purge"
# No conversation has this id, so nobody is left out when the colleagues of somebody who is gone are shown it.
NOBODYS = 0


@dataclass(frozen=True, slots=True)
class Erased:
    """Who was erased, and the answers that went with them."""

    person: str
    answers: tuple[int, ...]


async def erase(
    tx: Tx, house: House, person_id: int, now: datetime, *, why: str, actor: str | None = "system"
) -> Erased | None:
    """Erase the person; None where there was nothing left of them. `actor` is None where they did it themselves.

    Who asked for it, by `FORGET`, is not brought back by a programme file. The database's file is to be written anew
    after the transaction.
    """
    person = await erasing.hold_person(tx, person_id)
    if person is None:
        return None
    chats = await erasing.chats_of(tx, person)
    await hold_check_ins(tx, person.id)
    seen = await _seen_by_colleagues(tx, house, person)
    stub = new_stub()
    known = chosen(house)
    gone = await drop_answers(tx, await erasing.answers_of_person(tx, person.id, known), known)
    await hold_tests_asked(tx, person)
    await erasing.drop_belongings(tx, person.id, now)
    # The teams after the conversations, as whoever answers does.
    await teams.look_again(tx, now, person_id=person.id)
    await renaming.take_out_of_programmes(tx, person.slug)
    await renaming.rename_in_teams(tx, person, stub)
    await renaming.rename_in_audit(tx, person, stub)
    await erasing.make_stub(tx, person.id, stub, now, hash_of(person.slug) if why == FORGET else None)
    await fall_silent(tx, house, person, now)
    await erasing.drop_messages(tx, person.id, chats, now)
    for talk, question in seen:
        await show_colleagues(tx, house, talk, question, now)
    await renaming.rename_in_messages(tx, person, partial(_a_colleague, house))
    await audit.note(tx, now, actor or stub, why, stub)
    await note_traces(tx)
    return Erased(person.slug, gone)


def new_stub() -> str:
    """An id that says only that somebody was erased."""
    return f"{STUB}{secrets.token_hex(4)}"


def chosen(house: House) -> set[str]:
    """The questions that are answered by a choice or a number, in all models: no words of one's own."""
    of_models = (model.model.questions() for model in house.content.models.values())
    of_model = {it.id for questions in of_models for _, _, it in questions if it.kind is not Kind.TEXT}
    return of_model | MEASURED


async def drop_answers(tx: Tx, found: Sequence[erasing.AnswerRow], known: set[str]) -> tuple[int, ...]:
    """Delete those of the answers that are not the team's word, with the questions `chosen`; which those are."""
    going = tuple(it.id for it in found if not stays(it.about, it.question, it.value, known))
    await erasing.drop_answers(tx, going)
    return going


def _a_colleague(house: House, language: str | None) -> str:
    return name_of(house, None, language or house.content.wording.fallback)


async def _seen_by_colleagues(tx: Tx, house: House, person: PersonRow) -> list[tuple[Talk, Question]]:
    """The open questions that this person answered for the team; their check-ins are held from here on."""
    seen: list[tuple[Talk, Question]] = []
    for check_in_id, answered in (await erasing.answered_in_open_check_ins(tx, person.id)).items():
        check_in = await check_ins.check_in_by_id(tx, check_in_id, lock=True)
        await conversations.hold_conversations(tx, check_in.id)
        if (talk := await _talk(tx, house, person, check_in)) is not None:
            seen += [(talk, it) for it in talk.conversation.questions if it.id in answered]
    return seen


async def _talk(tx: Tx, house: House, person: PersonRow, check_in: CheckInRow) -> Talk | None:
    """The person's own conversation, or where they answered in a group one that is nobody's."""
    rows = await conversations.conversations_of(tx, check_in_id=check_in.id)
    own = next((it for it in rows if it.person_id == person.id), None)
    row = own or (replace(rows[0], id=NOBODYS) if rows else None)
    team = await teams.team_by_id(tx, check_in.team_id)
    return await talk_about(tx, house, team, check_in, row, person) if row else None
