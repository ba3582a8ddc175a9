"""Waiting for something to become true, and saying what did not."""

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable

PATIENCE = 60.0


async def until(
    true: Callable[[], bool | Awaitable[bool]], what: str, *, within: float = PATIENCE, every: float = 0.02
) -> None:
    """Wait until this is true. AssertionError where it does not come."""
    end = time.monotonic() + within
    while True:
        found = true()
        if await found if inspect.isawaitable(found) else found:
            return
        assert time.monotonic() < end, f"{what} did not come within {within} s"
        await asyncio.sleep(every)
