"""Which update goes to which handler: one list, read from top to bottom; the first that fits takes it."""

from telegram import Update
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
from bot.telegram import handlers
from bot.telegram.context import BotApplication, Context

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
COMMANDS = {
    "help": handlers.asked_for_help,
    "status": handlers.asked_for_status,
    "checkin": handlers.asked_for_check_in,
    "language": handlers.asked_for_language,
    "leave": handlers.asked_to_leave,
}


class _Masked(filters.MessageFilter):
    """Messages in which the door masked an identity number."""

    def filter(self, message: object) -> bool:
        return MASK in str(message)


def build_application(token: str, api_url: str) -> BotApplication:
    """python-telegram-bot as parser, client and dispatcher; fetching and persistence are ours."""
    bot: ExtBot[None] = ExtBot(
        token,
        base_url=f"{api_url.rstrip('/')}/bot",
        base_file_url=f"{api_url.rstrip('/')}/file/bot",
        request=HTTPXRequest(connection_pool_size=32, read_timeout=15, connect_timeout=5, pool_timeout=5),
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
    add(CommandHandler("start", handlers.started, PRIVATE))
    for command, handler in COMMANDS.items():
        add(CommandHandler(command, handler, PRIVATE))
    add(MessageHandler(PRIVATE & filters.TEXT, handlers.wrote))
    add(MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, handlers.sent_something_else))
    add(TypeHandler(Update, handlers.nothing_to_do))
