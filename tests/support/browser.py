"""The browser that is installed here, and how it is started so that it does nothing but show pages."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright, expect

QUIET = ["disable-gpu", "disable-quic", "no-first-run", "disable-background-networking", "disable-component-update"]
FLAGS = [f"--{flag}" for flag in (*QUIET, "disable-sync", *(["no-sandbox"] if os.geteuid() == 0 else []))]
PATIENCE = 10_000  # milliseconds that a window is waited for

expect.set_options(timeout=PATIENCE)


def find_chromium() -> str | None:
    """Where the browser is, if it is here."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@asynccontextmanager
async def launched(program: str) -> AsyncIterator[Browser]:
    """The browser without windows, until the block ends."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        try:
            yield browser
        finally:
            await browser.close()
