"""The way out to Telegram: one request a message, and the outside world's errors translated once."""

import httpx
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.outgoing import Delivery, Keyboard, Outcome, Outgoing, OutgoingKind
from bot.telegram.waiting import seconds_to_wait

# The request never left: it is safe to make it again.
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# Telegram gives no other sign than the text.
NO_LONGER_THERE = ("not found", "can't be edited", "can't be deleted", "message_id_invalid")
NOT_ALLOWED = ("thread not found", "topic_closed", "topic_deleted", "rights to send", "write_forbidden", "send_plain_f")
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """A channel to Telegram chats."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def send(self, outgoing: Outgoing, edits: int | None) -> Delivery:
        """Send or change a message; what became of it."""
        try:
            return Delivery(Outcome.SENT, message_id=await self._request(outgoing, edits))
        except RetryAfter as told:
            return Delivery(Outcome.LATER, wait=seconds_to_wait(told), why="Telegram asked us to wait")
        except ChatMigrated as moved:
            return Delivery(Outcome.MOVED, chat_id=moved.new_chat_id)
        except Forbidden as error:
            return Delivery(Outcome.GONE, why=error.message)
        except BadRequest as error:  # before NetworkError, which is its parent
            return _refused(error, edits)
        except (InvalidToken, Conflict) as error:
            return Delivery(Outcome.LATER, wait=10.0, why=error.message)
        except NetworkError as error:
            return _unsent(error)
        except TelegramError as error:
            # An answer that cannot be read, perhaps of something on the way: it may have been done.
            return Delivery(Outcome.UNKNOWN, why=error.message)

    async def _request(self, outgoing: Outgoing, edits: int | None) -> int | None:
        chat_id, text, keyboard = outgoing.chat_id, outgoing.text, _markup(outgoing.keyboard)
        if outgoing.kind is OutgoingKind.DELETE:
            await self._bot.delete_message(chat_id, edits or 0)
            return None
        if outgoing.kind is OutgoingKind.STRIP:
            await self._bot.edit_message_reply_markup(chat_id, edits, reply_markup=keyboard)
            return edits
        if outgoing.kind is OutgoingKind.MENU:
            await self._show_menu(outgoing)
            return None
        if outgoing.file_name:
            file = InputFile(outgoing.text, outgoing.file_name)
            sent = await self._bot.send_document(chat_id, file, message_thread_id=outgoing.thread_id)
            return sent.message_id
        if edits is not None:
            await self._bot.edit_message_text(
                text,
                chat_id,
                edits,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=NO_PREVIEW,
            )
            return edits
        sent = await self._bot.send_message(
            chat_id,
            text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
            message_thread_id=outgoing.thread_id,
        )
        return sent.message_id

    async def _show_menu(self, outgoing: Outgoing) -> None:
        commands = [BotCommand(button.data, button.text) for row in outgoing.keyboard for button in row]
        await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(outgoing.chat_id))


def _refused(error: BadRequest, edits: int | None) -> Delivery:
    said = error.message.lower()
    if "message is not modified" in said:
        return Delivery(Outcome.SENT, message_id=edits)
    if "chat not found" in said or "user is deactivated" in said:
        return Delivery(Outcome.GONE, why=error.message)
    if edits is not None and any(sign in said for sign in NO_LONGER_THERE):
        return Delivery(Outcome.NOT_THERE, why=error.message)
    if edits is None and any(sign in said for sign in NOT_ALLOWED):
        return Delivery(Outcome.SHUT, why=error.message)
    return Delivery(Outcome.REFUSED, why=error.message)


def _unsent(error: NetworkError) -> Delivery:
    if isinstance(error.__cause__, NEVER_LEFT):
        return Delivery(Outcome.LATER, why="the Bot API is out of reach")
    if isinstance(error.__cause__, httpx.HTTPError) or isinstance(error, TimedOut):
        return Delivery(Outcome.UNKNOWN, why="the connection was lost while sending")
    # An answer with a status of 500 and above: the Bot API itself said that it did not do it.
    return Delivery(Outcome.LATER, why=error.message)


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.text, callback_data=button.data) for button in row] for row in keyboard]
    )
