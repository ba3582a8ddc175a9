"""What the bot says of itself: its commands and its descriptions, each by language."""

import re

from bot.sandbox.errors import bad_request
from bot.sandbox.markup import units
from bot.sandbox.menus import Scope, Texts, read_language, read_scope
from bot.sandbox.params import Params
from bot.sandbox.people import Json
from bot.sandbox.state import Sandbox

LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120


async def get_my_commands(sandbox: Sandbox, params: Params) -> list[Json]:
    return sandbox.commands.get(_place(sandbox, params), [])


async def delete_my_commands(sandbox: Sandbox, params: Params) -> bool:
    sandbox.commands.pop(_place(sandbox, params), None)
    _show_anew(sandbox)
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
    sandbox.commands[_place(sandbox, params)] = [
        {"command": str(command["command"]).removeprefix("/"), "description": str(command["description"])}
        for command in commands
    ]
    _show_anew(sandbox)
    return True


async def get_my_description(sandbox: Sandbox, params: Params) -> Json:
    return {"description": sandbox.descriptions.get(read_language(params), "")}


async def set_my_description(sandbox: Sandbox, params: Params) -> bool:
    return _set(sandbox, params, sandbox.descriptions, "description", LONGEST_DESCRIPTION)


async def get_my_short_description(sandbox: Sandbox, params: Params) -> Json:
    return {"short_description": sandbox.short_descriptions.get(read_language(params), "")}


async def set_my_short_description(sandbox: Sandbox, params: Params) -> bool:
    return _set(sandbox, params, sandbox.short_descriptions, "short_description", LONGEST_SHORT_DESCRIPTION)


def _set(sandbox: Sandbox, params: Params, texts: Texts, name: str, longest: int) -> bool:
    language, text = read_language(params), params.text(name).strip()
    if units(text) > longest:
        raise bad_request(f"bot {name.replace('_', ' ')} is too long")
    texts[language] = text
    _show_anew(sandbox)
    return True


def _place(sandbox: Sandbox, params: Params) -> tuple[Scope, str]:
    scope, language = read_scope(params), read_language(params)
    if scope.kind in ("chat", "chat_administrators", "chat_member"):
        chat = sandbox.writable(str(scope.chat))
        if chat.person and scope.kind != "chat":
            raise bad_request("can't use specified scope in private chats")
    return scope, language


def _show_anew(sandbox: Sandbox) -> None:
    for chat in sandbox.chats.values():
        chat.touch()
