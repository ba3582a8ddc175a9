"""The phones: what a person sees, taps and writes."""

import base64
import re
import struct
import zlib

import pytest
from playwright.async_api import expect

from tests.page.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


def png(width: int, height: int) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\x0b\x65\x5d" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def test_four_phones_stand_side_by_side_and_show_what_came(house: House) -> None:
    await house.says(101, "Hello <b>Kari</b>", ["Yes", "No"])
    window = await house.opens()

    boxes = [await window.phone(name).bounding_box() for name in ("Kari Lund", "Ola Nes", "Anne Vik", "Per Moe")]
    places = [(round(box["x"]), round(box["y"]), round(box["width"])) for box in boxes if box]

    assert len(places) == 4
    assert sorted(places) == places
    assert {y for _, y, _ in places} == {places[0][1]}
    assert min(width for _, _, width in places) > 280
    message = window.message("Kari Lund", "Hello Kari")
    await expect(message.locator("b")).to_have_text("Kari")
    await expect(message.locator("time")).to_have_text("10:00")
    await expect(window.phone("Kari Lund").locator(".pill")).to_have_text("Tuesday 1 September")


async def test_a_tap_reaches_the_bot_and_its_answer_shows_on_that_phone_only(house: House) -> None:
    number = await house.says(101, "Ready?", ["Yes", "No"], ["Later"])
    window = await house.opens()
    yes = window.phone("Kari Lund").get_by_role("button", name="Yes")

    await yes.click()
    query = await house.pressed()

    assert (query["data"], query["message"]["message_id"], query["from"]["id"]) == ("Yes", number, 101)
    await expect(yes).to_have_attribute("aria-busy", "true")
    await house.answers(query, text="Noted, thank you")
    await expect(window.phone("Kari Lund").locator(".toast")).to_have_text("Noted, thank you")
    await expect(yes).not_to_have_attribute("aria-busy", "true")
    await expect(window.page.locator(".toast")).to_have_count(1)

    await window.phone("Kari Lund").get_by_role("button", name="Later").click()
    await house.answers(await house.pressed(), text="Not for you", show_alert=True)
    dialog = window.page.get_by_role("alertdialog")
    await expect(dialog).to_contain_text("Not for you")
    await dialog.get_by_role("button", name="OK").click()
    await expect(dialog).to_have_count(0)


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
    before = await place.bounding_box()

    longer = "Question two, which is longer than the first one was. " * 9
    await house.api.result("editMessageText", chat_id=101, message_id=number, text=longer)
    await house.says(101, "And one more")
    jump = window.phone("Kari Lund").get_by_role("button", name="To the newest message")
    await expect(jump).to_contain_text("1")

    after = await place.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2
    await expect(window.message("Kari Lund", "Question two").locator(".meta")).to_contain_text("edited")
    await jump.click()
    await expect(window.message("Kari Lund", "And one more")).to_be_in_viewport()
    await expect(jump).to_be_hidden()


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


async def test_the_keyboard_below_the_commands_and_the_links_do_what_they_do_on_a_phone(house: House) -> None:
    commands = [{"command": "status", "description": "Where the team is"}]
    await house.api.result("setMyCommands", commands=commands)
    keyboard = {"keyboard": [["Ward A", "Ward B"]], "input_field_placeholder": "Which ward?", "one_time_keyboard": True}
    await house.api.result("sendMessage", chat_id=101, text="Where are you? /help tells", reply_markup=keyboard)
    await house.says(101, 'Join <a href="https://t.me/mellom_bot?start=AB12">here</a> or https://example.org/a?b=1.')
    window = await house.opens()
    kari = window.phone("Kari Lund")

    await expect(kari.get_by_role("textbox")).to_have_attribute("placeholder", "Which ward?")
    await kari.get_by_role("button", name="Ward B").click()
    await expect(window.message("Kari Lund", "Ward B")).to_be_visible()
    await expect(kari.get_by_role("button", name="Ward B")).to_have_count(0)
    await kari.get_by_role("button", name="/help").click()
    await kari.get_by_role("link", name="here").click()
    await expect(kari.get_by_text("/start", exact=True)).to_have_count(2)
    outside = kari.get_by_role("link", name="https://example.org/a?b=1")
    assert [await outside.get_attribute(name) for name in ("target", "rel")] == ["_blank", "noopener noreferrer"]
    await kari.get_by_role("button", name="Commands").click()
    await window.page.get_by_role("menuitem", name="/status").click()
    await expect(window.message("Kari Lund", "/status")).to_be_visible()

    said = [update["message"]["text"] for update in await house.api.updates() if "message" in update]
    assert said[-4:] == ["Ward B", "/help", "/start AB12", "/status"]


async def test_a_block_is_felt_by_the_bot_and_restart_ends_it(house: House) -> None:
    window = await house.opens()
    kari = window.phone("Kari Lund")

    await kari.get_by_role("button", name="More in this chat").click()
    await window.page.get_by_role("menuitem", name="Block the bot").click()
    await expect(kari.get_by_role("button", name="Restart")).to_be_visible()
    await expect(kari.get_by_role("textbox")).to_be_hidden()
    assert (await house.api.refusal("sendMessage", chat_id=101, text="x"))[0] == 403

    await kari.get_by_role("button", name="Restart").click()
    await expect(kari.get_by_role("textbox")).to_be_visible()
    await house.says(101, "Welcome back")
    await expect(window.message("Kari Lund", "Welcome back")).to_be_visible()


async def test_a_phone_changes_hands_and_a_reload_keeps_that_and_the_draft(house: House) -> None:
    await house.says(103, "For Liv")
    window = await house.opens()

    await window.phone("Kari Lund").locator(".holder").click()
    await window.page.get_by_role("menuitemradio", name="Liv Berg").click()
    await expect(window.message("Liv Berg", "For Liv")).to_be_visible()
    await window.phone("Liv Berg").get_by_role("textbox").fill("half a sentence")
    await window.page.reload()

    await expect(window.message("Liv Berg", "For Liv")).to_be_visible()
    await expect(window.phone("Kari Lund")).to_have_count(0)
    await expect(window.phone("Liv Berg").get_by_role("textbox")).to_have_value("half a sentence")


async def test_two_windows_see_each_other_and_typing_and_groups(house: House) -> None:
    kari, ola = (await house.phones.person(101, "Kari"), await house.phones.person(102, "Ola"))
    group = await house.phones.group("Ridge team", kari, ola)
    one, two = await house.opens(), await house.opens()

    await house.api.result("sendChatAction", chat_id=101, action="typing")
    await expect(two.phone("Kari Lund").locator(".typing")).to_have_text("typing…")
    await one.phone("Kari Lund").get_by_role("textbox").fill("from the first window")
    await one.phone("Kari Lund").get_by_role("button", name="Send").click()
    await expect(two.message("Kari Lund", "from the first window")).to_be_visible()

    await one.phone("Ola Nes").get_by_role("button", name="More in this chat").click()
    await one.page.get_by_role("menuitemradio", name="Ridge team").click()
    await house.says(group, "To all of you", ["Seen"])
    await one.phone("Ola Nes").get_by_role("button", name="Seen").click()
    query = await house.pressed()
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (102, group)
    await house.answers(query)
    await expect(one.phone("Ola Nes").locator(".pill").last).to_have_text(re.compile("Mellom joined the group"))


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "javascript:alert(1)",
    "\u202egnp.exe\u202c and \u200b\u200d zero",
    "a" * 4000,
]


async def test_hostile_words_and_names_are_shown_as_words(house: House) -> None:
    await house.phones.post("/people", {"id": 103, "first_name": "<b onclick=alert(1)>", "last_name": "Liv"})
    for text in HOSTILE:
        await house.phones.post("/send", {"person": 101, "text": text})
    await house.says(101, "<code>&lt;svg onload=alert(1)&gt;</code>", ["<i>no</i>"])
    window = await house.opens()
    kari = window.phone("Kari Lund")

    for text in HOSTILE:
        await expect(kari.locator(".text").filter(has_text=text.strip()).first).to_have_text(text, use_inner_text=False)
    await expect(kari.get_by_role("button", name="<i>no</i>")).to_be_visible()
    assert await kari.locator(".text img, .text script, .text svg, [onerror], [onclick], .key i").count() == 0
    assert await kari.get_by_role("log").evaluate("node => node.scrollWidth <= node.clientWidth")
    assert await window.page.evaluate(BUILT, SMUGGLED) == "<b>bold</b><span>link</span>alert(1)"


# Even if the stand-in once rendered something else than it should: only what is on the list is built.
SMUGGLED = (
    "<b onclick=alert(1)>bold</b><img src=x onerror=alert(1)><a href='javascript:alert(1)'>link</a><p>alert(1)</p>"
)
BUILT = """async html => {
    const { rich } = await import("/page/js/rich.js");
    const built = document.createElement("div");
    built.append(...rich(html, {}));
    return built.innerHTML;
}"""
