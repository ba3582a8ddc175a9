"""The clock that a person leads, and what is said when something is away."""

import re

import pytest
from playwright.async_api import expect

from bot.sandbox.server import running_sandbox
from tests.page.conftest import TEN, House, button
from tests.page.play import Play

pytestmark = pytest.mark.asyncio(loop_scope="session")


def wishes(play: Play) -> list[str]:
    return [name for name, _ in play.wishes]


async def test_the_clock_shows_the_moment_and_is_led_by_buttons_and_space(house: House) -> None:
    window = await house.opens()
    await expect(window.page.locator(".time")).to_have_text("09:59")
    await expect(window.page.locator(".today")).to_contain_text("Tuesday")
    await expect(window.page.locator(".coming")).to_have_text("Next: a check-in, Tue 1 Sept 10:00")
    await expect(window.page.get_by_role("img", name="Week 1 of 42 of the programme")).to_be_visible()

    for name in ("Faster", "Slower", "Next Monday", "Next thing that happens", "Let the time pass"):
        await button(window, name).click()
    await expect(window.page.locator(".time")).to_have_text("10:00")
    await expect(button(window, "Stop the time")).to_be_visible()
    await window.page.evaluate("document.activeElement.blur()")
    await window.page.keyboard.press("Space")
    await expect(button(window, "Let the time pass")).to_be_visible()
    await window.phone("Kari Lund").get_by_role("textbox").press("Space")
    await window.page.evaluate("document.activeElement.blur()")
    await window.page.keyboard.press("Space")
    await expect(button(window, "Stop the time")).to_be_visible()
    house.play.change(stepping=True)
    await expect(button(window, "Next thing that happens")).to_have_attribute("aria-busy", "true")
    await button(window, "Next thing that happens").click()
    await expect(window.page.locator(".marks i").last).to_have_attribute("title", re.compile("Check-in asked, Ridge"))

    assert wishes(house.play) == ["faster", "slower", "monday", "next", "play", "pause", "play", "next"]


async def test_the_clock_waits_while_somebody_is_at_a_phone(house: House) -> None:
    await house.says(102, "Ready?", ["Yes"])
    house.play.change(running=True)
    window = await house.opens()

    await window.phone("Ola Nes").get_by_role("button", name="Yes").click()
    await house.answers(await house.pressed())
    await expect(button(window, "Let the time pass")).to_be_visible()

    assert house.play.wishes == [("touched", {"person": 102})]


async def test_starting_over_empties_the_phones_and_the_guide_begins_anew(house: House) -> None:
    await house.says(101, "From before")
    house.play.comes("check_in", "asked", "2026-09-01T10:00:00+02:00", 101)
    window = await house.opens()
    await window.page.get_by_role("button", name="Got it").click()
    await expect(window.message("Kari Lund", "From before")).to_be_visible()

    await button(window, "More choices").click()
    await window.page.get_by_role("menuitem", name="Start over").click()
    await button(window, "Cancel").click()
    assert wishes(house.play) == []
    await button(window, "More choices").click()
    await window.page.get_by_role("menuitem", name="Start over").click()
    await button(window, "Start over").click()
    await expect(window.page.get_by_role("tab", name="check_in")).to_be_visible()

    await house.phones.reset()
    await (await house.phones.person(101, "Kari")).says("/start")
    await house.says(101, "From the new beginning")
    await expect(window.message("Kari Lund", "From the new beginning")).to_be_visible()
    await expect(window.message("Kari Lund", "From before")).to_have_count(0)


async def test_a_bot_that_is_stopped_is_said_to_be_back(house: House) -> None:
    window = await house.opens()
    banner = window.page.locator("#banner")

    await button(window, "More choices").click()
    await window.page.get_by_role("menuitem", name="Stop the bot in the middle").click()
    house.play.change(bot={"state": "restarting", "restarts": 0})
    await expect(banner).to_have_text("The bot was stopped in the middle and is starting again.")
    house.play.change(bot={"state": "working", "restarts": 1})
    await expect(banner).to_have_text("The bot was stopped and is back: nothing is lost.")

    assert wishes(house.play) == ["kill"]


async def test_a_stand_in_that_is_gone_is_said_and_its_return_is_noticed(house: House) -> None:
    async with running_sandbox(now=lambda: TEN, stage=house.play) as running:
        other = await house.opens()
        await other.page.goto(running.url)
        await expect(other.page.locator(".time")).to_have_text("09:59")
        port, sandbox = running.port, running.sandbox
    await expect(other.page.locator("#banner")).to_have_text("The demo has stopped. Start it again with make demo.")

    async with running_sandbox(port, now=lambda: TEN, sandbox=sandbox, stage=house.play):
        await expect(other.page.locator("#banner")).to_be_empty()
        await other.page.close()
    other.complaints.clear()  # the browser says each time that it cannot connect
    other.strangers.clear()  # the other stand-in's own address


async def test_without_a_play_everybody_has_a_phone_and_anybody_may_come(house: House) -> None:
    async with running_sandbox() as running:
        window = await house.opens()
        await window.page.goto(running.url)
        await button(window, "Another phone").click()
        await window.page.get_by_role("textbox", name="First name").fill("Tor")
        await button(window, "Add").click()
        tor = window.phone("Tor")
        await tor.get_by_role("button", name="Start").click()
        await expect(window.message("Tor", "/start")).to_be_visible()
        await expect(window.page.locator(".time")).to_have_count(0)
        await window.page.close()
    window.strangers.clear()


async def test_a_hidden_window_holds_no_stream(house: House) -> None:
    window = await house.opens()
    opened: list[str] = []

    await expect(window.page.locator(".time")).to_have_text("09:59")
    window.page.on("request", lambda asked: asked.url.endswith("/phones/stream") and opened.append(asked.url))
    hide = """hidden => {
        Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
        document.dispatchEvent(new Event("visibilitychange"));
    }"""
    await window.page.evaluate(hide, True)
    await house.says(101, "Unseen")
    assert await window.message("Kari Lund", "Unseen").count() == 0
    await window.page.evaluate(hide, False)

    await expect(window.message("Kari Lund", "Unseen")).to_be_visible()
    assert len(opened) == 1
