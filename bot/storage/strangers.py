"""Chats of nobody: what came from them or went there says no longer which they were."""

from typing import Any

from sqlalchemy import Column, ColumnElement, case, exists, or_

from bot.storage.tables import people

# In the place of a chat that is nobody's.
NO_CHAT = 0


def chat_if_known(chat_id: Column[Any]) -> ColumnElement[int]:
    """The chat where it is a group's, or that of somebody whom we know; otherwise none."""
    return case((or_(chat_id < NO_CHAT, exists().where(people.c.chat_id == chat_id)), chat_id), else_=NO_CHAT)
