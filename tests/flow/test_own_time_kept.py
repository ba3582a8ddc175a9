"""Whatever people choose, and however often: nothing reaches them unasked in hours, or on days, that are not theirs."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import select

from bot.domain.own_hours import OwnTime, days_off, hours_of
from bot.domain.permitted_hours import EMPLOYEE
from bot.domain.working_time import DateRange
from bot.storage.tables import absences, conversations, outbox, people
from tests.flow.own import chooses, goes_away, is_back
from tests.flow.rooms import OSLO, Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

WHO = ("kari", "ola", "nina")
TEAMS = teams_text(team("ridge", "kari, ola"), team("fjord", "kari, nina"), schedule="weekly")
HOURS = ("usual", "early", "late", "night", "4-6", "22-1", "23-0", "12-20")
WEEKEND = frozenset({5, 6})


@dataclass
class Watched:
    """What has reached people unasked so far, and until which message it was looked at."""

    seen: set[int] = field(default_factory=set)
    count: int = 0

    async def look(self, r: Rooms, own: dict[str, OwnTime]) -> None:
        """Every message that came since the last look came in hours that were its reader's."""
        for row in await r.rows(
            select(outbox.c.id, outbox.c.key, outbox.c.settled_at, people.c.slug)
            .join_from(outbox, people)
            .where(outbox.c.state == "sent", outbox.c.lane == "wave", outbox.c.fresh, outbox.c.id.not_in(self.seen))
        ):
            self.seen.add(row.id)
            self.count += 1
            time, shown = own[row.slug], row.settled_at.astimezone(OSLO)
            told = f"{row.key} came at {shown}, when {time} held"
            assert shown.time() in time.hours, told
            assert shown.weekday() not in WEEKEND | time.days_off, told
            assert not any(shown.date() in days for days in time.away), told


async def own_times(r: Rooms) -> dict[str, OwnTime]:
    away = await r.rows(select(people.c.slug, absences.c.first, absences.c.last).join_from(absences, people))
    return {
        row.slug: OwnTime(
            OSLO,
            hours_of(row.quiet_from, row.quiet_until, EMPLOYEE),
            days_off(row.working_days, WEEKEND),
            tuple(DateRange(first, last) for slug, first, last in away if slug == row.slug),
        )
        for row in await r.rows(select(people))
    }


async def does_something(r: Rooms, chance: Random) -> None:
    who, now = chance.choice(WHO), r.now.astimezone(OSLO)
    match chance.randrange(9):
        case 0 | 1:
            await goes_away(r, who, str((now + timedelta(days=chance.randint(1, 12))).date()))
        case 2 | 3:
            await is_back(r, who)
        case 4 | 5 | 6:
            await chooses(r, who, "hours", chance.choice(HOURS))
        case 7:
            await chooses(r, who, "days", f"{chance.choice('+-')}{chance.randrange(5)}")
        case 8:
            if await r.rows(select(conversations.c.id).join(people).where(people.c.slug == who)):
                await r.presses(who, chance.choice(["4", "!skip", "!nothing-new", "!later-2h", "!later-day"]))


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_comes_unasked_in_somebodys_own_rest(database_url: str, seed: int) -> None:
    chance, watched = Random(seed), Watched()
    async with rooms(database_url, TEAMS, at="2026-09-28 08:00") as r:
        await r.join(*WHO)
        moment = datetime.fromisoformat("2026-09-28 08:00")
        for _ in range(45):
            # What is decided at this moment by what is pressed goes by what holds after it.
            before = await own_times(r)
            moment += timedelta(hours=chance.choice([1, 2, 3, 7, 11, 20]))
            await r.to(f"{moment:%Y-%m-%d %H:%M}")
            await watched.look(r, before)
            await does_something(r, chance)
            await watched.look(r, await own_times(r))

    assert watched.count > 5
