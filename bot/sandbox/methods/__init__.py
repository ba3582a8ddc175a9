"""The Bot API's methods that the stand-in knows, by name."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.sandbox.methods import chats, media, messages, updates
from bot.sandbox.params import Params
from bot.sandbox.state import Sandbox

Method = Callable[[Sandbox, Params], Awaitable[Any]]

METHODS: dict[str, Method] = {
    "getMe": chats.get_me,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "leaveChat": chats.leave_chat,
    "getMyCommands": chats.get_my_commands,
    "setMyCommands": chats.set_my_commands,
    "deleteMyCommands": chats.delete_my_commands,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": messages.send_message,
    "editMessageText": messages.edit_message_text,
    "editMessageReplyMarkup": messages.edit_message_reply_markup,
    "deleteMessage": messages.delete_message,
    "answerCallbackQuery": messages.answer_callback_query,
    "sendChatAction": messages.send_chat_action,
    "sendPhoto": media.send_photo,
    "sendDocument": media.send_document,
    "getFile": media.get_file,
}

NAMES = {name.lower(): name for name in METHODS}
