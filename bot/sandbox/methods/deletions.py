"""Taking messages away."""

from bot.sandbox.chats import Chat, Message
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.state import Sandbox

DELETABLE_SECONDS = 48 * 60 * 60
LASTING = {"forum_topic_created", "group_chat_created", "migrate_from_chat_id", "migrate_to_chat_id"}
MOST_AT_ONCE = 100


async def delete_message(sandbox: Sandbox, params: Params) -> bool:
    chat = sandbox.writable(params.text("chat_id"))
    message = chat.messages.get(message_id(params))
    if message is None:
        raise bad_request("message to delete not found")
    _delete(sandbox, chat, [message])
    return True


async def delete_messages(sandbox: Sandbox, params: Params) -> bool:
    chat = sandbox.writable(params.text("chat_id"))
    numbers = params.parsed("message_ids", "can't parse message_ids JSON object") or []
    if not isinstance(numbers, list):
        raise bad_request("expected an Array of message identifiers")
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if not all(isinstance(number, int) and number > 0 for number in numbers):
        raise bad_request("invalid message identifier specified")
    _delete(sandbox, chat, [chat.messages[number] for number in set(numbers) if number in chat.messages])
    return True


def message_id(params: Params) -> int:
    """The message that a request names."""
    if not params.text("message_id"):
        raise bad_request("message identifier is not specified")
    return params.integer("message_id")


def _delete(sandbox: Sandbox, chat: Chat, messages: list[Message]) -> None:
    if not all(_is_deletable(sandbox, chat, message) for message in messages):
        raise bad_request("message can't be deleted for everyone")
    for message in messages:
        del chat.messages[message.id]
    chat.touch()


def _is_deletable(sandbox: Sandbox, chat: Chat, message: Message) -> bool:
    """Anything in a private chat, the bot's own in a group, and there all for an administrator; for two days."""
    if message.service in LASTING or sandbox.date() - message.date > DELETABLE_SECONDS:
        return False
    return chat.type == "private" or message.from_bot or chat.bot_is == "administrator"
