"""Codes of links that go out in a chat: made as their message leaves, so that never more than a hash is on the disk."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.outgoing import OutgoingKind
from bot.flow.door import hash_of
from bot.flow.invite import GOOD_FOR, end_of_team, new_code
from bot.storage import invites, teams
from bot.storage.database import Tx
from bot.storage.outbox_rows import OutboxRow

# As long as a code, so that a message is as long as it will be.
_LONG = len(new_code())
_PLACE = re.compile(r"\{(person|team):(\d+)-*\}")


def place_for(whose: str, row_id: int) -> str:
    """What stands in a message where the code of this `person` or `team` will be."""
    return f"{{{whose}:{row_id}".ljust(_LONG - 1, "-") + "}"


async def fill_in(tx: Tx, claimed: Sequence[OutboxRow], now: datetime) -> list[OutboxRow]:
    """The claimed messages with new codes in their places, good from now on; one that is sent again has others."""
    return [await _filled(tx, row, now) if row.outgoing.kind is OutgoingKind.INVITE else row for row in claimed]


async def _filled(tx: Tx, row: OutboxRow, now: datetime) -> OutboxRow:
    text = row.outgoing.text
    for place in _PLACE.finditer(text):
        whose, row_id = place[1], int(place[2])
        if place[0] in text:
            text = text.replace(place[0], await _new(tx, whose, row_id, now))
    return replace(row, outgoing=replace(row.outgoing, text=text))


async def _new(tx: Tx, whose: str, row_id: int, now: datetime) -> str:
    code, of_team = new_code(), whose == "team"
    expires_at = end_of_team(await teams.team_by_id(tx, row_id)) if of_team else now + GOOD_FOR
    await invites.add_invite(
        tx,
        hash_of(code),
        person_id=None if of_team else row_id,
        team_id=row_id if of_team else None,
        now=now,
        expires_at=expires_at,
    )
    return code
