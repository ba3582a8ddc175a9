"""What whoever leads the teams reads beside them: moves, load, what was held back and why, what waits."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.digest_page import SectionPart
from bot.domain.language import Language
from bot.domain.working_time import ONE_DAY
from bot.flow.digests.known import Known
from bot.flow.digests.plan import Reads
from bot.flow.digests.told import A_WEEK
from bot.flow.measuring.chart_notes import INTERVALS
from bot.flow.screens.talk import model_texts
from bot.storage import digest_staff
from bot.storage.database import Tx
from bot.storage.digest_facts import Counting
from bot.storage.rows import TeamRow

MOST_LINES = 5
# An ask that nobody replied to is shown for so long.
SHOWN_FOR = timedelta(weeks=4)


async def staff_sections(tx: Tx, known: Known, reads: Reads, language: Language, days: int) -> tuple[SectionPart, ...]:
    """The sections of which there is something to say."""
    of = _Sections(known, reads.led, language, known.now - timedelta(days=days))
    found = {
        "moves": await of.moves(tx),
        "held-back": await of.held_back(tx),
        "waiting": await of.waiting(tx),
        "numbers": of.numbers(),
        "load": await of.load(tx),
    }
    return tuple(of.section(name, lines) for name, lines in found.items() if lines)


class _Sections:
    def __init__(self, known: Known, teams: Sequence[TeamRow], language: Language, since: datetime) -> None:
        self.known, self.teams, self.language, self.since = known, teams, language, since
        self.titles = {team.id: shortened(team.title, LONGEST_IN_A_LIST) for team in teams}
        self.wording = known.house.content.wording

    def section(self, name: str, lines: list[str]) -> SectionPart:
        """The lines under their heading; a long list ends with how many more there are."""
        shown, more = lines[:MOST_LINES], len(lines[MOST_LINES:])
        if more:
            shown.append(self._say("more", count=more))
        return SectionPart(self._say(f"headings.{name}"), tuple(shown))

    async def moves(self, tx: Tx) -> list[str]:
        """Teams that moved on or back, gatherings that were moved, teams that changed hands."""
        rows = {team.id: team for team in self.teams}
        found = await digest_staff.moves_since(tx, list(rows), self.since)
        lines = [self._phase_move(rows[it.team_id], it.from_phase, it.to_phase) for it in found]
        slug = self.teams[0].collaborative
        sessions = {it.slug: it for it in await self.known.sessions(tx, self.teams[0].collaborative_id)}
        for moved in await digest_staff.sessions_moved(tx, slug, self.since):
            if (it := sessions.get(moved)) is not None:
                on = self.wording.date(it.on_date, self.language)
                lines.append(self._say("session", session=shortened(it.title, LONGEST_IN_A_LIST), date=on))
        handed = await digest_staff.handed_over(tx, slug, self.since)
        lines += [self._say("hand-over", team=self.titles[team.id]) for team in self.teams if team.slug in handed]
        return lines

    def _phase_move(self, team: TeamRow, from_: str, to: str) -> str:
        phases = model_texts(self.known.house, team, self.language).phases
        values = {"from": phases.get(from_, from_), "to": phases.get(to, to)}
        return self._say("phase", team=self.titles[team.id], **values)

    async def held_back(self, tx: Tx) -> list[str]:
        """What the bot did not send, and why."""
        ids, now = list(self.titles), self.known.now
        budget = await digest_staff.held_back(tx, ids, self.since)
        withdrawn = await digest_staff.not_asked(tx, ids, self.since, now)
        closed = self._closed_days()
        lines: list[str] = []
        if budget:
            lines.append(self._say("budget", messages=self.wording.count("messages", budget, self.language)))
        if withdrawn:
            lines.append(self._say("not-asked", check_ins=self.wording.count("check-ins", withdrawn, self.language)))
        if closed:
            lines.append(self._say("closed-days", days=self.wording.list(closed, self.language)))
        return lines

    def _closed_days(self) -> list[str]:
        """Holidays and closures of the days since then on which people would have worked."""
        calendar = self.known.stands[self.teams[0].id].calendar
        first, today = calendar.local_date(self.since), calendar.local_date(self.known.now)
        days = [first + n * ONE_DAY for n in range((today - first).days)]
        closed = [day for day in days if calendar.is_closed(day) and day.weekday() not in calendar.weekend]
        return [self.wording.date(day, self.language) for day in closed]

    async def waiting(self, tx: Tx) -> list[str]:
        """The teams for which managers were asked to do something and have not replied in a week."""
        now = self.known.now
        found = await digest_staff.unanswered_asks(tx, list(self.titles), now - SHOWN_FOR, now - A_WEEK)
        return [self._say("no-reply", team=self.titles[team.id]) for team in self.teams if found[team.id]]

    def numbers(self) -> list[str]:
        """Measures whose newest number is older than two of their intervals."""
        lines: list[tuple[date, str]] = []
        for team in self.teams:
            calendar = self.known.stands[team.id].calendar
            today = calendar.local_date(self.known.now)
            for it in self.known.counting.get(team.id, []):
                if _is_missing(it, today):
                    assert it.newest_on is not None
                    days = (today - it.newest_on).days
                    unit, number = ("weeks", days // 7) if days >= A_WEEK.days else ("days", days)
                    time = self.wording.count(unit, number, self.language)
                    measure = shortened(it.title, LONGEST_IN_A_LIST)
                    values = {"measure": measure, "team": self.titles[team.id], "time": time}
                    lines.append((it.newest_on, self._say("number", **values)))
        return [line for _, line in sorted(lines)]

    async def load(self, tx: Tx) -> list[str]:
        """What the teams have cost."""
        found = await digest_staff.load_of(tx, list(self.titles), self.since)
        return [self._say("load", alerts=found.alerts, cases=found.cases, messages=found.messages)]

    def _say(self, key: str, **values: object) -> str:
        return self.wording.plain(f"digest.staff.{key}", self.language, **values)


def _is_missing(it: Counting, today: date) -> bool:
    return (
        it.kind != "rare"
        and it.newest_on is not None
        and it.newest_on + timedelta(days=2 * INTERVALS[it.every]) < today
    )
