"""The team's link is opened in a group: from now on the team is asked there."""

from zoneinfo import ZoneInfo

from bot.flow.door import hashed_code
from bot.flow.group.changes import show_anew
from bot.flow.handling import Incoming, handling, reply
from bot.flow.house import House
from bot.flow.joining.codes import problem_with
from bot.flow.plan import asked_next
from bot.flow.say import tell
from bot.storage import audit, conversations, groups, invites, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def bind(house: House, incoming: Incoming, argument: str) -> None:
    """/start in a group, with the code of a link or without."""
    async with handling(house, incoming) as tx:
        code = hashed_code(argument.partition(" ")[0])
        if code is None:
            await explain(tx, house, incoming)
            return
        invite = await invites.invite_by_hash(tx, code)
        if invite is not None and invite.person_id is not None:
            # Everybody in the group has seen it: the person needs a new one.
            await invites.revoke_person_invites(tx, invite.person_id, incoming.now)
            await tell(tx, house, incoming, "group.personal-link")
        elif problem := problem_with(invite, None, incoming.now):
            await tell(tx, house, incoming, f"joining.code.{problem}")
        elif invite is not None and invite.team_id is not None:
            await conversations.hold_open_check_in(tx, invite.team_id)
            await _bind(tx, house, incoming, await teams.team_by_id(tx, invite.team_id, lock=True))


async def _bind(tx: Tx, house: House, incoming: Incoming, team: TeamRow) -> None:
    here = (incoming.chat_id, incoming.thread_id)
    asked_here = await teams.team_in_group(tx, *here)
    if asked_here is not None and asked_here.id != team.id:
        await _say(tx, house, incoming, team, "group.taken", other=asked_here.title)
        return
    if (team.group_chat_id, team.group_thread_id) != here:
        await _bring_here(tx, house, incoming, team)
    moment = await asked_next(tx, house, team)
    when = house.content.wording.when(moment, ZoneInfo(team.zone), incoming.now, team.language) if moment else ""
    await _say(tx, house, incoming, team, "group.linked" if when else "group.linked-nothing-planned", when=when)


async def _bring_here(tx: Tx, house: House, incoming: Incoming, team: TeamRow) -> None:
    await teams.change_team(tx, team.id, group_chat_id=incoming.chat_id, group_thread_id=incoming.thread_id)
    await teams.look_again(tx, incoming.now, team_id=team.id)
    await audit.note(tx, incoming.now, "group", "bind_group", team.slug)
    if team.group_chat_id != incoming.chat_id:
        # A number of a message means another one in another chat.
        await groups.forget_messages(tx, [team.id])
    await show_anew(tx, house, await teams.team_by_id(tx, team.id), incoming.now)


async def _say(tx: Tx, house: House, incoming: Incoming, team: TeamRow, key: str, **values: object) -> None:
    # All of the team read it, so it is in the team's language.
    await reply(tx, incoming, house.content.wording.render(key, team.language, team=team.title, **values))


async def help_in_group(house: House, incoming: Incoming, _text: str) -> None:
    """/help in a group: what works there, and what does not."""
    async with handling(house, incoming) as tx:
        await explain(tx, house, incoming)


async def explain(tx: Tx, house: House, incoming: Incoming) -> None:
    """Say what the bot does in this group, or how it gets a team to ask."""
    team = await teams.team_in_group(tx, incoming.chat_id, incoming.thread_id)
    if team is None:
        await tell(tx, house, incoming, "group.not-linked")
    else:
        await _say(tx, house, incoming, team, "group.help")
