"""Charts that the bot sends, on the phones of a browser."""

import json

import pytest
from playwright.async_api import expect

from bot.charts.draw import png
from tests.charts.charts import chart, improved
from tests.page.conftest import House

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_an_album_of_charts_is_shown_and_read_out_by_the_words_below_each(house: House) -> None:
    charts = [improved(), chart()]
    media = [
        {"type": "photo", "media": f"attach://p{n}", "caption": it.verdict.partition(".")[0]}
        for n, it in enumerate(charts)
    ]
    files = {f"p{n}": ("chart.png", png(it), "image/png") for n, it in enumerate(charts)}
    window = await house.opens()

    await house.api.client.post(
        f"{house.api.base}/sendMediaGroup", data={"chat_id": "202", "media": json.dumps(media)}, files=files
    )

    per = window.phone("Per Moe")
    for words in ("The pattern suggests a real improvement", "Nothing unusual"):
        shown = per.get_by_role("button", name=f"Open the picture: {words}", exact=True)
        await expect(shown.locator("img")).to_have_js_property("naturalWidth", 1280)
    await shown.click()
    await expect(window.page.get_by_role("dialog").get_by_role("img", name="Nothing unusual")).to_be_visible()
    assert (window.complaints, window.strangers) == ([], [])
