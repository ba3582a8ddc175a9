"""What hangs on a person is held before anything of it changes: in one order, so that nobody waits crosswise."""

from bot.storage import conversations, outbox_cycles, pdsa_cycles, people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def hold_check_ins(tx: Tx, person_id: int) -> list[int]:
    """The teams of which the person is a member, the open check-in of each held with its conversations."""
    of_person = await people.member_of(tx, person_id)
    for team_id in sorted(of_person):
        await conversations.hold_open_check_in(tx, team_id)
    return of_person


async def hold_tests_asked(tx: Tx, person: PersonRow) -> None:
    """Hold the small tests about which a question waits for the person."""
    unasked = await outbox_cycles.asked_in(tx, person.chat_id) if person.chat_id is not None else set()
    for cycle_id in sorted(unasked):
        await pdsa_cycles.cycle_by_id(tx, cycle_id, lock=True)
