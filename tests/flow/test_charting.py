"""A measure's stored points as everybody is shown them: judged, in words, with a picture."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.charts.picture import Level
from bot.domain.charts.series import Rules
from bot.flow.measuring.charting import MeasureChart, chart_of, charts_of
from bot.flow.measuring.judging import judge_anew
from bot.storage import phases, teams
from bot.storage.measures import NewPoint, add_point, measures_of
from bot.storage.tables import judgements, measure_points, measures, pdsa_cycles, people
from tests.flow.rooms import Rooms, rooms
from tests.support.ridge import RIDGE

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

        assert found.sentence == "Medication lists reviewed: The pattern suggests a real improvement."
        assert found.why == ("Why: 9 points in a row lie on the same side of the middle line; up to 7 can be chance.")
        assert found.notes == (
            "The newest point, 91%, has reached the goal of 90%.",
            "Compared with 10 points from before the change (7 September 2026 to 9 November 2026).",
        )
        chart = found.chart
        # The picture has the measure's name above.
        assert (chart.verdict, chart.why) == ("The pattern suggests a real improvement.", found.why)
        assert chart.baseline == 10
        assert (chart.centre, chart.goal) == (Level(61.0, "middle 61%"), Level(90.0, "goal 90%"))
        assert [dot.on for dot in chart.dots if dot.is_sign][0::8] == ["9 November", "4 January"]
        assert chart.alt == (
            "Line chart of Medication lists reviewed for Ridge home care, 18 points from 7 September 2026 to 4 January "
            "2027. Middle line 61%, newest value 91%. The pattern suggests a real improvement. "
            "Why: 9 points in a row lie on the same side of the middle line; up to 7 can be chance. "
            "The newest point, 91%, has reached the goal of 90%. "
            "Compared with 10 points from before the change (7 September 2026 to 9 November 2026)."
        )


@pytest.mark.parametrize(
    ("language", "sentence", "why", "notes", "levels"),
    [
        (
            "nb",
            "Medication lists reviewed: Mønsteret tyder på en reell forbedring.",
            "Hvorfor: 9 punkter på rad ligger på samme side av midtlinjen; opptil 7 kan være tilfeldig.",
            (
                "Det nyeste punktet, 91\u00a0%, har nådd målet på 90\u00a0%.",
                "Sammenlignet med 10 punkter fra før endringen (7. september 2026 til 9. november 2026).",
            ),
            ("midten 61\u00a0%", "mål 90\u00a0%", ","),
        ),
        (
            "nn",
            "Medication lists reviewed: Mønsteret tyder på ei reell forbetring.",
            "Kvifor: 9 punkt på rad ligg på same side av midtlinja; opptil 7 kan vere tilfeldig.",
            (
                "Det nyaste punktet, 91\u00a0%, har nådd målet på 90\u00a0%.",
                "Samanlikna med 10 punkt frå før endringa (7. september 2026 til 9. november 2026).",
            ),
            ("midten 61\u00a0%", "mål 90\u00a0%", ","),
        ),
    ],
)
async def test_every_reader_has_it_in_their_language(
    database_url: str, language: str, sentence: str, why: str, notes: tuple[str, ...], levels: tuple[str, ...]
) -> None:
    async with rooms(database_url, at="2027-01-11 08:00") as r:
        await r.change(update(measures).values(baseline_until=FIRST + timedelta(weeks=9)))
        await keep(r, weekly([*BEFORE, *AFTER]))

        found = await shown(r, language)

        assert (found.sentence, found.why, found.notes) == (sentence, why, notes)
        assert found.chart.centre is not None
        assert found.chart.goal is not None
        assert (found.chart.centre.text, found.chart.goal.text, found.chart.decimal_mark) == levels
        assert found.chart.dots[0].on == "7. september"


async def test_few_points_say_how_many_are_missing(database_url: str) -> None:
    async with rooms(database_url) as r:
        await keep(r, weekly([60, 62]))

        found = await shown(r)

        assert found.sentence == (
            "Medication lists reviewed: Too early to say. 2 useful points so far, at least 10 are needed."
        )
        assert (found.why, found.notes, found.chart.limits) == ("", (), "")


async def test_a_short_baseline_is_not_held_against(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.change(update(measures).values(baseline_until=FIRST))
        await keep(r, weekly([60, *[70, 72] * 6]))

        found = await shown(r)

        assert (found.judgement.centre, found.chart.baseline) == (70, 13)
        assert " ".join(found.notes) == (
            "There was time for only 1 point before the change, and at least 10 are needed. "
            "So the middle line is that of all points."
        )


async def test_old_numbers_are_said_to_be_old_once_two_are_missing(database_url: str) -> None:
    async with rooms(database_url) as r:
        await keep(r, weekly([60, 62]))

        await r.to("2026-09-28 23:00")
        in_time = (await shown(r)).notes
        await r.to("2026-09-29 00:30")
        late = await shown(r)

        assert in_time == ()
        assert late.notes == ("The newest point is from 14 September 2026. A new one would help.",)
        assert late.chart.alt.endswith("at least 10 are needed.")


async def test_a_measure_without_a_direction_asks_whether_the_change_is_wanted(database_url: str) -> None:
    async with rooms(database_url, RIDGE.replace("direction: up, ", "")) as r:
        await keep(r, weekly([*BEFORE, *AFTER, *AFTER]))

        found = await shown(r)

        assert found.sentence == (
            "Medication lists reviewed: The pattern suggests a real change, upwards. Is that what you want?"
        )


async def test_a_change_that_goes_neither_way_is_said_to_be_so(database_url: str) -> None:
    async with rooms(database_url) as r:
        await keep(r, weekly([*[60] * 6, *[70] * 6, *[60] * 6, *[70] * 6]))

        found = await shown(r)

        assert found.sentence == (
            "Medication lists reviewed: Something has changed, but not clearly up or down. Look at it together."
        )
        assert found.why == (
            "Why: the line seldom crosses the middle (3); fewer than 8 crossings is unlikely to be chance."
        )


async def test_something_rare_is_drawn_as_days_since_the_one_before(database_url: str) -> None:
    rare = RIDGE.replace('kind: share, unit: "%", direction: up, goal: 90', "kind: rare, direction: up, goal: 30")
    async with rooms(database_url, rare) as r:
        days = [FIRST + timedelta(days=it) for it in (0, 10, 11, 31)]
        await keep(r, [NewPoint(days[0], None)])
        async with r.house.db.read() as tx:
            one = await charts_of(tx, r.house, await teams.team_by_id(tx, 1), "en", r.now)
        await keep(r, [NewPoint(it, None) for it in days[1:]])

        found = await shown(r)

        assert one == []
        assert [(dot.on, dot.value) for dot in found.chart.dots] == [
            ("17 September", 10),
            ("18 September", 1),
            ("8 October", 20),
        ]
        assert (found.chart.unit, found.chart.centre, found.chart.goal) == (
            "days since the one before",
            Level(10, "middle 10"),
            Level(30, "goal 30"),
        )


async def test_shares_with_their_parts_are_judged_by_limits_in_percent(database_url: str) -> None:
    async with rooms(database_url, RIDGE.replace("every: week", "every: week, rules: p")) as r:
        parts = [*[(10, 20), (11, 20)] * 6, (20, 20)]
        await keep(r, [NewPoint(FIRST + timedelta(weeks=n), 100 * a / b, a, b) for n, (a, b) in enumerate(parts)])

        found = await shown(r)

        assert found.chart.centre == Level(pytest.approx(100 * 146 / 260), "average 56.2%")
        assert (found.chart.limits, len(found.chart.lower)) == ("limits", 13)
        assert (found.chart.lower[0], found.chart.upper[0]) == (
            pytest.approx(22.87, abs=0.01),
            pytest.approx(89.44, abs=0.01),
        )
        assert found.why == (
            "Why: a point lies outside the limits (22.9 to 89.4%), where points seldom fall by chance."
        )
        assert [dot.on for dot in found.chart.dots if dot.is_sign][-1] == "30 November"


async def test_shares_without_their_parts_are_judged_as_a_run_chart_and_it_is_said(database_url: str) -> None:
    async with rooms(database_url, RIDGE.replace("every: week", "every: week, rules: p")) as r:
        await keep(r, [NewPoint(FIRST, 50, 10, 20), *weekly([0, 62])[1:]])

        found = await shown(r)

        assert found.judgement.rules is Rules.ANHOEJ
        assert found.notes == (
            "Not every number came with what it is counted from, so it is judged as a plain run chart.",
        )
        assert (await figures(r))[-1]["rules"] == "anhoej"


async def test_counts_per_something_are_drawn_as_rates(database_url: str) -> None:
    falls = RIDGE.replace(
        'kind: share, unit: "%", direction: up, goal: 90', "kind: count, unit: falls a day, direction: down, rules: u"
    )
    async with rooms(database_url, falls) as r:
        await keep(r, [NewPoint(FIRST + timedelta(weeks=n), 3 + n % 2, None, 10) for n in range(12)])

        found = await shown(r)

        assert [dot.value for dot in found.chart.dots][:2] == [0.3, 0.4]
        assert found.chart.centre == Level(pytest.approx(0.35), "average 0.35")
        assert found.chart.upper[0] == pytest.approx(0.35 + 3 * (0.35 / 10) ** 0.5)
        assert "nothing unusual" in found.sentence.lower()


async def test_what_happened_between_the_first_and_the_newest_point_is_marked(database_url: str) -> None:
    async with rooms(database_url, at="2026-10-05 23:30") as r:
        async with r.house.db.write() as tx:
            await phases.add_move(tx, 1, "prepare", "plan", r.now, by=None, reason="")
            await phases.add_move(tx, 1, "plan", "carry-out", r.moment("2027-06-01 12:00"), by=None, reason="")
        kari = (await r.rows(select(people.c.id).where(people.c.slug == "kari")))[0][0]
        for number, decision in ((1, "adopt"), (2, None)):
            await r.add(
                pdsa_cycles, team_id=1, person_id=kari, holder_id=kari, number=number, phase="plan", step="x",
                stage="closed", prediction="a secret", decision=decision, what_happened="another",
                started_at=r.now, closed_at=r.now if decision else None, screens=0,
            )  # fmt: skip
        await keep(r, weekly(BEFORE))

        chart = (await shown(r)).chart

        assert [(date.fromordinal(mark.day), mark.text) for mark in (*chart.phases, *chart.tests)] == [
            (date(2026, 10, 5), "Plan"),
            (date(2026, 10, 5), "Test 1: adopted"),
        ]


async def test_long_titles_are_shortened_in_the_picture(database_url: str) -> None:
    long = "Lists that somebody looked through with the doctor and the patient's family and then signed"
    async with rooms(database_url, RIDGE.replace("Medication lists reviewed", long)) as r:
        await keep(r, weekly([60]))

        found = await shown(r)

        assert found.chart.title == "Lists that somebody looked through with the doctor and the…"
        assert found.sentence.startswith(f"{found.chart.title}: ")


# What is kept


async def figures(r: Rooms) -> list[dict[str, Any]]:
    """The figures of every judgement, in the order in which they were kept."""
    return [row.figures for row in await r.rows(select(judgements.c.figures).order_by(judgements.c.id))]


async def verdicts(r: Rooms) -> list[tuple[date, str]]:
    """Every judgement, by the day of its point."""
    query = select(measure_points.c.on_date, judgements.c.verdict).join_from(judgements, measure_points)
    return [tuple(row) for row in await r.rows(query.order_by(judgements.c.id))]


async def test_every_point_keeps_what_was_said_when_it_was_the_newest(database_url: str) -> None:
    async with rooms(database_url) as r:
        await r.change(update(measures).values(baseline_until=FIRST + timedelta(weeks=9)))
        await keep(r, weekly([*BEFORE, *AFTER]))

        found = await verdicts(r)
        kept = (await r.rows(select(judgements).order_by(judgements.c.id.desc()).limit(1)))[0]

        assert [verdict for _, verdict in found] == [
            *["too_early"] * 9,
            *["nothing_unusual"] * 7,
            *["improvement"] * 2,
        ]
        assert (kept.rules, kept.baseline_until, kept.judged_at) == ("anhoej", FIRST + timedelta(weeks=9), r.now)
        assert kept.figures == {
            "rules": "anhoej", "n": 18, "centre": 61.0, "n_useful": 18, "longest_run": 9, "longest_run_limit": 7,
            "crossings": 9, "crossings_limit": 5, "signs": ["long_run"], "signal": True, "verdict": "improvement",
        }  # fmt: skip


async def test_a_correction_judges_its_own_day_and_all_after_it_anew(database_url: str) -> None:
    async with rooms(database_url) as r:
        points = weekly(BEFORE)
        await keep(r, points)
        await keep(r, [NewPoint(points[7].on_date, 99.0)], since=points[7].on_date)

        assert [on for on, _ in await verdicts(r)] == [
            *(it.on_date for it in points),
            *(it.on_date for it in points[7:]),
        ]
        assert [it["n"] for it in await figures(r)] == [*range(1, 11), 8, 9, 10]


async def test_of_limits_that_vary_only_the_newest_are_kept(database_url: str) -> None:
    async with rooms(database_url, RIDGE.replace("every: week", "every: week, rules: p")) as r:
        points = [NewPoint(FIRST + timedelta(weeks=n), 50.0, 10 + n, 20 + 2 * n) for n in range(12)]
        await keep(r, points)

        assert (await figures(r))[-1]["upper"] == pytest.approx(50 + 300 * (0.25 / 42) ** 0.5)


async def test_a_change_that_is_taken_back_leaves_no_judgement(database_url: str) -> None:
    async def broken_off(r: Rooms) -> None:
        async with r.house.db.write() as tx:
            measure = (await measures_of(tx, [1]))[0]
            await add_point(tx, measure.id, NewPoint(FIRST, 60.0), r.now, person_id=None, source="test")
            await judge_anew(tx, measure, FIRST, r.now)
            raise ConnectionAbortedError

    async with rooms(database_url) as r:
        with pytest.raises(ConnectionAbortedError):
            await broken_off(r)

        assert await figures(r) == []
