"""Each handler reads the update, calls one room and answers the press; whatever the work decides is decided there."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any, TypeAlias

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, TelegramError

from bot.domain.buttons import unpack
from bot.domain.errors import BadButton
from bot.flow import handling, say
from bot.flow.answering.write import write, write_in_group
from bot.flow.group.changes import left, moved
from bot.flow.importing.receive import may_be_opened, not_fetched, take_file
from bot.flow.joining.back import chat_changed as note_chat
from bot.telegram.context import Context
from bot.telegram.rooms import PRESSES, Room, RoomWithText

Handler: TypeAlias = Callable[[Update, Context], Coroutine[Any, Any, None]]

# Telegram deletes no message that is older.
DELETABLE = timedelta(hours=48)
ABSENT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


def command(room: Room) -> Handler:
    """The handler of a command."""

    async def handle(update: Update, context: Context) -> None:
        await room(context.house, context.incoming)

    return handle


def command_with_text(room: RoomWithText) -> Handler:
    """The handler of a command that may be followed by something."""

    async def handle(update: Update, context: Context) -> None:
        await room(context.house, context.incoming, " ".join(context.args or ()))

    return handle


async def wrote(update: Update, context: Context) -> None:
    message = update.effective_message
    replied = message.reply_to_message.message_id if message and message.reply_to_message else None
    await write(context.house, context.incoming, (message.text or "") if message else "", replied)


async def wrote_in_group(update: Update, context: Context) -> None:
    message = update.effective_message
    replied = message.reply_to_message.message_id if message and message.reply_to_message else None
    await write_in_group(context.house, context.incoming, (message.text or "") if message else "", replied)


async def group_moved(update: Update, context: Context) -> None:
    message, here = update.effective_message, context.incoming.chat_id
    if message is not None:
        # Both chats say so, the old one and the new one.
        await moved(
            context.house,
            context.incoming,
            old=message.migrate_from_chat_id or here,
            new=message.migrate_to_chat_id or here,
        )


async def sent_something_else(update: Update, context: Context) -> None:
    message = update.effective_message
    kind = "sticker" if message and message.sticker else "voice" if message and message.voice else "other"
    await say.only_text(context.house, context.incoming, kind)


async def sent_a_file(update: Update, context: Context) -> None:
    message = update.effective_message
    document = message.document if message else None
    if document is None or not await may_be_opened(context.house, context.incoming, document.file_size or 0):
        return
    try:
        content = await (await document.get_file()).download_as_bytearray()
    except BadRequest:
        await not_fetched(context.house, context.incoming)
        return
    await take_file(context.house, context.incoming, bytes(content))


async def changed_a_message(update: Update, context: Context) -> None:
    message = update.effective_message
    await say.not_read_again(context.house, context.incoming, message.message_id if message else 0)


async def wrote_identity_number(update: Update, context: Context) -> None:
    message = update.effective_message
    deletable = message is not None and (message.edit_date or message.date) - message.date < DELETABLE
    await say.identity_number(context.house, context.incoming, message.message_id if message and deletable else None)


async def pressed(update: Update, context: Context) -> None:
    toast = await _press(update, context)
    if update.callback_query is None:
        return
    try:
        await update.callback_query.answer(toast or None)
    except TelegramError:
        # Best effort: the press is kept, and only the small wheel on the button turns a little longer.
        return


async def _press(update: Update, context: Context) -> str:
    query = update.callback_query
    message_id = query.message.message_id if query and query.message else 0
    try:
        button = unpack((query.data or "") if query else "")
    except BadButton:
        return await say.old_button(context.house, context.incoming)
    return await PRESSES[type(button)](context.house, context.incoming, button, message_id)


async def chat_changed(update: Update, context: Context) -> None:
    changed = update.my_chat_member
    gone = bool(changed and changed.new_chat_member.status in ABSENT)
    if context.incoming.is_private:
        await note_chat(context.house, context.incoming, gone=gone)
    elif gone:
        await left(context.house, context.incoming)
    else:
        await nothing_to_do(update, context)


async def nothing_to_do(update: Update, context: Context) -> None:
    async with handling.handling(context.house, context.incoming):
        return
