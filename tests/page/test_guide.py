"""What leads through the play: the cards of the guide, and what happened lately."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import House, button

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_guide_lights_a_card_shows_its_phone_and_ticks_it_off(house: House) -> None:
    for n in range(20):
        await house.says(101, f"Line {n}")
    window = await house.opens()
    guide = window.page.get_by_role("region", name="Guide")
    await expect(guide).to_contain_text("About check_in.")
    await expect(guide.locator(".card")).to_contain_text("Press “Next thing that happens” to begin.")
    await expect(guide.get_by_role("button", name="Got it")).to_have_count(0)
    before = await guide.bounding_box()
    await window.phone("Kari Lund").get_by_role("log").hover()
    await window.page.mouse.wheel(0, -2000)

    await button(window, "Next thing that happens").click()
    await expect(guide).to_contain_text("Look at check_in of Ridge home care and {nobody}.")
    assert await guide.bounding_box() == before
    await guide.get_by_role("button", name="Show me").click()
    await expect(window.phone("Kari Lund").get_by_role("log")).to_be_focused()
    await expect(window.message("Kari Lund", "Line 19")).to_be_in_viewport(ratio=1)
    await guide.get_by_role("button", name="Got it").click()
    await expect(guide).to_contain_text("About alert.")

    await window.page.reload()
    await expect(guide.get_by_role("tab", name="check_in")).to_contain_text("is ticked off")
    await guide.get_by_role("tab", name="check_in").click()
    await expect(guide).to_contain_text("Look at check_in")
    await expect(guide.get_by_role("button", name="Got it")).to_have_count(0)
    await button(window, "Put the guide away").click()
    await expect(guide).to_be_hidden()
    await button(window, "Guide").click()
    house.play.comes("alert", "alert_sent", "2026-09-15T10:00:00+02:00", 201)
    await expect(guide).to_contain_text("Look at alert")


async def test_a_card_that_is_being_read_stays_when_another_lights_up(house: House) -> None:
    house.play.comes("check_in", "asked", "2026-09-01T10:00:00+02:00", 101)
    window = await house.opens()
    guide = window.page.get_by_role("region", name="Guide")
    await expect(guide).to_contain_text("Look at check_in")

    house.play.comes("alert", "alert_sent", "2026-09-15T10:00:00+02:00", 201)
    alert = guide.get_by_role("tab", name="alert")
    await expect(alert).to_contain_text("is new")
    await expect(guide).to_contain_text("Look at check_in")
    await guide.get_by_role("button", name="Got it").click()
    await expect(guide).to_contain_text("Look at alert")
    await expect(alert).not_to_contain_text("is new")


# The lines that stand half in the list, and the words that have no room.
CUT = """lately => {
    const end = lately.querySelector("ol").getBoundingClientRect().bottom;
    const half = [...lately.querySelectorAll("li")].filter(each => {
        const {top, bottom} = each.getBoundingClientRect();
        return top < end - 1 && bottom > end + 1;
    });
    const cut = [...lately.querySelectorAll("b, .faint")].filter(each => each.scrollWidth > each.clientWidth + 1);
    return [...half, ...cut].map(each => each.textContent);
}"""


async def test_what_happened_lately_leads_to_the_phone_of_it(house: House) -> None:
    house.play.comes("check_in", "asked", "2026-09-01T10:00:00+02:00", 103)
    house.play.events.append(house.play.events[0] | {"n": 2, "kind": "unheard_of"})
    window = await house.opens()
    lately = window.page.get_by_role("region", name="Lately")
    await expect(lately.get_by_role("listitem")).to_have_count(1)
    await expect(lately).to_contain_text("Check-in asked")
    await expect(lately).to_contain_text("Ridge home care")
    await expect(lately).not_to_contain_text("Liv")
    for n in range(2, 9):
        at = f"2026-09-0{n}T10:00:00+02:00"
        house.play.comes("check_in", "answered", at, 103)
    await expect(lately.get_by_role("listitem")).to_have_count(8)
    assert await lately.evaluate(CUT) == []

    await lately.get_by_role("button").first.click()

    await expect(window.phone("Liv Berg")).to_be_visible()
    await expect(window.phone("Kari Lund")).to_have_count(0)
