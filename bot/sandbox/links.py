"""Links that lead to the bot."""

import re
from urllib.parse import parse_qs, urlsplit

from bot.sandbox.errors import PhoneError
from bot.sandbox.state import Sandbox


def read_link(sandbox: Sandbox, url: str) -> tuple[str, str]:
    """`start` or `startgroup`, and the code, of a link to the bot."""
    username = sandbox.bot.username
    try:
        parts = urlsplit(url)
    except ValueError:
        raise PhoneError(400, f"{url} is no link") from None
    query = parse_qs(parts.query, keep_blank_values=True)
    bot = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
    known = parts.scheme == "tg" or parts.hostname in ("t.me", "telegram.me")
    if not known or bot.lower() != username.lower():
        raise PhoneError(404, f"{url} does not lead to the bot; its links are https://t.me/{username}?start=…")
    kind = "startgroup" if "startgroup" in query else "start"
    code = query.get(kind, [""])[0]
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", code):
        raise PhoneError(400, "a code holds up to 64 of A-Z a-z 0-9 _ -")
    return kind, code
