"""What no library would send: it is refused in words, and what is taken does no harm on a phone."""

from typing import Any

import httpx
import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Running
from tests.sandbox.conftest import Api

DEEP = "[" * 100_000


async def raw(api: Api, method: str, body: str) -> httpx.Response:
    content = {"content-type": "application/json"}
    return await api.client.post(f"{api.base}/{method}", content=body.encode(), headers=content)


@pytest.mark.parametrize(
    ("method", "body"),
    [
        ("sendMessage", '{"chat_id": 101, "text": "\\ud800"}'),
        ("sendMessage", '{"chat_id": 101, "text": NaN}'),
        ("sendMessage", '{"chat_id": 101, "text": 1e999}'),
        ("sendMessage", DEEP),
        ("sendMessage", '{"chat_id": 101, "text": "x", "reply_markup": "[[[[{"}'),
        ("sendMessage", '{"chat_id": 101, "text": "x", "reply_markup": "' + DEEP + '"}'),
        ("sendMessage", '{"chat_id": 101, "text": "x", "reply_markup": "{\\"force_reply\\": \\"\\\\ud800\\"}"}'),
        ("sendMessage", '{"chat_id": 101, "text": "x", "reply_markup": {"inline_keyboard": [["x"]]}}'),
        ("sendMessage", '{"chat_id": 101, "text": "x", "reply_markup": {"keyboard": "x"}}'),
        ("sendMessage", '{"chat_id": 101, "text": "x", "reply_parameters": [1]}'),
        ("sendMessage", '{"chat_id": 101, "text": "x", "reply_parameters": {"message_id": [1]}}'),
        ("sendMessage", '{"chat_id": 101, "text": "x", "link_preview_options": [1]}'),
        ("sendMessage", '{"chat_id": 101, "text": "x", "message_thread_id": "999999999999999999999"}'),
        ("sendMediaGroup", '{"chat_id": 101, "media": [[]]}'),
        ("editMessageMedia", '{"chat_id": 101, "message_id": 1, "media": 7}'),
        ("setMyCommands", '{"commands": [7]}'),
        ("setMyCommands", '{"commands": [{"command": ["x"], "description": {}}]}'),
        ("setWebhook", '{"url": "https://example.org", "allowed_updates": "all"}'),
    ],
    ids=range(18),
)
async def test_what_makes_no_sense_is_refused_and_the_log_can_still_be_read(
    api: Api, running: Running, kari: Phone, method: str, body: str
) -> None:
    answer = await raw(api, method, body)

    refused = (answer.status_code, answer.json()["ok"]) == (400, False)
    harmless = "99999" in body and answer.status_code == 200
    assert refused or harmless, answer.text
    assert (await api.client.get(f"{running.url}/phones/log")).status_code == 200
    assert (await api.client.get(f"{running.url}/phones/chats/101")).status_code == 200


@pytest.mark.parametrize(
    ("entities", "description"),
    [
        ({"type": "bold"}, "expected an Array of MessageEntity"),
        (["bold"], "can't parse MessageEntity: expected an Object"),
        ([{"type": "bold"}], 'can\'t parse MessageEntity: Can\'t find field "offset" or "length"'),
        ([{"type": "blink", "offset": 0, "length": 1}], "can't parse MessageEntity: Unsupported type specified"),
    ],
)
async def test_entities_that_are_none_are_refused(api: Api, kari: Phone, entities: Any, description: str) -> None:
    refusal = await api.refusal("sendMessage", chat_id=101, text="hello", entities=entities)

    assert refusal == (400, f"Bad Request: {description}")


@pytest.mark.parametrize(
    ("entity", "html"),
    [
        ({"type": "bold", "offset": 0, "length": 5}, "<b>hello</b>"),
        ({"type": "bold", "offset": 2, "length": 99}, "he<b>llo</b>"),
        ({"type": "bold", "offset": -3, "length": 9}, "hello"),
        ({"type": "bold", "offset": 99, "length": 9}, "hello"),
        ({"type": "mention", "offset": 0, "length": 5}, "hello"),
        ({"type": "text_link", "offset": 0, "length": 5, "url": "javascript:alert(1)"}, "hello"),
        ({"type": "text_link", "offset": 0, "length": 5, "url": 'https://a.no/"><b>'}, None),
        (
            {"type": "text_link", "offset": 0, "length": 5, "url": 'https://example.org/?a="b"&c'},
            '<a href="https://example.org/?a=&quot;b&quot;&amp;c">hello</a>',
        ),
        ({"type": "text_link", "offset": 0, "length": 5, "url": "https://example.org/\njavascript:x"}, "hello"),
        (
            {"type": "pre", "offset": 0, "length": 5, "language": '"><script>'},
            '<pre><code class="language-&quot;&gt;&lt;script&gt;">hello</code></pre>',
        ),
    ],
)
async def test_entities_do_no_harm_on_a_phone(api: Api, kari: Phone, entity: dict[str, Any], html: str | None) -> None:
    await api.result("sendMessage", chat_id=101, text="hello", entities=[entity])

    shown = (await kari.screen()).html
    assert "<script" not in shown
    assert "<b>" not in shown or entity["type"] == "bold"
    assert html is None or shown == html


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("send", '{"person": 101, "text": "\\ud800"}'),
        ("send", '{"person": 101, "text": "x", "reply_to": [1]}'),
        ("send", '{"person": 101, "text": "x", "topic": "one"}'),
        ("send", '{"person": 101, "text": "x", "chat": []}'),
        ("send", '{"person": [], "text": "x"}'),
        ("send", '{"person": 101, "contact": 7}'),
        ("send", '{"person": 101, "photo": {"height": 1e300}}'),
        ("send", "[1]"),
        ("send", DEEP),
        ("press", '{"person": 101, "button": "x", "wait": "long"}'),
        ("people", '{"id": 1e999, "first_name": "x"}'),
        ("groups", '{"title": "x", "members": 7}'),
        ("groups", '{"title": "x", "members": ["a"]}'),
        ("open-link", '{"person": 101, "url": "https://["}'),
        ("edit", '{"person": 101, "message_id": 1, "text": "  "}'),
    ],
    ids=range(15),
)
async def test_a_phone_that_makes_no_sense_is_told_so(
    api: Api, running: Running, kari: Phone, path: str, body: str
) -> None:
    answer = await api.client.post(f"{running.url}/phones/{path}", content=body)

    assert answer.status_code in (400, 404), answer.text
    assert answer.json()["error"]
