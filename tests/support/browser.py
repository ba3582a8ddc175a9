"""The browser that is installed here, and how it is started so that it does nothing but show pages."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Locator, Page, async_playwright, expect

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


@dataclass
class Window:
    """A window with the page in it, and whatever it complained of or asked of other hosts."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def phone(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=f"{name}’s phone")

    def message(self, name: str, text: str) -> Locator:
        return self.phone(name).locator(".message").filter(has_text=text)

    async def visits(self, url: str) -> None:
        """Open the page at this address, and note from then on what is wrong with it."""
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        here = (url, "data:", "blob:")
        self.page.on("request", lambda asked: asked.url.startswith(here) or self.strangers.append(asked.url))
        await self.page.goto(url)
