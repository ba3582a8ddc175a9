"""Leaving: asked once more, then at once and without a reason."""

from bot.domain.buttons import LeavePressed
from bot.domain.outgoing import Button, Keyboard
from bot.flow.handling import Incoming, edit, handling, reply, sender
from bot.flow.holding import hold_check_ins, hold_tests_asked
from bot.flow.house import House
from bot.flow.menu import show_menu
from bot.flow.privacy.kept import day_for_person
from bot.flow.say import language_for, refuse
from bot.flow.silence import fall_silent
from bot.storage import audit, people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


async def ask(house: House, incoming: Incoming) -> None:
    """Answer /leave with a question whether it is meant."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        language = await language_for(tx, house, incoming)
        if person is None:
            await reply(tx, incoming, house.content.wording.render("refused.not-joined", language))
            return
        titles = await _titles(tx, house, person, language)
        if not titles:
            await reply(tx, incoming, house.content.wording.render("refused.left", language))
            return
        await _ask(tx, house, incoming, titles, language)


async def _ask(tx: Tx, house: House, incoming: Incoming, titles: str, language: str) -> None:
    wording = house.content.wording
    question = wording.render("joining.leave.ask", language, team=titles)
    buttons: Keyboard = (
        (
            Button(wording.plain("joining.leave.buttons.yes", language), LeavePressed("yes").pack()),
            Button(wording.plain("joining.leave.buttons.stay", language), LeavePressed("no").pack()),
        ),
    )
    await reply(tx, incoming, question, buttons)


async def press(house: House, incoming: Incoming, button: LeavePressed, message_id: int) -> str:
    """What a press about leaving does; the toast to show."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None or button.act not in ("ask", "yes", "no"):
            return await refuse(tx, house, incoming, "not-joined" if person is None else "old-button")
        language = await language_for(tx, house, incoming)
        titles = await _titles(tx, house, person, language)
        if not titles:
            return await refuse(tx, house, incoming, "left")
        if button.act == "ask":
            await _ask(tx, house, incoming, titles, language)
        elif button.act == "no":
            await edit(
                tx, incoming, message_id, house.content.wording.render("joining.leave.stayed", language, team=titles)
            )
        else:
            await _leave(tx, house, person, incoming)
            await edit(tx, incoming, message_id, await _left(tx, house, person, titles, language))
            await show_menu(tx, house, incoming, person.id)
        return ""


async def _leave(tx: Tx, house: House, person: PersonRow, incoming: Incoming) -> None:
    await hold_check_ins(tx, person.id)
    await hold_tests_asked(tx, person)
    await teams.look_again(tx, incoming.now, person_id=person.id)
    await people.leave_teams(tx, person.id, incoming.now)
    await fall_silent(tx, house, person, incoming.now)
    await audit.note(tx, incoming.now, person.slug, "leave", person.slug)


async def _left(tx: Tx, house: House, person: PersonRow, titles: str, language: str) -> str:
    """What is said at the end, with what is kept and until when."""
    wording, day = house.content.wording, await day_for_person(tx, house, person.id)
    until = wording.date(day, language, "year") if day else ""
    return wording.render("joining.leave.done", language, team=titles, date=until)


async def _titles(tx: Tx, house: House, person: PersonRow, language: str) -> str:
    roles = await people.roles_of(tx, person.id)
    # A whole collaborative is owned, not joined: its owner leaves teams only.
    titles = dict.fromkeys(role.team_title for role in roles if role.team_id is not None)
    return house.content.wording.list(list(titles), language)
