"""The texts of tips: a member gives one, and a facilitator may change it before the others read it."""

from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.cases.open import first_in_reach
from bot.flow.facilitating.moving.way import step_now
from bot.flow.facilitating.tips.page import page
from bot.flow.handling import Incoming, reply
from bot.flow.house import House, name_of
from bot.flow.rights import leads
from bot.flow.say import language_for
from bot.flow.writing.may import is_member_of_its_team
from bot.flow.writing.purpose import Purpose
from bot.storage import audit, teams, tips
from bot.storage.database import Tx
from bot.storage.matters import raise_matter
from bot.storage.rows import PersonRow, TeamRow, WritingRow

TIP, CHANGED_TIP = "tip", "tip-changed"
LONGEST = 200


async def _keep(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    team, now = await teams.team_by_id(tx, writing.team_id or 0), incoming.now
    step = await step_now(tx, house, team)
    # Until somebody says that the team may be named, it is not.
    tip_id = await tips.add_tip(tx, team.id, person.id, step.id, text or "", now, named=False)
    await raise_matter(tx, team.id, "tip", tip_id, now)
    await audit.note(tx, now, person.slug, "give_tip", f"{tip_id}", team=team.slug)
    await _thank(tx, house, incoming, team, tip_id)
    return ""


async def _thank(tx: Tx, house: House, incoming: Incoming, team: TeamRow, tip_id: int) -> None:
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    reader = await first_in_reach(tx, team)
    named = name_of(house, reader, language) if reader else ""
    thanks = (
        wording.render("tips.thanks", language, facilitator=named)
        if named
        else wording.render("tips.thanks-later", language)
    )
    ask = wording.render("tips.ask-named", language, team=team.title)
    await reply(tx, incoming, f"{thanks}\n\n{ask}", _named_or_not(house, tip_id, language))


def _named_or_not(house: House, tip_id: int, language: str) -> Keyboard:
    return tuple(
        (
            Button(
                house.content.wording.plain(f"tips.buttons.{act}", language), DeskPressed(Desk.TIP, tip_id, act).pack()
            ),
        )
        for act in ("named", "nameless")
    )


async def _leads(tx: Tx, person: PersonRow, writing: WritingRow) -> bool:
    tip = await tips.tip_by_id(tx, writing.about["tip"])
    return tip is not None and await leads(tx, person, await teams.team_by_id(tx, tip.team_id))


async def _change(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    """Put the changed text in the place of the tip, and show it as it would be published."""
    tip = await tips.tip_by_id(tx, writing.about["tip"], lock=True)
    language = await language_for(tx, house, incoming)
    if tip is None or tip.state != tips.WAITING:
        return house.content.wording.render("tips.decided", language)
    await tips.change_tip(tx, tip.id, text=text or "")
    team = await teams.team_by_id(tx, tip.team_id)
    await audit.note(tx, incoming.now, person.slug, "change_tip", f"{tip.id}", team=team.slug)
    changed = await tips.tip_by_id(tx, tip.id)
    if changed is not None:
        await reply(tx, incoming, *page(house, team, changed, language))
    return ""


GIVEN_TIP = Purpose(is_member_of_its_team, _keep, LONGEST)
TIP_CHANGED_FIRST = Purpose(_leads, _change, LONGEST)
