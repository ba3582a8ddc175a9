"""Charts reach a chat as a picture or an album, or else in words; over HTTP, against the stand-in."""

import asyncio
from dataclasses import replace
from threading import Event
from typing import Any

import httpx
import pytest

from bot.app import DRAWING
from bot.charts.draw import png
from bot.domain.charts.picture import Chart
from bot.domain.errors import MellomError
from bot.domain.outgoing import Button, Delivery, Lane, Outcome, Outgoing, OutgoingKind
from bot.sandbox.phone import Phone, Phones
from bot.sandbox.server import Running
from bot.telegram.sender import TelegramSender
from tests.charts.charts import chart, improved
from tests.telegram.conftest import KARI, sender_to

BUTTON = ((Button("Yes", "a1:1:0:yes"),),)
IN_WORDS = "Falls, Ridge home care\n▁█\nToo early to say."


def falls(**more: Any) -> Outgoing:
    """One chart with a button."""
    given = chart((1.0, 3.0), title="Falls", verdict="Too early to say.")
    return Outgoing("key", OutgoingKind.REPLY, Lane.REPLY, KARI, pictures=(given,), keyboard=BUTTON, **more)


def album(*charts: Chart, text: str = "") -> Outgoing:
    return Outgoing("key", OutgoingKind.DIGEST, Lane.WAVE, KARI, pictures=charts, text=text)


async def test_one_chart_is_a_picture_with_its_verdict_and_buttons(
    sender: TelegramSender, stand_in: Running, kari: Phone
) -> None:
    sent = await sender.send(falls(text="<b>Saved</b>"), None)

    assert sent == Delivery(Outcome.SENT, message_id=2)
    screen = await kari.screen()
    assert screen.html == "<b>Saved</b>\n\n<b>Falls</b>, Ridge home care\nToo early to say."
    assert screen.buttons == ["Yes"]
    _, large = screen.content["photo"]
    assert (large["width"], large["height"]) == (1280, 800)
    async with httpx.AsyncClient(trust_env=False) as client:
        got = await client.get(f"{stand_in.url}/phones/files/{large['file_id']}")
    assert got.content == png(falls().pictures[0])


async def test_several_charts_are_one_album_in_their_order(sender: TelegramSender, kari: Phone) -> None:
    sent = await sender.send(album(improved(), *falls().pictures), None)

    first, second = (await kari.messages())[1:]
    assert sent == Delivery(Outcome.SENT, message_id=first.id)
    assert first.album == second.album != None  # noqa: E711
    assert [first.text, second.text] == [
        "Medication lists reviewed, Ridge home care\nThe pattern suggests a real improvement.",
        "Falls, Ridge home care\nToo early to say.",
    ]


async def test_an_album_of_ten_with_long_words_is_taken(sender: TelegramSender, kari: Phone) -> None:
    charts = [chart(title=f"Measure {n}", verdict="🌟" * 2000) for n in range(10)]

    assert (await sender.send(album(*charts), None)).outcome is Outcome.SENT
    assert len(await kari.messages()) == 11


@pytest.mark.parametrize(
    "description",
    ["PHOTO_INVALID_DIMENSIONS", "IMAGE_PROCESS_FAILED", "not enough rights to send photos to the chat"],
)
async def test_a_picture_that_is_refused_comes_in_words(
    sender: TelegramSender, phones: Phones, kari: Phone, description: str
) -> None:
    await phones.fault("error", "sendPhoto", status=400, description=f"Bad Request: {description}")

    assert (await sender.send(falls(), None)).outcome is Outcome.SENT

    screen = await kari.screen()
    assert (screen.text, screen.buttons, "photo" in screen.content) == (IN_WORDS, ["Yes"], False)


async def test_an_album_that_is_refused_comes_in_words(sender: TelegramSender, phones: Phones, kari: Phone) -> None:
    await phones.fault("error", "sendMediaGroup", status=400, description="Bad Request: PHOTO_INVALID_DIMENSIONS")

    await sender.send(album(*falls().pictures, *falls().pictures, text="<b>Week 37</b>"), None)

    assert (await kari.screen()).html == f"<b>Week 37</b>\n\n{IN_WORDS}\n\n{IN_WORDS}".replace(
        "Falls,", "<b>Falls</b>,"
    )


async def test_a_chart_that_cannot_be_drawn_comes_in_words(stand_in: Running, kari: Phone) -> None:
    def fails(_: Chart) -> bytes:
        raise MellomError("no ink")

    async with sender_to(stand_in.url, replace(DRAWING, png=fails)) as sender:
        assert (await sender.send(falls(), None)).outcome is Outcome.SENT

    assert (await kari.screen()).text == IN_WORDS


@pytest.mark.parametrize(
    ("fault", "outcome", "arrived"),
    [
        ({"kind": "drop_after"}, Outcome.UNKNOWN, 1),
        ({"kind": "drop_before"}, Outcome.UNKNOWN, 0),
        ({"kind": "error", "status": 429, "retry_after": 7}, Outcome.LATER, 0),
        ({"kind": "error", "status": 502}, Outcome.LATER, 0),
    ],
    ids=str,
)
async def test_a_picture_on_its_way_is_not_sent_in_words_as_well(
    sender: TelegramSender, phones: Phones, kari: Phone, fault: dict[str, Any], outcome: Outcome, arrived: int
) -> None:
    await phones.fault(method="sendPhoto", **fault)

    assert (await sender.send(falls(), None)).outcome is outcome
    assert len((await kari.messages())[1:]) == arrived


async def test_who_has_blocked_us_gets_neither(sender: TelegramSender, kari: Phone) -> None:
    await kari.blocks()

    assert (await sender.send(falls(), None)).outcome is Outcome.GONE


async def test_where_neither_picture_nor_words_may_be_sent_the_chat_is_shut(
    sender: TelegramSender, phones: Phones, kari: Phone
) -> None:
    for method, what in (("sendPhoto", "photos"), ("sendMessage", "text messages")):
        said = f"Bad Request: not enough rights to send {what} to the chat"
        await phones.fault("error", method, status=400, description=said)

    assert (await sender.send(falls(), None)).outcome is Outcome.SHUT


async def test_words_go_out_while_a_chart_is_being_drawn(stand_in: Running, kari: Phone) -> None:
    drawing, may_end = Event(), Event()

    def slow(_: Chart) -> bytes:
        drawing.set()
        may_end.wait(30)
        return png(chart())

    async with sender_to(stand_in.url, replace(DRAWING, png=slow)) as sender:
        picture = asyncio.create_task(sender.send(falls(), None))
        await asyncio.to_thread(drawing.wait, 30)
        await sender.send(Outgoing("text", OutgoingKind.REPLY, Lane.REPLY, KARI, text="Here"), None)
        assert [it.text for it in await kari.messages()] == ["/start", "Here"]
        may_end.set()
        await picture

    assert (await kari.screen()).text == "Falls, Ridge home care\nToo early to say."


async def test_a_press_below_a_picture_changes_the_words_below_it(sender: TelegramSender, kari: Phone) -> None:
    await sender.send(falls(), None)
    edit = Outgoing("edit", OutgoingKind.EDIT, Lane.REPLY, KARI, text="<b>Removed</b>", message_id=2)

    for _ in range(2):
        assert await sender.send(edit, 2) == Delivery(Outcome.SENT, message_id=2)

    screen = await kari.screen()
    assert (screen.html, screen.buttons, "photo" in screen.content) == ("<b>Removed</b>", [], True)


async def test_more_than_fits_below_a_picture_is_shown_anew(sender: TelegramSender, kari: Phone) -> None:
    await sender.send(falls(), None)
    edit = Outgoing("edit", OutgoingKind.SCREEN, Lane.REPLY, KARI, text="x" * 1025, message_id=2)

    assert (await sender.send(edit, 2)).outcome is Outcome.NOT_THERE
