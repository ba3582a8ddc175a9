"""A press about tips: a member gives one or finds one useful, and a facilitator decides what the others read."""

from datetime import datetime

from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.programme import Role
from bot.domain.room_buttons import DeskPressed
from bot.flow.asking.reach import may_ask_at
from bot.flow.facilitating.desk.team import team_led
from bot.flow.facilitating.tips.page import page
from bot.flow.facilitating.tips.purpose import CHANGED_TIP, TIP
from bot.flow.handling import Incoming, edit, reply
from bot.flow.house import House, is_over, language_of
from bot.flow.say import language_for, refuse
from bot.flow.writing.ask import Question, ask_for_text
from bot.storage import audit, outbox, people, teams, tips
from bot.storage.database import Tx
from bot.storage.matters import finish_matter
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.tips import TipRow

# What a member does, and what a facilitator decides.
OF_MEMBERS = frozenset({"useful", "named", "nameless"})
DECIDES = {"publish": tips.PUBLISHED, "decline": tips.DECLINED}


async def press_tips(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, _message_id: int
) -> str:
    """A member wants to give a tip; the toast to show. The id is their team's."""
    team = await teams.find_team(tx, button.about)
    if team is None or button.act != "ask":
        return await refuse(tx, house, incoming, "old-button")
    if not await people.has_role(tx, person.id, team.id, Role.MEMBER):
        return await refuse(tx, house, incoming, "left")
    if is_over(team, incoming.now):
        return await refuse(tx, house, incoming, "ended", collaborative=team.collaborative_title)
    language = await language_for(tx, house, incoming)
    text = house.content.wording.render("tips.ask", language)
    await ask_for_text(tx, house, person, language, Question(TIP, text, team.id), incoming.now)
    return ""


async def press_tip(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press about one tip does; the toast to show."""
    tip = await tips.tip_by_id(tx, button.about, lock=True)
    if tip is None:
        return await refuse(tx, house, incoming, "old-button")
    if button.act in OF_MEMBERS:
        return await _of_member(tx, house, incoming, person, tip, button.act, message_id)
    return await _of_facilitator(tx, house, incoming, person, tip, button.act, message_id)


async def _of_member(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, tip: TipRow, act: str, message_id: int
) -> str:
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    if act == "useful":
        mine = await people.member_of(tx, person.id)
        found = [await tips.find_useful(tx, tip.id, team_id) for team_id in mine]
        return (
            wording.plain("tips.toasts.useful", language)
            if any(found)
            else await refuse(tx, house, incoming, "old-button")
        )
    if tip.person_id != person.id:
        return await refuse(tx, house, incoming, "old-button")
    await tips.change_tip(tx, tip.id, named=act == "named")
    await edit(tx, incoming, message_id, wording.render(f"tips.kept-{act}", language))
    return ""


async def _of_facilitator(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, tip: TipRow, act: str, message_id: int
) -> str:
    team, refused = await team_led(tx, house, incoming, person, tip.team_id)
    if team is None:
        return refused
    language = await language_for(tx, house, incoming)
    if act == "open":
        await reply(tx, incoming, *page(house, team, tip, language))
        return ""
    if act not in DECIDES and act != "change":
        return await refuse(tx, house, incoming, "old-button")
    if tip.state != tips.WAITING:
        await edit(tx, incoming, message_id, *page(house, team, tip, language))
        return house.content.wording.plain("tips.toasts.decided", language)
    if act == "change":
        text = house.content.wording.render("tips.ask-change", language, tip=tip.text)
        question = Question(CHANGED_TIP, text, team.id, {"tip": tip.id})
        await ask_for_text(tx, house, person, language, question, incoming.now)
        return ""
    await _decide(tx, house, incoming, person, team, tip, DECIDES[act])
    decided = await tips.tip_by_id(tx, tip.id)
    await edit(tx, incoming, message_id, *page(house, team, decided or tip, language))
    return ""


async def _decide(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow, tip: TipRow, state: str
) -> None:
    now = incoming.now
    await tips.change_tip(tx, tip.id, state=state, decided_at=now, decided_by=person.slug)
    await finish_matter(tx, "tip", tip.id, now)
    action = "publish_tip" if state == tips.PUBLISHED else "decline_tip"
    await audit.note(tx, now, person.slug, action, f"{tip.id}", team=team.slug)
    if state == tips.PUBLISHED:
        await _tell_giver(tx, house, team, tip, now)


async def _tell_giver(tx: Tx, house: House, team: TeamRow, tip: TipRow, now: datetime) -> None:
    giver = await people.person_by_id(tx, tip.person_id)
    if not giver.can_be_reached or not await people.has_role(tx, giver.id, team.id, Role.MEMBER):
        return
    permitted = await may_ask_at(tx, house, team, giver, now)
    news = Outgoing(
        f"tip:{tip.id}:{giver.id}",
        OutgoingKind.TIP,
        Lane.WAVE,
        giver.chat_id or 0,
        person_id=giver.id,
        text=house.content.wording.render("tips.published", language_of(giver, team.language)),
        not_before=permitted if permitted > now else None,
        subject=tip.id,
    )
    await outbox.put(tx, news, now)
