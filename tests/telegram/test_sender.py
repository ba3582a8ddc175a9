"""What the outside world answers, as outcomes; over HTTP, against the stand-in and its faults."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.domain.outgoing import Button, Delivery, Lane, Outcome, Outgoing, OutgoingKind
from bot.sandbox.phone import Phone, Phones
from bot.sandbox.server import Running
from bot.telegram.sender import TelegramSender
from tests.telegram.conftest import KARI, sender_to

BUTTON = ((Button("Yes", "a1:1:0:yes"),),)


def text(said: str = "How is it going?", chat_id: int = KARI, **more: Any) -> Outgoing:
    return Outgoing("key", OutgoingKind.SCREEN, Lane.WAVE, chat_id, text=said, keyboard=BUTTON, **more)


FAULTS: list[tuple[dict[str, Any], Outcome, float, int]] = [
    ({"kind": "drop_before"}, Outcome.UNKNOWN, 0.0, 0),
    ({"kind": "drop_after"}, Outcome.UNKNOWN, 0.0, 1),
    ({"kind": "error", "status": 429, "retry_after": 7}, Outcome.LATER, 7.0, 0),
    ({"kind": "error", "status": 500}, Outcome.LATER, 0.0, 0),
    ({"kind": "error", "status": 502}, Outcome.LATER, 0.0, 0),
    ({"kind": "error", "status": 401}, Outcome.LATER, 10.0, 0),
    ({"kind": "error", "status": 400, "description": "Bad Request: chat not found"}, Outcome.GONE, 0.0, 0),
    ({"kind": "error", "status": 400, "description": "Bad Request: PEER_FLOOD"}, Outcome.REFUSED, 0.0, 0),
    ({"kind": "error", "status": 400, "description": "Bad Request: TOPIC_CLOSED"}, Outcome.SHUT, 0.0, 0),
    ({"kind": "error", "status": 400, "description": "Bad Request: message thread not found"}, Outcome.SHUT, 0.0, 0),
]


@pytest.mark.parametrize(("fault", "outcome", "wait", "arrived"), FAULTS, ids=str)
async def test_a_fault_of_the_way_is_an_outcome(
    sender: TelegramSender,
    phones: Phones,
    kari: Phone,
    fault: dict[str, Any],
    outcome: Outcome,
    wait: float,
    arrived: int,
) -> None:
    await phones.fault(method="sendMessage", **fault)

    delivery = await sender.send(text(), None)

    assert (delivery.outcome, delivery.wait) == (outcome, wait)
    assert len([message for message in await kari.messages() if message.from_bot]) == arrived


async def test_a_bot_api_that_is_not_there_was_sent_nothing() -> None:
    async with sender_to("http://127.0.0.1:9") as sender:
        delivery = await sender.send(text(), None)

    assert (delivery.outcome, delivery.why) == (Outcome.LATER, "the Bot API is out of reach")


async def test_an_answer_that_cannot_be_read_leaves_the_outcome_unknown() -> None:
    async def answer(_: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        to.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>")
        await to.drain()
        to.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server, sender_to(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}") as sender:
        delivery = await sender.send(text(), None)

    assert delivery.outcome is Outcome.UNKNOWN


async def test_a_message_is_sent_and_changed_and_the_same_again_is_no_failure(
    sender: TelegramSender, kari: Phone
) -> None:
    sent = await sender.send(text("<b>One</b> &amp; two"), None)
    assert sent == Delivery(Outcome.SENT, message_id=2)

    for _ in range(2):
        assert await sender.send(text("Three"), 2) == Delivery(Outcome.SENT, message_id=2)

    screen = await kari.screen()
    assert (screen.text, screen.buttons) == ("Three", ["Yes"])


async def test_buttons_are_taken_off_and_messages_are_deleted(sender: TelegramSender, kari: Phone) -> None:
    await sender.send(text(), None)

    await sender.send(Outgoing("strip", OutgoingKind.STRIP, Lane.WAVE, KARI, message_id=2), 2)
    assert (await kari.screen()).buttons == []

    await sender.send(Outgoing("delete", OutgoingKind.DELETE, Lane.REPLY, KARI, message_id=1), 1)
    assert [message.id for message in await kari.messages()] == [2]


@pytest.mark.parametrize("kind", [OutgoingKind.SCREEN, OutgoingKind.STRIP, OutgoingKind.DELETE])
async def test_a_message_that_was_deleted_is_not_there(
    sender: TelegramSender, stand_in: Running, kari: Phone, kind: OutgoingKind
) -> None:
    await sender.send(text(), None)
    del stand_in.sandbox.chats[KARI].messages[2]

    delivery = await sender.send(Outgoing("key", kind, Lane.REPLY, KARI, text="Two", message_id=2), 2)

    assert delivery.outcome is Outcome.NOT_THERE


async def test_bad_markup_is_refused(sender: TelegramSender, kari: Phone) -> None:
    assert (await sender.send(text("<b>never closed"), None)).outcome is Outcome.REFUSED


@pytest.mark.parametrize("leave", [Phone.blocks, Phone.deactivates], ids=["blocked", "deactivated"])
async def test_a_person_who_has_gone_is_gone(
    sender: TelegramSender, kari: Phone, leave: Callable[[Phone], Awaitable[None]]
) -> None:
    await leave(kari)

    assert (await sender.send(text(), None)).outcome is Outcome.GONE


async def test_a_group_that_has_moved_says_where(sender: TelegramSender, phones: Phones, kari: Phone) -> None:
    group = await phones.group("Ridge", kari)
    supergroup = await phones.migrate(group)

    delivery = await sender.send(text(chat_id=group), None)

    assert (delivery.outcome, delivery.chat_id) == (Outcome.MOVED, supergroup)
