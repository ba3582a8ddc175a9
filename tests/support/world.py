"""A whole Mellom in one event loop: the real bot over real HTTP, its people's phones, and a clock in our hands."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.app import Bot
from bot.clock import Clock
from bot.content.content import Content, load_content
from bot.content.programme_file import parse_programme
from bot.flow.applying.apply import Done, apply
from bot.flow.house import House
from bot.flow.invite import Invite, invite
from bot.sandbox.phone import Phone, Phones, phones_of
from bot.sandbox.server import Running, running_sandbox
from bot.settings import ROOT, Settings
from bot.storage.database import Database
from bot.telegram.routes import build_application
from bot.virtual_time import VirtualTime, Wall, at_work

OSLO = ZoneInfo("Europe/Oslo")
LOADED: list[Content] = []
# Databases at addresses that several tests use: one that is opened again has its statements compiled.
KEPT: dict[str, Database] = {}


def content() -> Content:
    """The shipped content, loaded once for all tests: it never changes."""
    if not LOADED:
        LOADED.append(load_content(ROOT / "prompts", ROOT / "schedules"))
    return LOADED[0]


class Stride:
    """Running time in which more than a second passes from look to look, so that no chat has to rest in a test."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def __call__(self) -> float:
        self._seconds += 1.1
        return self._seconds


@dataclass
class World:
    """The bot, the stand-in, and everybody's phone; times are local to `zone`."""

    bot: Bot
    stand_in: Running
    phones: Phones
    wall: Wall
    zone: ZoneInfo = OSLO
    people: dict[str, Phone] = field(default_factory=dict)
    made: list[Invite] = field(default_factory=list)

    @property
    def db(self) -> Database:
        """The database of the bot."""
        return self.bot.house.db

    async def apply(self, programme: str, *, dry_run: bool = False) -> Done:
        """Apply a programme file's text."""
        parsed = parse_programme(programme, "programme.yaml", self.bot.house.content)
        return await apply(self.bot.house, parsed, self.bot.clock.now(), dry_run=dry_run)

    async def invite(self) -> list[Invite]:
        """New links for everybody who has not joined, and the teams."""
        self.made = await invite(self.bot.house, self.bot.application.bot.username, self.bot.clock.now())
        return self.made

    async def phone(self, person: str, *, language: str = "nb") -> Phone:
        """The person's phone, not joined yet; accounts are numbered from 101."""
        if person not in self.people:
            self.people[person] = await self.phones.person(
                101 + len(self.people), person.capitalize(), language=language
            )
        return self.people[person]

    async def joins(self, person: str, *, language: str = "nb") -> Phone:
        """The person opens their own link."""
        if not any(it.person == person for it in self.made):
            await self.invite()
        phone = await self.phone(person, language=language)
        await phone.says("/start " + next(it.code for it in self.made if it.person == person))
        await self.quiet()
        return phone

    @property
    def time(self) -> VirtualTime:
        """The time of this world, to be led on."""
        return VirtualTime(self.bot, self.wall, lambda: bool(self.stand_in.sandbox.updates.pending))

    async def to(self, local: str) -> None:
        """Let time pass up to `2026-09-01 10:00` local time, stopping at every moment at which something is due."""
        await self.time.to(datetime.fromisoformat(local).replace(tzinfo=self.zone))

    async def tick(self) -> None:
        """One tick at the time that it is."""
        await self.bot.tick()
        await self.quiet()

    async def quiet(self, within: float = 20.0) -> None:
        """Wait until nothing is under way: every update handled, every message that may leave sent."""
        await self.time.quiet(within)


def at(local: str, zone: ZoneInfo = OSLO) -> datetime:
    """The moment of a local time such as `2026-09-01 10:00`."""
    return datetime.fromisoformat(local).replace(tzinfo=zone)


@asynccontextmanager
async def world(
    database_url: str,
    *,
    start: str = "2026-08-31 08:00",
    programme: str = "",
    zone: ZoneInfo = OSLO,
    words: Content | None = None,
    smtp_url: str = "",
    base_url: str = "",
) -> AsyncIterator[World]:
    """A running bot on this (migrated) database at this local time; its loops are the real ones, ticks are ours."""
    wall = Wall(at(start, zone))
    async with running_sandbox() as stand_in, phones_of(stand_in.url) as phones:
        settings = Settings(
            telegram_token=stand_in.token,
            telegram_api_url=stand_in.url,
            database_url=database_url,
            listen="",
            smtp_url=smtp_url,
            mail_from="Mellom <mellom@example.org>",
            base_url=base_url,
            _env_file=None,
        )
        application = build_application(settings.require_token(), settings.telegram_api_url)
        db = KEPT.get(database_url) or Database(database_url)
        house = House(db, words or content(), base_url, sends_mail=bool(smtp_url))
        bot = Bot(house, application, Clock(wall), settings, running=Stride())
        made = World(bot, stand_in, phones, wall, zone)
        async with at_work(bot):
            if programme:
                await made.apply(programme)
            yield made
