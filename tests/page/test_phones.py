"""The phones: what a person sees and taps."""

import re

import pytest
from playwright.async_api import expect

from tests.page.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


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
    await expect(kari.get_by_text("You have blocked the bot")).to_be_visible()
    await expect(kari.get_by_role("textbox")).to_be_hidden()
    assert (await house.api.refusal("sendMessage", chat_id=101, text="x"))[0] == 403

    await kari.get_by_role("button", name="Restart").click()
    await expect(kari.get_by_role("textbox")).to_be_visible()
    await expect(kari.get_by_text("You have blocked the bot")).to_be_hidden()
    await house.says(101, "Welcome back")
    await expect(window.message("Kari Lund", "Welcome back")).to_be_visible()


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
