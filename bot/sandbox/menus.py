"""The menu of commands and the texts about the bot: kept by scope and language, and found again as a phone does."""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.chats import Chat
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params
from bot.sandbox.people import Json, Person


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom commands are: everybody (`default`), a kind of chat, one chat, or one member of it."""

    kind: str = "default"
    chat: int = 0
    user: int = 0


Commands = dict[tuple[Scope, str], list[Json]]
Texts = dict[str, str]  # by language; "" is for whom there is no other

EVERYWHERE = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
IN_ONE_CHAT = {"chat", "chat_administrators", "chat_member"}


def read_scope(params: Params) -> Scope:
    """The scope that a request names; which chat it means is for the caller to look up."""
    given = params.parsed("scope", "can't parse BotCommandScope JSON object")
    if given is None:
        return Scope()
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = given.get("type")
    if not isinstance(kind, str):
        raise bad_request("can't parse BotCommandScope: Can't find field \"type\"")
    if kind in EVERYWHERE:
        return Scope(kind)
    if kind not in IN_ONE_CHAT:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    user = _number(given, "user_id") if kind == "chat_member" else 0
    if kind == "chat_member" and user <= 0:
        raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
    return Scope(kind, _number(given, "chat_id"), user)


def _number(given: dict[str, Any], name: str) -> int:
    if name not in given:
        raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    number = re.fullmatch(r"-?\d{1,19}", str(given[name]))
    return int(number[0]) if number else 0


def read_language(params: Params) -> str:
    language = params.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise bad_request("invalid language code specified")
    return language


def menu(commands: Commands, chat: Chat, person: Person | None) -> list[Json]:
    """The commands that this person is offered in this chat: of the narrowest scope, in their language if it has it."""
    if not chat.person and not chat.has_bot:
        return []
    for scope in _scopes(chat, person):
        for language in _languages(person):
            if found := commands.get((scope, language)):
                return found
    return []


def _scopes(chat: Chat, person: Person | None) -> list[Scope]:
    if chat.person:
        return [Scope("chat", chat.id), Scope("all_private_chats"), Scope()]
    admin = person is not None and person.id == chat.creator
    scopes = [
        Scope("chat_member", chat.id, person.id if person else 0),
        *([Scope("chat_administrators", chat.id)] if admin else []),
        Scope("chat", chat.id),
        *([Scope("all_chat_administrators")] if admin else []),
    ]
    return [*scopes, Scope("all_group_chats"), Scope()]


def _languages(person: Person | None) -> list[str]:
    language = (person.language_code or "")[:2] if person else ""
    return [language, ""] if language else [""]


def text_about(texts: Texts, person: Person | None) -> str:
    """What this person reads about the bot."""
    return next((texts[language] for language in _languages(person) if texts.get(language)), "")


def move(commands: Commands, old: int, new: int) -> None:
    """Let a group keep its menu when its id changes."""
    for scope, language in [key for key in commands if key[0].chat == old]:
        commands[Scope(scope.kind, new, scope.user), language] = commands.pop((scope, language))
