"""Who takes part: people with phones, and the one bot."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

Json = dict[str, Any]


class Contact(Enum):
    """How a person stands to the bot in their private chat."""

    UNKNOWN = "has not pressed Start"
    OPEN = "open"
    BLOCKED = "has blocked the bot"
    DEACTIVATED = "has deleted the account"


@dataclass(slots=True)
class Person:
    """Somebody with a phone."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    contact: Contact = Contact.UNKNOWN

    def _named(self) -> Json:
        names = {"first_name": self.first_name, "last_name": self.last_name, "username": self.username}
        return {key: value for key, value in names.items() if value is not None}

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, **self._named()}
        return user | ({"language_code": self.language_code} if self.language_code else {})

    def as_chat(self) -> Json:
        return {"id": self.id, **self._named(), "type": "private"}


@dataclass(slots=True)
class BotAccount:
    """The bot that the tokens belong to. Its id is the number in the first token that is used."""

    id: int = 4242424242
    first_name: str = "Mellom"
    username: str = "mellom_bot"
    privacy: bool = True

    def as_user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.first_name, "username": self.username}

    def as_me(self) -> Json:
        abilities = {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        return self.as_user() | abilities
