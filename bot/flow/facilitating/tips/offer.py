"""What tips have to do with the end of a check-in: another team's tip is read there, and one's own may be given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.asked_before import Earlier
from bot.domain.check_in import Stage
from bot.domain.model import Step
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.working_time import local_time
from bot.flow.house import House
from bot.flow.screens.talk import Talk, model_texts
from bot.storage import teams, tips
from bot.storage.database import Tx
from bot.storage.tips import OfferRow


@dataclass(frozen=True, slots=True)
class OnClosing:
    """A tip in the place of the guidance, or an empty text, and the buttons about tips below."""

    text: str = ""
    buttons: Keyboard = ()


async def tips_on_closing(
    tx: Tx, house: House, talk: Talk, step: Step, earlier: Sequence[Earlier], now: datetime, *, all_well: bool
) -> OnClosing:
    """What is read and offered about tips where somebody is done with a check-in.

    Nothing where they did not answer. The same at each look at it: a tip that was offered in a check-in stays there.
    """
    if talk.conversation.stage is not Stage.DONE:
        return OnClosing()
    offer = await _offer(tx, talk, step, earlier, now)
    text = await _words(tx, house, talk, offer) if offer else ""
    buttons: list[tuple[Button, ...]] = []
    # Buttons of other rooms than the check-in's work in a person's own chat only.
    if text and offer is not None and not offer.useful and not talk.in_group:
        buttons.append((_button(house, talk, "useful", DeskPressed(Desk.TIP, offer.tip_id, "useful")),))
    if all_well and not talk.in_group and await _may_be_asked(tx, talk, earlier):
        buttons.append((_button(house, talk, "give", DeskPressed(Desk.TIPS, talk.team.id, "ask")),))
    return OnClosing(text, tuple(buttons))


async def _offer(tx: Tx, talk: Talk, step: Step, earlier: Sequence[Earlier], now: datetime) -> OfferRow | None:
    """The tip of this check-in: the one that was offered in it, or where it is time for one another, now recorded."""
    begun, ended = talk.check_in.asked_at, talk.check_in.closed_at
    if begun is None:
        return None
    offers = await tips.offers_to(tx, talk.team.id)
    here = next((it for it in offers if begun <= it.at and (ended is None or it.at < ended)), None)
    if here is not None or ended is not None:
        return here
    asked = [it.asked_at for it in earlier if it.asked_at < begun]
    # Every other time the guidance has its turn.
    if offers and asked and offers[0].at >= asked[-1]:
        return None
    tip = await tips.tip_for(tx, talk.team.id, talk.team.collaborative_id, step.id)
    if tip is None:
        return None
    await tips.add_offer(tx, tip.id, talk.team.id, now)
    return next((it for it in await tips.offers_to(tx, talk.team.id) if it.tip_id == tip.id), None)


async def _words(tx: Tx, house: House, talk: Talk, offer: OfferRow) -> str:
    tip = await tips.tip_by_id(tx, offer.tip_id)
    if tip is None or tip.state != tips.PUBLISHED:
        return ""
    steps = model_texts(house, talk.team, talk.language).steps
    step = steps[tip.step].title if tip.step in steps else tip.step
    giver = (await teams.team_by_id(tx, tip.team_id)).title if tip.named else ""
    key = "tips.offered-by" if giver else "tips.offered"
    values = {"team": giver} if giver else {}
    return house.content.wording.render(key, talk.language, step=step, tip=tip.text, **values)


async def _may_be_asked(tx: Tx, talk: Talk, earlier: Sequence[Earlier]) -> bool:
    """Whether the team may be asked for a tip: about monthly, and not in its first check-in.

    It is the first check-in of its month: so it is the same at each look, and nothing has to be kept about it.
    """
    begun, zone = talk.check_in.asked_at, ZoneInfo(talk.team.zone)
    if begun is None or talk.check_in.closed_at is not None:
        return False
    asked = [it.asked_at for it in earlier if it.asked_at < begun]
    months = [(day.year, day.month) for day in (local_time(it, zone).date() for it in (*asked, begun))]
    if not asked or months[-1] in months[:-1]:
        return False
    given = await tips.newest_tip_at(tx, talk.team.id)
    if given is not None and given >= begun:
        return False
    # A tip is for the others.
    return len(await teams.teams_of(tx, talk.team.collaborative_id)) > 1


def _button(house: House, talk: Talk, label: str, pressed: DeskPressed) -> Button:
    return Button(house.content.wording.plain(f"tips.buttons.{label}", talk.language), pressed.pack())
