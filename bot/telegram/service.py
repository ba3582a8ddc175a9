"""The Telegram side of a running bot: the account behind the token, its commands, and how updates come in."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.content.wording import Wording
from bot.domain.commands import IN_GROUPS, commands_for
from bot.domain.errors import MellomError
from bot.domain.programme import Role
from bot.telegram.context import BotApplication
from bot.telegram.fetch import ALLOWED_UPDATES

log = logging.getLogger(__name__)

LONGEST_PAUSE = 5.0
# Most who meet the bot are, or are about to be, members of a team.
MENUS = (
    (None, commands_for({Role.MEMBER})),
    (BotCommandScopeAllPrivateChats(), commands_for({Role.MEMBER})),
    (BotCommandScopeAllGroupChats(), IN_GROUPS),
)


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


async def introduce(application: BotApplication, wording: Wording) -> bool:
    """Put the commands in the chats' menus, and say in each language what the bot is. False where that was refused.

    A chat in which somebody has joined gets a menu of its own, by role and by the language that was chosen.
    """
    bot = application.bot
    try:
        # Telegram knows the languages that have a code of two letters; whoever speaks another chooses it in the chat.
        for code in (None, *(it for it in wording.languages if len(it) == 2)):
            language = code or wording.fallback
            for scope, names in MENUS:
                commands = [BotCommand(name, wording.plain(f"commands.menu.{name}", language)) for name in names]
                await bot.set_my_commands(commands, scope=scope, language_code=code)
            await bot.set_my_description(wording.plain("commands.about.description", language), language_code=code)
            await bot.set_my_short_description(wording.plain("commands.about.short", language), language_code=code)
    except TelegramError:
        return False
    return True
