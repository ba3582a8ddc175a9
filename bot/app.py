"""The composition root: the only place where the parts are put together."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bot.charts.draw import png
from bot.clock import Clock, running_time
from bot.content.content import load_content
from bot.documents.docx import docx
from bot.domain.drawing import Drawing
from bot.domain.outgoing import Delivery, Outcome, OutgoingKind
from bot.domain.pace import Pace
from bot.flow import deliver
from bot.flow.beat import LONGEST_JUMP, LONGEST_SILENCE, beat
from bot.flow.group.changes import heard_by_sending
from bot.flow.house import Counts, House
from bot.flow.late import put_off_until
from bot.flow.outcome import keep_outcome
from bot.flow.privacy.purge import purge
from bot.flow.receive import forget_handled, receive
from bot.flow.rounds import ROUNDS
from bot.mail.deliverer import MailDeliverer
from bot.mail.sender import MailChannel
from bot.mail.server import sender_of, server_at
from bot.scheduler import Job
from bot.settings import Settings
from bot.storage.due import next_moment
from bot.storage.opening import open_database
from bot.storage.outbox_rows import OutboxRow
from bot.storage.passing import log_failure
from bot.telegram.context import BotApplication
from bot.telegram.dispatch import Dispatcher
from bot.telegram.routes import build_application
from bot.telegram.sender import TelegramSender
from bot.web.metrics import Metrics

log = logging.getLogger(__name__)

DRAWING = Drawing(png, partial(docx, png=png))

# The long poll comes back every ten seconds, so a longer silence means that the Bot API is out of reach.
WELL_FOR = 30.0
PAUSE_AFTER_FAILURE = 1.0


@dataclass(slots=True)
class Bot:
    """A whole bot, put together: the house, the way to Telegram, the clock, and what its loops share."""

    house: House
    application: BotApplication
    clock: Clock
    settings: Settings
    metrics: Metrics = field(default_factory=Metrics)
    pace: Pace = field(default_factory=Pace)
    updates_came: asyncio.Event = field(default_factory=asyncio.Event)
    messages_wait: asyncio.Event = field(default_factory=asyncio.Event)
    # Set once all updates are kept that had come before.
    caught_up: asyncio.Event = field(default_factory=asyncio.Event)
    # Rows of the outbox that a task of this process will settle.
    under_way: set[int] = field(default_factory=set)
    # Whether claimed messages may be left for which nobody here will.
    some_may_be_left: bool = True
    # Seconds that never jump, for limits and leases.
    running: Callable[[], float] = running_time
    reached_at: float = field(init=False)
    ticked_at: float = field(init=False)
    well_at: float = field(init=False)
    well_at_wall: datetime = field(init=False)
    ticked_at_wall: datetime = field(init=False)

    dispatcher: Dispatcher = field(init=False)
    sender: TelegramSender = field(init=False)
    # None where no mail server is set.
    mails: MailDeliverer | None = field(init=False)

    def __post_init__(self) -> None:
        self.mails = self._mails()
        self.dispatcher = Dispatcher(self.house, self.application, self.clock.now)
        self.sender = TelegramSender(self.application.bot, DRAWING)
        self.reached_at = self.ticked_at = self.well_at = self.running()
        self.well_at_wall = self.ticked_at_wall = self.clock.now()

    def _mails(self) -> MailDeliverer | None:
        if not self.settings.smtp_url:
            return None
        server, sender = server_at(self.settings.smtp_url), sender_of(self.settings.mail_from)
        channel = MailChannel(server, sender, png, self.clock.now)
        return MailDeliverer(self.house, channel, self.clock.now, self.running, self._noted)

    async def keep(self, updates: Sequence[dict[str, Any]]) -> int:
        """Keep updates on the disk; only after this may they be confirmed."""
        kept = await receive(self.house.db, self.application.bot.id, updates, self.clock.now())
        self.metrics.updates.inc(kept)
        self.updates_came.set()
        return kept

    def reached(self) -> None:
        """The Bot API answered."""
        self.reached_at = self.running()

    async def tick(self) -> Counts:
        """Do everything that is due. At one moment closing comes first, then watching, then asking."""
        now = self.clock.now()
        await self._note_jump(now)
        counts = Counts()
        async with self.house.db.read() as tx:
            due = await next_moment(tx)
        if due is not None and due <= now:
            for act in ROUNDS:
                counts += await self._do(act, now)
        self.messages_wait.set()
        if self.mails is not None:
            self.mails.mails_wait.set()
        return counts

    async def _do(self, act: Callable[[House, datetime], Awaitable[Counts]], now: datetime) -> Counts:
        try:
            return await act(self.house, now)
        except Exception:
            # What goes wrong in one room stops none of the others.
            log.exception("act failed", extra={"act": act.__name__})
            return Counts(failed=1)

    async def _note_jump(self, now: datetime) -> None:
        if now - self.ticked_at_wall > LONGEST_JUMP:
            await beat(self.house.db, now, away_since=self.ticked_at_wall)
        self.ticked_at_wall = now

    async def feel_pulse(self) -> Counts:
        """Note that we are well; the end of a long silence of the Bot API is the end of an outage."""
        if self.running() - self.reached_at > WELL_FOR:
            return Counts()
        silence = timedelta(seconds=self.running() - self.well_at)
        away_since = self.well_at_wall if silence >= LONGEST_SILENCE else None
        await beat(self.house.db, self.clock.now(), away_since=away_since)
        self.well_at, self.well_at_wall = self.running(), self.clock.now()
        return Counts(outages=1 if away_since else 0)

    async def sweep(self) -> Counts:
        """Drop what is no longer needed, and erase what is not to be kept any longer."""
        now = self.clock.now()
        counts = Counts(forgotten=await forget_handled(self.house.db, now))
        counts += (await purge(self.house, now)).counts()
        if await self.house.db.has_traces():
            await self.house.db.leave_no_trace()
        return counts

    def jobs(self) -> list[Job]:
        """What is done, and how often (seconds)."""
        every = self.settings.tick_seconds
        return [
            Job("tick", every, self.tick),
            Job("pulse", max(every, 1.0), self.feel_pulse),
            Job("sweep", 3600.0, self.sweep),
        ]

    def begin_delivery(self) -> None:
        """Nothing is under way yet, or any more; what a process or a loop before this one left is looked after."""
        self.under_way.clear()
        self.pace.nothing_under_way()
        self.some_may_be_left = True

    async def claim_some(self) -> list[OutboxRow]:
        """Claim the messages that may leave now; none while the database is away."""
        now = self.clock.now()
        try:
            if self.some_may_be_left:
                await deliver.recover(self.house, now, self.under_way)
                self.some_may_be_left = False
            claimed = await deliver.claim(self.house.db, self.pace, now, self.running())
        except Exception:
            # A commit that failed may have been done all the same.
            self.some_may_be_left = True
            log.exception("no messages could be claimed")
            await asyncio.sleep(PAUSE_AFTER_FAILURE)
            return []
        self.under_way |= {row.id for row in claimed}
        return claimed

    async def deliver_one(self, row: OutboxRow) -> None:
        """Send one claimed message and keep what became of it."""
        wait = 0.0
        try:
            result = await self._send(row)
            wait = await keep_outcome(self.house.db, row, result, self._keep)
            self._noted(row, result)
        finally:
            self.under_way.discard(row.id)
            self.pace.end(row.outgoing.chat_id, self.running(), wait, messages=row.outgoing.messages)
            self.messages_wait.set()

    def _noted(self, row: OutboxRow, result: Delivery) -> None:
        self.metrics.sent.labels(row.outgoing.lane, result.outcome).inc()
        since = (self.clock.now() - row.decided_at).total_seconds()
        self.metrics.delivery.labels(row.outgoing.lane).observe(max(since, 0))

    async def _send(self, row: OutboxRow) -> Delivery:
        try:
            moment = await put_off_until(self.house, row, self.clock.now())
        except Exception as error:  # noqa: BLE001  # it is logged
            log_failure(log, "hours not looked at yet", error, key=row.outgoing.key)
            return Delivery(Outcome.LATER, why=type(error).__name__)
        if moment is not None:
            return Delivery(Outcome.LATER, not_before=moment, why="it is late, and not the hour for it")
        try:
            return await deliver.deliver_one(self.sender, row)
        except Exception as error:
            log.exception("sending failed", extra={"key": row.outgoing.key})
            return Delivery(Outcome.UNKNOWN, why=type(error).__name__)

    async def _keep(self, row: OutboxRow, result: Delivery) -> float:
        now = self.clock.now()
        if row.outgoing.chat_id < 0 and result.outcome in (Outcome.MOVED, Outcome.GONE, Outcome.SHUT):
            await heard_by_sending(self.house, row.outgoing, result, now)
        wait = await deliver.settle(self.house, row, result, now)
        if row.outgoing.kind is OutgoingKind.FAREWELL and result.outcome is not Outcome.LATER:
            await self.house.db.leave_no_trace()
        return wait


async def build_house(settings: Settings) -> House:
    """The content and the database of these settings. A MellomError says what is wrong with them."""
    content = load_content(Path(settings.prompts_dir), Path(settings.schedules_dir))
    db = await open_database(settings.database_url)
    return House(db, content, settings.base_url, sends_mail=bool(settings.smtp_url))


async def build_bot(settings: Settings, clock: Clock) -> Bot:
    """A bot that is ready to run."""
    house = await build_house(settings)
    application = build_application(settings.require_token(), settings.telegram_api_url)
    return Bot(house, application, clock, settings)
