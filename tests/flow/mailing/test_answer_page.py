"""The page of a link in a browser: by keyboard, without scripts, in both themes and narrow, checked with axe."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.flow.mailing.links import mailed
from tests.page.test_access import AXE, RULES

pytestmark = pytest.mark.asyncio(loop_scope="session")

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def faults(page: Page) -> list[str]:
    await page.evaluate(AXE)
    found: dict[str, Any] = await page.evaluate("rules => axe.run({runOnly: rules})", RULES)
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found["violations"]]


@ON_SQLITE
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
async def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    database_url: str, chromium: Browser, theme: str, width: int
) -> None:
    async with mailed(database_url) as it:
        how: dict[str, Any] = {"viewport": {"width": width, "height": 700}, "color_scheme": theme, "bypass_csp": True}
        context = await chromium.new_context(**how)
        page = await context.new_page()
        for address in (it.ask, it.pulse, it.often, f"{it.url}/m/none"):
            await page.goto(address)
            assert await faults(page) == []
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await page.goto(it.ask)
        await page.get_by_role("button").first.click()
        assert await faults(page) == []
        await context.close()


@ON_SQLITE
async def test_it_is_answered_by_keyboard_without_a_script_and_fetches_nothing(
    database_url: str, chromium: Browser
) -> None:
    async with mailed(database_url) as it:
        context = await chromium.new_context(java_script_enabled=False)
        page, asked = await context.new_page(), []
        page.on("request", lambda request: asked.append((request.method, request.url)))
        await page.goto(it.ask)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await page.get_by_role("status").wait_for()
        assert await it.reply() == "done"
        await context.close()

    assert asked == [("GET", it.ask), ("POST", it.ask)]


@ON_SQLITE
async def test_a_thumb_hits_every_button(database_url: str, chromium: Browser) -> None:
    async with mailed(database_url) as it:
        context = await chromium.new_context(viewport={"width": 390, "height": 844})
        page = await context.new_page()
        await page.goto(it.often)
        boxes = [await button.bounding_box() for button in await page.get_by_role("button").all()]
        await context.close()

    assert len(boxes) == 4
    assert all(box is not None and box["height"] >= 48 and box["width"] >= 300 for box in boxes)
