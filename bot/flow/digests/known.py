"""What is known of teams on the morning of their pages: read once for each team, however many read about it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.domain.charts.judgement import Verdict
from bot.domain.digest import NEED, Answers, Charted, Good, GoodKind, Obstacle, TeamWeek
from bot.domain.gate import Item
from bot.domain.model import Model
from bot.domain.pdsa import Decision
from bot.domain.stall import StallKind
from bot.domain.team_state import TeamState
from bot.domain.working_time import ONE_DAY
from bot.flow.facilitating.moving.gates import gate_of
from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import House
from bot.flow.measuring.charting import MeasureChart, charts_of
from bot.flow.plan import asked_next
from bot.flow.standing import Stand, stands_now
from bot.storage import digest_facts
from bot.storage.database import Tx
from bot.storage.digest_facts import Counted, Counting, Joined, Named, TestRow
from bot.storage.rows import TeamRow
from bot.storage.teams import SessionRow, sessions_of

TWO_WEEKS = timedelta(days=14)
# In the team's working time: after that nobody waits for news of it.
ASLEEP_AFTER = 40
# Of several charts the one that asks most to be looked at is shown.
_TELLING = (Verdict.WORSENING, Verdict.IMPROVEMENT, Verdict.NOTHING_UNUSUAL, Verdict.TOO_EARLY)


@dataclass
class Known:
    """What was read so far, at this moment."""

    house: House
    now: datetime
    stands: dict[int, Stand] = field(default_factory=dict)
    _weeks: dict[tuple[int, int], TeamWeek] = field(default_factory=dict)
    _charts: dict[tuple[int, str], Charted | None] = field(default_factory=dict)
    _next: dict[int, datetime | None] = field(default_factory=dict)
    _sessions: dict[int, list[SessionRow]] = field(default_factory=dict)
    counting: dict[int, list[Counting]] = field(default_factory=dict)

    async def weeks(self, tx: Tx, teams: Collection[TeamRow], days: int) -> list[TeamWeek]:
        """The weeks of these teams; what is new is of the last so many days."""
        new = [team for team in teams if (team.id, days) not in self._weeks]
        if new:
            for week in await _weeks(tx, self.house, new, self, days):
                self._weeks[week.id, days] = week
        return [self._weeks[team.id, days] for team in teams]

    async def charted(self, tx: Tx, team: TeamRow, language: str) -> Charted | None:
        """The team's chart in this language; None where it has counted nothing."""
        key = team.id, str(language)
        if key not in self._charts:
            self._charts[key] = _most_telling(await charts_of(tx, self.house, team, language, self.now))
        return self._charts[key]

    async def next_on(self, tx: Tx, teams: Iterable[TeamRow]) -> datetime | None:
        """When questions come next to any of these teams."""
        for team in teams:
            if team.id not in self._next:
                self._next[team.id] = await self._asked_next(tx, team)
        return min((moment for team in teams if (moment := self._next[team.id])), default=None)

    async def _asked_next(self, tx: Tx, team: TeamRow) -> datetime | None:
        stand = self.stands.get(team.id)
        if stand is None or team.next_due_at is None or team.next_merged:
            return await asked_next(tx, self.house, team)
        rests = stand.calendar.pause_on(stand.calendar.local_date(team.next_due_at))
        return await asked_next(tx, self.house, team) if rests else team.next_due_at

    async def sessions(self, tx: Tx, collaborative_id: int) -> list[SessionRow]:
        """The gatherings of the collaborative in the order of their days."""
        if collaborative_id not in self._sessions:
            found = await sessions_of(tx, collaborative_id)
            self._sessions[collaborative_id] = sorted(found, key=lambda it: it.on_date)
        return self._sessions[collaborative_id]


def _most_telling(charts: Collection[MeasureChart]) -> Charted | None:
    if not charts:
        return None
    first = min(charts, key=lambda it: _TELLING.index(it.judgement.verdict))
    return Charted(first.judgement.verdict, (first.sentence, *first.notes), first.chart)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the tables hold of some teams."""

    joined: dict[int, Joined]
    counted: dict[int, Counted]
    obstacles: dict[int, list[Named]]
    tests: dict[int, TestRow]
    homework: dict[int, str]
    back: set[int]
    moved: dict[int, datetime]
    counting: dict[int, list[Counting]]


async def _weeks(tx: Tx, house: House, teams: Collection[TeamRow], known: Known, days: int) -> list[TeamWeek]:
    now, ids = known.now, [team.id for team in teams]
    since = now - timedelta(days=days)
    missing = [team for team in teams if team.id not in known.stands]
    if missing:
        known.stands |= {stand.team.id: stand for stand in await stands_now(tx, missing, now)}
    found = _Found(
        await digest_facts.joined_in(tx, ids),
        await digest_facts.counted_in(tx, ids, now, now - TWO_WEEKS, now - 2 * TWO_WEEKS),
        await digest_facts.obstacles_in(tx, ids),
        await digest_facts.last_tests_in(tx, ids, since),
        await digest_facts.homework_done_in(tx, ids, since),
        await digest_facts.back_in(tx, ids, since),
        await digest_facts.moved_in(tx, ids),
        await digest_facts.counting_in(tx, ids, since),
    )
    known.counting |= found.counting
    return [await _week(tx, house, known.stands[team.id], found, since, now) for team in teams]


async def _week(tx: Tx, house: House, stand: Stand, found: _Found, since: datetime, now: datetime) -> TeamWeek:
    team, calendar, counted = stand.team, stand.calendar, found.counted[stand.team.id]
    today = calendar.local_date(now)
    pause, moved = calendar.pause_on(today), found.moved.get(team.id)
    silent = next((it for it in stand.cases if it.kind == StallKind.SILENT), None)
    quiet_since = datetime.fromisoformat(silent.reasons[0]["since"]) if silent else now
    new = [it for it in (await gate_of(tx, house, team)).in_place if it.since is not None and it.since >= since]
    model = house.model(team)
    named = _in_words(house, found.obstacles[team.id]) if model.question("obstacle").seen_by_managers else []
    answers = Answers(
        step=(await step_now(tx, house, team)).id,
        answered=counted.answered,
        asked=counted.asked,
        answered_before=counted.answered_before,
        asked_before=counted.asked_before,
        obstacle=_obstacle(named, stand, now),
        good=_good([it for it in new if _may_be_told(it, model)], found, stand, since),
    )
    return TeamWeek(
        id=team.id,
        title=team.title,
        state=stand.state,
        stalled=stand.state in NEED and _is_told(stand),
        phase=team.phase,
        joined=found.joined[team.id].ids,
        answers=answers,
        asked=counted.asked > 0,
        ever_asked=stand.last is not None,
        asleep=_is_asleep(stand, found, today),
        silent_days=calendar.working_days_between(calendar.local_date(quiet_since), today),
        paused_until=pause.last + ONE_DAY if pause else None,
        news=any(it.since for it in found.counting[team.id]) or (moved is not None and moved >= since),
    )


def _is_told(stand: Stand) -> bool:
    # A team that has not started yet is in need only once its five working days are over.
    not_started = stand.state is TeamState.NOT_STARTED
    return not not_started or any(it.kind == StallKind.NEVER_STARTED for it in stand.cases)


def _is_asleep(stand: Stand, found: _Found, today: date) -> bool:
    team = stand.team
    if today < team.starts or stand.state in (TeamState.PAUSED, TeamState.CLOSED):
        return False
    moments = [
        team.last_sign_at,
        team.first_applied_at,
        found.joined[team.id].newest,
        found.moved.get(team.id),
        *(it.newest_at for it in found.counting[team.id]),
    ]
    stirred = max(stand.calendar.local_date(it) for it in moments if it is not None)
    return stand.calendar.working_days_between(max(stirred, team.starts), today) >= ASLEEP_AFTER


def _in_words(house: House, named: list[Named]) -> list[Named]:
    """Those for which there are words: a choice may have been taken out of the content since."""
    return [it for it in named if it.choice == "none" or house.content.wording.has(f"words.obstacles.{it.choice}")]


def _obstacle(named: list[Named], stand: Stand, now: datetime) -> Obstacle | None:
    """What stands in the way: since when, where it was named more than once; or that it went in the last two weeks."""
    if not named:
        return None
    newest = named[-1]
    if newest.choice == "none":
        before = named[-2].choice if len(named) > 1 else "none"
        went = before != "none" and newest.at >= now - TWO_WEEKS
        return Obstacle(before, gone=True) if went else Obstacle("none")
    run = [newest]
    for it in reversed(named[:-1]):
        if it.choice != newest.choice:
            break
        run.append(it)
    return Obstacle(newest.choice, stand.calendar.local_date(run[-1].at) if len(run) > 1 else None)


def _may_be_told(item: Item, model: Model) -> bool:
    """Whether what puts it in place may be read by managers; a question says who sees its answer."""
    return item.by is not None or all(model.question(id_).seen_by_managers for id_ in item.questions)


def _good(new: Collection[Item], found: _Found, stand: Stand, since: datetime) -> Good | None:
    """The first good thing that there is; `new` is what is in place by now and was not."""
    team = stand.team
    counting, test = found.counting[team.id], found.tests.get(team.id)
    for it in counting:
        if it.verdict == Verdict.IMPROVEMENT and it.judged_at is not None and it.judged_at >= since:
            return Good(GoodKind.IMPROVED, it.title)
    if new:
        return Good(GoodKind.EVIDENCE, max(new, key=lambda it: it.since or since).evidence.id)
    if test is not None:
        dropped = test.decision == Decision.ABANDON
        kind = GoodKind.TEST_DROPPED if dropped else GoodKind.TEST
        return Good(kind, test.scale or "", stand.calendar.local_date(test.closed_at))
    if team.id in found.homework:
        return Good(GoodKind.HOMEWORK, found.homework[team.id])
    for it in counting:
        if it.since:
            return Good(GoodKind.MEASURE, it.title, count=it.since)
    return Good(GoodKind.BACK) if team.id in found.back else None
