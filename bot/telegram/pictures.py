"""Charts on their way to a chat: drawn beside the event loop, and sent as one picture or one album."""

import asyncio
from collections.abc import Callable, Sequence

from telegram import Bot, InlineKeyboardMarkup, InputMediaPhoto
from telegram.constants import ParseMode

from bot.domain.charts.picture import Chart
from bot.domain.outgoing import Outgoing
from bot.telegram.captions import captions

FILE = "chart.png"


async def drawn(charts: Sequence[Chart], png: Callable[[Chart], bytes]) -> list[bytes]:
    """The charts as pictures; replies are not kept waiting while they are drawn."""
    return [await asyncio.to_thread(png, chart) for chart in charts]


async def send_pictures(
    bot: Bot, outgoing: Outgoing, pictures: Sequence[bytes], keyboard: InlineKeyboardMarkup | None
) -> int:
    """Send the pictures as a new message or album; the id of the first. Buttons stand below a single one only."""
    chat_id, thread_id, said = outgoing.chat_id, outgoing.thread_id, captions(outgoing)
    if len(pictures) == 1:
        sent = await bot.send_photo(
            chat_id,
            pictures[0],
            said[0],
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard,
            message_thread_id=thread_id,
            filename=FILE,
        )
        return sent.message_id
    media = [
        InputMediaPhoto(picture, words, ParseMode.HTML, filename=FILE)
        for picture, words in zip(pictures, said, strict=True)
    ]
    first, *_ = await bot.send_media_group(chat_id, media, message_thread_id=thread_id)
    return first.message_id
