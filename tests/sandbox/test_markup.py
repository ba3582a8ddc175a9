"""Telegram's HTML."""

from typing import Any

import pytest

from bot.sandbox.detect import detect
from bot.sandbox.errors import ApiError
from bot.sandbox.markup import parse
from bot.sandbox.render import render


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>bold</b> <i>it</i>", "bold it", [entity("bold", 0, 4), entity("italic", 5, 2)]),
        ("<strong>a</strong><em>b</em>", "ab", [entity("bold", 0, 1), entity("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [entity("underline", 0, 1), entity("underline", 1, 1)]),
        ("<s>a</s><del>b</del>", "ab", [entity("strikethrough", 0, 1), entity("strikethrough", 1, 1)]),
        ("<b>a <i>b</i></b>", "a b", [entity("bold", 0, 3), entity("italic", 2, 1)]),
        ("🙂 <b>blåbær</b>", "🙂 blåbær", [entity("bold", 3, 6)]),
        ("<code>x</code>", "x", [entity("code", 0, 1)]),
        ("<pre>x</pre>", "x", [entity("pre", 0, 1)]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [entity("pre", 0, 1, language="python")],
        ),
        (
            '<a href="https://example.org/?a=1&amp;b=2">here</a>',
            "here",
            [entity("text_link", 0, 4, url="https://example.org/?a=1&b=2")],
        ),
        ("<blockquote>q</blockquote>", "q", [entity("blockquote", 0, 1)]),
        ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
        ("<tg-spoiler>s</tg-spoiler>", "s", [entity("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [entity("spoiler", 0, 1)]),
        ("&lt;b&gt; &amp; &quot;x&quot; &#229; &#xe5;", '<b> & "x" å å', []),
        ("&nbsp; &unknown; A&B", "&nbsp; &unknown; A&B", []),
        ("  <b> a </b>  ", "a", [entity("bold", 0, 1)]),
        ("<b></b>empty", "empty", []),
        ("<B>loud</B>", "loud", [entity("bold", 0, 4)]),
        ("<b>short</>", "short", [entity("bold", 0, 5)]),
        ("a > b", "a > b", []),
    ],
)
def test_text_and_entities_come_out_of_the_markup(source: str, text: str, entities: list[Any]) -> None:
    assert parse(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("å <3 you", 'Unsupported start tag "3" at byte offset 3'),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a<br/>", 'Unsupported start tag "br/" at byte offset 1'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ('<a href="x>y</a>', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x?>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse(source)

    assert (refused.value.code, refused.value.description) == (400, f"Bad Request: can't parse entities: {complaint}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start CODE", [("bot_command", 0, 6)]),
        ("say /help@mellom_bot now", [("bot_command", 4, 16)]),
        ("a/b and 1/2", []),
        ("see https://example.org/a?b=c.", [("url", 4, 25)]),
        ("write to kari@example.org", [("email", 9, 16)]),
        ("thanks @kari_lund!", [("mention", 7, 10)]),
        ("🙂 #ros", [("hashtag", 3, 4)]),
    ],
)
def test_commands_links_and_mentions_are_found(text: str, found: list[tuple[str, int, int]]) -> None:
    assert [(each["type"], each["offset"], each["length"]) for each in detect(text, [])] == found


def test_nothing_is_found_inside_code() -> None:
    text, entities = parse("<code>/start</code>")

    assert detect(text, entities) == [entity("code", 0, 6)]


@pytest.mark.parametrize(
    "source",
    [
        "<b>a <i>b</i></b> c",
        "<b><i>same</i></b>",
        "&lt;x&gt; &amp; <code>y</code>",
        '🙂<a href="https://example.org/?a=1&amp;b=2">here</a>',
        "<blockquote expandable>q</blockquote>",
        '<pre><code class="language-python">x</code></pre>',
    ],
)
def test_a_phone_shows_the_markup_that_was_sent(source: str) -> None:
    assert render(*parse(source)) == source
