"""How a team's measures stand, and which of them its next check-in asks about."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.check_in import CheckInState
from bot.domain.measuring import RARE, Standing, overdue, question_of, which_to_ask
from bot.domain.model import NOT_COUNTED, Question
from bot.domain.programme import Role
from bot.domain.stuck_measures import Wanted
from bot.flow.house import House
from bot.flow.own_time import is_away
from bot.storage import measures, people
from bot.storage.database import Tx
from bot.storage.measure_askings import AskingRow, askings_of
from bot.storage.measures import MeasureRow, PointRow
from bot.storage.rows import TeamRow


@dataclass(frozen=True, slots=True)
class ToAsk:
    """The measure that a check-in asks about now, by which question, and for how many days its value is wanted."""

    measure: MeasureRow
    question: Question
    overdue: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure of a team with how it stands, and the check-ins that asked for it, the oldest first."""

    measure: MeasureRow
    standing: Standing
    askings: tuple[AskingRow, ...]


async def counted_by(tx: Tx, team: TeamRow) -> list[Counted]:
    """Everything that the team counts, in the order of the programme file."""
    found = await measures.measures_of(tx, [team.id])
    if not found:
        return []
    points, askings = await measures.points_of(tx, [it.id for it in found]), await askings_of(tx, team.id)
    zone = ZoneInfo(team.zone)
    return [_counted(it, points[it.id], askings.get(it.id, []), zone) for it in found]


def _counted(measure: MeasureRow, points: list[PointRow], askings: list[AskingRow], zone: ZoneInfo) -> Counted:
    days = {it.on_date for it in points}
    if measure.kind == RARE:
        # Whoever says that nothing has happened has said what is to be known.
        days |= {it.entered_at.astimezone(zone).date() for it in points}
        days |= {it.asked_at.astimezone(zone).date() for it in askings if it.said is not None}
    standing = Standing(
        measure.id,
        measure.every,
        counted=tuple(sorted(days)),
        asked=tuple(it.asked_at.astimezone(zone).date() for it in askings),
        put_off=tuple(it.asked_at.astimezone(zone).date() for it in askings if it.said == NOT_COUNTED),
    )
    return Counted(measure, standing, tuple(askings))


async def measure_to_ask(tx: Tx, house: House, team: TeamRow, now: datetime) -> ToAsk | None:
    """What the team's check-in asks about now, if anything.

    In the first phase a team is still agreeing on what to count: there only what it has begun to count is asked for.
    """
    found, today = await counted_by(tx, team), now.astimezone(ZoneInfo(team.zone)).date()
    if is_preparing(house, team):
        found = [it for it in found if it.standing.counted]
    asked = which_to_ask((it.standing for it in found), today)
    chosen = next((it for it in found if it.measure.id == asked), None)
    if chosen is None:
        return None
    return ToAsk(chosen.measure, question_of(chosen.measure.kind), overdue(chosen.standing, today))


def is_preparing(house: House, team: TeamRow) -> bool:
    """Whether the team is in the first phase of its model."""
    return team.phase == house.model(team).phases[0].id


async def owner_to_ask(tx: Tx, team: TeamRow, measure_id: int, now: datetime) -> int | None:
    """The one who is asked for the value, while they are a member who has joined and is not away; else everybody is."""
    measure = await measures.measure_by_id(tx, measure_id)
    if measure is None or measure.owner is None or team.group_chat_id is not None:
        return None
    person = await people.person_by_slug(tx, measure.owner)
    if person is None or not person.can_be_reached or not await people.has_role(tx, person.id, team.id, Role.MEMBER):
        return None
    return None if await is_away(tx, team, person, now) else person.id


async def wanted_since(tx: Tx, team: TeamRow, since: datetime) -> list[Wanted]:
    """Each measure of the team with the askings since then that it answered, and that are over."""
    zone = ZoneInfo(team.zone)
    return [
        Wanted(it.measure.slug, it.measure.title, it.standing, [_over(asking, zone) for asking in over])
        for it in await counted_by(tx, team)
        if (over := [asking for asking in it.askings if asking.asked_at >= since and _is_over(asking)])
    ]


def _is_over(it: AskingRow) -> bool:
    # A check-in that nobody answered is silence, and says nothing about what it asked.
    return it.state == CheckInState.ANSWERED and it.closed_at is not None


def _over(it: AskingRow, zone: ZoneInfo) -> tuple[date, datetime]:
    return it.asked_at.astimezone(zone).date(), it.closed_at or it.asked_at
