"""The page for everybody: by keyboard, on a narrow screen, in both languages and themes, checked with axe."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.async_api import expect

from tests.page.conftest import House, Window

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def faults(window: Window) -> list[str]:
    """What axe finds on the page as it is now."""
    await window.page.evaluate(AXE)
    options: dict[str, Any] = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = await window.page.evaluate("options => axe.run(options)", options)
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found["violations"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
async def test_axe_finds_nothing(house: House, theme: str, width: int) -> None:
    await house.says(101, "<b>Ready?</b> /help <blockquote>as before</blockquote>", ["Yes", "No"], ["Later"])
    await house.phones.post("/send", {"person": 101, "text": "seventy", "reply_to": 2})
    await house.phones.post("/send", {"person": 101, "document": {"file_name": "plan.pdf", "caption": "our plan"}})
    for n in range(30):
        await house.says(102, f"Line {n}")
    await house.phones.post("/people/202/block", {})
    house.play.comes("check_in", "asked", "2026-09-01T10:00:00+02:00", 101)
    house.play.comes("alert", "alert_sent", "2026-09-15T10:00:00+02:00", 201)
    window = await house.opens(width, 844, color_scheme=theme)
    await expect(window.message("Kari Lund", "our plan")).to_be_visible()
    if width > 1000:
        await expect(window.message("Ola Nes", "Line 29")).to_be_in_viewport()
        await window.phone("Ola Nes").get_by_role("log").hover()
        await window.page.mouse.wheel(0, -600)
        await expect(window.page.get_by_role("button", name="To the newest message")).to_be_visible()

    assert await faults(window) == []
    await window.phone("Kari Lund").locator(".holder").click()
    await expect(window.page.get_by_role("menu")).to_be_visible()
    assert await faults(window) == []
    await window.page.keyboard.press("Escape")
    house.play.change(bot={"state": "restarting", "restarts": 0})
    await window.page.get_by_role("button", name="More choices").click()
    await window.page.get_by_role("menuitem", name="Start over").click()
    await expect(window.page.get_by_role("dialog")).to_be_visible()
    assert await faults(window) == []


async def test_what_is_tapped_is_large_enough_for_a_thumb(house: House) -> None:
    await house.says(101, "Ready?", ["1", "2", "3", "4", "5"], ["Skip"])
    window = await house.opens(390, 844)
    await expect(window.message("Kari Lund", "Ready?")).to_be_visible()

    small = await window.page.locator("button:visible:not(.tap), a:visible:not(.text a)").evaluate_all(
        "all => all.map(each => [each.getBoundingClientRect(), each.outerHTML.slice(0, 80)])"
        ".filter(([box]) => box.width < 24 || box.height < 24).map(([box, words]) => words)"
    )

    assert small == []
    assert await window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_the_keyboard_alone_answers_a_question(house: House) -> None:
    await house.says(101, "Ready?", ["Yes", "No"], ["Later"])
    window = await house.opens()
    keys = window.page.keyboard
    kari = window.phone("Kari Lund")
    await kari.locator(".holder").focus()

    for _ in range(4):  # the menu, the messages, /start as it was sent, the buttons
        await keys.press("Tab")
    await expect(kari.get_by_role("button", name="Yes")).to_be_focused()
    outline = await kari.get_by_role("button", name="Yes").evaluate("node => getComputedStyle(node).outlineStyle")
    assert outline == "solid"
    await keys.press("ArrowRight")
    await keys.press("Enter")
    query = await house.pressed()
    assert query["data"] == "No"
    await house.answers(query, text="Sure?", show_alert=True)
    await expect(window.page.get_by_role("alertdialog")).to_be_visible()
    await keys.press("Enter")
    await expect(window.page.get_by_role("alertdialog")).to_have_count(0)
    edited = {"text": "Where?", "reply_markup": {"inline_keyboard": [[{"text": "Here", "callback_data": "h"}]]}}
    await house.api.result("editMessageText", chat_id=101, message_id=2, **edited)
    await expect(kari.get_by_role("button", name="Here")).to_be_focused()

    await kari.get_by_role("log").focus()
    await keys.press("ArrowUp")
    await keys.press("Enter")
    await expect(window.page.get_by_role("menuitem", name="Reply")).to_be_focused()
    await keys.press("Escape")
    await expect(window.message("Kari Lund", "Where?")).to_be_focused()


async def test_a_narrow_page_shows_one_phone_and_marks_what_is_unread_on_the_others(house: House) -> None:
    house.play.comes("check_in", "asked", "2026-09-01T10:00:00+02:00", 101)
    window = await house.opens(390, 844)
    await expect(window.phone("Kari Lund")).to_be_visible()
    await expect(window.page.locator(".phone:visible")).to_have_count(1)
    card = window.page.get_by_role("tabpanel")
    for words in ("check_in in en", "Look at check_in"):
        await expect(card.get_by_text(words)).to_be_in_viewport(ratio=1)
    await window.page.get_by_role("button", name="More choices").click()
    await window.page.get_by_role("menuitem", name="Lately").click()
    await window.page.get_by_role("menuitem", name="Check-in asked").click()
    await expect(window.phone("Kari Lund").get_by_role("log")).to_be_focused()

    await house.says(201, "One for Anne")
    await house.says(201, "Two for Anne")
    tab = window.page.get_by_role("tab", name="Anne")
    await expect(tab).to_contain_text("2")
    await tab.click()

    await expect(window.message("Anne Vik", "Two for Anne")).to_be_in_viewport()
    await expect(tab).not_to_contain_text("2")
    await expect(window.phone("Kari Lund")).to_be_hidden()


async def test_the_browser_s_language_is_spoken_until_another_is_chosen(house: House) -> None:
    window = await house.opens(locale="nb-NO", color_scheme="light")
    page = window.page
    await expect(page.get_by_role("button", name="Neste som skjer")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "nb")
    await expect(page.locator(".today")).to_contain_text("tirsdag")

    await page.get_by_role("button", name="English").click()
    await page.get_by_role("button", name="Dark colours").click()
    await page.reload()

    await expect(page.get_by_role("button", name="Next thing that happens")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 21, 23)"


async def test_nothing_moves_for_who_wants_it_still(house: House) -> None:
    number = await house.says(101, "Before")
    window = await house.opens(reduced_motion="reduce")
    await expect(window.message("Kari Lund", "Before")).to_be_visible()

    await house.api.result("editMessageText", chat_id=101, message_id=number, text="After")
    await expect(window.message("Kari Lund", "After")).to_be_visible()

    longest = "Math.max(0, ...document.getAnimations().map(each => each.effect.getComputedTiming().duration))"
    assert await window.page.evaluate(longest) < 1
