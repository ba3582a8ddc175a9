"""The play that the page leads: its clock in the viewer's hands, and a bot that may be killed and comes back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.clockwork import Clockwork
from bot.demo.leash import BotGone, BotProcess
from bot.demo.lines import Begin, ToDo
from bot.demo.score import SPEEDS, Json, Score
from bot.demo.wishes import Errand, Wishes
from bot.domain.errors import MellomError
from bot.sandbox.bell import Bell
from bot.sandbox.errors import PhoneError
from bot.sandbox.people import Person
from bot.sandbox.server import Running

STARTS = datetime(2026, 8, 31, 6, 0, tzinfo=UTC)  # eight in the morning where it is played
MOST_FAILURES = 3  # of a bot to begin


class Play:
    """What leads the page: a `bot.sandbox.stage.Stage`.

    The example stands in `programmes` for each language that may be played; its people act by `behaviour`.
    """

    def __init__(self, programmes: Mapping[str, Path], behaviour: Path, folder: Path, guide: Json) -> None:
        self.bell = Bell()
        self._programmes, self._behaviour, self._folder, self._guide = programmes, behaviour, folder, guide
        self._score = Score(STARTS, next(iter(programmes)))
        self._rounds = 0
        self._done: set[ToDo] = set()
        self._wishes = Wishes()
        self._bot: BotProcess | None = None
        self._starts_over = False

    def now(self) -> datetime:
        """The moment that is played."""
        return self._score.now

    def state(self) -> Json:
        """How the play stands now."""
        return self._score.as_json()

    def guide(self) -> Json:
        """The cards of the guide, in each language of the page."""
        return self._guide

    async def act(self, name: str, wish: Json) -> Json:
        """Do what the page wishes, and say how the play stands. PhoneError where there is no such wish."""
        match name:
            case "play" | "pause" | "touched":
                self._wishes.errands.clear()
                self._score.running = name == "play" and not self._score.is_over
            case "next" | "monday":
                self._score.running = False
                self._wishes.add(Errand(to_monday=name == "monday"))
            case "faster" | "slower":
                step = 1 if name == "faster" else -1
                self._score.level = min(max(self._score.level + step, 0), len(SPEEDS) - 1)
            case "kill" if self._score.bot == "working":
                self._kill()
            case "kill":
                raise PhoneError(409, "the bot is not at work yet; wait a moment")
            case "reset":
                self._start_over(str(wish.get("language", self._score.language)))
            case _:
                raise PhoneError(404, f"the play knows nothing called {name}")
        self._wishes.woken.set()
        self.bell.ring()
        return self.state()

    def _kill(self) -> None:
        if self._bot is not None:
            self._bot.kill()

    def _start_over(self, language: str) -> None:
        if language not in self._programmes:
            raise PhoneError(400, f"language: it should be one of {', '.join(self._programmes)}")
        self._starts_over = True
        self._score.bot, self._score.language = "starting", language
        self._kill()

    async def perform(self, stand_in: Running) -> None:
        """Play until cancelled. MellomError where the bot cannot begin."""
        failures = 0
        while failures < MOST_FAILURES:
            try:
                clockwork = await self._begin(stand_in)
                failures = 0
                while True:
                    await clockwork.go_on()
            except BotGone:
                # A bot that was at work, or that is not wanted any more, has not failed to begin.
                failures += self._score.bot != "working" and not self._starts_over
            finally:
                await self._end_bot()
            await self._afterwards(stand_in)
        raise MellomError("the demo's bot does not start; why stands above")

    async def _begin(self, stand_in: Running) -> Clockwork:
        score = self._score
        begin = Begin(
            token=stand_in.token,
            url=stand_in.url,
            database=f"sqlite+aiosqlite:///{self._folder}/demo-{self._rounds}.db",
            programme=str(self._programmes[score.language]),
            behaviour=str(self._behaviour),
            at=score.reached,
        )
        self._bot = await BotProcess.start()
        if self._starts_over:
            raise BotGone
        score.opening = await self._bot.begin(begin)
        clockwork = Clockwork(score, self._bot, stand_in.sandbox, self.bell, self._wishes, self._done)
        self._hand_out_phones(stand_in)
        await clockwork.to(score.now)
        if score.bot == "restarting":
            score.note("bot_restarted", score.now)
        score.bot = "working"
        self.bell.ring()
        return clockwork

    def _hand_out_phones(self, stand_in: Running) -> None:
        for player in self._score.opening.cast if self._score.opening else ():
            first, _, last = player.name.partition(" ")
            account = Person(self._score.id_of(player.person), first, last or None, language_code=player.language)
            stand_in.sandbox.people.setdefault(account.id, account)

    async def _end_bot(self) -> None:
        if self._bot is not None:
            await self._bot.end()
            self._bot = None

    async def _afterwards(self, stand_in: Running) -> None:
        """What follows on the end of a bot: all anew where the play starts over, else the next one goes on."""
        if self._starts_over:
            self._starts_over = False
            self._rounds += 1
            self._score, self._done = Score(STARTS, self._score.language), set()
            self._wishes.errands.clear()
            await stand_in.sandbox.reset()
        else:
            self._score.bot = "restarting"
            self._score.restarts += 1
            self._score.note("bot_stopped", self._score.now)
        self.bell.ring()
