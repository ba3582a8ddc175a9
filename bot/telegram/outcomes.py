"""The outside world's errors, translated once into what became of a message."""

from collections.abc import Awaitable

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.domain.outgoing import Delivery, Outcome
from bot.telegram.waiting import seconds_to_wait

# The request never left: it is safe to make it again.
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# Telegram gives no other sign than the text.
NO_LONGER_THERE = ("not found", "can't be edited", "can't be deleted", "message_id_invalid", "caption is too long")
NOT_ALLOWED = ("thread not found", "topic_closed", "topic_deleted", "rights to send", "write_forbidden", "send_plain_f")


async def outcome_of(request: Awaitable[int | None], edits: int | None) -> Delivery:
    """What became of a request that gives the id of a message."""
    try:
        return Delivery(Outcome.SENT, message_id=await request)
    except RetryAfter as told:
        return Delivery(Outcome.LATER, wait=seconds_to_wait(told), why="Telegram asked us to wait")
    except ChatMigrated as moved:
        return Delivery(Outcome.MOVED, chat_id=moved.new_chat_id)
    except Forbidden as error:
        return Delivery(Outcome.GONE, why=error.message)
    except BadRequest as error:  # before NetworkError, which is its parent
        return _refused(error, edits)
    except (InvalidToken, Conflict) as error:
        return Delivery(Outcome.LATER, wait=10.0, why=error.message)
    except NetworkError as error:
        return _unsent(error)
    except TelegramError as error:
        # An answer that cannot be read, perhaps of something on the way: it may have been done.
        return Delivery(Outcome.UNKNOWN, why=error.message)


def _refused(error: BadRequest, edits: int | None) -> Delivery:
    said = error.message.lower()
    if "message is not modified" in said:
        return Delivery(Outcome.SENT, message_id=edits)
    if "chat not found" in said or "user is deactivated" in said:
        return Delivery(Outcome.GONE, why=error.message)
    if edits is not None and any(sign in said for sign in NO_LONGER_THERE):
        return Delivery(Outcome.NOT_THERE, why=error.message)
    if edits is None and any(sign in said for sign in NOT_ALLOWED):
        return Delivery(Outcome.SHUT, why=error.message)
    return Delivery(Outcome.REFUSED, why=error.message)


def _unsent(error: NetworkError) -> Delivery:
    if isinstance(error.__cause__, NEVER_LEFT):
        return Delivery(Outcome.LATER, why="the Bot API is out of reach")
    if isinstance(error.__cause__, httpx.HTTPError) or isinstance(error, TimedOut):
        return Delivery(Outcome.UNKNOWN, why="the connection was lost while sending")
    # An answer with a status of 500 and above: the Bot API itself said that it did not do it.
    return Delivery(Outcome.LATER, why=error.message)
