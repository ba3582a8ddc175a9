"""A chat of tests/conversations under way: everybody has a phone, and reads what came before doing anything."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import func, select

from bot.flow.invite import invite
from bot.sandbox.phone import Phone, Press, Shown
from bot.storage.columns import Moment
from bot.storage.tables import teams
from tests.support.chat import Chat, Line
from tests.support.world import World

NAME = r"(?P<who>[^\W\d_]+)"
_GROUP = r"the group|the topic [^\W\d_]+"
# Who reads: somebody, somebody's old phone, or all who are in a group.
READER = rf"(?P<who>{_GROUP}|[^\W\d_]+(?:'s old phone)?)"
# Where somebody does something: in a group, or else alone with the bot.
HERE = rf"(?: in (?P<place>{_GROUP}))?"

Say: TypeAlias = Callable[["Player", Line, Mapping[str, str]], Awaitable[None]]
SENTENCES: list[tuple[re.Pattern[str], Say]] = []


def sentence(pattern: str) -> Callable[[Say], Say]:
    """What to do when a line reads like this."""

    def keep(say: Say) -> Say:
        SENTENCES.append((re.compile(pattern), say))
        return say

    return keep


PROGRAMME = """\
collaborative: safer-medication
title: {title}
model: quality-improvement-model
schedule: {schedule}
zone: Europe/Oslo
holidays: "NO"
language: {language}
starts: 2026-08-31
ends: 2027-06-18
sessions: [{{id: first, title: {session}, date: 2026-09-08}}]
"""
TITLES = {"en": ("Safer medication at home", "First gathering")}
NORWEGIAN = ("Tryggere legemidler hjemme", "Første samling")
ROLES = ("members", "facilitators", "managers")


def programme_of(chat: Chat) -> str:
    """The programme file of the chat's teams; people and teams have the first word of their name as id."""
    title, session = TITLES.get(chat.language, NORWEGIAN)
    head = PROGRAMME.format(title=title, session=session, schedule=chat.schedule, language=chat.language)
    names = dict.fromkeys(name for team in chat.teams for role in ROLES for name in team.get(role, []))
    people = [{"id": slug(name), "name": name} for name in names]
    teams = [
        {"id": slug(team["title"]), "title": team["title"], "phase": team.get("phase", "prepare")}
        | {role: [slug(name) for name in team.get(role, [])] for role in ROLES}
        | {"measures": team.get("measures", [])}
        for team in chat.teams
    ]
    # JSON is YAML too.
    return head + f"people: {json.dumps(people)}\nteams: {json.dumps(teams)}\n"


def slug(name: str) -> str:
    """The id of a person or a team."""
    return name.partition(" ")[0].lower().translate(str.maketrans("æøå", "aoa"))


def is_document(message: Shown) -> bool:
    """Whether it is a file that is meant to be printed."""
    name: str = message.content.get("document", {}).get("file_name", "")
    return name.endswith(".docx")


@dataclass
class Reader:
    """Somebody with a phone, what they have read on it, and every button they ever saw.

    All who are in a group read it together: `chat` is its id, and `topic` that of a topic in it. Pages of the week are
    read `aside` by whoever a chat does not show them to.
    """

    phone: Phone
    chat: int | None = None
    topic: int | None = None
    read: dict[int, str] = field(default_factory=dict)
    buttons: dict[str, tuple[int, str]] = field(default_factory=dict)
    last_written: int = 0
    aside: bool = False

    async def unread(self) -> list[Shown]:
        """The bot's messages that are new or say something else, in the order in which they changed.

        Documents lie apart: in each of these chats the brief of a gathering comes sooner or later.
        """
        messages = [it for it in await self.messages() if not is_document(it)]
        for message in messages:
            if self.aside and _is_page(message):
                self.read[message.id] = message.text
                continue
            self.buttons |= {text: (message.id, message.data(text)) for text in message.buttons}
        return sorted((it for it in messages if self.read.get(it.id) != it.text), key=lambda it: it.version)

    async def reads(self, but: str | None = None) -> None:
        """Everything here is read, but for what says this."""
        self.read |= {it.id: it.text for it in await self.unread() if but is None or but not in it.text}

    async def messages(self) -> list[Shown]:
        """Everything that the bot has written here, oldest first."""
        messages = await self.phone.messages(chat=self.chat)
        return [it for it in messages if it.from_bot and self.topic in (None, it.topic)]

    async def sees(self, part: str) -> Shown:
        """The newest of the bot's messages here with this in its text."""
        return await self.phone.sees(part, chat=self.chat)


def _is_page(message: Shown) -> bool:
    """Whether this is a page of the week: below it stands how often it comes."""
    carried = [message.data(text) for text in message.buttons]
    return any(data.startswith("k1:digest:") and data.endswith(":often") for data in carried)


class Player:
    """A chat under way."""

    def __init__(self, w: World, chat: Chat) -> None:
        self.w = w
        self.chat = chat
        self.presses = 0
        self.accounts = 100
        self.readers: dict[str, Reader] = {}
        self.links: dict[str, str] = {}
        self.group_links: dict[str, str] = {}

    async def play(self, line: Line) -> None:
        """Do what a line says, or find that it is so."""
        for pattern, say in SENTENCES:
            if found := pattern.fullmatch(line.says):
                try:
                    await say(self, line, found.groupdict())
                except AssertionError as error:
                    raise AssertionError(f"{line.place}: {line.says}: {line.value or ''}\n{error}") from None
                return

    async def reader(self, name: str) -> Reader:
        """This person with their phone; or a group that has been made."""
        if name not in self.readers:
            assert not name.startswith("the "), f"there is no {name.removeprefix('the ')} yet"
            self.accounts += 1
            phone = await self.w.phones.person(self.accounts, name, language=self.chat.language)
            managers = {slug(it) for team in self.chat.teams for it in team.get("managers", [])}
            self.readers[name] = Reader(phone, aside=self.chat.pages != "all" and slug(name) not in managers)
        return self.readers[name]

    async def acts(self, name: str, place: str | None = None) -> tuple[Phone, Reader]:
        """The phone of this person, who is about to do something, and the chat: their own, or the group.

        Everything there has been read.
        """
        where = await self.reader(place or name)
        if unread := await where.unread():
            raise AssertionError(f"{place or name} has not read:\n" + "\n---\n".join(it.text for it in unread))
        return (await self.reader(name)).phone, where

    async def link_of(self, person: str | None = None) -> str:
        """A good link of the person, or the first team's."""
        if not self.links:
            for made in await self.w.invite():
                self.links[made.person or made.team[0]] = made.url
                self.group_links[made.person or made.team[0]] = made.group_url or made.url
        return self.links[person or slug(self.chat.teams[0]["title"])]

    async def keep_new_link(self, person: str) -> None:
        """Make a new link for one person."""
        await self.link_of()
        name = self.w.bot.application.bot.username
        (made,) = await invite(self.w.bot.house, name, self.w.bot.clock.now(), person=person)
        self.links[person] = made.url

    async def next_round(self) -> None:
        """Let time pass until the first team is asked again."""
        async with self.w.db.read() as tx:
            due = (await tx.execute(select(func.min(teams.c.next_due_at, type_=Moment())))).scalar_one()
        assert due is not None, "no more questions are planned"
        await self.w.to(due.astimezone(self.w.zone).strftime("%Y-%m-%d %H:%M"))

    async def pressed(self, press: Press, line: Line | None = None) -> None:
        """Wait for the answer to a press, and compare the toast."""
        self.presses += 1
        toast = await press.toast()
        wanted = line.side.get("toast") if line else None
        assert toast.text == wanted, f"the toast is {toast.text!r}"
        await self.w.quiet()
