"""What stands on the screen of a phone: it keeps still for who reads, and opens where there is something to do."""

import pytest
from playwright.async_api import expect

from tests.page.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_edit_in_place_moves_nothing_that_is_being_read(house: House) -> None:
    number = await house.says(101, "Question one", ["Yes"])
    for n in range(30):
        await house.says(101, f"Line {n}")
    window = await house.opens()
    log = window.phone("Kari Lund").get_by_role("log")
    place = window.message("Kari Lund", "Line 12")
    await expect(window.message("Kari Lund", "Line 29")).to_be_in_viewport()
    await log.hover()
    await window.page.mouse.wheel(0, -600)
    await expect(place).to_be_in_viewport()
    jump = window.phone("Kari Lund").get_by_role("button", name="To the newest message")
    await expect(jump).to_be_visible()
    pane, strip = await log.bounding_box(), await jump.bounding_box()
    assert pane
    assert strip
    assert strip["y"] >= pane["y"] + pane["height"]  # it covers nothing that was written
    before = await place.bounding_box()

    longer = "Question two, which is longer than the first one was. " * 9
    await house.api.result("editMessageText", chat_id=101, message_id=number, text=longer)
    await house.says(101, "And one more")
    await expect(jump).to_contain_text("1")

    after = await place.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    await expect(window.message("Kari Lund", "Question two").locator(".meta")).to_contain_text("edited")
    await jump.click()
    await expect(window.message("Kari Lund", "And one more")).to_be_in_viewport()
    await expect(jump).to_be_hidden()
    await window.page.mouse.wheel(0, -60)
    await expect(window.message("Kari Lund", "And one more")).not_to_be_in_viewport(ratio=1)
    await expect(jump).to_be_hidden()


@pytest.mark.parametrize(("width", "height", "least"), [(1280, 720, 400), (1440, 900, 430)])
async def test_a_question_has_room_and_its_buttons_are_in_reach(
    house: House, width: int, height: int, least: int
) -> None:
    await house.says(101, "Welcome " * 60, ["Bokmål", "Nynorsk", "English"])
    window = await house.opens(width, height)
    log = window.phone("Kari Lund").get_by_role("log")
    await expect(window.message("Kari Lund", "Welcome")).to_be_visible()
    assert await log.evaluate("node => node.clientHeight") >= least

    whole = "A question of many words. " * 9
    await house.says(101, whole, ["1", "2", "3", "4", "5"], ["Skip"])
    await expect(window.message("Kari Lund", "A question")).to_be_in_viewport(ratio=1)
    await house.says(101, "A longer one. " * 80, LONG, ["Kommunalsjef", "Ja"], ["Last"])
    last = window.phone("Kari Lund").get_by_role("button", name="Last")
    await expect(last).to_be_in_viewport(ratio=1)
    await window.page.set_viewport_size({"width": width - 40, "height": height - 90})
    await expect(last).to_be_in_viewport(ratio=1)
    assert await window.phone("Kari Lund").locator(".key span").evaluate_all(BROKEN) == []


LONG = ["Kvalitetsrådgiver", "Avdelingssykepleier", "Hjemmetjeneste"]
# Buttons of one word that stands in several lines.
BROKEN = """all => all.filter(each => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return range.getClientRects().length > 1;
}).map(each => each.textContent)"""


async def test_a_phone_changes_hands_and_a_reload_keeps_that_and_the_draft(house: House) -> None:
    for n in range(20):
        await house.says(103, f"Line {n}")
    await house.says(103, "For Liv")
    for n in range(12):
        await house.phones.person(300 + n, f"Guest {n}")
    window = await house.opens(1280, 720)

    await window.phone("Per Moe").locator(".holder").click()
    people = window.page.get_by_role("menuitemradio")
    assert [name.split("\n")[0] for name in await people.all_inner_texts()][:2] == ["Per Moe", "Kari Lund"]
    await window.page.keyboard.press("End")
    await expect(people.last).to_be_in_viewport(ratio=1)
    await window.page.keyboard.press("Escape")
    await window.phone("Kari Lund").locator(".holder").click()
    assert [name.split("\n")[0] for name in await people.all_inner_texts()][3] == "Anne Vik"
    await people.filter(has_text="Liv Berg").click()
    await expect(window.message("Liv Berg", "For Liv")).to_be_in_viewport(ratio=1)
    await expect(window.phone("Liv Berg").get_by_role("button", name="To the newest message")).to_be_hidden()
    await window.phone("Liv Berg").get_by_role("textbox").fill("half a sentence")
    await window.page.reload()

    await expect(window.message("Liv Berg", "For Liv")).to_be_visible()
    await expect(window.phone("Kari Lund")).to_have_count(0)
    await expect(window.phone("Liv Berg").get_by_role("textbox")).to_have_value("half a sentence")
