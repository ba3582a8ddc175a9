"""A chat in which a question of some kind is open, and everything that somebody does in it."""

import json
import re
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from functools import cache
from itertools import count
from logging import LogRecord
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from bot.content.content import Content, load_content
from bot.sandbox.phone import Phone
from bot.settings import ROOT
from bot.storage.tables import inbox, metadata
from tests.flow.hostile import WORD
from tests.support.ridge import RIDGE
from tests.support.world import World, content, world

# A model for each kind of question: its check-in begins with that, and goes on to the question of the step.
MODEL = """\
id: asks-{kind}
check_in: {{most_questions: 2, always: [{kind}]}}
recurring:
  - {{id: progress, kind: scale, best: 4}}
  - {{id: team-met, kind: yes_no, best: yes}}
  - {{id: obstacle, kind: choice, choices: [time, none], best: none}}
  - {{id: help-wanted, kind: yes_no, best: no}}
  - {{id: yes-no, kind: yes_no, best: yes}}
  - {{id: number, kind: number, accept: {{min: 1, max: 30}}, best: 4}}
  - {{id: text, kind: text, longest: 100}}
phases:
  - {{id: prepare, steps: [{{id: begin, questions: [{{id: agreed, kind: yes_no, best: yes}}]}}]}}
"""
WORDS = """\
language: en
title: A model to try things on
phases: {prepare: Prepare}
steps: {begin: {title: Begin, guidance: Begin.}}
questions:
  progress: {text: "How far?", low: not, high: far}
  team-met: {text: "Met?"}
  obstacle: {text: "What?", choices: {time: Time, none: Nothing}}
  help-wanted: {text: "Help?"}
  yes-no: {text: "Is it so?"}
  number: {text: "How many?"}
  text: {text: "In a sentence?", best: It is so.}
  agreed: {text: "Agreed?"}
"""
KINDS = ("yes-no", "number", "text")
NEXT = "Agreed?"

# Of a line in the log, what any number may stand in by chance.
COUNTED = frozenset({"created", "msecs", "relativeCreated", "thread", "process", "lineno"})


@cache
def with_models() -> Content:
    """The shipped content with a model for each kind of question."""
    shipped = content()
    with TemporaryDirectory() as folder:
        made = Path(folder)
        for part in ("messages", "layouts", "asks.yaml"):
            (made / part).symlink_to(ROOT / "prompts" / part)
        for kind in KINDS:
            model = made / "models" / f"asks-{kind}"
            model.mkdir(parents=True)
            (model / "model.yaml").write_text(MODEL.format(kind=kind), encoding="utf-8")
            (model / "en.yaml").write_text(WORDS, encoding="utf-8")
        own = load_content(made, ROOT / "schedules")
    return Content({**shipped.models, **own.models}, shipped.schedules, shipped.wording)


class Chat:
    """Kari's chat while something is open; `wrong` gathers what was not as it should be."""

    def __init__(self, w: World, phone: Phone, what_is_open: str) -> None:
        self.w = w
        self.phone = phone
        self.open = what_is_open
        self.wrong: list[str] = []
        self._numbers = count(100_000)

    async def sends(self, **fields: Any) -> list[str]:
        """Send a message as it comes from Telegram; what the bot says to it."""
        return await self.after(self.comes("message", **fields))

    async def edits(self, message_id: int, **fields: Any) -> list[str]:
        """Change a message that was sent; what the bot says to it."""
        return await self.after(self.comes("edited_message", message_id=message_id, edit_date=1788854400, **fields))

    async def comes(self, kind: str, **fields: Any) -> None:
        """An update of Kari's, as the Bot API would have it."""
        me = {"id": self.phone.id, "is_bot": False, "first_name": "Kari", "language_code": "en"}
        chat = {"id": self.phone.id, "type": "private", "first_name": "Kari"}
        message = {"message_id": next(self._numbers), "date": 1788854400, "from": me, "chat": chat, **fields}
        assert self.w.stand_in.sandbox.updates.add(kind, message)

    async def after(self, act: Awaitable[object]) -> list[str]:
        """What the bot says in the chat to something that is done."""
        seen = max((message.version for message in await self.phone.messages()), default=0)
        await act
        await self.w.quiet()
        return [it.text for it in await self.phone.messages() if it.from_bot and it.version > seen]

    async def presses(self, data: str) -> str:
        """The toast for a press of a button with this data below the newest message."""
        press = await self.phone.presses(data=data, message=await self.phone.screen())
        toast = await press.toast()
        await self.w.quiet()
        return toast.text or ""

    def check(self, what: str, said: list[str], wanted: str) -> None:
        """Note where something else was said than should be."""
        if not any(wanted in it for it in said):
            self.wrong.append(f"{what}: instead of {wanted!r} there came {said}")

    async def check_it_goes_on(self, what: str) -> None:
        """Note where a press does nothing any more: the open question is answered, and taken back to."""
        match self.open:
            case "nothing":
                there = await self.after(self.phone.presses("Leave"))
                back = await self.after(self.phone.presses("Stay"))
                on = any("leave Ridge" in it for it in there) and bool(back)
            case kind:
                go_on = "Continue" if "Continue" in (await self.phone.screen()).buttons else "Skip"
                there = await self.after(self.phone.presses("Yes" if kind == "yes-no" else go_on))
                back = await self.after(self.phone.presses("Back"))
                on = any(NEXT in it for it in there) and any("1 of 2" in it for it in back)
        if not on:
            self.wrong.append(f"{what}: afterwards a press led to {there} and back to {back}")


@asynccontextmanager
async def chat(database_url: str, what_is_open: str) -> AsyncIterator[Chat]:
    """Kari's chat while nothing, or a question of this kind, is open."""
    kind = KINDS[0] if what_is_open == "nothing" else what_is_open
    programme = RIDGE.replace("model: quality-improvement-model", f"model: asks-{kind}")
    async with world(database_url, programme=programme, words=with_models()) as w:
        kari = await w.joins("kari", language="en")
        if what_is_open != "nothing":
            await w.to("2026-09-01 10:00")
            await kari.hears("1 of 2")
        yield Chat(w, kari, what_is_open)


def with_word(value: Any, word: str) -> Any:
    """The value with a word of its own in it."""
    if isinstance(value, str):
        return value.replace(WORD, word)
    if isinstance(value, dict):
        return {with_word(key, word): with_word(inner, word) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [with_word(inner, word) for inner in value]
    return value


def words() -> Iterator[str]:
    """Words that stand nowhere else; letters only, so that none is part of a number."""
    for number in count():
        yield "zqx" + "".join("abcdefghij"[int(digit)] for digit in str(number)) + "qzx"


async def rows_as_text(w: World) -> str:
    """All rows of all tables."""
    async with w.db.read() as tx:
        rows = [tuple(row) for table in metadata.sorted_tables for row in await tx.execute(select(table))]
    return json.dumps(rows, default=str, ensure_ascii=False)


async def left_behind(w: World, log: list[LogRecord], given: dict[str, str]) -> list[str]:
    """Which of these words stand in the database or in the log."""
    kept, logged = await rows_as_text(w), "\n".join(map(_as_text, log))
    found = [f"{what}: in the database" for what, word in given.items() if _stands_in(word, kept)]
    return found + [f"{what}: in the log" for what, word in given.items() if _stands_in(word, logged)]


def _as_text(record: LogRecord) -> str:
    said = {name: value for name, value in record.__dict__.items() if name not in COUNTED}
    return f"{record.getMessage()} {said} {record.exc_text}"


def _stands_in(word: str, text: str) -> bool:
    """Whether the word is there; digits not as a part of some longer number, such as an update's."""
    if not word.isdecimal():
        return word in text
    return re.search(rf"(?<!\d){word}(?!\d)", text) is not None


async def failed(w: World) -> list[int]:
    """The updates that did not go through at the first try, or not at all."""
    async with w.db.read() as tx:
        wanted = (inbox.c.tries > 0) | inbox.c.handled_at.is_(None)
        return list((await tx.execute(select(inbox.c.id).where(wanted))).scalars())
