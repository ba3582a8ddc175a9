"""The webhook: posts every update to its address until the address takes it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import httpx

from bot.sandbox.people import Json
from bot.sandbox.updates import Updates

FIRST_PAUSE = 0.05
LONGEST_PAUSE = 5.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # a header's name

Answered = Callable[[str, bytes], Awaitable[None]]


@dataclass(slots=True)
class Trouble:
    """The newest failed delivery."""

    date: int
    message: str


@dataclass(slots=True)
class Webhook:
    """An address, its secret and how deliveries to it went."""

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    trouble: Trouble | None = None
    _task: asyncio.Task[None] | None = field(default=None, repr=False)

    def as_json(self, updates: Updates) -> Json:
        info: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(updates.pending),
        }
        if self.trouble:
            info |= {"last_error_date": self.trouble.date, "last_error_message": self.trouble.message}
        if self.url:
            info["max_connections"] = self.max_connections
        return info | ({"allowed_updates": updates.allowed} if updates.allowed else {})

    def set(self, url: str, secret: str, max_connections: int) -> None:
        self.url, self.secret, self.max_connections, self.trouble = url, secret, max_connections, None

    def start(self, updates: Updates, date: Callable[[], int], answered: Answered) -> None:
        """Deliver from now on, and hand on what the address answers."""
        self._task = asyncio.create_task(self._deliver(updates, date, answered))

    async def stop(self) -> None:
        """Deliver no more."""
        task, self._task, self.url = self._task, None, ""
        self.trouble = None
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _deliver(self, updates: Updates, date: Callable[[], int], answered: Answered) -> None:
        pause = FIRST_PAUSE
        async with httpx.AsyncClient(timeout=30, trust_env=False) as client:
            while True:
                version = updates.made.version
                pending = updates.pending
                if not pending:
                    await updates.made.changed(version, 60)
                elif trouble := await self._post(client, pending[0], answered):
                    self.trouble = Trouble(date(), trouble)
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
                else:
                    updates.remove(pending[0]["update_id"])
                    pause = FIRST_PAUSE

    async def _post(self, client: httpx.AsyncClient, update: Json, answered: Answered) -> str | None:
        """What went wrong, if anything."""
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        try:
            answer = await client.post(self.url, json=update, headers=headers)
        except httpx.HTTPError as error:
            return f"Connection failed: {type(error).__name__}"
        if answer.is_success:
            await answered(answer.headers.get("content-type", ""), answer.content)
            return None
        return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
