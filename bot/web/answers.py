"""The pages to which the links of mails lead: opened by whoever has one, without a login, and without a script."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from bot.domain.digest_rhythm import Every
from bot.domain.links import BadLink, Link, Purpose, verify
from bot.flow.house import House
from bot.flow.mailing.addresses import PATH
from bot.flow.mailing.answer_page import AnswerPage, page_about
from bot.flow.mailing.answers import answer_link, open_link
from bot.storage.keys import LINKS, known_key
from bot.web.guesses import Guesses

log = logging.getLogger(__name__)

LAYOUT = "answer.html"
# What a mail program sends by itself where its reader presses its own button to unsubscribe (RFC 8058).
ONE_CLICK = ("List-Unsubscribe", "One-Click")
LONGEST_BODY, LONGEST_TOKEN = 4096, 256
# The page fetches nothing and runs nothing, tells nobody where it was, and is kept nowhere.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(slots=True)
class AnswerPages:
    """The pages over a house, at the time that `now` tells; `running` are seconds that never jump."""

    house: House
    now: Callable[[], datetime]
    running: Callable[[], float]
    guesses: Guesses = field(default_factory=Guesses)

    @property
    def routes(self) -> list[Route]:
        """Where they are."""
        return [Route(f"{PATH}/{{token}}", self._asked, methods=["GET", "POST"])]

    async def _asked(self, request: Request) -> Response:
        try:
            link = await self._link(request.path_params["token"])
            if link is None:
                return self._no_link(request)
            return await self._about(request, link)
        except Exception:
            # Without the address, which is a right.
            log.exception("a page of a mail could not be shown")
            return self._shown(request, page_about(self.house, "fault", self._language(request)), 503)

    async def _link(self, token: str) -> Link | None:
        if len(token) > LONGEST_TOKEN:
            return None
        async with self.house.db.read() as tx:
            key = await known_key(tx, LINKS)
        try:
            return verify(token, key) if key is not None else None
        except BadLink:
            return None

    async def _about(self, request: Request, link: Link) -> Response:
        house, say = self.house, request.query_params.get("say", "")
        if request.method != "POST":
            async with house.db.read() as tx:
                return self._shown(request, await open_link(tx, house, link, say, self.now()))
        sent = await _sent(request, link)
        if sent is None:
            return self._shown(request, page_about(house, "bad", self._language(request)), 400)
        async with house.db.write() as tx:
            return self._shown(request, await answer_link(tx, house, link, sent, self.now()))

    def _no_link(self, request: Request) -> Response:
        who = request.client.host if request.client else ""
        busy = self.guesses.one_more(who, self.running())
        page = page_about(self.house, "busy" if busy else "bad", self._language(request))
        return self._shown(request, page, 429 if busy else 404)

    def _shown(self, request: Request, page: AnswerPage, status: int = 200) -> Response:
        values = {"heading": page.heading, "said": page.said, "lines": page.lines, "choices": page.choices}
        html = self.house.content.wording.letter(LAYOUT, page.language, **values)
        return HTMLResponse(html, status, HEADERS | {"Content-Language": page.language})

    def _language(self, request: Request) -> str:
        """The language of somebody whom we do not know: the first that their browser asks for and we speak."""
        wording = self.house.content.wording
        for asked in request.headers.get("Accept-Language", "").split(","):
            code = asked.partition(";")[0].strip().lower()
            for known in (code, code.partition("-")[0], "nb" if code.startswith("no") else ""):
                if known in wording.languages:
                    return known
        return wording.fallback


async def _sent(request: Request, link: Link) -> str | None:
    """What was sent with the press; None where it cannot be read."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST_BODY:
        return None
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_BODY:
            return None
    try:
        fields = parse_qs(body.decode(), max_num_fields=8) if "multipart" not in _kind(request) else {}
    except ValueError:
        return None
    name, value = ONE_CLICK
    if link.purpose is Purpose.OFTEN and (name in fields or value.encode() in body) and "say" not in fields:
        return Every.OFF
    return fields.get("say", [""])[0]


def _kind(request: Request) -> str:
    return request.headers.get("Content-Type", "")
