"""What a handler is given beside the update: the house, the update's row and the time."""

from contextvars import ContextVar
from typing import Any, TypeAlias

from telegram import Update
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


def sender_of(update: Update) -> int:
    """The account behind the update; 0 where there is none."""
    return update.effective_user.id if update.effective_user else 0


def spoken_by(update: Update) -> str:
    """The language of the sender's phone, as one of ours where it is one: Norwegian phones say nb, nn or no."""
    person = update.effective_user
    code = (person.language_code or "").partition("-")[0] if person else ""
    return "nb" if code == "no" else code


def chat_of(update: Update) -> int:
    """The chat of the update; 0 where there is none."""
    return update.effective_chat.id if update.effective_chat else sender_of(update)
