"""A person writes: the text is taken as the answer it can only be, and otherwise nothing is stored."""

from dataclasses import replace

from bot.domain.buttons import AGAIN, EXACTLY, AnswerPressed
from bot.domain.check_in import answer as answered
from bot.domain.model import Kind, Question
from bot.domain.number import Ambiguous, Number, parse_number
from bot.domain.outgoing import Button
from bot.flow.answer import hold, take, talk_on, talks_of
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House
from bot.flow.say import language_for
from bot.flow.screens.show import BELOW, show
from bot.flow.screens.talk import Talk, say_value
from bot.flow.status import when_next
from bot.storage.database import Tx


async def write(house: House, incoming: Incoming, text: str, replied_to: int | None) -> None:
    """Take a text as an answer, or say why not and show what is open."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await _say(tx, house, incoming, "refused.not-joined")
            return
        if text.startswith("/"):
            await _say(tx, house, incoming, "commands.unknown")
            return
        talks = await talks_of(tx, house, person)
        talk = await talk_on(tx, house, person, replied_to) if replied_to else None
        if talk is None:
            talk = _meant(house, talks, text)
        if talk is None or talk.conversation.current is None:
            await _nothing_taken(tx, house, incoming, talks)
        elif _current(talk).kind is Kind.NUMBER:
            await _number(tx, house, incoming, await hold(tx, talk), text)
        else:
            await _choice(tx, house, await hold(tx, talk), text, incoming)


def _meant(house: House, talks: list[Talk], text: str) -> Talk | None:
    running = [talk for talk in talks if talk.conversation.current is not None]
    for talk in running:
        if _current(talk).kind is Kind.NUMBER:
            return talk
    return next((talk for talk in running if _choice_named(house, talk, text)), None)


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


async def _choice(tx: Tx, house: House, talk: Talk, text: str, incoming: Incoming) -> None:
    question, choice = _current(talk), _choice_named(house, talk, text)
    if choice is None:
        await _not_taken(tx, house, incoming, talk)
        return
    value = int(choice) if question.kind is Kind.SCALE else choice
    await take(
        tx, house, talk, answered(talk.conversation, talk.conversation.position, value), incoming.now, fresh=True
    )


async def _number(tx: Tx, house: House, incoming: Incoming, talk: Talk, text: str) -> None:
    question, wording = _current(talk), house.content.wording
    read = parse_number(text, talk.language)
    if read is None:
        opening = wording.render("reply.number.not-understood", talk.language)
        await show(tx, house, talk, incoming.now, replace(BELOW, opening=opening))
        return
    if isinstance(read, Ambiguous) or read.denominator is not None:
        opening = wording.render("reply.number.did-you-mean", talk.language)
        await _ask_back(tx, house, incoming, talk, opening, _readings(house, talk, read))
        return
    value = float(read.value)
    if value not in question.accept:
        yes = wording.plain("check-in.buttons.yes-save-it", talk.language)
        await _ask_back(tx, house, incoming, talk, _odd(house, talk, question, value), [(value, yes)])
        return
    done = answered(talk.conversation, talk.conversation.position, value)
    await take(tx, house, talk, done, incoming.now, fresh=True)


def _readings(house: House, talk: Talk, read: Number | Ambiguous) -> list[tuple[float, str]]:
    """Every value that a text may mean, with its button; "3/20" is 15 % or 0.15."""
    wording = house.content.wording
    if isinstance(read, Ambiguous):
        return [(float(it.value), wording.number(float(it.value), talk.language)) for it in read.readings]
    share, value = float(read.percentage or 0), float(read.value)
    return [(share, f"{wording.number(share, talk.language)} %"), (value, wording.number(value, talk.language))]


async def _ask_back(
    tx: Tx, house: House, incoming: Incoming, talk: Talk, opening: str, values: list[tuple[float, str]]
) -> None:
    """Show the question below once more with what was understood; nothing is kept before a press."""
    position = talk.conversation.position
    understood = tuple(
        Button(label, AnswerPressed(talk.row.id, position, f"{EXACTLY}{value!r}").pack()) for value, label in values
    )
    no = house.content.wording.plain("check-in.buttons.no-try-again", talk.language)
    again = (Button(no, AnswerPressed(talk.row.id, position, AGAIN).pack()),)
    await show(tx, house, talk, incoming.now, replace(BELOW, opening=opening, asked_back=(understood, again)))


def _odd(house: House, talk: Talk, question: Question, value: float) -> str:
    wording, language, accept = house.content.wording, talk.language, question.accept
    ends = {
        name: wording.number(end, language)
        for name, end in (("low", accept.least), ("high", accept.most))
        if end is not None
    }
    key = "outside" if len(ends) == 2 else "too-low" if "low" in ends else "too-high"
    return wording.render(f"reply.number.{key}", language, value=wording.number(value, language), **ends)


async def _nothing_taken(tx: Tx, house: House, incoming: Incoming, talks: list[Talk]) -> None:
    running = [talk for talk in talks if talk.conversation.current is not None]
    if running:
        await _not_taken(tx, house, incoming, running[0])
        return
    person = await sender(tx, incoming)
    language = await language_for(tx, house, incoming)
    text = await when_next(tx, house, person, language, incoming.now, "reply.nothing-open") if person else ""
    await reply(tx, incoming, text or house.content.wording.render("reply.nothing-to-answer", language))


async def _not_taken(tx: Tx, house: House, incoming: Incoming, talk: Talk) -> None:
    """Say that the text is no answer, above the question that is open."""
    key = "reply.nothing-to-answer" if _current(talk).kind is Kind.NUMBER else "reply.use-buttons"
    opening = house.content.wording.render(key, talk.language)
    await show(tx, house, talk, incoming.now, replace(BELOW, opening=opening))


async def _say(tx: Tx, house: House, incoming: Incoming, key: str) -> None:
    language = await language_for(tx, house, incoming)
    await reply(tx, incoming, house.content.wording.render(key, language))
