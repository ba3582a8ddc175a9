"""Until when what is stored about people is kept: so many months after the end of their collaborative."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.forgetting import erased_on
from bot.domain.schedule import MONTHS_KEPT
from bot.flow.house import House
from bot.storage import retention
from bot.storage.database import Tx
from bot.storage.retention import Ending


def day_of(house: House, ending: Ending) -> date:
    """The day on which what is kept of the collaborative is erased."""
    schedule = house.content.schedules.get(ending.schedule)
    return erased_on(ending.ends, schedule.months_kept if schedule else MONTHS_KEPT)


def is_past(house: House, ending: Ending, now: datetime) -> bool:
    """Whether that day has come, on the clock of the collaborative."""
    begins = datetime.combine(day_of(house, ending), time(), tzinfo=ZoneInfo(ending.zone)).astimezone(UTC)
    return begins <= now


async def day_for_person(tx: Tx, house: House, person_id: int) -> date | None:
    """The day on which everything about the person is erased: the last of their collaboratives; None without any."""
    parts = await retention.parts_of(tx, person_id)
    days = [day_of(house, it) for it in await retention.endings(tx) if it.id in parts]
    return max(days, default=None)


async def day_for_collaborative(tx: Tx, house: House, collaborative_id: int) -> date:
    """The day on which what is kept of this collaborative is erased."""
    found = next(it for it in await retention.endings(tx) if it.id == collaborative_id)
    return day_of(house, found)


async def zone_for_person(tx: Tx, person_id: int) -> str:
    """The zone of the first collaborative that the person is or was part of."""
    parts = await retention.parts_of(tx, person_id)
    return next((it.zone for it in await retention.endings(tx) if it.id in parts), "UTC")
