"""What a bot asks about itself, its chats and its commands."""

import re

from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.people import Contact, Json
from bot.sandbox.state import Sandbox

NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def get_me(sandbox: Sandbox, _: Params) -> Json:
    return sandbox.bot.as_me()


async def get_chat(sandbox: Sandbox, params: Params) -> Json:
    chat = sandbox.chat_for_bot(params.text("chat_id"))
    if chat.person and chat.person.contact is Contact.UNKNOWN:
        raise bad_request("chat not found")
    more = {"accent_color_id": abs(chat.id) % 7, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    return chat.as_json() | more


async def get_chat_member(sandbox: Sandbox, params: Params) -> Json:
    chat = sandbox.writable(params.text("chat_id"))
    who = params.integer("user_id")
    if who == sandbox.bot.id:
        return {"status": "member", "user": sandbox.bot.as_user()}
    if who in chat.members:
        return {"status": "member", "user": chat.members[who].as_user()}
    if who in sandbox.people:
        return {"status": "left", "user": sandbox.people[who].as_user()}
    raise bad_request("invalid user_id specified")


async def leave_chat(sandbox: Sandbox, params: Params) -> bool:
    chat = sandbox.writable(params.text("chat_id"))
    if chat.person:
        raise bad_request("chat member status can't be changed in private chats")
    chat.bot_is = "left"
    sandbox.put(chat, sandbox.bot.as_user(), content={"left_chat_member": sandbox.bot.as_user()})
    return True


async def get_my_commands(sandbox: Sandbox, params: Params) -> list[Json]:
    return sandbox.commands.get(_scope(params), [])


async def delete_my_commands(sandbox: Sandbox, params: Params) -> bool:
    sandbox.commands.pop(_scope(params), None)
    return True


async def set_my_commands(sandbox: Sandbox, params: Params) -> bool:
    commands = params.parsed("commands", "can't parse commands JSON object")
    if not isinstance(commands, list) or not all(isinstance(command, dict) for command in commands):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", str(command.get("command", "")).removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    sandbox.commands[_scope(params)] = [
        {"command": command["command"].removeprefix("/"), "description": command["description"]} for command in commands
    ]
    return True


def _scope(params: Params) -> tuple[str, str]:
    scope = params.parsed("scope", "can't parse BotCommandScope JSON object") or {"type": "default"}
    return str(sorted(scope.items())), params.text("language_code")
