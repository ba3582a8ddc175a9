"""The pages about what a team counts: all of it, the last points of a measure, and one of them."""

from bot.content.limits import BUTTON, shortened
from bot.domain.measuring import RARE
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.house import House, name_of
from bot.flow.measuring.at import AtMeasure
from bot.flow.measuring.words import last_words, point_words, title_of
from bot.storage import measures, people
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow, PointRow
from bot.storage.rows import TeamRow

MOST_POINTS, IN_A_ROW = 8, 4
LONGEST_NAME = 40


async def numbers_page(
    tx: Tx, house: House, team: TeamRow, found: list[MeasureRow], language: str, *, leads: bool
) -> tuple[str, Keyboard]:
    """What the team counts with the last value of each, and a button for each."""
    wording, points = house.content.wording, await measures.points_of(tx, [it.id for it in found])
    lines = [f"{title_of(it)}. {_last(house, it, points[it.id], language)}" for it in found]
    ask = wording.render("measure.which" if found else "measure.none", language)
    title = wording.plain("measure.title", language)
    text = wording.layout("measure", language, title=title, team=team.title, lines=lines, ask=ask)
    rows: list[tuple[Button, ...]] = [
        (Button(shortened(it.title, BUTTON), DeskPressed(Desk.MEASURE, it.id, "show" if leads else "ask").pack()),)
        for it in found
    ]
    if leads:
        label = wording.plain("measure.buttons.team", language)
        rows.append((Button(label, DeskPressed(Desk.TEAM, team.id, "show").pack()),))
    return str(text), tuple(rows)


def _last(house: House, measure: MeasureRow, points: list[PointRow], language: str) -> str:
    return last_words(house, measure, points[-1:], language) or house.content.wording.plain(
        "measure.no-points", language
    )


async def points_page(tx: Tx, at: AtMeasure) -> tuple[str, Keyboard]:
    """The last points of the measure, the newest first, with who gave each; and a button to correct each."""
    points = [*reversed((await measures.points_of(tx, [at.measure.id]))[at.measure.id])][:MOST_POINTS]
    lines = [f"{n}. {await _line(tx, at, it)}" for n, it in enumerate(points, start=1)]
    ask = at.say("correct-which") if points else at.say("no-points")
    text = at.house.content.wording.layout(
        "measure", at.language, title=title_of(at.measure), team=at.team.title, lines=lines, ask=ask
    )
    buttons = [at.labelled(str(n), "point", str(it.id)) for n, it in enumerate(points, start=1)]
    rows = [tuple(buttons[n : n + IN_A_ROW]) for n in range(0, len(buttons), IN_A_ROW)]
    chart = (at.button("chart", "chart"),) if points else ()
    back = ((at.button("numbers-of-team", "all"),),) if at.leads else ()
    return str(text), (*rows, (at.button("new", "ask"), *chart), *back)


async def _line(tx: Tx, at: AtMeasure, point: PointRow) -> str:
    value = point_words(at.house, at.measure, point, at.language)
    if point.person_id is None:
        return value
    by = name_of(at.house, await people.person_by_id(tx, point.person_id), at.language)
    plain = at.house.content.wording.plain
    return plain("measure.by", at.language, value=value, person=shortened(by, LONGEST_NAME))


async def point_page(tx: Tx, at: AtMeasure, point: PointRow) -> tuple[str, Keyboard]:
    """One point, and what can be done about it."""
    text = at.house.content.wording.layout(
        "measure",
        at.language,
        title=title_of(at.measure),
        team=at.team.title,
        lines=[await _line(tx, at, point)],
        ask=at.say("correct-how"),
    )
    change = () if at.measure.kind == RARE else (at.button("change", "day", point.on_date.isoformat()),)
    drop = at.button("take-back", "drop", str(point.id))
    return str(text), ((*change, drop), (at.button("back", "points"),))
