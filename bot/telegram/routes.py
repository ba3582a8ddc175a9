"""Which update goes to which handler: one list, read from top to bottom; the first that fits takes it."""

import ssl
from functools import cache

import httpx
from telegram import Message, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.domain.identity_number import MASK
from bot.telegram import handlers, rooms
from bot.telegram.context import BotApplication, Context

GROUP = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
CHANGED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE


# What somebody is called is not what they write: a name that is masked would have all their messages taken away.
PEOPLE = frozenset({"from", "chat", "sender_chat", "sender_user", "via_bot"})


class _Masked(filters.MessageFilter):
    """Messages in which the door masked an identity number."""

    def filter(self, message: Message) -> bool:
        return MASK in str(_without_people(message.to_dict()))


def _without_people(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_people(inner) for key, inner in value.items() if key not in PEOPLE}
    return [_without_people(inner) for inner in value] if isinstance(value, list) else value


@cache
def _trust() -> dict[str, ssl.SSLContext]:
    """Whom to trust, once for all clients: reading the certificates takes a fifth of a second each time."""
    return {"verify": httpx.create_ssl_context()}


def build_application(token: str, api_url: str) -> BotApplication:
    """python-telegram-bot as parser, client and dispatcher; fetching and persistence are ours."""
    bot: ExtBot[None] = ExtBot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        base_file_url=f"{api_url.rstrip('/')}/file/bot",
        request=HTTPXRequest(
            connection_pool_size=32, read_timeout=15, connect_timeout=5, pool_timeout=5, httpx_kwargs=_trust()
        ),
        get_updates_request=HTTPXRequest(httpx_kwargs=_trust()),
    )
    application: BotApplication = (
        Application.builder()
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    _add_routes(application)
    return application


def _add_routes(application: BotApplication) -> None:
    add = application.add_handler
    add(ChatMemberHandler(handlers.chat_changed, ChatMemberHandler.MY_CHAT_MEMBER))
    add(CallbackQueryHandler(handlers.pressed))
    add(MessageHandler(filters.UpdateType.MESSAGES & _Masked(), handlers.wrote_identity_number))
    for name, room in rooms.COMMANDS.items():
        add(CommandHandler(name, handlers.command(room), PRIVATE))
    for name, room_with_text in rooms.COMMANDS_WITH_TEXT.items():
        add(CommandHandler(name, handlers.command_with_text(room_with_text), PRIVATE))
    for name, room_in_group in rooms.COMMANDS_IN_GROUPS.items():
        add(CommandHandler(name, handlers.command_with_text(room_in_group), GROUP))
    add(MessageHandler(GROUP & filters.StatusUpdate.MIGRATE, handlers.group_moved))
    add(MessageHandler(GROUP & filters.TEXT & filters.REPLY, handlers.wrote_in_group))
    add(MessageHandler(PRIVATE & filters.TEXT, handlers.wrote))
    add(MessageHandler(PRIVATE & filters.Document.ALL, handlers.sent_a_file))
    add(MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, handlers.sent_something_else))
    add(MessageHandler(CHANGED, handlers.changed_a_message))
    add(TypeHandler(Update, handlers.nothing_to_do))
