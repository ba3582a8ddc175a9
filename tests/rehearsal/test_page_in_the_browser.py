"""The page of a rehearsal for everybody: on a phone, in the dark, on paper, without scripts, by keyboard, with axe."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_playwright_python
import pytest

from bot.content.content import load_content
from bot.rehearsal.page.render import render
from bot.rehearsal.played import Broken
from bot.settings import ROOT
from tests.rehearsal.plays import STARTS, at, played, programme, whole

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.asyncio(loop_scope="session")

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pages: everything in one, every promise broken in another, and many teams."""
    content, folder = load_content(ROOT / "prompts", ROOT / "schedules"), tmp_path_factory.mktemp("pages")
    broken = tuple(Broken("quiet hours", at(STARTS, 21), f"m0-{n}", "came at 21:00") for n in range(3))
    plays = {"whole": whole(), "broken": played(programme(), broken=broken), "many": whole(12, 4)}
    for name, play in plays.items():
        (folder / f"{name}.html").write_text(render(play, content, "nb"), encoding="utf-8")
    return folder


@asynccontextmanager
async def opened(chromium: "Browser", file: Path, width: int = 1280, **how: Any) -> AsyncIterator["Page"]:
    """The page in a window of this width; it may ask for nothing else, and complain of nothing."""
    context = await chromium.new_context(viewport={"width": width, "height": 844}, **how)
    page, wrong = await context.new_page(), list[str]()
    page.on("console", lambda said: wrong.append(said.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: asked.url == file.as_uri() or wrong.append(asked.url))
    try:
        await page.goto(file.as_uri())
        yield page
        assert wrong == []
    finally:
        await context.close()


@pytest.mark.parametrize("name", ["whole", "broken"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_axe_finds_nothing(chromium: "Browser", folder: Path, name: str, scheme: str, width: int) -> None:
    async with opened(chromium, folder / f"{name}.html", width, color_scheme=scheme) as page:
        await page.locator(".team summary").first.click()
        await page.evaluate(AXE)

        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = await page.evaluate("options => axe.run(options)", options)

        assert [f"{it['id']}: {[node['target'] for node in it['nodes']]}" for it in found["violations"]] == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_without_scripts_it_is_whole_and_has_no_dead_buttons(chromium: "Browser", folder: Path) -> None:
    async with opened(chromium, folder / "whole.html", java_script_enabled=False) as page:
        assert await page.get_by_role("button").count() == 0
        assert await page.get_by_role("searchbox").count() == 0
        assert await page.locator(".team").count() == 4
        await page.locator(".team summary").first.click()
        assert await page.locator(".team table").first.is_visible()


async def test_a_team_or_a_person_is_found(chromium: "Browser", folder: Path) -> None:
    async with opened(chromium, folder / "many.html") as page:
        await page.get_by_role("searchbox").fill("M7-")

        assert await page.locator(".team h3:visible").all_inner_texts() == ["Team number 7"]
        assert await page.get_by_role("rowheader", name="m7-").count() == 4
        assert await page.get_by_role("rowheader", name="m3-").count() == 0

        await page.get_by_role("searchbox").fill("nobody at all")
        assert await page.get_by_role("status").inner_text() == "Ingenting passer."

        await page.get_by_role("searchbox").fill("")
        assert await page.locator(".team:visible").count() == 12


async def test_all_that_happened_opens_at_once_and_folds_again(chromium: "Browser", folder: Path) -> None:
    async with opened(chromium, folder / "whole.html") as page:
        await page.get_by_role("button", name="Vis alt som skjedde").press("Enter")
        assert await page.locator(".team details[open]").count() == 4

        await page.get_by_role("button", name="Fold det sammen").press("Enter")
        assert await page.locator(".team details[open]").count() == 0


async def test_on_paper_nothing_is_cut_off(chromium: "Browser", folder: Path) -> None:
    async with opened(chromium, folder / "whole.html", width=700, color_scheme="dark") as page:
        await page.emulate_media(media="print")

        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert not await page.get_by_role("searchbox").is_visible()
