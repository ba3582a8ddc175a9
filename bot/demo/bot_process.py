"""The real bot, led through time by whoever holds its standard input; the end of that input ends it."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.app import Bot, build_house
from bot.clock import Clock
from bot.content.behaviour_file import load_behaviour
from bot.content.programme_file import load_programme
from bot.demo.lines import LONGEST_LINE, Begin, Happened, Line, Opening, Player, Report, ToDo, Wish
from bot.domain.behaviour import Behaviour
from bot.domain.errors import MellomError
from bot.domain.programme import Person, Programme
from bot.flow.applying.apply import apply
from bot.flow.invite import invite
from bot.logs import set_up
from bot.rehearsal.people import deeds_ahead
from bot.settings import Settings
from bot.storage.chronicle import Happening, chronicle
from bot.storage.due import due_by_kind, next_sending
from bot.storage.programme import collaborative_ids
from bot.telegram.routes import build_application
from bot.telegram.service import come_in_by_polling, introduce
from bot.virtual_time import VirtualTime, Wall, at_work, thousandfold

WORKING_DAY = (time(8), time(16))


@dataclass(slots=True)
class Performance:
    """The bot at work on one programme."""

    bot: Bot
    time: VirtualTime
    programme: Programme
    behaviour: Behaviour
    collaborative_id: int

    async def answer(self, wish: Wish) -> Report:
        """Let time pass, and say what has happened and what is to come."""
        if wish.quiet:
            await self.time.pass_quietly(wish.at)
            return Report()
        await self.time.to(wish.at)
        house, zone = self.bot.house, ZoneInfo(self.programme.zone)
        async with house.db.read() as tx:
            due, held_back = await due_by_kind(tx), await next_sending(tx)
            happened = await chronicle(tx)
        if held_back is not None:
            due = sorted([*due, (held_back, "sent")])
        deeds = await deeds_ahead(house, self.behaviour, zone, self.collaborative_id, wish.at)
        return Report(
            due=tuple(due),
            deeds=tuple(ToDo(**asdict(deed)) for deed in deeds),
            happened=tuple(_told(happened)),
            codes=await self._codes(wish),
        )

    async def _codes(self, wish: Wish) -> dict[str, str]:
        name = self.bot.application.bot.username
        return {
            person: link.code
            for person in wish.codes
            for link in await invite(self.bot.house, name, wish.at, person=person)
        }


async def perform() -> None:
    """Read what to play from the first line, and then answer each line until there are no more."""
    reader = asyncio.StreamReader(limit=LONGEST_LINE)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    first = await reader.readline()
    if not first:
        return
    async with AsyncExitStack() as opened:
        performance = await _open(Begin.model_validate_json(first), opened)
        _say(_opening(performance))
        while line := await reader.readline():
            _say(await performance.answer(Wish.model_validate_json(line)))


async def _open(begin: Begin, opened: AsyncExitStack) -> Performance:
    settings = Settings(telegram_token=begin.token, telegram_api_url=begin.url, listen="", database_url=begin.database)
    wall = Wall(begin.at)
    house = await build_house(settings)
    programme = load_programme(Path(begin.programme), house.content).programme
    behaviour = load_behaviour(Path(begin.behaviour), programme, house.content)
    await apply(house, programme, wall())
    async with house.db.read() as tx:
        collaborative_id = (await collaborative_ids(tx))[programme.collaborative]
    application = build_application(settings.require_token(), settings.telegram_api_url)
    bot = Bot(house, application, Clock(wall), settings, running=thousandfold)
    await opened.enter_async_context(at_work(bot))
    await come_in_by_polling(application)
    await introduce(application, house.content.wording)
    # Updates that the Bot API still holds are waited for by whoever asks.
    return Performance(bot, VirtualTime(bot, wall, lambda: False), programme, behaviour, collaborative_id)


def _told(happened: Iterable[Happening]) -> Iterator[Happened]:
    """What the page tells: a team is asked once, however many of it are."""
    seen: set[tuple[object, ...]] = set()
    for it in happened:
        once = (it.kind, it.team, it.at) if it.kind in ("asked", "reminded") else (it.kind, it.row)
        if once not in seen:
            seen.add(once)
            yield Happened(at=it.at, kind=it.kind, row=it.row, team=it.team, person=it.person)


def _opening(performance: Performance) -> Opening:
    programme = performance.programme
    zone = ZoneInfo(programme.zone)
    return Opening(
        title=programme.title,
        zone=programme.zone,
        starts=datetime.combine(programme.starts, WORKING_DAY[0], zone),
        ends=datetime.combine(programme.ends, WORKING_DAY[1], zone),
        teams={team.id: team.title for team in programme.teams},
        cast=tuple(_player(programme, performance.behaviour, person) for person in programme.people),
    )


def _player(programme: Programme, behaviour: Behaviour, person: Person) -> Player:
    member_of = [team.title for team in programme.teams if person.id in team.members]
    facilitator_of = [team.title for team in programme.teams if person.id in team.facilitators]
    manager_of = [team.title for team in programme.teams if person.id in team.managers]
    acts = bool(member_of) and behaviour.habit(person.id).share > 0
    return Player(
        person=person.id,
        name=person.name,
        language=person.language or programme.language,
        role="employee" if member_of else "facilitator" if facilitator_of else "manager",
        team=", ".join(member_of or facilitator_of or manager_of),
        simulated=acts or any(event.person == person.id for event in behaviour.events),
    )


def _say(line: Line) -> None:
    sys.stdout.write(line.model_dump_json() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    set_up("console", "warning")
    try:
        asyncio.run(perform())
    except MellomError as error:
        sys.exit(str(error))
