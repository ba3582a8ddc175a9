"""The phones speak as the page does, where their owner wants that."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import House, button
from tests.page.play import STARTS

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_phones_that_nobody_has_used_take_up_the_page_s_language_once(house: House) -> None:
    house.play.change(now=STARTS, bot={"state": "starting", "restarts": 0})
    window = await house.opens(locale="nb-NO")
    await expect(window.page.get_by_role("region", name="Omvisning")).to_contain_text("About check_in.")
    assert house.play.wishes == []
    house.play.change(bot={"state": "working", "restarts": 0})
    await house.play.heard("reset")
    house.play.change(language="en", level=2)
    await expect(window.page.locator(".speed")).to_have_text("24 timer/sek")
    await button(window, "Neste som skjer").click()
    await expect(window.page.locator(".time")).to_have_text("10:00")

    assert house.play.wishes == [("reset", {"language": "nb"}), ("next", {})]


async def test_whoever_changes_the_language_is_asked_about_the_phones(house: House) -> None:
    window = await house.opens()
    dialog = window.page.get_by_role("dialog")

    await button(window, "Norsk bokmål").click()
    await dialog.get_by_role("button", name="Behold telefonene som de er").click()
    await expect(dialog).to_have_count(0)
    await button(window, "English").click()
    await expect(button(window, "Next Monday")).to_be_visible()
    await expect(dialog).to_have_count(0)
    assert house.play.wishes == []
    await button(window, "Norsk bokmål").click()
    await dialog.get_by_role("button", name="Begynn på nytt på bokmål").click()
    await house.play.heard("reset")
    await button(window, "Flere valg").click()
    await window.page.get_by_role("menuitem", name="Begynn på nytt").click()
    await dialog.get_by_role("button", name="Begynn på nytt").click()
    await house.play.heard("reset", times=2)

    assert house.play.wishes == [("reset", {"language": "nb"})] * 2
