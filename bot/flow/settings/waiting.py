"""What waits for a person's hours waits anew when these change."""

from datetime import datetime

from bot.domain.check_in import Stage
from bot.domain.outgoing import Lane
from bot.flow.asking.reach import first_permitted, hand_over
from bot.flow.house import House, calendar_of
from bot.flow.own_time import own_time
from bot.flow.plan import asked_next
from bot.flow.screens.show import IN_SILENCE, show
from bot.flow.screens.talk import moved, talk_about
from bot.storage import conversations, outbox, outbox_screens, people, teams
from bot.storage.absences import absences_of
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow, ConversationRow, PersonRow, TeamRow
from bot.storage.tables import outbox as outbox_table


async def hold_open(tx: Tx, person: PersonRow) -> list[tuple[TeamRow, CheckInRow | None]]:
    """The teams of the member with the check-in that is open, held until the transaction ends."""
    ids = sorted(await people.member_of(tx, person.id))
    found = {team_id: await conversations.hold_open_check_in(tx, team_id) for team_id in ids}
    return [(await teams.team_by_id(tx, team_id, lock=True), found[team_id]) for team_id in ids]


async def wait_anew(
    tx: Tx, house: House, person: PersonRow, held: list[tuple[TeamRow, CheckInRow | None]], now: datetime
) -> None:
    """Let what has not reached the person yet come in the hours that hold now, or not at all where none are left."""
    for team, check_in in held:
        for row in await _talks(tx, check_in, person):
            if check_in is None or row.stage != Stage.OPEN:
                continue
            await outbox.withdraw(tx, *_unasked(row), now=now)
            if row.message_id is None and not await outbox_screens.is_under_way(tx, row.id):
                await hand_over_in_time(tx, house, team, check_in, row, person, now)
            elif row.later_at is not None:
                await _come_back_anew(tx, house, team, check_in, row, person, now)


async def _talks(tx: Tx, check_in: CheckInRow | None, person: PersonRow) -> list[ConversationRow]:
    if check_in is None:
        return []
    return await conversations.conversations_of(tx, check_in_id=check_in.id, person_id=person.id)


def _unasked(row: ConversationRow) -> tuple[object, ...]:
    """What waits to come as a new message to somebody who did nothing for it."""
    comes_anew = outbox_table.c.fresh | outbox_table.c.not_before.is_not(None)
    return outbox_table.c.conversation_id == row.id, outbox_table.c.lane == Lane.WAVE, comes_anew


async def hand_over_in_time(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, row: ConversationRow, person: PersonRow, now: datetime
) -> None:
    """Put the check-in at the end of the person's chat in their hours, if a day is left before it closes."""
    if await _in_time(tx, house, team, check_in, person, now) is not None:
        await hand_over(tx, house, await talk_about(tx, house, team, check_in, row, person), now)


async def _in_time(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, person: PersonRow, now: datetime
) -> datetime | None:
    """The first of the person's hours; None where the check-in is over by then."""
    calendar = await calendar_of(tx, team)
    own = own_time(house, team, person, calendar, await absences_of(tx, person.id))
    comes_at = first_permitted(own, calendar, now)
    ends = [check_in.close_at, await asked_next(tx, house, team)]
    in_time = all(own.is_in_time(comes_at, now, moment) for moment in ends if moment is not None)
    return comes_at if in_time else None


async def _come_back_anew(
    tx: Tx, house: House, team: TeamRow, check_in: CheckInRow, row: ConversationRow, person: PersonRow, now: datetime
) -> None:
    """What the person put off comes back at the moment that was agreed, or in the first of their hours after it."""
    later_at = await _in_time(tx, house, team, check_in, person, max(row.later_at or now, now))
    if later_at != row.later_at:
        await conversations.change_conversation(tx, row.id, later_at=later_at)
        talk = await talk_about(tx, house, team, check_in, row, person)
        await show(tx, house, moved(talk, talk.conversation, later_at), now, IN_SILENCE)
