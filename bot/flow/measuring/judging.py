"""The judgement of each point as if it were the newest, kept with the rules and the baseline that held."""

import asyncio
from dataclasses import replace
from datetime import date, datetime

from bot.domain.charts.figures import figures_of
from bot.domain.charts.judgement import Judgement
from bot.flow.measuring.series import judged, series_at, series_of
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow, NewJudgement, add_judgements, points_of


async def judge_anew(tx: Tx, measure: MeasureRow, since: date, now: datetime) -> None:
    """Judge each point from this day on as if it were the newest, and keep what the rules say.

    In the transaction that changed a point: a later point stands in another series now, and its verdict with it.
    """
    rows = (await points_of(tx, [measure.id]))[measure.id]
    whole, found = series_of(measure, rows), []
    for row in rows:
        if row.on_date >= since:
            # Years of daily numbers take seconds; meanwhile others are answered.
            await asyncio.sleep(0)
            series = series_at(measure, whole, row.on_date)
            judgement = judged(measure, series)
            found.append(NewJudgement(row.id, judgement.verdict, figures_of(series, _at_the_newest(judgement))))
    await add_judgements(tx, measure, found, now)


def _at_the_newest(judgement: Judgement) -> Judgement:
    """With the limits at the newest point only: those at the others are kept with them."""
    if judgement.lower is None or judgement.upper is None:
        return judgement
    return replace(judgement, lower=judgement.lower[-1:], upper=judgement.upper[-1:])
