"""People join by a link: at once, with the notice, the languages and the way out as buttons."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.buttons import NOBODY_YET, LanguagePressed, LeavePressed, WhoPressed
from bot.domain.check_in import Stage
from bot.domain.outgoing import Button, Keyboard
from bot.domain.programme import Role
from bot.flow.answer import talks_of
from bot.flow.ask import ask_person, hand_over, may_ask_at
from bot.flow.digests.digest import start_digests
from bot.flow.door import hashed_code
from bot.flow.handling import Incoming, edit, handling, reply, sender
from bot.flow.house import House
from bot.flow.life import somebody_joined
from bot.flow.newcomer import add_newcomer
from bot.flow.say import language_for, refuse
from bot.flow.screens.show import show
from bot.flow.status import language_row
from bot.storage import audit, check_ins, invites, outbox, people, teams
from bot.storage.database import Tx
from bot.storage.rows import InviteRow, PersonRow, TeamRow
from bot.storage.tables import outbox as outbox_table


async def start(house: House, incoming: Incoming, argument: str) -> None:
    """/start, with the code of a link or without."""
    async with handling(house, incoming) as tx:
        person, code = await sender(tx, incoming), hashed_code(argument)
        if person is not None and person.gone_at is not None:
            await _let_in_again(tx, house, incoming, person)
        if code is None:
            await _welcome_back(tx, house, incoming, person)
            return
        invite = await invites.invite_by_hash(tx, code)
        if problem := _problem(invite, person, incoming.now):
            await _say(tx, house, incoming, f"joining.code.{problem}")
        elif invite is not None and invite.person_id is not None:
            await _join_by(tx, house, incoming, invite, await people.person_by_id(tx, invite.person_id))
        elif invite is not None and invite.team_id is not None:
            await _ask_who(tx, house, incoming, invite, invite.team_id, person)


def _problem(invite: InviteRow | None, person: PersonRow | None, now: datetime) -> str | None:
    if invite is None:
        return "unknown"
    if invite.person_id is not None and person is not None and person.id != invite.person_id:
        return "someone-elses"
    if invite.used_at is not None and not (person is not None and person.id == invite.person_id):
        return "used"
    if invite.revoked_at is not None or invite.expires_at <= now:
        return "expired"
    return None


async def _welcome_back(tx: Tx, house: House, incoming: Incoming, person: PersonRow | None) -> None:
    if person is None:
        await _say(tx, house, incoming, "refused.not-joined")
        return
    in_any = await people.roles_of(tx, person.id)
    await _say(tx, house, incoming, "joining.already-in" if in_any else "refused.left", person=person.name)


async def _join_by(tx: Tx, house: House, incoming: Incoming, invite: InviteRow, person: PersonRow) -> None:
    """Join by a link of one's own; who has left is back, and who is in already is told so."""
    before, here = await people.roles_of(tx, person.id), person.chat_id == incoming.sender_id
    if invite.used_at is not None and not before:
        await _say(tx, house, incoming, "joining.code.used")
        return
    if invite.used_at is None:
        await people.return_to_teams(tx, person.id)
    if here and before == await people.roles_of(tx, person.id):
        await _say(tx, house, incoming, "joining.already-in", person=person.name)
        return
    await invites.use_invite(tx, invite.id, incoming.now)
    await _join(tx, house, incoming, person)


async def _join(tx: Tx, house: House, incoming: Incoming, person: PersonRow, *, message_id: int | None = None) -> None:
    if person.chat_id not in (None, incoming.sender_id):
        # The newest account wins; what waits for the old one is not for other eyes.
        for row in await check_ins.conversations_of(tx, person_id=person.id):
            await check_ins.change_conversation(tx, row.id, message_id=None)
        await outbox.withdraw(tx, outbox_table.c.chat_id == person.chat_id, now=incoming.now)
    if person.language is None and incoming.spoken in house.content.wording.languages:
        await people.set_language(tx, person.id, incoming.spoken)
    await people.set_chat(tx, person.id, incoming.sender_id, incoming.now)
    if person.chat_id not in (None, incoming.sender_id):
        await _say(tx, house, incoming, "joining.new-phone", part=2)
    await audit.note(tx, incoming.now, person.slug, "join", person.slug)
    await welcome(tx, house, incoming, person.id, message_id=message_id)


async def welcome(tx: Tx, house: House, incoming: Incoming, person_id: int, *, message_id: int | None = None) -> None:
    """Everything that follows from somebody having joined; the notice takes the place of a message that asked."""
    person = await people.person_by_id(tx, person_id)
    notice, buttons = await _notice(tx, house, incoming, person), await notice_buttons(tx, house, incoming)
    if message_id is None:
        await reply(tx, incoming, notice, buttons)
    else:
        await edit(tx, incoming, message_id, notice, buttons)
    await start_digests(tx, house, person, incoming.now)
    for role in await people.roles_of(tx, person.id):
        if role.role is Role.MEMBER and role.team_id is not None:
            # The check-in before the team, as whoever answers does, so that nobody waits crosswise.
            await _hand_open_check_in(tx, house, role.team_id, person, incoming.now)
            await somebody_joined(tx, house, role.team_id, incoming.now)


async def _hand_open_check_in(
    tx: Tx, house: House, team_id: int, person: PersonRow, now: datetime, *, only_unseen: bool = False
) -> None:
    check_in = await check_ins.open_check_in(tx, team_id)
    if check_in is None:
        return
    team = await teams.team_by_id(tx, team_id)
    rows = await check_ins.conversations_of(tx, check_in_id=check_in.id, person_id=person.id)
    if not rows:
        await ask_person(tx, house, team, check_in, person, now)
    elif rows[0].stage == Stage.OPEN and not (only_unseen and rows[0].message_id):
        await hand_over(tx, house, team, check_in, rows[0], person, now)


async def _let_in_again(tx: Tx, house: House, incoming: Incoming, person: PersonRow) -> None:
    """The chat is open again: questions that never arrived come now."""
    await people.set_gone(tx, incoming.sender_id, None)
    back = await people.person_by_id(tx, person.id)
    for role in await people.roles_of(tx, person.id):
        if role.role is Role.MEMBER and role.team_id is not None:
            await _hand_open_check_in(tx, house, role.team_id, back, incoming.now, only_unseen=True)


async def _notice(tx: Tx, house: House, incoming: Incoming, person: PersonRow) -> str:
    language, wording = await language_for(tx, house, incoming), house.content.wording
    roles = await people.roles_of(tx, person.id)
    titles = {
        f"{role}_of": wording.list(
            list(dict.fromkeys(it.team_title or it.collaborative_title for it in roles if it.role is role)), language
        )
        for role in (Role.FACILITATOR, Role.MANAGER, Role.OWNER)
    }
    member_of = []
    for role in roles:
        if role.role is Role.MEMBER and role.team_id is not None:
            team = await teams.team_by_id(tx, role.team_id)
            moment = await _asked_at(tx, house, team, person, incoming.now)
            is_open = moment is not None and moment <= incoming.now
            when = wording.when(moment, ZoneInfo(team.zone), incoming.now, language) if moment else ""
            member_of.append((team.title, when, is_open))
    return wording.layout("joined", language, person=person.name, member_of=member_of, **titles)


async def _asked_at(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime) -> datetime | None:
    """When questions reach the person next; what is open already comes in the next permitted hour."""
    if await check_ins.open_check_in(tx, team.id) is None:
        return team.next_due_at
    return await may_ask_at(tx, house, team, person, now)


async def notice_buttons(tx: Tx, house: House, incoming: Incoming) -> Keyboard:
    """The languages, and the way out."""
    leave = house.content.wording.plain("joining.leave.buttons.leave", await language_for(tx, house, incoming))
    return (language_row(house), (Button(leave, LeavePressed("ask").pack()),))


async def choose_language(house: House, incoming: Incoming, button: LanguagePressed, message_id: int) -> str:
    """Write in this language from now on; the message with the buttons changes in place."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None or button.language not in house.content.wording.languages:
            return await refuse(tx, house, incoming, "not-joined" if person is None else "old-button")
        await people.set_language(tx, person.id, button.language)
        if button.asked:
            done = house.content.wording.render("joining.language.changed", button.language)
            await edit(tx, incoming, message_id, done)
        else:
            person = await people.person_by_id(tx, person.id)
            notice = await _notice(tx, house, incoming, person)
            await edit(tx, incoming, message_id, notice, await notice_buttons(tx, house, incoming))
        await _show_in_new_language(tx, house, incoming)
        return ""


async def _show_in_new_language(tx: Tx, house: House, incoming: Incoming) -> None:
    person = await sender(tx, incoming)
    for talk in await talks_of(tx, house, person) if person else []:
        if talk.row.message_id is not None:
            await show(tx, house, talk, incoming.now)


async def _ask_who(
    tx: Tx, house: House, incoming: Incoming, invite: InviteRow, team_id: int, person: PersonRow | None
) -> None:
    team = await teams.team_by_id(tx, team_id)
    if person is not None:
        if await people.has_role(tx, person.id, team_id, Role.MEMBER):
            await _say(tx, house, incoming, "joining.already-in", person=person.name)
        else:
            await people.add_member(tx, team_id, person.id)
            await welcome(tx, house, incoming, person.id)
        return
    spoken = incoming.spoken if incoming.spoken in house.content.wording.languages else team.language
    waiting = await invites.not_joined_yet(tx, team_id)
    rows = [(Button(it.name, WhoPressed(invite.id, it.id).pack()),) for it in waiting]
    someone_new = house.content.wording.plain("joining.who.buttons.someone-new", spoken)
    rows.append((Button(someone_new, WhoPressed(invite.id, NOBODY_YET).pack()),))
    await reply(tx, incoming, house.content.wording.render("joining.who.ask", spoken, team=team.title), tuple(rows))


async def say_who(house: House, incoming: Incoming, button: WhoPressed, message_id: int, *, first_name: str) -> str:
    """Join as the person that was pressed, or as someone new."""
    async with handling(house, incoming) as tx:
        invite = await invites.invite_by_id(tx, button.invite_id)
        known = await sender(tx, incoming)
        if invite is None or invite.team_id is None or _problem(invite, known, incoming.now) or known is not None:
            return await refuse(tx, house, incoming, "old-button")
        waiting = {it.id: it for it in await invites.not_joined_yet(tx, invite.team_id)}
        if button.person_id == NOBODY_YET:
            person = await add_newcomer(tx, invite.team_id, first_name, incoming.now)
        elif button.person_id in waiting:
            person = waiting[button.person_id]
        else:
            taken = await people.person_by_id(tx, button.person_id)
            language = await language_for(tx, house, incoming)
            return house.content.wording.plain("joining.who.taken", language, person=taken.name)
        await _join(tx, house, incoming, person, message_id=message_id)
        return ""


async def chat_changed(house: House, incoming: Incoming, *, gone: bool) -> None:
    """Somebody blocked the bot, or let it in again."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if not incoming.is_private or person is None:
            return
        if gone:
            await people.set_gone(tx, incoming.chat_id, incoming.now)
        elif person.gone_at is not None:
            await _let_in_again(tx, house, incoming, person)


async def _say(tx: Tx, house: House, incoming: Incoming, key: str, *, part: int = 1, **values: object) -> None:
    language = await language_for(tx, house, incoming)
    await reply(tx, incoming, house.content.wording.render(key, language, **values), part=part)
