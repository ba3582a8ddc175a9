"""What is kept is erased on time, once, and what goes on elsewhere goes on."""

import pytest
from sqlalchemy import select, update

from bot.flow.privacy.purge import purge
from bot.storage.tables import answers, collaboratives, imports, measures, memberships, people, stalls
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.stored import everything_stored
from tests.support.world import at, world

pytestmark = pytest.mark.asyncio(loop_scope="session")

# It ends on 18 June 2027.
SAFER = teams_text(team("ridge", "kari, ola"))
COUNTING = teams_text(
    team("ridge", "kari, ola", more=', measures: [{id: reviewed, title: Lists reviewed, kind: share, unit: "%"}]')
)
LONGER = (
    teams_text(team("coast", "kari"), people_of="kari")
    .replace("collaborative: safer\ntitle: Safer", "collaborative: longer\ntitle: Longer")
    .replace("ends: 2027-06-18", "ends: 2027-12-17")
)
THE_DAY = "2028-06-18 00:00"


async def answered(r: Rooms) -> None:
    """Kari chose something for the team, wrote something of her own, and said something personal."""
    await r.join("kari", "ola")
    await r.to("2026-09-01 10:00")
    await r.presses("kari", "4", team="ridge")
    ((row,),) = [await r.rows(select(answers))]
    same = {key: value for key, value in row._mapping.items() if key != "id"}
    await r.add(answers, **same | {"about": "person", "question": "safe-to-say", "value": 2})
    await r.add(answers, **same | {"question": "problem-sentence", "value": "My own words"})


async def named(r: Rooms) -> list[str]:
    found = await r.rows(select(people.c.slug).where(people.c.forgotten_at.is_(None)).order_by(people.c.id))
    return [it.slug for it in found]


async def kept(r: Rooms) -> list[tuple[str, object]]:
    return [(it.question, it.value) for it in await r.rows(select(answers.c.question, answers.c.value))]


async def test_the_day_is_twelve_months_after_the_end_by_the_clock_of_the_collaborative(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await answered(r)
        r.now = r.moment("2028-06-17 23:59")
        before = await purge(r.house, r.now)
        people_before = await named(r)
        r.now = r.moment(THE_DAY)
        done = await purge(r.house, r.now)

        assert not before
        assert people_before == ["anne", "per", "kari", "ola", "nina"]
        assert done.people == ["anne", "per", "kari", "ola", "nina"]
        assert (len(done.answers), await kept(r)) == (2, [("progress", 4)])
        assert await named(r) == []
        assert {it.name for it in await r.rows(select(people.c.name))} == {""}
        assert [who.startswith("forgotten-") for _, who in await r.audited("purge")] == [True] * 5


async def test_the_sweep_does_it_by_itself_and_counts_without_names(database_url: str) -> None:
    async with world(database_url, programme=SAFER) as w:
        await w.joins("kari", language="en")
        w.wall.at = at("2028-06-18 01:00")
        counts = await w.bot.sweep()
        stored = await everything_stored(w.db)

    assert counts["erased"] == 5
    assert "Kari" not in stored


async def test_a_second_time_there_is_nothing_left_to_do(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await answered(r)
        r.now = r.moment(THE_DAY)
        await purge(r.house, r.now)
        before = await r.rows(select(people))

        assert not await purge(r.house, r.now)
        assert await r.rows(select(people)) == before


async def test_a_dry_run_says_the_same_and_changes_nothing(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await answered(r)
        r.now = r.moment(THE_DAY)
        told = await purge(r.house, r.now, dry_run=True)
        people_then, answers_then = await named(r), await kept(r)
        done = await purge(r.house, r.now)

    assert told == done
    assert (len(people_then), len(answers_then)) == (5, 3)


async def test_who_takes_part_in_another_one_goes_on_there_and_is_nobody_here(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.apply(LONGER)
        await answered(r)
        await r.change(update(stalls).values(acknowledged_by="kari"))
        r.now = r.moment(THE_DAY)
        done = await purge(r.house, r.now)
        of_ridge = await r.rows(select(people.c.slug, answers.c.value).join_from(answers, people))
        mine = select(memberships.c.id).join(people).where(people.c.slug == "kari")

        assert done.people == ["ola", "nina"]
        assert done.taken_out == [(who, "safer") for who in ("anne", "per", "kari")]
        assert await named(r) == ["anne", "per", "kari"]
        assert [(it.slug.startswith("forgotten-"), it.value) for it in of_ridge] == [(True, 4)]
        assert len(await r.rows(mine)) == 1
        assert not await purge(r.house, r.now)

        r.now = r.moment("2028-12-17 00:00")
        assert (await purge(r.house, r.now)).people == ["anne", "per", "kari"]


async def test_a_file_of_numbers_and_what_a_mailbox_said_go_with_whoever_they_were_of(database_url: str) -> None:
    async with rooms(database_url, COUNTING) as r:
        await r.apply(LONGER)
        await answered(r)
        await r.change(update(people).where(people.c.slug == "ola").values(mail_refused_at=r.now))
        ((kari,),) = await r.rows(select(people.c.id).where(people.c.slug == "kari"))
        ((measure,),) = await r.rows(select(measures.c.id))
        await r.add(imports, person_id=kari, measure_id=measure, state="kept", rows=[], sent_at=r.now)
        r.now = r.moment(THE_DAY)
        await purge(r.house, r.now)

        assert await r.rows(select(imports.c.id)) == []
        assert await r.rows(select(people.c.id).where(people.c.mail_refused_at.is_not(None))) == []


async def test_the_old_file_brings_nobody_back_and_a_new_one_does(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await answered(r)
        r.now = r.moment(THE_DAY)
        await purge(r.house, r.now)
        told = (await r.apply(SAFER)).lines()
        nobody = await named(r)
        next_year = SAFER.replace("collaborative: safer", "collaborative: next-year")
        await r.apply(next_year.replace("2026-08-31", "2028-08-28").replace("2027-06-18", "2029-06-15"))

        assert told == ["safer is over, and its people were to be erased on 2028-06-18; nobody of the file comes back"]
        assert nobody == []
        assert await named(r) == ["anne", "per", "kari", "ola", "nina"]


async def test_who_left_long_ago_goes_with_the_others_and_not_before(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await answered(r)
        await r.change(update(memberships).values(left_at=r.now))
        r.now = r.moment("2028-06-17 12:00")
        early = await purge(r.house, r.now)
        r.now = r.moment(THE_DAY)

        assert not early
        assert "kari" in (await purge(r.house, r.now)).people


async def test_who_stands_in_no_file_and_no_team_is_not_kept(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.apply(SAFER.replace("  - {id: nina, name: Nina}\n", ""))
        done = await purge(r.house, r.now)

    assert done.people == ["nina"]


async def test_another_end_is_another_day(database_url: str) -> None:
    async with rooms(database_url, SAFER) as r:
        await r.change(update(collaboratives).values(schedule="weekly"))
        await r.apply(SAFER.replace("ends: 2027-06-18", "ends: 2027-08-31"))
        r.now = r.moment(THE_DAY)
        early = await purge(r.house, r.now)
        r.now = r.moment("2028-08-31 00:00")

        assert not early
        assert await purge(r.house, r.now)
