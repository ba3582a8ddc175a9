"""A real browser, one for all tests of the page, at a stand-in of each test's own."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page

from bot.sandbox.phone import NO_TLS, Phones
from bot.sandbox.server import Running, running_sandbox
from tests.page.play import CAST, Play
from tests.sandbox.conftest import Api
from tests.support.browser import PATIENCE, Window

TEN = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


def button(window: Window, name: str) -> Locator:
    return window.page.get_by_role("button", name=name, exact=True)


@dataclass
class House:
    """The stand-in, the play on it, the bot's own way in, and the browser's windows."""

    running: Running
    play: Play
    api: Api
    phones: Phones
    browser: Browser
    windows: list[Window] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def opens(self, width: int = 1440, height: int = 900, **how: Any) -> Window:
        """A new window of a browser of its own."""
        how = {"locale": "en-GB", "timezone_id": "UTC", "reduced_motion": "reduce"} | how
        context = await self.browser.new_context(viewport={"width": width, "height": height}, **how)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return await self.shows(await context.new_page())

    async def shows(self, page: Page) -> Window:
        window = Window(page)
        self.windows.append(window)
        await window.visits(self.running.url)
        return window

    async def says(self, person: int, text: str, *rows: list[str], **more: Any) -> int:
        """The bot writes, with buttons whose data is their text."""
        keyboard = [[{"text": button, "callback_data": button} for button in row] for row in rows]
        more |= {"reply_markup": {"inline_keyboard": keyboard}} if rows else {}
        said = await self.api.result("sendMessage", chat_id=person, text=text, parse_mode="HTML", **more)
        return int(said["message_id"])

    async def pressed(self) -> Any:
        """The next press of a button that the bot hears of; all before it is confirmed."""
        offset = 0
        while True:
            for update in await self.api.updates(offset=offset, timeout=5):
                offset = update["update_id"] + 1
                if "callback_query" in update:
                    await self.api.updates(offset=offset)
                    return update["callback_query"]

    async def answers(self, query: Any, **how: Any) -> None:
        await self.api.result("answerCallbackQuery", callback_query_id=query["id"], **how)


@pytest_asyncio.fixture(loop_scope="session")
async def house(chromium: Browser) -> AsyncIterator[House]:
    """A play with five people who have pressed Start. Afterwards no window has complained or asked elsewhere."""
    play = Play()
    async with (
        running_sandbox(now=lambda: TEN, stage=play) as running,
        httpx.AsyncClient(timeout=10, trust_env=False, verify=NO_TLS) as client,
        Phones(running.url) as phones,
    ):
        house = House(running, play, Api(client, f"{running.url}/bot{running.token}"), phones, chromium)
        for member in CAST:
            first, last = member["name"].split()
            phone = await phones.person(member["id"], first, last_name=last)
            await phone.says("/start")
        yield house
        for context in house.contexts:
            await context.close()
    assert [window.complaints for window in house.windows if window.complaints] == []
    assert [window.strangers for window in house.windows if window.strangers] == []
