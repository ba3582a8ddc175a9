"""What somebody hostile, clumsy or curious may send: a table of things, each with what is said to it.

`WORD` in it stands for a word that belongs to that thing alone, so that it can be looked for afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

WORD = "WORD"
FILE = {"file_id": "f", "file_unique_id": "u"}
SOMEBODY = {"id": 99, "is_bot": False, "first_name": WORD}

# What is said to a text, by what is open; a question that asks for a text takes it, and the next one comes.
TEXT = {
    "nothing": "No question is waiting for a text, so yours was not saved.",
    "yes-no": "Please press one of the buttons for this question. I did not save the text.",
    "number": "I could not read that as a number.",
    "text": "Agreed?",
}
OTHER = "I can only read text and buttons. I have not opened or saved what you sent."
STICKER = "This one I take as a smile."
VOICE = "I cannot listen to voice messages, and I have not saved it."
EDITED = "I read a message once, as it was first sent."
COMMAND = "I do not know that command. /help shows what you can do here."
CODE = "I do not know this link."
OLD = "This button is old. The newest questions are further down."
# Something is said, and other tests say what.
ANYTHING = ""


@dataclass(frozen=True)
class Thing:
    """Something that is sent in a private chat, and what is said to it: the same always, or by what is open."""

    name: str
    sent: Mapping[str, Any] = field(default_factory=dict)
    said: str | Mapping[str, str] = field(default_factory=lambda: TEXT)

    def says(self, what_is_open: str) -> str:
        """What is said while this is open."""
        return self.said if isinstance(self.said, str) else self.said[what_is_open]


def text(name: str, of: str, **more: Any) -> Thing:
    """A text, which is nothing but an answer that does not fit."""
    return Thing(name, {"text": of, **more})


def command(of: str, said: str) -> Thing:
    """A command with something behind it."""
    length = len(of.split(maxsplit=1)[0])
    return Thing(of[:30], {"text": of, "entities": [{"type": "bot_command", "offset": 0, "length": length}]}, said)


def texts() -> Iterator[Thing]:
    """Every text that might break something, or somebody's screen."""
    yield text("HTML", f"<b>{WORD}</b><script>alert('{WORD}')</script><a href='tg://user?id=1'>x</a></pre>&amp;")
    yield text("a template", f"{{{{ 7 * 7 }}}} {{% for x in y %}}{WORD}{{% endfor %}} {{{{ self.__init__ }}}} {{#")
    yield text("a formula", f'=HYPERLINK("https://example.org?q="&A1;"{WORD}")')
    yield text("a formula with plus", f"+{WORD}|' /C calc'!A0")
    yield text("a formula with at", f"@SUM({WORD})")
    yield text("SQL", f"'; DROP TABLE people; -- {WORD}")
    yield text("a format", f"%s %n {{0}} ${{{WORD}}} {WORD!r} \\u0000 \\x00")
    yield text("another direction", f"\u202e{WORD}\u202d \u2066\u2067{WORD}\u202b")
    yield text("unseen signs in a word", f"\u200b{WORD}\u200d\u2060\ufeff\u00ad{WORD}")
    yield text("a flood of unseen signs", f"{WORD}" + "\u200b\u200c\u200d\u2060" * 900)
    yield text("a flood of marks", f"{WORD}" + "o\u0301\u0302\u0303\u0337\u0338\u0489" * 500)
    yield text("one letter with a tower of marks", f"{WORD}" + "\u0336" * 4000)
    yield text("5,000 signs", f"{WORD} " * 1000)
    yield text("5,000 emoji", f"{WORD} " + "👩‍⚕️" * 1250)
    yield text("emoji", f"👍🏽🏳️‍🌈🇳🇴 {WORD}")
    yield text("many lines", f"{WORD}\n" * 400)
    yield text("NUL", f"{WORD}\x00{WORD}")
    yield text("signs that steer a terminal", f"\x1b[2J\x07{WORD}\x08\x7f\x9b31m")
    yield text("half a character", f"{WORD}\ud800{WORD}\udfff")
    yield text("no character", f"{WORD}\uffff\ufffe")
    yield text("a number too long", "9" * 4000)
    asked_back = {**TEXT, "text": "That looks like a phone number or an e-mail address."}
    yield Thing("a phone number", {"text": f"{WORD} +47 412 34 567"}, asked_back)
    yield Thing("an address", {"text": f"{WORD}@example.org"}, asked_back)
    yield text("not a number", f"NaN {WORD}")
    yield text("letters of another script", f"Привет שלום مرحبا 你好 {WORD}")
    yield text("forwarded", WORD, forward_origin={"type": "user", "sender_user": SOMEBODY, "date": 1})
    hidden = {"type": "hidden_user", "sender_user_name": WORD, "date": 1}
    yield text("forwarded from somebody hidden", WORD, forward_origin=hidden)
    yield text("by an inline bot", WORD, via_bot={"id": 98, "is_bot": True, "first_name": WORD, "username": "gif"})
    foreign = {"message_id": 77, "date": 1788854400, "chat": {"id": 98, "type": "private"}, "text": WORD}
    yield text("a reply to a foreign message", WORD, reply_to_message=foreign)
    there = {"origin": {"type": "user", "sender_user": SOMEBODY, "date": 1}, "message_id": 5}
    yield text("a reply to another chat", WORD, external_reply=there, quote={"text": WORD, "position": 0})
    gone = {"message_id": 1, "date": 0, "chat": {"id": 98, "type": "private"}}
    yield text("a reply to a message that is gone", WORD, reply_to_message=gone)
    yield text("entities that do not fit", WORD, entities=[{"type": "bold", "offset": 90, "length": 9000}])
    yield text("a mention", f"@{WORD}", entities=[{"type": "text_mention", "offset": 0, "length": 3, "user": SOMEBODY}])
    yield text("more than the text", WORD, link_preview_options={"url": WORD}, effect_id=WORD, unknown={"x": [WORD]})
    yield text("very deep", WORD, unknown=deep(200))
    yield text("huge numbers", WORD, unknown=[10**30, -(10**30), 1e308])


def deep(levels: int) -> Any:
    """The word below so many levels of lists and objects."""
    value: Any = WORD
    for level in range(levels):
        value = [value] if level % 2 else {WORD: value}
    return value


def no_texts() -> Iterator[Thing]:
    """Everything else that a chat takes."""
    yield Thing("only unseen signs", {"text": "\u200b\u3164\u2060"}, OTHER)
    yield Thing("a sticker", {"sticker": {**FILE, "type": "regular", "emoji": "👍", "set_name": WORD,
                "width": 9, "height": 9, "is_animated": False, "is_video": False}}, STICKER)  # fmt: skip
    yield Thing("a voice", {"voice": {**FILE, "duration": 3}, "caption": WORD}, VOICE)
    photo = {"photo": [{**FILE, "width": 9, "height": 9}], "caption": f"<b>{WORD}</b> {{{{ 7 * 7 }}}}"}
    yield Thing("a photo with words", photo, OTHER)
    yield Thing("a photo in an album", {**photo, "media_group_id": "1", "has_media_spoiler": True}, OTHER)
    yield Thing("a file", {"document": {**FILE, "file_name": f"../../{WORD}.exe", "mime_type": WORD}}, OTHER)
    yield Thing("a film", {"video": {**FILE, "width": 9, "height": 9, "duration": 3}, "caption": WORD}, OTHER)
    moving = {**FILE, "width": 9, "height": 9, "duration": 3}
    yield Thing("a moving picture", {"animation": moving, "document": {**FILE, "file_name": WORD}}, OTHER)
    yield Thing("music", {"audio": {**FILE, "duration": 3, "title": WORD, "performer": WORD}}, OTHER)
    yield Thing("a round film", {"video_note": {**FILE, "length": 9, "duration": 3}}, OTHER)
    yield Thing("a place", {"location": {"latitude": 59.9, "longitude": 10.7, "live_period": 60}}, OTHER)
    at = {"location": {"latitude": 59.9, "longitude": 10.7}, "title": WORD, "address": WORD}
    yield Thing("a place with a name", {"venue": at, "location": at["location"]}, OTHER)
    yield Thing("a contact", {"contact": {"phone_number": "+4799", "first_name": WORD, "vcard": WORD}}, OTHER)
    option = {"text": WORD, "voter_count": 0, "persistent_id": "1"}
    yield Thing("a poll", {"poll": {"id": "1", "question": WORD, "options": [option, option], "type": "regular",
                "total_voter_count": 0, "is_closed": False, "is_anonymous": True, "allows_multiple_answers": False,
                "allows_revoting": False, "members_only": False}}, OTHER)  # fmt: skip
    yield Thing("dice", {"dice": {"emoji": "🎲", "value": 4}}, OTHER)
    yield Thing("a game", {"game": {"title": WORD, "description": WORD, "photo": photo["photo"]}}, OTHER)
    yield Thing("a story", {"story": {"id": 1, "chat": {"id": 98, "type": "private", "first_name": WORD}}}, OTHER)
    yield Thing("something that is not known yet", {"hologram": {"text": WORD}}, OTHER)


def commands() -> Iterator[Thing]:
    """Commands with something behind them, and ones that are not there."""
    yield command(f"/start {WORD}", CODE)
    yield command(f"/start {WORD}" + "x" * 4000, CODE)
    yield command(f"/start {WORD} <b> {{{{ x }}}} \x00\ud800", CODE)
    yield command(f"/start ../../{WORD}%00", CODE)
    yield command(f"/help {WORD}", ANYTHING)
    yield command(f"/status {WORD} '; --", ANYTHING)
    yield command(f"/checkin@mellom_bot {WORD}", ANYTHING)
    yield command(f"/language {WORD}", ANYTHING)
    yield command(f"/leave {WORD}", ANYTHING)
    yield command(f"/{WORD} now", COMMAND)
    yield command("/" + "x" * 4000, COMMAND)
    yield Thing("a command that is none", {"text": f"/// {WORD}"}, COMMAND)


THINGS = [*texts(), *no_texts(), *commands()]

# Presses of buttons that nobody was given. `HERE` stands for the question that is open, where one is.
JUNK = (
    "x",
    WORD,
    "a1:",
    "a1:1:0",
    "a1:999999999999999999:0:yes",
    "a1:99999999999999999999999999:0:yes",
    "a1:-1:0:yes",
    "a1:١:0:yes",
    "a1:1:0:yes\x00",
    "s1:999999999999999999:take",
    "l1:xx",
    f"l1:{WORD}",
    "w1:999999999999999999:0",
    "w1:1:999999999999999999",
    f"v1:{WORD}",
    "p1:999999999999999999:a:b",
    "t1:999999999999999999:new",
    "g1:999999999999999999:now",
    "g1:999999999999999999:1",
    "{{ 7 * 7 }}",
    "\u202e\u200b",
    "👩‍⚕️" * 4,
)
JUNK_HERE = (
    "HERE:0:" + WORD,
    "HERE:99999999:yes",
    "HERE:0:=nan",
    "HERE:0:=inf",
    "HERE:0:=1e999",
    "HERE:0:=" + WORD,
    "HERE:0:+yes",
    "HERE:0:-",
    "HERE:0:!" + WORD,
    "HERE:0:!keep",
    "HERE:0:!tell",
)

# Updates that Telegram does not send, or not to us: nothing is said to them, and they hold nothing up.
ODD: tuple[Mapping[str, Any], ...] = (
    {},
    {"message": {}},
    {"message": {"message_id": 1, "text": WORD}},
    {"message": [WORD]},
    {"message": None},
    {"message": {"message_id": WORD, "date": WORD, "chat": WORD, "text": {"x": WORD}}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 10**40, "type": "private"}, "text": WORD}},
    {"message": {"message_id": 1, "date": 10**15, "chat": {"id": 5, "type": "private"}, "text": WORD}},
    {"edited_message": {"message_id": 1}},
    {"callback_query": {"id": "1", "data": WORD}},
    {"callback_query": {"id": "1", "from": SOMEBODY, "chat_instance": "1", "game_short_name": WORD}},
    {"my_chat_member": {"chat": {"id": 1}}},
    {"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "channel", "title": WORD}, "text": WORD}},
    {"poll": {"id": "1", "question": WORD}},
    {"inline_query": {"id": "1", "from": SOMEBODY, "query": WORD, "offset": ""}},
    {"message_reaction": {"chat": {"id": 1, "type": "private"}, "message_id": 1, "date": 1}},
    {WORD: {WORD: [WORD, None, 1.5, float("nan"), float("inf"), 10**40]}},
    {"unknown": deep(300)},
    {"\x00\ud800": "\x00\ud800", "message": {"\x00": WORD}},
)
