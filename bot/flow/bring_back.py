"""A check-in that somebody put off comes back to them, where it is still of use."""

from dataclasses import replace
from datetime import datetime

from bot.domain.check_in import Stage
from bot.domain.outgoing import Lane
from bot.flow.asking.reach import may_show_at
from bot.flow.house import Counts, House
from bot.flow.one_by_one import Work, one_by_one
from bot.flow.screens.readers import talk_shown
from bot.flow.screens.show import IN_SILENCE, Showing, show
from bot.storage import answers, check_ins, conversations, teams
from bot.storage.database import Tx
from bot.storage.rows import ConversationRow


async def bring_back(house: House, now: datetime) -> Counts:
    """Show the check-ins again that were to come back by now."""
    work = Work("bring_back", conversations.conversation_to_bring_back, _bring_back, _push_on)
    return await one_by_one(house, work, now)


async def _push_on(tx: Tx, row: ConversationRow, moment: datetime) -> None:
    await conversations.change_conversation(tx, row.id, later_at=moment)


async def _bring_back(tx: Tx, house: House, row: ConversationRow, now: datetime) -> Counts:
    check_in = await check_ins.check_in_by_id(tx, row.check_in_id)
    team = await teams.team_by_id(tx, check_in.team_id)
    await conversations.change_conversation(tx, row.id, later_at=None)
    if check_in.closed_at is not None or row.stage != Stage.OPEN or team.removed_at is not None:
        return Counts()
    talk = await talk_shown(tx, house, team, check_in, replace(row, later_at=None))
    if talk is None or talk.in_group:
        return Counts()
    if await answers.hearing(tx, check_in.id) - {talk.somebody.slug}:
        # Somebody else has answered for the team: nobody is disturbed for that.
        await show(tx, house, talk, now, IN_SILENCE)
        return Counts()
    permitted = await may_show_at(tx, house, talk, now)
    if permitted > now:
        await conversations.change_conversation(tx, row.id, later_at=permitted)
        return Counts()
    opening = house.content.wording.render("check-in.later.back", talk.language)
    await show(tx, house, talk, now, Showing(Lane.WAVE, fresh=True, opening=opening))
    return Counts(brought_back=1)
