"""What a person writes and sends from a phone."""

import asyncio
import base64

import pytest
from playwright.async_api import Route, expect

from tests.page.conftest import House
from tests.sandbox.pictures import png

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_what_is_written_is_sent_edited_answered_and_deleted(house: House) -> None:
    await house.says(101, "How many?")
    window = await house.opens()
    kari = window.phone("Kari Lund")
    field = kari.get_by_role("textbox", name="Write a message")

    await field.fill("first line")
    await field.press("Shift+Enter")
    await field.type("second line")
    await field.press("Enter")
    await expect(window.message("Kari Lund", "first line\nsecond line")).to_be_visible()
    await expect(field).to_have_value("")
    await field.press("ArrowUp")
    await expect(field).to_have_value("first line\nsecond line")
    await field.fill("seventy")
    await field.press("Enter")
    await expect(window.message("Kari Lund", "seventy").locator(".meta")).to_contain_text("edited")

    await window.message("Kari Lund", "How many?").click(button="right")
    await window.page.get_by_role("menuitem", name="Reply").click()
    await field.fill("12,5")
    await field.press("Enter")
    await expect(window.message("Kari Lund", "12,5").locator(".quote")).to_contain_text("How many?")

    await window.message("Kari Lund", "seventy").locator(".text").click(button="right")
    await window.page.get_by_role("menuitem", name="Delete").click()
    await expect(window.message("Kari Lund", "seventy")).to_have_count(0)
    sent = [update["message"] for update in await house.api.updates() if "message" in update]
    assert sent[-1]["text"] == "12,5"
    assert sent[-1]["reply_to_message"]["text"] == "How many?"


async def test_pictures_files_stickers_and_voice_notes_go_out_and_are_shown(house: House) -> None:
    window = await house.opens()
    kari = window.phone("Kari Lund")
    attach = kari.get_by_role("button", name="Attach")

    for item, file in (("Photo", ("board.png", "image/png")), ("File", ("plan.html", "text/html"))):
        async with window.page.expect_file_chooser() as chosen:
            await attach.click()
            await window.page.get_by_role("menuitem", name=item, exact=True).click()
        content = png(640, 320) if item == "Photo" else b"<script>alert(1)</script>"
        await (await chosen.value).set_files([{"name": file[0], "mimeType": file[1], "buffer": content}])
        await kari.get_by_role("textbox").fill(f"the {item}")
        await kari.get_by_role("textbox").press("Enter")
        await expect(window.message("Kari Lund", f"the {item}")).to_be_visible()
    for item in ("Sticker: heart", "Voice note"):
        await attach.click()
        await window.page.get_by_role("menuitem", name=item).click()
    await expect(kari.locator("img.sticker")).to_have_js_property("naturalWidth", 512)
    await expect(kari.locator(".voice")).to_contain_text("0:04")
    await expect(kari.locator("a.file")).to_have_attribute("download", "plan.html")

    picture = kari.get_by_role("button", name="Open the picture")
    await expect(picture.locator("img")).to_have_js_property("naturalWidth", 640)
    await picture.click()
    await expect(window.page.get_by_role("dialog").get_by_role("link", name="Open in a new tab")).to_be_visible()
    await window.page.keyboard.press("Escape")
    await expect(window.page.get_by_role("dialog")).to_have_count(0)
    photo = next(update["message"] for update in await house.api.updates() if "photo" in update.get("message", {}))
    assert (photo["caption"], photo["photo"][-1]["width"]) == ("the Photo", 640)
    stored = house.running.sandbox.files[photo["photo"][-1]["file_id"]].content
    assert base64.b64encode(stored) == base64.b64encode(png(640, 320))


async def test_nothing_is_lost_by_who_is_quicker_than_the_page(house: House) -> None:
    window = await house.opens()
    field = window.phone("Kari Lund").get_by_role("textbox")
    await window.page.evaluate(SLOW_PICTURES)
    answer = asyncio.Event()

    async def slowly(route: Route) -> None:
        await answer.wait()
        await route.continue_()

    await window.page.route("**/phones/send", slowly)
    async with window.page.expect_file_chooser() as chosen:
        await window.phone("Kari Lund").get_by_role("button", name="Attach").click()
        await window.page.get_by_role("menuitem", name="Photo", exact=True).click()
    await (await chosen.value).set_files([{"name": "a.png", "mimeType": "image/png", "buffer": png(640, 320)}])
    await field.fill("with the picture")
    await field.press("Enter")
    await window.page.evaluate("letGo()")
    await expect(field).to_have_value("")
    await field.fill("the next one")
    answer.set()

    shown = window.message("Kari Lund", "with the picture")
    await expect(shown.get_by_role("button", name="Open the picture")).to_be_visible()
    await expect(field).to_have_value("the next one")
    await field.press("Enter")
    await expect(window.message("Kari Lund", "the next one")).to_be_visible()


SLOW_PICTURES = """() => {
    const [read, held] = [window.createImageBitmap, new Promise(resolve => (window.letGo = resolve))];
    window.createImageBitmap = async file => (await held, read(file));
}"""
