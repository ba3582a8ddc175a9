"""The buttons below a page of the week: replies to the one thing to do, to the question, and how often it comes."""

from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.digests.reply import Reply
from bot.flow.facilitating.pulse.ask import pulse_buttons
from bot.flow.house import House
from bot.flow.settings.words import CHOSEN
from bot.storage.digests import DigestRow
from bot.storage.pulses import PulseRow

OFTEN = "often"
# Three side by side are too narrow for a thumb.
_ROWS = ((Reply.DONE, Reply.NOT_MINE), (Reply.TALK,))


def below(house: House, digest: DigestRow, pulse: PulseRow | None, language: str) -> Keyboard:
    """The buttons of this digest as it stands; what was replied is ticked, and what is answered has none."""
    asks = _ROWS if digest.ask_name is not None else ()
    replies = tuple(tuple(_reply(house, digest, it, language) for it in row) for row in asks)
    question = (pulse_buttons(house, pulse.id, language),) if pulse is not None and pulse.answered_at is None else ()
    often = Button(
        house.content.wording.plain("digest.buttons.often", language), DeskPressed(Desk.DIGEST, digest.id, OFTEN).pack()
    )
    return (*replies, *question, (often,))


def _reply(house: House, digest: DigestRow, reply: Reply, language: str) -> Button:
    label = house.content.wording.plain(f"ask.buttons.{reply}", language)
    text = f"{CHOSEN} {label}" if digest.reply == reply else label
    return Button(text, DeskPressed(Desk.DIGEST, digest.id, reply).pack())
