"""Check-ins close when their time is over, or when the next one is asked."""

from datetime import datetime

from bot.domain.cadence import closes_at
from bot.domain.check_in import Stage
from bot.domain.outgoing import Lane
from bot.flow.house import Counts, House, calendar_of
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.screens.readers import talk_shown
from bot.flow.screens.show import IN_SILENCE, show
from bot.storage import check_ins, conversations, outbox, teams
from bot.storage.database import Tx
from bot.storage.rows import CheckInRow
from bot.storage.tables import outbox as outbox_table


async def close(house: House, now: datetime) -> Counts:
    """Close every check-in whose ten working days are over."""
    return await one_by_one(house, Work("close", check_ins.check_in_to_close, _close, _push_on), now)


async def _push_on(tx: Tx, check_in: CheckInRow, moment: datetime) -> None:
    await check_ins.change_check_in(tx, check_in.id, close_at=moment)


async def _close(tx: Tx, house: House, check_in: CheckInRow, now: datetime) -> Counts:
    team = await teams.team_by_id(tx, check_in.team_id)
    # Closures and outages may have come since it was asked: only working days count.
    calendar, days = await calendar_of(tx, team), house.schedule(team).closes_after
    moment = closes_at(calendar, check_in.asked_at or now, days)
    if moment > now:
        await check_ins.change_check_in(tx, check_in.id, close_at=moment)
        return Counts()
    await close_check_in(tx, house, check_in, now)
    return Counts(closed=1)


async def close_check_in(tx: Tx, house: House, check_in: CheckInRow, now: datetime) -> None:
    """End the time for answers; who has a question before them sees it, and no phone makes a sound."""
    await end_answers(tx, check_in, now)
    team, closed = await teams.team_by_id(tx, check_in.team_id), await check_ins.check_in_by_id(tx, check_in.id)
    for row in await conversations.conversations_of(tx, check_in_id=check_in.id):
        shown = row.message_id is not None and row.stage == Stage.OPEN
        if shown and (talk := await talk_shown(tx, house, team, closed, row)):
            await show(tx, house, talk, now, IN_SILENCE)


async def end_answers(tx: Tx, check_in: CheckInRow, now: datetime) -> None:
    """The same where nothing is to be seen of it; who has not been shown the check-in is not shown it any more."""
    talks = await conversations.hold_conversations(tx, check_in.id)
    for row in await conversations.conversations_of(tx, check_in_id=check_in.id):
        if isinstance(row.draft, str):
            # A text that was asked back is no answer, and the button that keeps it goes with its screen.
            await conversations.change_conversation(tx, row.id, draft=None)
    await check_ins.close_check_in(tx, check_in.id, now)
    if any("measure" in question for question in check_in.questions):
        # A value that was asked for is missing now, if it has not come.
        await teams.look_again(tx, now, team_id=check_in.team_id)
    waiting = (outbox_table.c.conversation_id.in_(talks), outbox_table.c.lane == Lane.WAVE)
    await outbox.withdraw(tx, *waiting, now=now)
