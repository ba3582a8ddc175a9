"""Albums: several pictures or files that belong together."""

import secrets

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.media import read_input_media
from bot.sandbox.methods.messages import put, read_place
from bot.sandbox.params import Params
from bot.sandbox.people import Json
from bot.sandbox.state import Sandbox

MOST_IN_ALBUM = 10


async def send_media_group(sandbox: Sandbox, params: Params) -> list[Json]:
    chat = sandbox.writable(params.text("chat_id"))
    given = params.parsed("media", "can't parse media JSON object")
    if not isinstance(given or [], list):
        raise bad_request("expected an Array of InputMedia")
    if not given:
        raise bad_request("there are no messages to send")
    if len(given) > MOST_IN_ALBUM:
        raise bad_request("too many messages to send as an album")
    items = [read_input_media(sandbox, params, item) for item in given]
    if len({item.kind for item in items}) > 1:
        raise bad_request("document can't be mixed with other media types")
    where = read_place(sandbox, chat, params)
    sandbox.limits.check(chat.id, messages=len(items))
    # Telegram sends a single one by itself, as no album.
    where["album"] = str(secrets.randbits(62)) if len(items) > 1 else None
    messages = [
        put(sandbox, chat, params, where, content=item.content, text=item.text, entities=item.entities)
        for item in items
    ]
    return [chat.seen_by_bot(message) for message in messages]
