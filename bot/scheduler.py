"""APScheduler ticks: a table of what is done how often; when anything is due, the rows say."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot.flow.house import Counts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Something done every so many seconds; it returns what it did. One run at a time holds `at_work`."""

    name: str
    every: float
    act: Callable[[], Awaitable[Counts]]
    at_work: asyncio.Lock = field(default_factory=asyncio.Lock)


class Steady(IntervalTrigger):  # type: ignore[misc]  # APScheduler ships no types
    """Every so many seconds; the ticks that a jump of the clock passed over are one.

    APScheduler would count them one by one, a hundred thousand a day for a quick tick, and the loop stands still.
    """

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """The next moment, which is never one that has passed."""
        planned: datetime = super().get_next_fire_time(previous_fire_time, now)
        return planned if planned > now or previous_fire_time is None else now + self.interval


def build_scheduler(jobs: list[Job], ticked: Callable[[str, float], None]) -> AsyncIOScheduler:
    """A scheduler for these jobs; `ticked` hears of each that went well, with its seconds."""
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for job in jobs:
        trigger = Steady(seconds=max(job.every, 0.01), timezone=UTC)
        scheduler.add_job(run_job, trigger, args=(job, ticked), id=job.name, next_run_time=datetime.now(UTC))
    return scheduler


async def run_job(job: Job, ticked: Callable[[str, float], None]) -> None:
    """Run a job once and log what it did; a failure is logged and the next tick tries again."""
    began = time.monotonic()
    try:
        async with job.at_work:
            counts = await job.act()
    except Exception:
        log.exception("job failed", extra={"job": job.name})
        return
    seconds = time.monotonic() - began
    ticked(job.name, seconds)
    if done := {name: count for name, count in counts.items() if count}:
        log.info("job done", extra={"job": job.name, "seconds": round(seconds, 3), **done})


async def stop_scheduler(scheduler: AsyncIOScheduler, jobs: list[Job]) -> None:
    """Begin nothing more, and let what is under way come to its end."""
    scheduler.pause()
    try:
        for job in jobs:
            async with job.at_work:
                pass
    finally:
        scheduler.shutdown(wait=False)


def wake_after_setback(scheduler: AsyncIOScheduler, jobs: list[Job]) -> None:
    """Let jobs run on when the machine's clock was set back: APScheduler would sleep until it has caught up."""
    now = datetime.now(UTC)
    for job in jobs:
        planned = scheduler.get_job(job.name)
        if planned is not None and planned.next_run_time > now + timedelta(seconds=job.every + 1):
            scheduler.modify_job(job.name, next_run_time=now)


async def keep_running(name: str, loop: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Run a loop until `stop` is set; one that fails is logged and begun anew after a moment."""
    while not stop.is_set():
        try:
            await loop()
        except Exception:
            log.exception("loop failed", extra={"job": name})
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), timeout=1.0)
