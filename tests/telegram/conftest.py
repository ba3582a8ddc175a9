"""The way out to Telegram by itself, over HTTP, to the stand-in and the phone of Kari, who has pressed Start."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.app import DRAWING
from bot.domain.drawing import Drawing
from bot.sandbox.phone import Phone, Phones, phones_of
from bot.sandbox.server import Running, running_sandbox
from bot.telegram.routes import build_application
from bot.telegram.sender import TelegramSender

KARI = 101
TOKEN = "123456:a-token-that-opens-nothing"


@asynccontextmanager
async def sender_to(url: str, drawing: Drawing = DRAWING) -> AsyncIterator[TelegramSender]:
    """A sender to the Bot API at this address."""
    bot = build_application(TOKEN, url).bot
    # Not initialized as a whole: that would ask who the bot is, and some of these Bot APIs do not answer.
    await asyncio.gather(*(request.initialize() for request in (bot.request,)))
    try:
        yield TelegramSender(bot, drawing)
    finally:
        await bot.request.shutdown()


@pytest.fixture
async def stand_in() -> AsyncIterator[Running]:
    async with running_sandbox() as running:
        yield running


@pytest.fixture
async def phones(stand_in: Running) -> AsyncIterator[Phones]:
    async with phones_of(stand_in.url) as phones:
        yield phones


@pytest.fixture
async def kari(phones: Phones) -> Phone:
    phone = await phones.person(KARI, "Kari")
    await phone.says("/start")
    return phone


@pytest.fixture
async def sender(stand_in: Running) -> AsyncIterator[TelegramSender]:
    async with sender_to(stand_in.url) as sender:
        yield sender
