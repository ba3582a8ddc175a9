"""Who reads of a case, in turn: the chain as it was when the case opened, as far as it still holds."""

from collections.abc import Sequence

from bot.flow.cases.open import chain_of
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, StallRow, TeamRow


async def chain_today(tx: Tx, stall: StallRow, team: TeamRow) -> list[PersonRow]:
    """Those of the case's chain who are still there for the team, in its order."""
    # Who has left the team since the case opened is not there, and whoever came since stands at the end: somebody is
    # to know of it.
    today = {person.id: person for person in await chain_of(tx, team)}
    return [today[id_] for id_ in dict.fromkeys([*stall.chain, *today]) if id_ in today]


def reader_of(stall: StallRow, chain: Sequence[PersonRow]) -> PersonRow | None:
    """Whoever has the case now or is to be told of it next; None where nobody can be reached.

    A step of the chain with nobody there is passed over. Where none is left, whoever was told before is told again.
    """
    there = [person for person in chain if person.can_be_reached]
    has_it = [person for person in there if person.id == stall.told_id]
    not_yet = [person for person in there if person.id not in stall.passed]
    return next(iter([*has_it, *not_yet, *there]), None)


def next_after(stall: StallRow, chain: Sequence[PersonRow]) -> PersonRow | None:
    """To whom the case goes from whoever has it; None where they are the last who can be reached."""
    gone = {*stall.passed, stall.told_id}
    return next((person for person in chain if person.can_be_reached and person.id not in gone), None)
