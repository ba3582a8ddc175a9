"""A counter that can be waited for, so that nobody has to sleep and look again."""

import asyncio


class Bell:
    """Counts changes and wakes whoever waits for the next one."""

    def __init__(self) -> None:
        self.version = 0
        self.watched = asyncio.Event()  # set while somebody waits
        self._waiting: set[asyncio.Event] = set()

    def ring(self) -> None:
        self.version += 1
        for event in self._waiting:
            event.set()

    async def changed(self, since: int, seconds: float) -> bool:
        """Whether the counter has passed `since`, after waiting for it at most so long."""
        if self.version > since or seconds <= 0:
            return self.version > since
        event = asyncio.Event()
        self._waiting.add(event)
        self.watched.set()
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(event)
            if not self._waiting:
                self.watched.clear()
        return self.version > since
