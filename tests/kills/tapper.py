"""People who tap: they answer, go back, change their minds, tap twice and type, whatever the bot is doing meanwhile."""

import asyncio
import random
from dataclasses import dataclass, field

from bot.domain.buttons import BACK, CHANGE, CORRECT, NOTHING_NEW, SKIP, AnswerPressed, unpack
from bot.domain.check_in import Conversation, answer, press, value_of
from bot.domain.model import Kind, Question, Value
from bot.sandbox import acts
from bot.sandbox.chats import Chat, Message
from bot.sandbox.state import Sandbox
from tests.support.until import until

LONGEST_PAUSE = 0.5
# So many presses without an answer make somebody wait.
PATIENCE = 10


@dataclass
class Tapper:
    """One person at work on their check-in, and everything that they did, in its order."""

    sandbox: Sandbox
    id: int
    chance: random.Random
    done: list[AnswerPressed | str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    seen: list[tuple[int, AnswerPressed]] = field(default_factory=list)

    @property
    def chat(self) -> Chat:
        """The person's chat with the bot."""
        return self.sandbox.chats[self.id]

    @property
    def screen(self) -> Message | None:
        """The newest message with buttons of a check-in."""
        return next((message for message in reversed(self.chat.messages.values()) if _buttons(message)), None)

    async def taps(self, enough: asyncio.Event) -> None:
        """Tap until it is enough."""
        while not enough.is_set():
            screen = self.screen
            assert screen is not None
            if not self._waits():
                self._do_something(screen.id, _buttons(screen))
            await asyncio.sleep(self.chance.uniform(0, LONGEST_PAUSE))

    def _waits(self) -> bool:
        # Nobody taps on for ever at a bot that does not answer.
        newest = self.queries[-PATIENCE:]
        return len(newest) == PATIENCE and not any(self.sandbox.queries[query].answered for query in newest)

    def _do_something(self, message_id: int, buttons: list[AnswerPressed]) -> None:
        self.seen = [*self.seen, *((message_id, button) for button in buttons)][-40:]
        what = self.chance.random()
        if what < 0.06:
            self._type(str(self.chance.randint(1, 5)))
        elif what < 0.22:
            self._press(*self.chance.choice(self.seen))
        elif what < 0.37:
            button = self.chance.choice(buttons)
            self._press(message_id, button)
            self._press(message_id, button)
        else:
            self._press(message_id, self._likely(buttons))

    def _likely(self, buttons: list[AnswerPressed]) -> AnswerPressed:
        answers = [button for button in buttons if button.choice not in (BACK, SKIP, NOTHING_NEW, CHANGE, CORRECT)]
        return self.chance.choice(answers if answers and self.chance.random() < 0.7 else buttons)

    def _press(self, message_id: int, button: AnswerPressed) -> None:
        person = self.sandbox.people[self.id]
        query = acts.press(self.sandbox, person, self.chat, {"message_id": message_id, "data": button.pack()})
        self.done.append(button)
        self.queries.append(query.id)

    def _type(self, text: str) -> None:
        acts.send(self.sandbox, self.sandbox.people[self.id], None, {"text": text})
        self.done.append(text)

    async def goes_on(self) -> None:
        """Press the first button of the newest screen that leads on to another one, whatever a colleague does."""
        screen = self.screen
        assert screen is not None
        before = _buttons(screen)
        self._press(screen.id, next(button for button in before if button.choice not in (CORRECT, BACK)))
        await until(lambda: self.screen is not None and _buttons(self.screen) != before, "another screen")


def _buttons(message: Message) -> list[AnswerPressed]:
    found = [unpack(button["callback_data"]) for row in message.buttons for button in row]
    return [button for button in found if isinstance(button, AnswerPressed)]


def replay(questions: tuple[Question, ...], done: list[AnswerPressed | str]) -> tuple[Conversation, list[list[Value]]]:
    """Where somebody who did all this stands, and the answers to each question one after another."""
    conversation = Conversation(questions)
    answers: dict[str, list[Value]] = {question.id: [] for question in questions}
    for act in done:
        if isinstance(act, AnswerPressed):
            moved = press(conversation, act.position, act.choice)
        else:
            value = _typed(conversation, act)
            moved = None if value is None else answer(conversation, conversation.position, value)
        if moved is None:
            continue
        conversation = moved.conversation
        if moved.question is not None and moved.value is not None:
            answers[moved.question.id].append(moved.value)
    return conversation, [answers[question.id] for question in questions]


def _typed(conversation: Conversation, text: str) -> Value | None:
    question = conversation.current
    if question is None:
        return None
    return float(text) if question.kind is Kind.NUMBER else value_of(question, text)
