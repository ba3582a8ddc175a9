"""What the pages of the week say of teams, as it stands in the tables."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.storage.digest_facts import counting_in
from bot.storage.digests import digest_above
from bot.storage.pulses import pulse_below
from bot.storage.tables import digests, judgements, measure_points, measures, people, pulses, teams
from tests.flow.rooms import rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

COUNTING = teams_text(
    team("ridge", "kari", more=', measures: [{id: reviewed, title: Lists reviewed, kind: share, unit: "%"}]')
)


async def test_what_was_said_of_a_number_that_was_taken_back_is_said_no_more(database_url: str) -> None:
    async with rooms(database_url, COUNTING) as r:
        ((measure_id, team_id),) = await r.rows(select(measures.c.id, measures.c.team_id))
        for number, (verdict, replaced_at) in enumerate([("nothing_unusual", None), ("improvement", r.now)], start=1):
            on = r.now.date() - timedelta(days=7 - number)
            point = {"measure_id": measure_id, "on_date": on, "value": 5.0, "entered_at": r.now, "source": "chat"}
            await r.add(measure_points, **point, replaced_at=replaced_at)
            said = {"measure_id": measure_id, "point_id": number, "judged_at": r.now, "rules": "anhoej"}
            await r.add(judgements, **said, figures={}, verdict=verdict)

        async with r.house.db.read() as tx:
            (found,) = (await counting_in(tx, [team_id], r.now - timedelta(days=7)))[team_id]

    assert (found.since, found.verdict) == (1, "nothing_unusual")


async def test_of_two_pages_of_one_moment_the_question_stands_below_that_of_its_collaborative(
    database_url: str,
) -> None:
    async with rooms(database_url, COUNTING) as r:
        await r.apply(COUNTING.replace("collaborative: safer", "collaborative: longer").replace("ridge", "coast"))
        ((per,),) = await r.rows(select(people.c.id).where(people.c.slug == "per"))
        of_teams = await r.rows(select(teams.c.id, teams.c.collaborative_id).order_by(teams.c.id))
        for _, collaborative_id in of_teams:
            page = {"collaborative_id": collaborative_id, "person_id": per, "channel": "telegram"}
            await r.add(digests, **page, week="2026-W37", decided_at=r.now)
        await r.add(pulses, team_id=of_teams[0][0], person_id=per, asked_at=r.now)

        async with r.house.db.read() as tx:
            found = [await pulse_below(tx, per, it, r.now) for _, it in of_teams]
            assert found[0] is not None
            above = await digest_above(tx, found[0])

    assert found[1] is None
    assert above is not None
    assert above.collaborative_id == of_teams[0][1]
