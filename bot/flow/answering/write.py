"""A person writes: the text is taken as the answer it can only be, and otherwise nothing is stored."""

from dataclasses import replace

from bot.domain.check_in import answer as answered
from bot.domain.counted_day import is_day
from bot.domain.model import MEASURE, MEASURE_EVENT, Kind, Question
from bot.flow.answering.measured import take_day, take_value
from bot.flow.answering.numbers import take_number
from bot.flow.answering.take import take
from bot.flow.answering.texts import take_text
from bot.flow.facilitating.desk.replies import take_reply
from bot.flow.handling import Incoming, handling, sender
from bot.flow.house import House
from bot.flow.say import tell
from bot.flow.screens.show import BELOW, show
from bot.flow.screens.talk import Talk, say_value
from bot.flow.screens.talks import hold, talk_in_group, talk_on, talks_of
from bot.flow.status import say_when_next
from bot.flow.testing.text import cycle_on, waiting_for_text
from bot.flow.testing.text import take_text as take_text_of_cycle
from bot.flow.writing.take import take_text as take_writing
from bot.flow.writing.take import waiting_for_text as waiting_for_writing
from bot.storage import writings
from bot.storage.database import Tx
from bot.storage.outbox_sent import sent_as
from bot.storage.rows import CycleRow, PersonRow, WritingRow

# These are answered by a text of any wording.
WRITTEN = frozenset({Kind.NUMBER, Kind.TEXT})


async def write(house: House, incoming: Incoming, text: str, replied_to: int | None) -> None:
    """Take a text as an answer, or say why not and show what is open."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await tell(tx, house, incoming, "refused.not-joined")
        elif text.startswith("/"):
            await tell(tx, house, incoming, "commands.unknown")
        else:
            await _route(tx, house, incoming, person, text, replied_to)


async def _route(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, text: str, replied_to: int | None
) -> None:
    """A text belongs to what it replies to, else to the newest thing in the chat that waits for one."""
    talks = await talks_of(tx, house, person)
    if replied_to and await _replied(tx, house, incoming, person, text, replied_to):
        return
    talk = await talk_on(tx, house, person, replied_to) if replied_to else None
    cycle = await cycle_on(tx, person, replied_to) if replied_to else None
    if talk is not None or cycle is not None:
        writing = None
    else:
        talk, cycle = _meant(house, talks, text), await waiting_for_text(tx, person)
        writing = await waiting_for_writing(tx, person, incoming)
    match _lowest(talk, cycle, writing):
        case WritingRow() as lowest:
            await take_writing(tx, house, incoming, person, lowest, text)
        case CycleRow() as lowest:
            await take_text_of_cycle(tx, house, incoming, lowest, text)
        case _:
            await _take(tx, house, incoming, person, talk, talks, text)


def _lowest(talk: Talk | None, cycle: CycleRow | None, writing: WritingRow | None) -> CycleRow | WritingRow | None:
    """What stands lowest in the chat; None where that is the check-in, or nothing."""
    # Messages are numbered in their order: the higher number stands lower in the chat.
    stand: list[tuple[int, CycleRow | WritingRow | None]] = [(talk.row.message_id or 0, None)] if talk else []
    stand += [(it.message_id or 0, it) for it in (cycle, writing) if it is not None]
    return max(stand, key=lambda it: it[0], default=(0, None))[1]


async def _replied(tx: Tx, house: House, incoming: Incoming, person: PersonRow, text: str, replied_to: int) -> bool:
    """Whether the text replies to something outside the check-ins and tests, and was taken there."""
    if writing := await writings.writing_on(tx, person.id, replied_to):
        await take_writing(tx, house, incoming, person, writing, text)
        return True
    return await take_reply(tx, house, incoming, person, await sent_as(tx, incoming.chat_id, replied_to), text)


async def write_in_group(house: House, incoming: Incoming, text: str, replied_to: int | None) -> None:
    """Take a reply to the check-in of a group; everything else that is said there is not ours."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None or replied_to is None:
            return
        talk = await talk_in_group(tx, house, person, incoming.chat_id, replied_to)
        if talk is not None:
            await _take(tx, house, incoming, person, talk, [talk], text)
        else:
            await take_reply(tx, house, incoming, person, await sent_as(tx, incoming.chat_id, replied_to), text)


async def _take(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, talk: Talk | None, talks: list[Talk], text: str
) -> None:
    if talk is None or talk.conversation.current is None:
        await _nothing_taken(tx, house, incoming, person, talks)
        return
    talk = await hold(tx, talk)
    if _current(talk).id == MEASURE_EVENT.id and await take_day(tx, house, incoming, talk, text):
        return
    match _current(talk).kind:
        case Kind.NUMBER if _current(talk).id == MEASURE.id and not _choice_named(house, talk, text):
            await take_value(tx, house, incoming, talk, text)
        case Kind.NUMBER if _current(talk).id == MEASURE.id:
            await _take_choice(tx, house, incoming, talk, text)
        case Kind.NUMBER:
            await take_number(tx, house, incoming, talk, text)
        case Kind.TEXT:
            await take_text(tx, house, incoming, talk, text)
        case _:
            await _take_choice(tx, house, incoming, talk, text)


def _meant(house: House, talks: list[Talk], text: str) -> Talk | None:
    running = [talk for talk in talks if talk.conversation.current is not None]
    for talk in running:
        if _current(talk).kind in WRITTEN:
            return talk
    return next((talk for talk in running if _choice_named(house, talk, text) or _names_day(talk, text)), None)


def _names_day(talk: Talk, text: str) -> bool:
    """Whether the text is the day for which the question on the screen asks."""
    return _current(talk).id == MEASURE_EVENT.id and is_day(text)


def _current(talk: Talk) -> Question:
    return talk.conversation.questions[talk.conversation.position]


def _choice_named(house: House, talk: Talk, text: str) -> str | None:
    question = _current(talk)
    said = text.strip().rstrip(".!").casefold()
    for choice in question.choices:
        value = int(choice) if question.kind is Kind.SCALE else choice
        if said in (choice.casefold(), say_value(house, talk, question, value).casefold()):
            return choice
    return None


async def _take_choice(tx: Tx, house: House, incoming: Incoming, talk: Talk, text: str) -> None:
    question, choice = _current(talk), _choice_named(house, talk, text)
    if choice is None:
        await _not_taken(tx, house, incoming, talk)
        return
    match question.kind:
        case Kind.SCALE:
            value: int | str | tuple[str, ...] = int(choice)
        case Kind.CHOICES:
            value = (choice,)
        case _:
            value = choice
    done = answered(talk.conversation, talk.conversation.position, value)
    await take(tx, house, talk, done, incoming.now, fresh=True)


async def _nothing_taken(tx: Tx, house: House, incoming: Incoming, person: PersonRow, talks: list[Talk]) -> None:
    running = [talk for talk in talks if talk.conversation.current is not None]
    if running:
        await _not_taken(tx, house, incoming, running[0])
    elif talks and talks[0].in_group:
        await show(tx, house, talks[0], incoming.now, BELOW)
    else:
        await say_when_next(tx, house, incoming, person, "reply.nothing-open")


async def _not_taken(tx: Tx, house: House, incoming: Incoming, talk: Talk) -> None:
    """Say that the text is no answer, above the question that is open."""
    key = "reply.nothing-to-answer" if _current(talk).kind in WRITTEN else "reply.use-buttons"
    opening = house.content.wording.render(key, talk.language)
    await show(tx, house, talk, incoming.now, replace(BELOW, opening=opening))
