"""A value of a measure is given in a check-in: typed or pressed, asked back where it is odd, and kept by its day."""

from bot.domain.check_in import answer as answered
from bot.domain.counted_day import may_be_counted, read_counted_day
from bot.domain.measured import Fault
from bot.domain.model import MEASURE, OTHER_DAY
from bot.domain.typed_press import TypedPress, unpack_typed
from bot.domain.typed_value import Reading, read_value, reading_of
from bot.flow.answering.ask_back import ask_back
from bot.flow.answering.take import take
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.measuring.asked import day_of
from bot.flow.measuring.doubt import Doubt, doubt_about, several
from bot.flow.measuring.said import keep_in_check_in
from bot.flow.measuring.words import counts_of, fault_words
from bot.flow.screens.show import BELOW, Showing, show
from bot.flow.screens.talk import Talk
from bot.storage import conversations
from bot.storage.database import Tx


async def take_value(tx: Tx, house: House, incoming: Incoming, talk: Talk, text: str) -> None:
    """Take a text as the value that the question on the screen asks for."""
    asked = talk.asked
    if asked is None:
        await _say(tx, house, incoming, talk, house.content.wording.render("measure.gone", talk.language))
        return
    read = read_value(text, counts_of(asked.measure), talk.language)
    if read is None or isinstance(read, Fault):
        await _say(tx, house, incoming, talk, fault_words(house, asked.measure, read, talk.language))
    elif not read.is_sure:
        await _ask_back(tx, house, incoming, talk, several(house, asked.measure, read.readings, talk.language))
    else:
        await _settle(tx, house, incoming, talk, talk.conversation.position, read.readings[0])


async def take_day(tx: Tx, house: House, incoming: Incoming, talk: Talk, text: str) -> bool:
    """Take a text as the day on which something rare happened; False where it is no day."""
    today = incoming.now.astimezone(talk.zone).date()
    day = read_counted_day(text, today)
    if day is None or talk.asked is None:
        return False
    if not may_be_counted(day, today):
        await _say(tx, house, incoming, talk, house.content.wording.render("measure.not-that-day", talk.language))
        return True
    await conversations.hold_conversations(tx, talk.check_in.id)
    await keep_in_check_in(tx, house, talk, talk.asked, day, None, incoming.now)
    done = answered(talk.conversation, talk.conversation.position, OTHER_DAY)
    await take(tx, house, talk, done, incoming.now, fresh=True)
    return True


async def press_value(tx: Tx, house: House, incoming: Incoming, talk: Talk, position: int, pressed: TypedPress) -> bool:
    """Keep a value that was asked back, as its button carries it; False where it can be none of the measure."""
    if talk.asked is None:
        return False
    reading = reading_of(counts_of(talk.asked.measure), pressed.value, pressed.whole)
    if isinstance(reading, Fault):
        return False
    await _settle(tx, house, incoming, talk, position, reading, pressed)
    return True


def value_pressed(talk: Talk, position: int, choice: str) -> TypedPress | None:
    """The value that this press carries; None where the question there asks for none, or the press is another one."""
    questions = talk.conversation.questions
    is_there = 0 <= position < len(questions) and questions[position].id == MEASURE.id
    return unpack_typed(choice) if is_there else None


async def _settle(
    tx: Tx,
    house: House,
    incoming: Incoming,
    talk: Talk,
    at: int,
    reading: Reading,
    pressed: TypedPress | None = None,
) -> None:
    """Ask back what is in doubt, or keep the value as the answer to the question at this place, and go on below."""
    await conversations.hold_conversations(tx, talk.check_in.id)
    day = day_of(talk.team, talk.check_in)
    if talk.asked is None:
        return
    if doubt := await doubt_about(tx, house, talk.asked.measure, day, reading, talk.language, pressed):
        await _ask_back(tx, house, incoming, talk, doubt)
        return
    await keep_in_check_in(tx, house, talk, talk.asked, day, reading, incoming.now)
    await take(tx, house, talk, answered(talk.conversation, at, reading.value), incoming.now, fresh=True)


async def _ask_back(tx: Tx, house: House, incoming: Incoming, talk: Talk, doubt: Doubt) -> None:
    offered = [(pressed.pack(), label) for label, pressed in doubt.offered]
    await ask_back(tx, house, incoming, talk, doubt.words, offered)


async def _say(tx: Tx, house: House, incoming: Incoming, talk: Talk, opening: str) -> None:
    await show(tx, house, talk, incoming.now, Showing(fresh=BELOW.fresh, opening=opening, correcting=True))
