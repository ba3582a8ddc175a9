"""/start: by the link of a person, of a team, or by none."""

from bot.flow.door import hashed_code
from bot.flow.handling import Incoming, handling, sender
from bot.flow.house import House
from bot.flow.joining.back import let_in_again
from bot.flow.joining.codes import problem_with
from bot.flow.joining.join import join
from bot.flow.joining.who import ask_who
from bot.flow.say import tell
from bot.storage import invites, people
from bot.storage.database import Tx
from bot.storage.rows import InviteRow, PersonRow


async def start(house: House, incoming: Incoming, argument: str) -> None:
    """/start, with the code of a link or without."""
    async with handling(house, incoming) as tx:
        person, code = await sender(tx, incoming), hashed_code(argument.partition(" ")[0])
        if person is not None and person.gone_at is not None:
            await let_in_again(tx, house, incoming, person)
        if code is None:
            await _welcome_back(tx, house, incoming, person)
            return
        invite = await invites.invite_by_hash(tx, code)
        if problem := problem_with(invite, person, incoming.now):
            await tell(tx, house, incoming, f"joining.code.{problem}")
        elif invite is not None and invite.person_id is not None:
            await _join_by(tx, house, incoming, invite, await people.person_by_id(tx, invite.person_id))
        elif invite is not None and invite.team_id is not None:
            await ask_who(tx, house, incoming, invite, invite.team_id, person)


async def _welcome_back(tx: Tx, house: House, incoming: Incoming, person: PersonRow | None) -> None:
    if person is None:
        await tell(tx, house, incoming, "refused.not-joined")
        return
    in_any = await people.roles_of(tx, person.id)
    await tell(tx, house, incoming, "joining.already-in" if in_any else "refused.left", person=person.name)


async def _join_by(tx: Tx, house: House, incoming: Incoming, invite: InviteRow, person: PersonRow) -> None:
    """Join by a link of one's own; who has left is back, and who is in already is told so."""
    before, here = await people.roles_of(tx, person.id), person.chat_id == incoming.sender_id
    if invite.used_at is not None and not before:
        await tell(tx, house, incoming, "joining.code.used")
        return
    if invite.used_at is None:
        await people.return_to_teams(tx, person.id)
    if here and before == await people.roles_of(tx, person.id):
        await tell(tx, house, incoming, "joining.already-in", person=person.name)
        return
    await invites.use_invite(tx, invite.id, incoming.now)
    await join(tx, house, incoming, person)
