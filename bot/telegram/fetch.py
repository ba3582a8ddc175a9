"""Updates come in by long polling: kept on the disk first, confirmed to Telegram afterwards."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.telegram.waiting import seconds_to_wait

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
POLL_SECONDS = 10
MOST_UPDATES = 100

Keep = Callable[[Sequence[dict[str, Any]]], Awaitable[object]]


async def fetch_for_ever(
    bot: Bot, keep: Keep, reached: Callable[[], None], caught_up: Callable[[], None] = lambda: None
) -> None:
    """Fetch updates until cancelled; `keep` stores them before they are confirmed, `reached` hears of each success.

    `caught_up` hears whenever all that had come by then is kept.
    """
    # No offset of ours is stored: after a quiet week Telegram's numbers begin anew, and what was not confirmed comes
    # again by itself. What was kept before is known by its number and kept once.
    offset: int | None = None
    pause, wait = 0.5, 0
    while True:
        try:
            updates = await get_updates(bot, offset, wait)
            reached()
            if updates:
                await keep(updates)
            if len(updates) < MOST_UPDATES:
                caught_up()
            offset = max(int(update["update_id"]) for update in updates) + 1 if updates else None
            # A poll that confirms must not wait: it is the confirmation that counts. Nor must the first of all.
            pause, wait = 0.5, 0 if updates else POLL_SECONDS
        except (TelegramError, OSError) as error:
            log.warning("updates could not be fetched", extra={"why": _why(error)})
            await asyncio.sleep(_pause(error, pause))
            pause = min(pause * 2, 10.0)


async def get_updates(bot: Bot, offset: int | None, wait: int = 0) -> list[dict[str, Any]]:
    """One poll, as data, that waits so many seconds for updates; with an offset it confirms all before that one."""
    wish = {"limit": MOST_UPDATES, "timeout": wait, "allowed_updates": json.dumps(ALLOWED_UPDATES)}
    query = urlencode(wish if offset is None else wish | {"offset": offset})
    # As data: one update that the library cannot read would hold up all that come after it, for ever.
    payload = await bot.request.retrieve(f"{bot.base_url}/getUpdates?{query}", read_timeout=wait + 5)
    return list(bot.request.parse_json_payload(payload)["result"])


def _why(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "another process is fetching this bot's updates; stop it"
    if isinstance(error, InvalidToken):
        return "Telegram refuses the token"
    return type(error).__name__


def _pause(error: Exception, pause: float) -> float:
    return seconds_to_wait(error) if isinstance(error, RetryAfter) else pause
