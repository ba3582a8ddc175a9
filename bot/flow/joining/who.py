"""The team's own link: somebody says who they are, or that they are new."""

from bot.domain.buttons import NOBODY_YET, WhoPressed
from bot.domain.language import Language
from bot.domain.outgoing import Button
from bot.domain.programme import Role
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House
from bot.flow.joining.codes import problem_with
from bot.flow.joining.join import join, welcome
from bot.flow.newcomer import add_newcomer
from bot.flow.say import language_for, refuse, tell
from bot.storage import endings, invites, people, teams
from bot.storage.database import Tx
from bot.storage.rows import InviteRow, PersonRow


async def ask_who(
    tx: Tx, house: House, incoming: Incoming, invite: InviteRow, team_id: int, person: PersonRow | None
) -> None:
    """Ask who opened the team's link; somebody we know is in at once."""
    team = await teams.team_by_id(tx, team_id)
    if person is not None:
        if await people.has_role(tx, person.id, team_id, Role.MEMBER):
            await tell(tx, house, incoming, "joining.already-in", person=person.name)
        else:
            await endings.is_back(tx, team_id, person.id, Role.MEMBER, incoming.now)
            await people.add_member(tx, team_id, person.id)
            await welcome(tx, house, incoming, person.id)
        return
    known = incoming.spoken in house.content.wording.languages
    spoken = Language(incoming.spoken if known else team.language, borrows_from=team.language)
    waiting = await invites.not_joined_yet(tx, team_id)
    rows = [(Button(it.name, WhoPressed(invite.id, it.id).pack()),) for it in waiting]
    someone_new = house.content.wording.plain("joining.who.buttons.someone-new", spoken)
    rows.append((Button(someone_new, WhoPressed(invite.id, NOBODY_YET).pack()),))
    await reply(tx, incoming, house.content.wording.render("joining.who.ask", spoken, team=team.title), tuple(rows))


async def say_who(house: House, incoming: Incoming, button: WhoPressed, message_id: int) -> str:
    """Join as the person that was pressed, or as someone new."""
    async with handling(house, incoming) as tx:
        invite = await invites.invite_by_id(tx, button.invite_id)
        known = await sender(tx, incoming)
        if invite is None or invite.team_id is None or problem_with(invite, known, incoming.now) or known is not None:
            return await refuse(tx, house, incoming, "old-button")
        waiting = {it.id: it for it in await invites.not_joined_yet(tx, invite.team_id)}
        if button.person_id == NOBODY_YET:
            person = await add_newcomer(tx, invite.team_id, incoming.first_name, incoming.now)
        elif button.person_id in waiting:
            person = waiting[button.person_id]
        else:
            taken = await people.person_by_id(tx, button.person_id)
            if taken.forgotten_at is not None:
                return await refuse(tx, house, incoming, "old-button")
            language = await language_for(tx, house, incoming)
            return house.content.wording.plain("joining.who.taken", language, person=taken.name)
        await join(tx, house, incoming, person, message_id=message_id)
        return ""
