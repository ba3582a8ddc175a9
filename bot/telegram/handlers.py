"""Each handler reads the update, calls one room and answers the press; whatever the work decides is decided there."""

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.domain.buttons import AlertPressed, AnswerPressed, LanguagePressed, LeavePressed, WhoPressed, unpack
from bot.domain.errors import BadButton
from bot.flow import acknowledge, answer, enrol, handling, leave, say, status, write
from bot.telegram.context import Context

ABSENT = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


async def started(update: Update, context: Context) -> None:
    argument = context.args[0] if context.args else ""
    await enrol.start(context.house, context.incoming, argument)


async def asked_for_help(update: Update, context: Context) -> None:
    await status.help_text(context.house, context.incoming)


async def asked_for_status(update: Update, context: Context) -> None:
    await status.status(context.house, context.incoming)


async def asked_for_check_in(update: Update, context: Context) -> None:
    await status.check_in(context.house, context.incoming)


async def asked_for_language(update: Update, context: Context) -> None:
    await status.language(context.house, context.incoming)


async def asked_to_leave(update: Update, context: Context) -> None:
    await leave.ask(context.house, context.incoming)


async def wrote(update: Update, context: Context) -> None:
    message = update.effective_message
    replied = message.reply_to_message.message_id if message and message.reply_to_message else None
    await write.write(context.house, context.incoming, (message.text or "") if message else "", replied)


async def sent_something_else(update: Update, context: Context) -> None:
    message = update.effective_message
    kind = "sticker" if message and message.sticker else "voice" if message and message.voice else "other"
    await say.only_text(context.house, context.incoming, kind)


async def wrote_identity_number(update: Update, context: Context) -> None:
    message = update.effective_message
    await say.identity_number(context.house, context.incoming, message.message_id if message else None)


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
    house, incoming = context.house, context.incoming
    try:
        button = unpack((query.data or "") if query else "")
    except BadButton:
        return await say.old_button(house, incoming)
    match button:
        case AnswerPressed():
            return await answer.press(house, incoming, button, message_id)
        case AlertPressed():
            return await acknowledge.press(house, incoming, button, message_id)
        case LanguagePressed():
            return await enrol.choose_language(house, incoming, button, message_id)
        case WhoPressed():
            person = update.effective_user
            name = person.first_name if person else ""
            return await enrol.say_who(house, incoming, button, message_id, first_name=name)
        case LeavePressed():
            return await leave.press(house, incoming, button, message_id)


async def chat_changed(update: Update, context: Context) -> None:
    changed = update.my_chat_member
    gone = bool(changed and changed.new_chat_member.status in ABSENT)
    await enrol.chat_changed(context.house, context.incoming, gone=gone)


async def nothing_to_do(update: Update, context: Context) -> None:
    async with handling.handling(context.house, context.incoming):
        return
