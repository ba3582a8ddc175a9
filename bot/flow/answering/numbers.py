"""A number in writing: taken as it can only be meant, and asked back where it can be meant in two ways, or is odd."""

from dataclasses import replace

from bot.domain.buttons import EXACTLY
from bot.domain.check_in import answer as answered
from bot.domain.model import Question
from bot.domain.number import Ambiguous, Number, parse_number
from bot.flow.answering.ask_back import ask_back
from bot.flow.answering.take import take
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.screens.show import BELOW, show
from bot.flow.screens.talk import Talk
from bot.storage.database import Tx


async def take_number(tx: Tx, house: House, incoming: Incoming, talk: Talk, text: str) -> None:
    """Take a text as the number that the question on the screen asks for."""
    position, wording = talk.conversation.position, house.content.wording
    question, read = talk.conversation.questions[position], parse_number(text, talk.language)
    if read is None:
        opening = wording.render("reply.number.not-understood", talk.language)
        await show(tx, house, talk, incoming.now, replace(BELOW, opening=opening, correcting=True))
        return
    if isinstance(read, Ambiguous) or read.denominator is not None:
        opening = wording.render("reply.number.did-you-mean", talk.language)
        await ask_back(tx, house, incoming, talk, opening, _readings(house, talk, read))
        return
    value = float(read.value)
    if value not in question.accept:
        yes = wording.plain("check-in.buttons.yes-save-it", talk.language)
        await ask_back(tx, house, incoming, talk, _odd(house, talk, question, value), [(_exactly(value), yes)])
        return
    await take(tx, house, talk, answered(talk.conversation, position, value), incoming.now, fresh=True)


def _readings(house: House, talk: Talk, read: Number | Ambiguous) -> list[tuple[str, str]]:
    """Every value that a text may mean, with its button; "3/20" is 15 % or 0.15."""
    wording = house.content.wording
    if isinstance(read, Ambiguous):
        return [(_exactly(float(it.value)), wording.number(float(it.value), talk.language)) for it in read.readings]
    share, value = float(read.percentage or 0), float(read.value)
    return [
        (_exactly(share), f"{wording.number(share, talk.language)} %"),
        (_exactly(value), wording.number(value, talk.language)),
    ]


def _exactly(value: float) -> str:
    return f"{EXACTLY}{value!r}"


def _odd(house: House, talk: Talk, question: Question, value: float) -> str:
    wording, language, accept = house.content.wording, talk.language, question.accept
    ends = {
        name: wording.number(end, language)
        for name, end in (("low", accept.least), ("high", accept.most))
        if end is not None
    }
    key = "outside" if len(ends) == 2 else "too-low" if "low" in ends else "too-high"
    return wording.render(f"reply.number.{key}", language, value=wording.number(value, language), **ends)
