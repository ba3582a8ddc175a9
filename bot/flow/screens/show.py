"""The screen of a check-in, decided and put in the outbox."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.outgoing import Keyboard, Lane, Outgoing, OutgoingKind
from bot.flow.house import House
from bot.flow.screens.buttons import answer_buttons, answer_now_button
from bot.flow.screens.closing import closing_screen
from bot.flow.screens.question import question_text
from bot.flow.screens.talk import Talk, holding_answer, is_a_colleagues, with_ticks
from bot.storage import answers, conversations, outbox, outbox_screens
from bot.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Showing:
    """How a screen is shown: by default it is a reply that changes the message already there.

    `opening` stands above the question, and `asked_back` holds the buttons for what it asks back. Where a colleague has
    answered, the answers are offered only to whoever is `correcting`. `aside` is a text with its buttons that stands in
    the place of the question for once.
    """

    lane: Lane = Lane.REPLY
    kind: OutgoingKind = OutgoingKind.SCREEN
    fresh: bool = False
    opening: str = ""
    asked_back: Keyboard = ()
    aside: tuple[str, Keyboard] | None = None
    correcting: bool = False
    not_before: datetime | None = None
    expires_at: datetime | None = None


IN_PLACE = Showing()
BELOW = Showing(fresh=True)
CORRECTING = Showing(correcting=True)
# An edit for somebody who did nothing: whoever did something goes first.
IN_SILENCE = Showing(Lane.WAVE)


async def show(tx: Tx, house: House, talk: Talk, now: datetime, how: Showing = IN_PLACE) -> None:
    """Put the screen in the outbox; it takes the place of one that has not left yet."""
    if talk.chat_id is None:
        return
    text, keyboard = await _screen(tx, house, talk, now, how)
    number = await conversations.next_screen(tx, talk.row.id)
    key = f"check-in:{talk.check_in.id}:{talk.row.person_id or 'group'}:{number}"
    await outbox.put(
        tx,
        Outgoing(
            key,
            how.kind,
            how.lane,
            talk.chat_id,
            thread_id=talk.team.group_thread_id if talk.in_group else None,
            person_id=talk.row.person_id,
            text=text,
            keyboard=keyboard,
            conversation_id=talk.row.id,
            fresh=how.fresh,
            not_before=how.not_before,
            expires_at=how.expires_at,
        ),
        now,
    )


async def renew_waiting(tx: Tx, house: House, talk: Talk, now: datetime) -> None:
    """Let a check-in that waits for its hour say what holds now; when and how it comes stays as it was decided."""
    text, keyboard = await _screen(tx, house, talk, now, IN_SILENCE)
    await outbox_screens.renew_waiting_check_in(tx, talk.row.id, text, keyboard)


async def _screen(tx: Tx, house: House, talk: Talk, now: datetime, how: Showing) -> tuple[str, Keyboard]:
    question, position = talk.conversation.current, talk.conversation.position
    if question is None:
        return await closing_screen(tx, house, talk, now)
    if how.aside is not None:
        return how.aside
    if talk.row.later_at is not None and not (how.opening or how.asked_back or talk.check_in.closed_at):
        wording, language = house.content.wording, talk.language
        when = wording.when(talk.row.later_at, talk.zone, now, language)
        return wording.render("check-in.later.set", language, when=when), answer_now_button(house, talk)
    held = await holding_answer(tx, talk, question)
    talk = with_ticks(talk, question, held)
    # Who has begun to tick goes on, whatever a colleague has said.
    goes_on = how.correcting or how.asked_back or isinstance(talk.conversation.draft, tuple)
    taken = not goes_on and is_a_colleagues(talk, question, held)
    text = await question_text(tx, house, talk, how.opening, held, taken=taken)
    # Only the first question offers that there is nothing new.
    begun = position > 0 or await _has_begun(tx, talk)
    return text, how.asked_back + answer_buttons(house, talk, answered=held is not None, taken=taken, begun=begun)


async def _has_begun(tx: Tx, talk: Talk) -> bool:
    return await answers.has_answered(tx, talk.check_in.id, None if talk.in_group else talk.somebody.id)
