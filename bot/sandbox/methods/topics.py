"""The topics of a forum, as a bot that administers it may change them."""

from bot.sandbox.chats import Chat, Topic
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.people import Json
from bot.sandbox.state import Sandbox
from bot.sandbox.topics import COLOURS, change, create, remove, topic_name


async def create_forum_topic(sandbox: Sandbox, params: Params) -> Json:
    chat = _forum(sandbox, params)
    if chat.bot_is != "administrator":
        raise bad_request("not enough rights to create a topic")
    name, colour = topic_name(params.text("name")), params.integer("icon_color")
    if not name:
        raise bad_request("title must be non-empty")
    if colour and colour not in COLOURS:
        raise bad_request("invalid icon color specified")
    sandbox.limits.check(chat.id)
    message = create(sandbox, chat, sandbox.bot.as_user(), name, colour or None)
    made = chat.topics[message.id]
    return {"message_thread_id": made.id, "name": made.name, "icon_color": made.colour}


async def edit_forum_topic(sandbox: Sandbox, params: Params) -> bool:
    chat, topic = _topic(sandbox, params)
    name = topic_name(params.text("name")) or topic.name
    if name == topic.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    change(sandbox, chat, sandbox.bot.as_user(), topic, name=name)
    return True


async def close_forum_topic(sandbox: Sandbox, params: Params) -> bool:
    return _close(sandbox, params, closed=True)


async def reopen_forum_topic(sandbox: Sandbox, params: Params) -> bool:
    return _close(sandbox, params, closed=False)


async def delete_forum_topic(sandbox: Sandbox, params: Params) -> bool:
    remove(*_topic(sandbox, params))
    return True


def _close(sandbox: Sandbox, params: Params, *, closed: bool) -> bool:
    chat, topic = _topic(sandbox, params)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    change(sandbox, chat, sandbox.bot.as_user(), topic, closed=closed)
    return True


def _forum(sandbox: Sandbox, params: Params) -> Chat:
    chat = sandbox.writable(params.text("chat_id"))
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _topic(sandbox: Sandbox, params: Params) -> tuple[Chat, Topic]:
    chat = _forum(sandbox, params)
    topic = chat.topics.get(params.integer("message_thread_id"))
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    if chat.bot_is != "administrator" and topic.made_by != sandbox.bot.id:
        raise bad_request("not enough rights to manage topics")
    return chat, topic
