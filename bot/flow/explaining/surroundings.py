"""What lies around a team's check-ins: what each is counted from, and why a day is passed over."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from bot.domain.cadence import Cadence
from bot.domain.coming import passed_over
from bot.domain.frame import Frame
from bot.domain.grid_cadence import GridCadence
from bot.domain.working_time import DateRange, WorkingCalendar
from bot.flow.explaining.explained import Passed, Reason
from bot.flow.facilitating.moving.upcoming import days_of
from bot.flow.house import House, calendar_of
from bot.flow.plan import frame_of
from bot.storage import explaining, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The plan of a team, with the gatherings and closures that shape it."""

    cadence: Cadence
    frame: Frame
    calendar: WorkingCalendar
    sessions: dict[date, teams.SessionRow]
    closures: dict[DateRange, str]
    reasons: dict[date, Reason]

    @classmethod
    async def of(cls, tx: Tx, house: House, team: TeamRow) -> Self:
        """All of it for this team, as the database has it."""
        cadence, rows = house.schedule(team).cadence, await teams.sessions_of(tx, team.collaborative_id)
        named = await explaining.closures_named(tx, team.collaborative_id)
        frame, sessions = await frame_of(tx, team, days_of(rows)), {it.on_date: it for it in rows}
        return cls(
            cadence=cadence,
            frame=frame,
            calendar=await calendar_of(tx, team),
            sessions=sessions,
            closures={DateRange(it.first, it.last): it.title for it in named},
            reasons=_reasons(cadence, frame, sessions),
        )

    def passed(self, first: date, until: date) -> tuple[Passed, ...]:
        """Each day from the first up to `until` on which the team is not asked, with its reason."""
        titles = {day: it.title for day, it in self.sessions.items()}
        days = passed_over(self.calendar, first, until, sessions=titles, closures=self.closures)
        return tuple(Passed(*day) for day in days)


def _reasons(cadence: Cadence, frame: Frame, sessions: dict[date, teams.SessionRow]) -> dict[date, Reason]:
    """What each date of the plan is counted from."""
    if isinstance(cadence, GridCadence):
        every = Reason(counted_from=cadence.first(frame.starts), every_days=cadence.every_days)
        return dict.fromkeys(cadence.dates(frame), every)
    return {
        it.on: Reason(
            counted_from=it.session,
            session=sessions[it.session].slug,
            title=sessions[it.session].title,
            working_days=it.working_days,
        )
        for it in cadence.anchored(frame)
    }
