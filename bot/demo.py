"""`mellom demo`: a scripted fortnight and more in the terminal, played by the real bot over real HTTP."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.app import Bot, build_house
from bot.clock import Clock
from bot.content.programme_file import load_programme
from bot.flow.apply import apply
from bot.flow.invite import invite
from bot.sandbox.phone import Phone, Phones, Shown, phones_of
from bot.sandbox.server import Running, running_sandbox
from bot.settings import ROOT, Settings
from bot.telegram.routes import build_application
from bot.virtual_time import VirtualTime, Wall, at_work, thousandfold

EXAMPLE = ROOT / "docs" / "example-programme.yaml"
ZONE = ZoneInfo("Europe/Oslo")
STARTS = datetime(2026, 8, 31, 8, 0, tzinfo=ZONE)
# Long enough to read a message in a terminal; in a pipe nobody waits.
READING = 1.5


@dataclass(slots=True)
class Stage:
    """The running bot, everybody's phone, and where the play is shown."""

    console: Console
    time: VirtualTime
    phones: Phones
    codes: dict[str, str]
    people: dict[str, Phone] = field(default_factory=dict)

    async def joins(self, name: str, language: str = "en") -> Phone:
        """Somebody opens their link."""
        phone = await self.phones.person(101 + len(self.people), name, language=language)
        self.people[name] = phone
        await phone.says(f"/start {self.codes[name.lower()]}")
        await self.time.quiet()
        return phone

    async def until(self, local: str, what: str) -> None:
        """Let time pass, and say what for."""
        moment = datetime.fromisoformat(local).replace(tzinfo=ZONE)
        await self.time.to(moment)
        self.console.print()
        self.console.rule(f"{moment:%A %-d %B, %H:%M} · {what}", align="left")

    async def presses(self, name: str, button: str) -> None:
        """Somebody presses a button of the newest message that has it."""
        await self.people[name].presses(button)
        await self.time.quiet()
        self.console.print(f"  [dim]{name} presses[/dim] [reverse] {button} [/reverse]")

    async def show(self, name: str) -> None:
        """Show the message that came or changed last on somebody's phone."""
        messages = [message for message in await self.people[name].messages() if message.from_bot]
        self.console.print(_bubble(name, max(messages, key=lambda message: message.version)))
        if self.console.is_terminal:
            await asyncio.sleep(READING)


def _bubble(name: str, message: Shown) -> Panel:
    text = Text(message.text)
    for row in message.keyboard:
        text.append("\n\n" if row is message.keyboard[0] else "\n")
        for button in row:
            text.append(f" {button['text']} ", style="reverse")
            text.append(" ")
    return Panel(text, title=f"{name}'s phone", title_align="left", width=78)


async def play(port: int) -> None:
    """Play the conversation to its end. A port that is taken is an OSError."""
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 100)
    with tempfile.TemporaryDirectory() as folder:
        async with running_sandbox(port) as stand_in, _stage(console, stand_in, Path(folder)) as stage:
            console.print(
                "[bold]Mellom[/bold]: the real bot, an example collaborative of two teams, and a stand-in for"
                f" Telegram at {stand_in.url}. All names are made up; nothing leaves this machine."
            )
            await _act(stage)
            console.print("\nThat was five weeks. README.md says how to run it for real.")


async def _act(stage: Stage) -> None:
    await stage.until("2026-08-31 08:00", "Kari, her facilitator Anne and her manager Per open their links")
    for name in ("Kari", "Ola", "Liv", "Anne", "Per"):
        await stage.joins(name)
    await stage.show("Kari")
    await stage.until("2026-09-01 10:00", "the first check-in")
    await stage.show("Kari")
    for button in ("4", "Yes", "Back", "No", "4", "Yes"):
        await stage.presses("Kari", button)
    await stage.show("Kari")
    await stage.until("2026-09-07 08:00", "nobody at Fjord has joined in five working days")
    await stage.show("Anne")
    await stage.until("2026-09-17 10:00", "the second check-in went unanswered for two working days")
    await stage.show("Ola")
    await stage.until("2026-09-29 10:00", "ten working days of silence")
    await stage.show("Anne")
    await stage.presses("Anne", "I am on it")
    await stage.show("Anne")
    await stage.until("2026-10-05 08:00", "Monday morning: the manager's page")
    await stage.show("Per")
    await stage.presses("Kari", "2")
    await stage.until("2026-10-05 08:10", "Kari has answered: the team is back")
    await stage.show("Kari")


@asynccontextmanager
async def _stage(console: Console, stand_in: Running, folder: Path) -> AsyncIterator[Stage]:
    settings = Settings(
        telegram_token=stand_in.token,
        telegram_api_url=stand_in.url,
        listen="",
        database_url=f"sqlite+aiosqlite:///{folder / 'demo.db'}",
    )
    wall = Wall(STARTS)
    house = await build_house(settings)
    await apply(house, load_programme(EXAMPLE, house.content).programme, wall())
    application = build_application(settings.require_token(), settings.telegram_api_url)
    bot = Bot(house, application, Clock(wall), settings, running=thousandfold)
    async with AsyncExitStack() as opened:
        phones = await opened.enter_async_context(phones_of(stand_in.url))
        await opened.enter_async_context(at_work(bot))
        links = await invite(house, application.bot.username, wall())
        codes = {link.person: link.code for link in links if link.person is not None}
        yield Stage(console, VirtualTime(bot, wall, lambda: bool(stand_in.sandbox.updates.pending)), phones, codes)
