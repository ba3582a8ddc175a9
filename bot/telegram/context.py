"""What a handler is given beside the update: the house, the update's row and the time."""

from contextvars import ContextVar
from datetime import datetime
from typing import Any, TypeAlias

from telegram import Message, Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.flow.handling import Incoming
from bot.flow.house import House

BotApplication: TypeAlias = "Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], dict[Any, Any], None]"

# Set for the task that handles an update; python-telegram-bot builds the context from the update alone.
under_way: ContextVar[tuple[House, Incoming]] = ContextVar("under_way")


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A callback context that knows the house and the row of the update that is being handled."""

    @property
    def house(self) -> House:
        """The database and the content."""
        return under_way.get()[0]

    @property
    def incoming(self) -> Incoming:
        """The update's row, sender, chat and moment."""
        return under_way.get()[1]


def incoming_of(inbox_id: int, update: Update, now: datetime, bot_name: str = "") -> Incoming:
    """The update as the rooms see it; account and chat are 0 where there is none."""
    person, chat, message = update.effective_user, update.effective_chat, update.effective_message
    account = person.id if person else 0
    return Incoming(
        inbox_id,
        account,
        chat.id if chat else account,
        now,
        spoken=_spoken(person.language_code or "") if person else "",
        first_name=person.first_name if person else "",
        thread_id=message.message_thread_id if isinstance(message, Message) and message.is_topic_message else None,
        bot_name=bot_name,
    )


def _spoken(code: str) -> str:
    """The language of a phone as one of ours where it is one: Norwegian phones say nb, nn or no."""
    code = code.partition("-")[0]
    return "nb" if code == "no" else code
