"""The chart of a measure: judged, in the reader's language, and the same for everybody who asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.limits import shortened
from bot.domain.charts.judgement import Judgement, Verdict
from bot.domain.charts.picture import Chart, Dot, Mark
from bot.flow.house import House
from bot.flow.measuring.chart_notes import late_note, notes_of
from bot.flow.measuring.chart_words import LONGEST_TITLE, ChartWords
from bot.flow.measuring.series import judged, series_of
from bot.flow.screens.talk import model_texts
from bot.storage.database import Tx
from bot.storage.measures import MeasureRow, PointRow, measures_of, points_of
from bot.storage.pdsa_cycles import tests_decided
from bot.storage.phases import phases_begun
from bot.storage.rows import TeamRow


@dataclass(frozen=True, slots=True)
class MeasureChart:
    """A measure as everybody is shown it.

    `sentence` is the verdict with the measure's name, `why` the rule that fired (or empty), `notes` what else there is
    to know, a sentence each: the goal that is reached, the baseline, numbers that are late, rules that lacked theirs.
    All are plain text.
    """

    measure: MeasureRow
    judgement: Judgement
    sentence: str
    why: str
    chart: Chart
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Marks:
    phases: tuple[Mark, ...]
    tests: tuple[Mark, ...]


async def chart_of(
    tx: Tx, house: House, team: TeamRow, measure: MeasureRow, language: str, now: datetime
) -> MeasureChart | None:
    """The measure as this reader is shown it; None while there is no point to draw."""
    found = await _charts(tx, house, team, [measure], language, now)
    return found[0] if found else None


async def charts_of(tx: Tx, house: House, team: TeamRow, language: str, now: datetime) -> list[MeasureChart]:
    """Everything that the team counts and has points of, in the order of the programme file."""
    return await _charts(tx, house, team, await measures_of(tx, [team.id]), language, now)


async def _charts(
    tx: Tx, house: House, team: TeamRow, measures: Sequence[MeasureRow], language: str, now: datetime
) -> list[MeasureChart]:
    points = await points_of(tx, [it.id for it in measures])
    if not any(points.values()):
        return []
    marks = await _marks(tx, house, team, language)
    drawn = [_chart(house, team, measure, points[measure.id], marks, language, now) for measure in measures]
    return [it for it in drawn if it]


async def _marks(tx: Tx, house: House, team: TeamRow, language: str) -> _Marks:
    zone, wording = ZoneInfo(team.zone), house.content.wording
    phases = model_texts(house, team, language).phases
    moved = [
        # A phase may have been taken out of the model since.
        Mark(_day(it.at, zone), shortened(phases.get(it.phase, it.phase), LONGEST_TITLE))
        for it in await phases_begun(tx, team.id)
    ]
    tested = []
    for it in await tests_decided(tx, team.id):
        decision = wording.plain(f"test.decisions.{it.decision}", language)
        text = wording.plain("test.list.result", language, number=it.number, decision=decision)
        tested.append(Mark(_day(it.at, zone), text))
    return _Marks(tuple(moved), tuple(tested))


def _day(moment: datetime, zone: ZoneInfo) -> int:
    return moment.astimezone(zone).date().toordinal()


def _chart(
    house: House,
    team: TeamRow,
    measure: MeasureRow,
    rows: Sequence[PointRow],
    marks: _Marks,
    language: str,
    now: datetime,
) -> MeasureChart | None:
    series = series_of(measure, rows)
    if not series.points:
        return None
    found = judged(measure, series)
    words = ChartWords(house.content.wording, language, measure, series, found)
    notes, late = tuple(notes_of(words)), late_note(words, now.astimezone(ZoneInfo(team.zone)).date())
    # How old the numbers are is no matter of the picture, which stays the same until they change.
    picture = _picture(words, team, marks, notes)
    return MeasureChart(measure, found, words.sentence, words.why, picture, (*notes, late) if late else notes)


def _picture(words: ChartWords, team: TeamRow, marks: _Marks, notes: Sequence[str]) -> Chart:
    series, found, spelling = words.series, words.found, words.wording.spelling(words.language)
    days = [point.on.toordinal() for point in series.points]
    title = shortened(team.title, LONGEST_TITLE)
    # Limits on trial say nothing yet, so they are not drawn.
    is_settled = found.verdict is not Verdict.TOO_EARLY
    return Chart(
        title=words.title,
        team=title,
        unit=words.unit,
        decimal_mark=spelling.decimal_mark,
        dots=_dots(words),
        centre=words.centre,
        baseline=series.baseline or len(days),
        goal=words.goal,
        lower=(found.lower or ()) if is_settled else (),
        upper=(found.upper or ()) if is_settled else (),
        limits=words.limits if found.lower and is_settled else "",
        phases=_within(marks.phases, days),
        tests=_within(marks.tests, days),
        verdict=words.verdict,
        why=words.why,
        alt=words.alt(title, notes),
    )


def _dots(words: ChartWords) -> tuple[Dot, ...]:
    signs = {place for of_sign in words.found.fired.values() for place in of_sign}
    return tuple(
        Dot(point.on.toordinal(), words.wording.date(point.on, words.language), point.value, place in signs)
        for place, point in enumerate(words.series.points)
    )


def _within(marks: Sequence[Mark], days: Sequence[int]) -> tuple[Mark, ...]:
    """Those between the first and the newest point: the picture has no room beyond them."""
    return tuple(mark for mark in marks if days[0] <= mark.day <= days[-1])
