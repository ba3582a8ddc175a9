"""The way to everybody's phone in a rehearsal: what arrives there is kept, and what stands below it can be pressed."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.outgoing import Delivery, Lane, Outcome, Outgoing, OutgoingKind

# These change what is there, or what the chat offers, without a sound.
_SILENT = frozenset({OutgoingKind.EDIT, OutgoingKind.STRIP, OutgoingKind.DELETE, OutgoingKind.MENU})


@dataclass(frozen=True, slots=True)
class Received:
    """A message in a chat at its moment; `new` where it stands below the others and makes a sound.

    `unasked` is whatever answers nothing that its reader did at that very moment.
    """

    at: datetime
    chat_id: int
    outgoing: Outgoing
    new: bool
    unasked: bool


@dataclass(slots=True)
class Phones:
    """Everybody's chats with the bot: a `bot.flow.deliver.Channel` that reaches whoever has not blocked it.

    Pictures arrive without having been drawn.
    """

    now: datetime
    received: list[Received] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    _last: int = 0
    # Who is doing something at this moment: what answers them is no disturbance.
    _acting: set[int] = field(default_factory=set)
    _buttons: dict[int, dict[int, frozenset[str]]] = field(default_factory=lambda: defaultdict(dict))

    def at(self, moment: datetime) -> None:
        """Time has come to this moment."""
        if moment != self.now:
            self.now = moment
            self._acting.clear()

    def acts(self, chat_id: int) -> None:
        """Whose chat this is does something now."""
        self._acting.add(chat_id)

    async def send(self, outgoing: Outgoing, edits: int | None) -> Delivery:
        """Lay the message on the phone, or change the one with the id `edits`."""
        chat_id = outgoing.chat_id
        if chat_id in self.blocked:
            return Delivery(Outcome.GONE, why="Forbidden: bot was blocked by the user")
        # Pictures are a message of their own whatever they answer.
        new = (edits is None or bool(outgoing.pictures)) and outgoing.kind not in _SILENT
        message_id = self._last + 1 if new else edits
        if new:
            self._last += outgoing.messages
        self._show(outgoing, message_id)
        unasked = outgoing.lane is not Lane.REPLY or chat_id not in self._acting
        self.received.append(Received(self.now, chat_id, outgoing, new, unasked))
        return Delivery(Outcome.SENT, message_id=message_id)

    def message_with(self, chat_id: int, button: str) -> int | None:
        """The newest message in this chat below which this button stands."""
        shown = self._buttons[chat_id]
        return max((id_ for id_, buttons in shown.items() if button in buttons), default=None)

    def _show(self, outgoing: Outgoing, message_id: int | None) -> None:
        if message_id is None or outgoing.kind is OutgoingKind.MENU:
            return
        shown = self._buttons[outgoing.chat_id]
        shown.pop(message_id, None)
        if outgoing.kind is not OutgoingKind.DELETE and outgoing.keyboard:
            shown[message_id] = frozenset(button.data for row in outgoing.keyboard for button in row)
