"""A measure's stored points as everybody is shown them: judged, in words, with a picture."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.domain.charts.picture import Level
from bot.flow.measuring.charting import MeasureChart, chart_of, charts_of
from bot.flow.measuring.judging import judge_anew
from bot.storage import teams
from bot.storage.measures import NewPoint, add_point, measures_of
from bot.storage.tables import measures
from tests.flow.rooms import Rooms, rooms

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIRST = date(2026, 9, 7)
BEFORE, AFTER = [60.0, 62.0] * 5, [63.0, 70.0, 71.5, 72.0, 74.0, 73.0, 75.0, 91.0]


async def keep(r: Rooms, points: Sequence[NewPoint], since: date = FIRST) -> None:
    """Store these points of the first measure, and judge them."""
    async with r.house.db.write() as tx:
        measure = (await measures_of(tx, [1]))[0]
        for point in points:
            await add_point(tx, measure.id, point, r.now, person_id=None, source="test")
        await judge_anew(tx, measure, since, r.now)


def weekly(values: Sequence[float]) -> list[NewPoint]:
    return [NewPoint(FIRST + timedelta(weeks=n), value) for n, value in enumerate(values)]


async def shown(r: Rooms, language: str = "en") -> MeasureChart:
    async with r.house.db.read() as tx:
        found = await charts_of(tx, r.house, await teams.team_by_id(tx, 1), language, r.now)
    assert len(found) == 1
    return found[0]


async def test_a_measure_without_points_has_no_chart(database_url: str) -> None:
    async with rooms(database_url) as r, r.house.db.read() as tx:
        team, measure = await teams.team_by_id(tx, 1), (await measures_of(tx, [1]))[0]

        assert await chart_of(tx, r.house, team, measure, "en", r.now) is None
        assert await charts_of(tx, r.house, team, "en", r.now) == []


async def test_a_signal_is_told_with_its_rule_the_baseline_and_the_goal(database_url: str) -> None:
    async with rooms(database_url, at="2027-01-11 08:00") as r:
        await r.change(update(measures).values(baseline_until=FIRST + timedelta(weeks=9)))
        await keep(r, weekly([*BEFORE, *AFTER]))

        found = await shown(r)

        assert found.sentence == "Medication lists reviewed: the pattern suggests a real improvement."
        assert found.why == ("Why: 9 points in a row lie on the same side of the middle line; up to 7 can be chance.")
        assert found.notes == (
            "The newest point, 91%, has reached the goal of 90%.",
            "Compared with 10 points from before the change (7 September 2026 to 9 November 2026).",
        )
        chart = found.chart
        assert (chart.verdict, chart.why, chart.baseline) == (found.sentence, found.why, 10)
        assert (chart.centre, chart.goal) == (Level(61.0, "middle (median)"), Level(90.0, "goal"))
        assert [dot.on for dot in chart.dots if dot.is_sign][0::8] == ["9 November", "4 January"]
        assert chart.alt == (
            "Line chart of Medication lists reviewed for Ridge home care, 18 points from 7 September 2026 to 4 January "
            "2027. Middle line 61%, newest value 91%. Medication lists reviewed: the pattern suggests a real "
            "improvement. Why: 9 points in a row lie on the same side of the middle line; up to 7 can be chance. The "
            "newest point, 91%, has reached the goal of 90%. Compared with 10 points from before the change (7 "
            "September 2026 to 9 November 2026)."
        )
