"""The week of one reader: which teams, what of them may be seen, what is new since the last page, and what to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.digest import TeamSeen, most_in_need_first, seen_by
from bot.domain.digest_ask import Ask, AskedBefore, Names, Situation, choose_ask
from bot.domain.digest_page import SectionPart, TeamPart
from bot.domain.digest_rhythm import Every, monday_of, week_name
from bot.domain.digest_week import QUIET_FORMS, WITHOUT_ASK, Around, Form, becomes_monthly, form_of
from bot.domain.language import Language
from bot.domain.working_time import ONE_DAY
from bot.flow.digests.compose import Reading, fingerprint, team_parts
from bot.flow.digests.known import Known
from bot.flow.digests.plan import Reads
from bot.flow.digests.staff import staff_sections
from bot.flow.guiding import asks_for
from bot.flow.house import House, is_over, reader_calendar
from bot.storage import digests, pulses
from bot.storage.database import Tx
from bot.storage.digests import DigestRow, ReaderRow
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.teams import closures_of

# As many pages as are looked back at for what was asked for.
LOOKED_AT = 26
A_WEEK = timedelta(days=7)
_DAYS = {Every.FORTNIGHTLY: 14, Every.MONTHLY: 28}


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader with their teams, their language and the Monday of the week."""

    row: ReaderRow
    person: PersonRow
    reads: Reads
    language: Language
    week: date

    @property
    def days(self) -> int:
        """Of how many days the news are."""
        return _DAYS.get(Every(self.row.every), 7)


@dataclass(frozen=True, slots=True)
class Said:
    """What the page of the week is made of, with what is kept of it, and the pages before, the newest first."""

    reading: Reading
    print: str
    before: tuple[DigestRow, ...]

    @property
    def form(self) -> Form:
        """Which kind of week it is."""
        return self.reading.form

    @property
    def week(self) -> str:
        """The name of the week."""
        return week_name(self.reading.around.week)


async def read_week(tx: Tx, known: Known, reader: Reader) -> Said:
    """Gather the reader's week."""
    house, reads = known.house, reader.reads
    seen, around = await _seen(tx, known, reader), await _around(tx, known, reader)
    before = tuple(await digests.last_digests(tx, reader.row, LOOKED_AT))
    sections = await staff_sections(tx, known, reads, reader.language, reader.days) if reads.led else ()
    managed = frozenset(team.id for team in reads.as_manager)
    parts = team_parts(house, reads.all[0], seen, reader.language, around, managed)
    form, print_ = form_of(seen, around), fingerprint(parts, sections)
    if form in (Form.USUAL, Form.SESSION) and before and before[0].fingerprint == print_:
        form = Form.UNCHANGED
    return Said(await _reading(tx, known, reader, (seen, parts, sections), around, form, before), print_, before)


async def _reading(
    tx: Tx,
    known: Known,
    reader: Reader,
    gathered: tuple[tuple[TeamSeen, ...], tuple[TeamPart, ...], tuple[SectionPart, ...]],
    around: Around,
    form: Form,
    before: tuple[DigestRow, ...],
) -> Reading:
    seen, parts, sections = gathered
    in_need = any(team.stalled for team in seen)
    often = reader.row.every in (Every.WEEKLY, Every.FORTNIGHTLY)
    return Reading(
        team=reader.reads.all[0],
        language=reader.language,
        around=around,
        form=form,
        teams=seen,
        parts=parts,
        manages=bool(reader.reads.as_manager),
        ask=None if form in WITHOUT_ASK else await _ask(tx, known, reader, seen, around, before),
        sections=sections,
        quiet_since=_quiet_since(form, before),
        monthly=often and not in_need and becomes_monthly(form, [it.form for it in before]),
    )


def _quiet_since(form: Form, before: Sequence[DigestRow]) -> date | None:
    """The week of the first of several quiet pages in a row."""
    if form not in QUIET_FORMS:
        return None
    since = None
    for it in before:
        if it.form not in QUIET_FORMS:
            break
        since = monday_of(it.week)
    return since


async def _seen(tx: Tx, known: Known, reader: Reader) -> tuple[TeamSeen, ...]:
    reads, led = reader.reads, {team.id for team in reader.reads.led}
    weeks = await known.weeks(tx, reads.all, reader.days)
    found = [
        seen_by(week, reader.person.id, await known.charted(tx, team, reader.language), leads=team.id in led)
        for team, week in zip(reads.all, weeks, strict=True)
    ]
    return tuple(most_in_need_first(found))


async def _around(tx: Tx, known: Known, reader: Reader) -> Around:
    teams, now = reader.reads.all, known.now
    calendar = await reader_calendar(tx, teams[0], reader.person)
    today, next_on = calendar.local_date(now), await known.next_on(tx, teams)
    coming = [it for it in await known.sessions(tx, teams[0].collaborative_id) if it.on_date >= today]
    ahead = [
        days
        for days in await closures_of(tx, teams[0].collaborative_id)
        if today <= days.first < today + A_WEEK and days.last >= days.first + 2 * ONE_DAY
    ]
    return Around(
        week=reader.week,
        today=today,
        next_on=calendar.local_date(next_on) if next_on else None,
        session=(coming[0].title, coming[0].on_date) if coming else None,
        holiday=(ahead[0].first, ahead[0].last) if ahead else None,
        over=all(is_over(team, now) for team in teams),
    )


async def _ask(
    tx: Tx, known: Known, reader: Reader, seen: Sequence[TeamSeen], around: Around, before: Sequence[DigestRow]
) -> Ask | None:
    """One thing for a manager to do, about the teams that they manage."""
    rows = {team.id: team for team in reader.reads.as_manager}
    if not rows:
        return None
    said = {it.team_id: it.value for it in await pulses.answers_of(tx, reader.person.id)}
    gone = [it for it in await known.sessions(tx, reader.row.collaborative_id) if it.on_date < around.today]
    situations = [
        Situation(
            team,
            phases=known.house.model(rows[team.id]).phase(team.phase).named,
            today=around.today,
            next_session=around.session[1] if around.session else None,
            last_session=gone[-1].on_date if gone else None,
            pulse=said.get(team.id),
        )
        for team in seen
        if team.id in rows
    ]
    return choose_ask(known.house.content.asks, situations, _names(known.house, rows), _asked(before))


def _names(house: House, rows: dict[int, TeamRow]) -> Names:
    def names(it: Situation, source: str) -> tuple[str, ...]:
        team = rows[it.team.id]
        return house.content.wording.under(asks_for(house, house.model(team).phase(it.team.phase), source))

    return names


def _asked(before: Sequence[DigestRow]) -> list[AskedBefore]:
    return [
        AskedBefore(it.ask_team_id, it.ask_source or "", it.ask_name, it.reply)
        for it in before
        if it.ask_team_id is not None and it.ask_name is not None
    ]
