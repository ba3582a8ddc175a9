"""Two libraries that know nothing of each other drive the stand-in."""

import asyncio
from collections.abc import AsyncIterator

import aiogram
import pytest
import telegram
import telegram.error
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
)
from aiogram.types import BufferedInputFile
from telegram.constants import ParseMode

from bot.sandbox.phone import Phone, Phones, Toast
from bot.sandbox.server import Running
from tests.sandbox.pictures import png


@pytest.fixture
async def ptb(running: Running) -> AsyncIterator[telegram.Bot]:
    async with telegram.Bot(
        running.token, base_url=f"{running.url}/bot", base_file_url=f"{running.url}/file/bot"
    ) as bot:
        yield bot


@pytest.fixture
async def gram(running: Running) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(running.url))
    async with aiogram.Bot(running.token, session=session) as bot:
        yield bot


async def test_python_telegram_bot_holds_a_conversation(ptb: telegram.Bot, kari: Phone) -> None:
    button = telegram.InlineKeyboardButton("Ja", callback_data="a1:1:y")
    keyboard = telegram.InlineKeyboardMarkup([[button]])
    (start,) = await ptb.get_updates(allowed_updates=["message", "callback_query", "my_chat_member"])
    assert start.message is not None
    sent = await ptb.send_message(101, "<b>Klar?</b>", parse_mode=ParseMode.HTML, reply_markup=keyboard)
    assert (await kari.hears("Klar?")).html == "<b>Klar?</b>"

    press = await kari.presses("Ja")
    (tap,) = await ptb.get_updates(offset=start.update_id + 1, timeout=2)
    assert tap.callback_query is not None
    await tap.callback_query.answer("Takk")
    await tap.callback_query.edit_message_text("Svart")

    assert await press.toast() == Toast("Takk", alert=False)
    assert (await kari.hears("Svart")).id == sent.message_id
    assert ptb.username == "mellom_bot"


async def test_aiogram_holds_a_conversation(gram: aiogram.Bot, kari: Phone) -> None:
    button = aiogram.types.InlineKeyboardButton(text="Ja", callback_data="a1:1:y")
    keyboard = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
    (start,) = await gram.get_updates(allowed_updates=["message", "callback_query"])
    sent = await gram.send_message(101, "<b>Klar?</b>", parse_mode="HTML", reply_markup=keyboard)

    press = await kari.presses("Ja")
    (tap,) = await gram.get_updates(offset=start.update_id + 1, timeout=2)
    assert tap.callback_query is not None
    await gram.answer_callback_query(tap.callback_query.id, text="Takk")
    await gram.edit_message_text("Svart", chat_id=101, message_id=sent.message_id)

    assert await press.toast() == Toast("Takk", alert=False)
    assert (await kari.hears("Svart")).edited


async def test_both_send_pictures_and_files(ptb: telegram.Bot, gram: aiogram.Bot, kari: Phone) -> None:
    picture = png(40, 30)
    by_ptb = await ptb.send_photo(101, picture, caption="one", filename="one.png")
    by_gram = await gram.send_document(101, BufferedInputFile(b"two", "two.csv"), caption="two")

    assert [message.text for message in (await kari.messages())[1:]] == ["one", "two"]
    assert bytes(await (await by_ptb.photo[-1].get_file()).download_as_bytearray()) == picture
    assert by_gram.document is not None
    assert by_gram.document.file_name == "two.csv"


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")
async def test_python_telegram_bot_meets_its_own_exceptions(ptb: telegram.Bot, kari: Phone, phones: Phones) -> None:
    group = await phones.group("Ridge", kari)
    await phones.migrate(group)
    await phones.person(102, "Ola")

    with pytest.raises(telegram.error.ChatMigrated):
        await ptb.send_message(group, "hi")
    with pytest.raises(telegram.error.Forbidden, match="can't initiate"):
        await ptb.send_message(102, "hi")
    with pytest.raises(telegram.error.BadRequest, match="Can't parse entities"):
        await ptb.send_message(101, "<b>", parse_mode=ParseMode.HTML)
    await phones.fault("error", status=429, retry_after=3)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb.send_message(101, "hi")
    await phones.fault("drop_before")
    with pytest.raises(telegram.error.NetworkError):
        await ptb.send_message(101, "hi")


async def test_aiogram_meets_its_own_exceptions(gram: aiogram.Bot, kari: Phone, phones: Phones) -> None:
    group = await phones.group("Ridge", kari)
    await phones.migrate(group)
    await phones.person(102, "Ola")

    with pytest.raises(TelegramMigrateToChat):
        await gram.send_message(group, "hi")
    with pytest.raises(TelegramForbiddenError, match="can't initiate"):
        await gram.send_message(102, "hi")
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await gram.send_message(101, "<b>", parse_mode="HTML")
    await phones.fault("error", status=429, retry_after=3)
    with pytest.raises(TelegramRetryAfter):
        await gram.send_message(101, "hi")
    await phones.fault("drop_after", "sendMessage")
    with pytest.raises(TelegramNetworkError):
        await gram.send_message(101, "hi")


async def test_two_libraries_cannot_poll_at_once(
    ptb: telegram.Bot, gram: aiogram.Bot, running: Running, phones: Phones
) -> None:
    older = asyncio.create_task(gram.get_updates(timeout=5))
    await running.sandbox.updates.made.watched.wait()

    newer = asyncio.create_task(ptb.get_updates(timeout=5))

    with pytest.raises(TelegramConflictError):
        await older
    await (await phones.person(101, "Kari")).says("/start")
    assert len(await newer) == 1


async def test_both_keep_commands_and_webhooks(ptb: telegram.Bot, gram: aiogram.Bot) -> None:
    await ptb.set_my_commands([("help", "What I can do")], scope=telegram.BotCommandScopeAllPrivateChats())

    scope = aiogram.types.BotCommandScopeAllPrivateChats()
    (command,) = await gram.get_my_commands(scope=scope)

    assert command.command == "help"
    assert await ptb.set_webhook("http://127.0.0.1:9/hook", secret_token="x", allowed_updates=["message"])
    assert (await gram.get_webhook_info()).url == "http://127.0.0.1:9/hook"
    assert await gram.delete_webhook()


async def test_both_send_albums_and_change_them(ptb: telegram.Bot, gram: aiogram.Bot, kari: Phone) -> None:
    old = [
        telegram.InputMediaPhoto(png(20, 10), caption="<b>one</b>", parse_mode=ParseMode.HTML),
        *[telegram.InputMediaPhoto(png(10, 20))],
    ]
    new = [aiogram.types.InputMediaDocument(media=BufferedInputFile(word, "a.csv")) for word in (b"a", b"b", b"c")]

    by_ptb = await ptb.send_media_group(101, old)
    by_gram = await gram.send_media_group(101, new)
    await ptb.edit_message_media(telegram.InputMediaPhoto(png(30, 30)), 101, by_ptb[1].message_id)
    await gram.edit_message_caption(chat_id=101, message_id=by_gram[0].message_id, caption="first")

    assert by_ptb[0].media_group_id == by_ptb[1].media_group_id
    shown = (await kari.messages())[1:]
    assert [message.album for message in shown] == [by_ptb[0].media_group_id] * 2 + [by_gram[0].media_group_id] * 3
    assert (shown[0].html, shown[1].content["photo"][1]["width"], shown[2].text) == ("<b>one</b>", 30, "first")


async def test_both_lead_topics(ptb: telegram.Bot, gram: aiogram.Bot, kari: Phone, phones: Phones) -> None:
    forum = await phones.group("Ridge", kari, forum=True, admin=True)

    made = await ptb.create_forum_topic(forum, "Falls", icon_color=7322096)
    said = await gram.send_message(forum, "How is it going?", message_thread_id=made.message_thread_id)
    assert await gram.edit_forum_topic(forum, made.message_thread_id, name="Fewer falls")
    assert await ptb.close_forum_topic(forum, made.message_thread_id)

    assert (said.is_topic_message, said.message_thread_id) == (True, made.message_thread_id)
    assert said.reply_to_message is not None
    assert said.reply_to_message.forum_topic_created is not None
    assert (await phones.get(f"/chats/{forum}"))["topics"] == [
        {"id": made.message_thread_id, "name": "Fewer falls", "closed": True}
    ]
    await kari.says("/help", chat=forum, topic=made.message_thread_id)
    updates = await ptb.get_updates()
    assert updates[-1].message is not None
    assert updates[-1].message.message_thread_id == made.message_thread_id
