"""The Telegram side of a running bot: the account behind the token, its commands, and how updates come in."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import BotCommand
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.content.wording import Wording
from bot.domain.errors import MellomError
from bot.telegram.context import BotApplication
from bot.telegram.fetch import ALLOWED_UPDATES
from bot.telegram.routes import COMMANDS

log = logging.getLogger(__name__)

LONGEST_PAUSE = 5.0


class TelegramUnusable(MellomError):
    """The Bot API or the token cannot be used; the text says what to do."""


class TelegramAway(TelegramUnusable):
    """The Bot API is out of reach, which may pass."""


async def connect(application: BotApplication, api_url: str) -> None:
    """Make contact. TelegramUnusable where the token is refused, TelegramAway where the Bot API is out of reach."""
    try:
        await application.initialize()
    except InvalidToken:
        raise TelegramUnusable(
            "Telegram refuses the token in MELLOM_TELEGRAM_TOKEN; copy it anew from BotFather"
        ) from None
    except NetworkError:
        raise TelegramAway(
            f"the Bot API at {api_url} cannot be reached; check the network and MELLOM_TELEGRAM_API_URL"
        ) from None


async def come_in_by_polling(application: BotApplication) -> None:
    """Let updates be fetched; what waits at Telegram is kept."""
    await application.bot.delete_webhook(drop_pending_updates=False)


async def come_in_by_webhook(application: BotApplication, url: str, secret: str) -> None:
    """Let Telegram bring the updates to this address; what waits there is kept."""
    await application.bot.set_webhook(
        url, secret_token=secret, allowed_updates=list(ALLOWED_UPDATES), drop_pending_updates=False
    )


async def ask_until_done(ask: Callable[[], Awaitable[object]]) -> None:
    """Make this request again and again until the Bot API has done it."""
    pause = 0.5
    while True:
        try:
            await ask()
        except TelegramError as error:
            log.warning("the Bot API did not do it; trying again", extra={"why": type(error).__name__})
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        else:
            return


async def show_commands(application: BotApplication, wording: Wording) -> bool:
    """Put the commands in the chats' menu, in each language. False where the Bot API did not take them."""
    try:
        for language in (None, *wording.languages):
            commands = [
                BotCommand(name, wording.plain(f"commands.menu.{name}", language or wording.fallback))
                for name in COMMANDS
            ]
            await application.bot.set_my_commands(commands, language_code=language)
    except TelegramError:
        return False
    return True
