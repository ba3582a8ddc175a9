"""The whole demo in a real browser, by real clicks: what a facilitator does in her first ten minutes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, expect

from tests.demo.on_stage import Stage, kept, stage
from tests.sandbox.pictures import png
from tests.support.browser import Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

NEXT = "Next thing that happens"
HOSTILE = "<img src=x onerror=alert(1)> <script>alert(2)</script> {{ 7 * 7 }}"


class Seen(Window):
    """A window on the demo."""

    @property
    def faults(self) -> list[str]:
        return self.complaints + self.strangers

    def newest(self, name: str) -> Locator:
        return self.phone(name).locator(".message").last

    async def press(self, button: str) -> None:
        await self.page.get_by_role("button", name=button, exact=True).click()

    async def press_on(self, name: str, button: str) -> None:
        await self.newest(name).get_by_role("button", name=button, exact=True).click()

    async def write(self, name: str, text: str) -> None:
        field = self.phone(name).get_by_role("textbox")
        await field.fill(text)
        await field.press("Enter")


async def window_on(context: BrowserContext, it: Stage) -> Seen:
    seen = Seen(await context.new_page())
    await seen.visits(it.stand_in.url)
    return seen


@asynccontextmanager
async def demo(chromium: Browser, folder: Path) -> AsyncIterator[tuple[Stage, BrowserContext]]:
    """The demo and a browser with nothing in it."""
    async with stage(folder) as it:
        how = {"width": 1440, "height": 900}
        context = await chromium.new_context(viewport=how, locale="en-GB", reduced_motion="reduce")
        yield it, context
        await context.close()


async def test_a_check_in_is_answered_and_the_alert_and_the_managers_page_arrive(
    chromium: Browser, tmp_path: Path
) -> None:
    async with demo(chromium, tmp_path) as (it, context):
        seen = await window_on(context, it)
        await seen.press(NEXT)
        await expect(seen.newest("Kari Lund")).to_contain_text("1 of 4")
        await seen.press_on("Kari Lund", "4")
        await expect(seen.newest("Kari Lund")).to_contain_text("2 of 4")
        await seen.press_on("Kari Lund", "Yes")
        await expect(seen.newest("Kari Lund")).to_contain_text("3 of 4")
        answers = kept(
            tmp_path,
            "SELECT p.slug, a.question, a.value FROM answers a JOIN people p ON p.id = a.person_id ORDER BY a.id",
        )

        # Another window shows the same, and so does this one when it is loaded anew.
        other = await window_on(context, it)
        await expect(other.newest("Kari Lund")).to_contain_text("3 of 4")
        await other.press_on("Ola Nes", "Continue")
        await expect(seen.newest("Ola Nes")).to_contain_text("Kari Lund answered: Yes")
        await seen.page.reload()
        await expect(seen.newest("Kari Lund")).to_contain_text("3 of 4")
        await other.page.close()

        for _ in range(4):
            told = (await it.state())["now"]
            await seen.press("Next Monday")
            await it.reaches(lambda state, told=told: state["now"] != told and not state["stepping"])
        digest = seen.newest("Per Moe")
        await expect(digest).to_contain_text("One thing you can do this week")
        while (await it.state())["now"] < "2026-09-29T10:00":
            await it.steps()
        alert = seen.newest("Anne Vik")
        await expect(alert).to_contain_text("Harbour home care has gone quiet")
        await seen.press_on("Anne Vik", "I am on it")
        await expect(alert).to_contain_text("Anne Vik is on it")
        taken = kept(tmp_path, "SELECT acknowledged_by FROM stalls WHERE acknowledged_at IS NOT NULL")

        assert [(who, value) for who, _, value in answers] == [("kari", 4), ("kari", '"yes"')]
        assert taken == [("anne",)]
        assert (seen.faults, other.faults) == ([], [])


async def test_whatever_is_sent_gets_a_kind_answer_and_is_shown_as_text(chromium: Browser, tmp_path: Path) -> None:
    async with demo(chromium, tmp_path) as (it, context):
        seen = await window_on(context, it)
        await seen.press(NEXT)
        await expect(seen.newest("Kari Lund")).to_contain_text("1 of 4")
        kari = seen.phone("Kari Lund")

        for text in (HOSTILE, "long " * 800):
            before = await kari.locator(".message").count()
            await seen.write("Kari Lund", text)
            await expect(kari.locator(".message")).to_have_count(before + 2)
            await expect(seen.newest("Kari Lund")).to_contain_text("1 of 4")
        await expect(kari.get_by_text("<script>alert(2)</script>")).to_have_count(1)

        await kari.get_by_role("button", name="Attach").click()
        await seen.page.get_by_role("menuitem", name="Sticker: heart").click()
        await expect(kari.locator("img.sticker")).to_be_visible()
        async with seen.page.expect_file_chooser() as chosen:
            await kari.get_by_role("button", name="Attach").click()
            await seen.page.get_by_role("menuitem", name="Photo", exact=True).click()
        picture = {"name": "board.png", "mimeType": "image/png", "buffer": png(640, 320)}
        await (await chosen.value).set_files([picture])
        await kari.get_by_role("button", name="Send").click()
        await expect(kari.get_by_role("button", name="Open the picture")).to_be_visible()
        await it.reaches(lambda state: state["bot"]["state"] == "working")

        assert kept(tmp_path, "SELECT count(*) FROM answers") == [(0,)]
        assert kept(tmp_path, "SELECT count(*) FROM inbox WHERE failed_at IS NOT NULL") == [(0,)]
        assert seen.faults == []


async def test_a_bot_that_is_stopped_in_the_middle_comes_back_and_the_page_says_so(
    chromium: Browser, tmp_path: Path
) -> None:
    async with demo(chromium, tmp_path) as (it, context):
        seen = await window_on(context, it)
        await seen.press(NEXT)
        await expect(seen.newest("Kari Lund")).to_contain_text("1 of 4")

        await seen.press("More choices")
        await seen.page.get_by_role("menuitem", name="Stop the bot in the middle").click()
        await expect(seen.page.get_by_text("The bot was stopped and is back: nothing is lost.")).to_be_visible()
        await seen.press_on("Kari Lund", "4")
        await expect(seen.newest("Kari Lund")).to_contain_text("2 of 4")

        assert seen.faults == []
