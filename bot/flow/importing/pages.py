"""What is asked about a file: of which team it is, of which measure, and whether it is right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.content.limits import BUTTON, LONGEST_IN_A_LIST, shortened
from bot.domain.number_sheet import Counted, SheetPoint, changes, points_in
from bot.domain.outgoing import Button
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.sheet import BadSheet
from bot.domain.team_list import page_of, turns
from bot.flow.house import House
from bot.flow.importing.words import point_in_words, wrong
from bot.flow.rights import teams_led_by
from bot.flow.settings.own import Page
from bot.storage.database import Tx
from bot.storage.imports import ImportRow
from bot.storage.measures import MeasureRow, measures_of, points_of
from bot.storage.rows import PersonRow, TeamRow

ON_A_PAGE = 8
MOST_CHANGES = 5


@dataclass(frozen=True, slots=True)
class InFile:
    """The points of a file for a measure of a team: those that change something, with what stood before."""

    team: TeamRow
    measure: MeasureRow
    points: list[SheetPoint]
    changing: list[tuple[SheetPoint, SheetPoint | None]]


async def next_page(
    tx: Tx, house: House, person: PersonRow, sheet: ImportRow, language: str, now: datetime, page: int = 1
) -> Page:
    """The question that the file waits for; where there is only one answer it is not asked."""
    teams = {team.id: team for team in await teams_led_by(tx, person) if house.knows(team)}
    measures = await measures_of(tx, teams)
    counting = sorted((teams[it] for it in {it.team_id for it in measures}), key=lambda it: it.title.casefold())
    if not counting:
        return Page(house.content.wording.render("import.nothing-counted", language))
    if len(counting) > 1:
        return _which_team(house, sheet, counting, page, language)
    return await page_of_team(tx, house, sheet, counting[0], measures, language, now)


def _which_team(house: House, sheet: ImportRow, teams: Sequence[TeamRow], page: int, language: str) -> Page:
    wording = house.content.wording
    shown, page, pages = page_of(teams, page, ON_A_PAGE)
    rows: list[tuple[Button, ...]] = [
        (Button(shortened(team.title, BUTTON), _pressed(sheet.id, "team", team.id)),) for team in shown
    ]
    if pages > 1:
        rows.append(tuple(Button(text, _pressed(sheet.id, "page", n)) for text, n in turns(page, pages).items()))
    numbers = wording.count("numbers", len(sheet.lines) - 1, language)
    text = wording.render("import.which-team", language, numbers=numbers)
    return Page(text, (*rows, (drop_button(house, sheet.id, language),)))


async def page_of_team(
    tx: Tx,
    house: House,
    sheet: ImportRow,
    team: TeamRow,
    measures: Sequence[MeasureRow],
    language: str,
    now: datetime,
) -> Page:
    """Which of the team's measures it is; where there is one, the numbers once more."""
    of_team = [it for it in measures if it.team_id == team.id]
    if len(of_team) == 1:
        return await once_more(tx, house, sheet, team, of_team[0], language, now)
    rows = [(Button(shortened(it.title, BUTTON), _pressed(sheet.id, "measure", it.id)),) for it in of_team]
    text = house.content.wording.render("import.which-measure", language, team=shortened(team.title, LONGEST_IN_A_LIST))
    return Page(text, (*rows, (drop_button(house, sheet.id, language),)))


async def once_more(
    tx: Tx, house: House, sheet: ImportRow, team: TeamRow, measure: MeasureRow, language: str, now: datetime
) -> Page:
    """The numbers as they would be kept, or what is wrong with them."""
    try:
        found = await in_file(tx, sheet, team, measure, language, now)
    except BadSheet as bad:
        # They may be right for another measure.
        another = Button(house.content.wording.plain("import.buttons.another", language), _pressed(sheet.id, "page", 1))
        return Page(wrong(house, bad.mistakes, language), ((another,), (drop_button(house, sheet.id, language),)))
    if not found.changing:
        return Page(house.content.wording.render("import.nothing-new", language, **titles(team, measure)))
    label = house.content.wording.plain("import.buttons.keep", language)
    keep = Button(label, _pressed(sheet.id, "keep", measure.id))
    return Page(_preview(house, found, language), ((keep,), (drop_button(house, sheet.id, language),)))


async def in_file(tx: Tx, sheet: ImportRow, team: TeamRow, measure: MeasureRow, language: str, now: datetime) -> InFile:
    """The points of the file as ones of this measure. BadSheet with everything that is wrong."""
    tomorrow = now.astimezone(ZoneInfo(team.zone)).date() + timedelta(days=1)
    counted = Counted(measure.kind, measure.unit, measure.rules, tomorrow)
    points = points_in(sheet.lines, counted, language)
    stand = (await points_of(tx, [measure.id]))[measure.id]
    before = {it.on_date: SheetPoint(it.on_date, it.value, it.numerator, it.denominator) for it in stand}
    return InFile(team, measure, points, list(changes(points, before)))


def _preview(house: House, found: InFile, language: str) -> str:
    wording = house.content.wording
    changed = [(new, was) for new, was in found.changing if was is not None]
    first, last = (wording.date(point.on, language, "year") for point in (found.points[0], found.points[-1]))
    return wording.layout(
        "import",
        language,
        title=wording.render("import.preview.title", language, **titles(found.team, found.measure)),
        span=wording.render(
            "import.preview.span",
            language,
            numbers=wording.count("numbers", len(found.points), language),
            first=first,
            last=last,
        ),
        new=len(found.changing) - len(changed),
        changed=len(changed),
        changes=[
            wording.render(
                "import.preview.change",
                language,
                date=wording.date(new.on, language, "year"),
                before=point_in_words(house, was, found.measure.unit, language),
                after=point_in_words(house, new, found.measure.unit, language),
            )
            for new, was in changed[:MOST_CHANGES]
        ],
        more=max(len(changed) - MOST_CHANGES, 0),
        same=len(found.points) - len(found.changing),
    )


def titles(team: TeamRow, measure: MeasureRow) -> dict[str, str]:
    """What both are called, as long as a message has room for."""
    return {
        "team": shortened(team.title, 2 * LONGEST_IN_A_LIST),
        "measure": shortened(measure.title, 2 * LONGEST_IN_A_LIST),
    }


def drop_button(house: House, import_id: int, language: str) -> Button:
    """The way to keep nothing."""
    label = house.content.wording.plain("import.buttons.drop", language)
    return Button(label, DeskPressed(Desk.IMPORT, import_id, "drop").pack())


def _pressed(import_id: int, act: str, what: int) -> str:
    return DeskPressed(Desk.IMPORT, import_id, act, str(what)).pack()
