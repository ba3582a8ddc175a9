"""What members answered goes to somebody else where its reader is no longer there."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.domain.outgoing import Outgoing, OutgoingKind
from bot.flow.cases.open import chain_of
from bot.storage import outbox, team_messages, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def hand_on_answers(tx: Tx, person_id: int, team_ids: Collection[int] | None = None) -> None:
    """Answers that wait for this person, about these teams or any, go to the next who can be reached."""
    for outbox_id, answer_id, team_id in await team_messages.answers_waiting_for(tx, person_id):
        reader = await _next(tx, team_id, person_id) if team_ids is None or team_id in team_ids else None
        if reader is not None:
            await team_messages.readdress(tx, outbox_id, answer_id, reader)


async def pass_over(tx: Tx, outgoing: Outgoing, now: datetime) -> None:
    """An answer did not reach whom it was for, because they have blocked us: the next one gets it."""
    if outgoing.kind is not OutgoingKind.MESSAGE or outgoing.person_id is None:
        return
    await hand_on_answers(tx, outgoing.person_id)
    answer = await team_messages.message_by_id(tx, outgoing.subject or 0)
    reader = await _next(tx, answer.team_id, outgoing.person_id) if answer and not answer.to_team else None
    if answer is not None and reader is not None:
        key = team_messages.answer_key(answer.id, reader.id)
        to = replace(outgoing, key=key, person_id=reader.id, chat_id=reader.chat_id or 0, not_before=None)
        await outbox.put(tx, to, now)


async def _next(tx: Tx, team_id: int, but: int) -> PersonRow | None:
    chain = await chain_of(tx, await teams.team_by_id(tx, team_id))
    return next((it for it in chain if it.can_be_reached and it.id != but), None)
