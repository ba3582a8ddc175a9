"""The way out to Telegram: one request a message, or two where a picture is refused."""

import asyncio
import logging
from dataclasses import replace

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
from telegram.error import BadRequest

from bot.domain.drawing import Drawing
from bot.domain.outgoing import Delivery, Keyboard, Outcome, Outgoing, OutgoingKind
from bot.telegram.captions import without_pictures
from bot.telegram.outcomes import outcome_of
from bot.telegram.pictures import drawn, send_pictures

log = logging.getLogger(__name__)

IS_A_PICTURE = "no text in the message to edit"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class TelegramSender:
    """A channel to Telegram chats."""

    def __init__(self, bot: Bot, drawing: Drawing) -> None:
        self._bot = bot
        self._drawing = drawing

    async def send(self, outgoing: Outgoing, edits: int | None) -> Delivery:
        """Send or change a message; what became of it. Pictures are always a new one, or else words."""
        if outgoing.pictures:
            return await self._send_pictures(outgoing)
        content = outgoing.text.encode()
        if outgoing.document is not None:
            try:
                content = await asyncio.to_thread(self._drawing.docx, outgoing.document)
            except Exception as error:
                log.exception("document not written", extra={"key": outgoing.key})
                return Delivery(Outcome.REFUSED, why=type(error).__name__)
        return await outcome_of(self._request(outgoing, edits, content), edits)

    async def _send_pictures(self, outgoing: Outgoing) -> Delivery:
        try:
            pictures = await drawn(outgoing.pictures, self._drawing.png)
        except Exception:
            log.exception("chart not drawn", extra={"key": outgoing.key})
        else:
            keyboard = _markup(outgoing.keyboard)
            delivery = await outcome_of(send_pictures(self._bot, outgoing, pictures, keyboard), None)
            # Some chats take words only.
            if delivery.outcome not in (Outcome.REFUSED, Outcome.SHUT):
                return delivery
            log.warning("pictures refused", extra={"key": outgoing.key, "why": delivery.why})
        return await self.send(replace(outgoing, text=without_pictures(outgoing), pictures=()), None)

    async def _request(self, outgoing: Outgoing, edits: int | None, content: bytes) -> int | None:
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
            return await self._send_file(outgoing, content)
        if edits is not None:
            await self._edit(outgoing, edits)
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

    async def _send_file(self, outgoing: Outgoing, content: bytes) -> int:
        is_written = outgoing.document is not None
        sent = await self._bot.send_document(
            outgoing.chat_id,
            InputFile(content, outgoing.file_name),
            outgoing.text if is_written else None,
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(outgoing.keyboard) if is_written else None,
            message_thread_id=outgoing.thread_id,
        )
        return sent.message_id

    async def _edit(self, outgoing: Outgoing, edits: int) -> None:
        chat_id, text, keyboard = outgoing.chat_id, outgoing.text, _markup(outgoing.keyboard)
        html = ParseMode.HTML
        try:
            await self._bot.edit_message_text(
                text, chat_id, edits, parse_mode=html, reply_markup=keyboard, link_preview_options=NO_PREVIEW
            )
        except BadRequest as error:
            if IS_A_PICTURE not in error.message.lower():
                raise
            await self._bot.edit_message_caption(chat_id, edits, caption=text, parse_mode=html, reply_markup=keyboard)

    async def _show_menu(self, outgoing: Outgoing) -> None:
        commands = [BotCommand(button.data, button.text) for row in outgoing.keyboard for button in row]
        await self._bot.set_my_commands(commands, scope=BotCommandScopeChat(outgoing.chat_id))


def _markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.text, callback_data=button.data) for button in row] for row in keyboard]
    )
