"""A programme file is applied: only what differs from the file last applied is carried over, in one transaction."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.changes import Change, changes
from bot.domain.programme import Programme
from bot.flow.applying.forgotten import without_forgotten
from bot.flow.applying.parts import apply_owners, apply_person_change, apply_session_change
from bot.flow.applying.plan import before_changes, plan_changed
from bot.flow.applying.teams import apply_team_change
from bot.flow.house import House
from bot.flow.reporting.plan import plan_briefs
from bot.storage import audit, conversations, people, teams
from bot.storage import programme as rows
from bot.storage.database import Tx
from bot.storage.handing_over import facilitators_in_bot
from bot.storage.sessions import hold_sessions
from bot.storage.tables import collaboratives
from bot.storage.writes import add_row, change_row


@dataclass(slots=True)
class Done:
    """What an apply changed, what it moved, and what people changed in the bot that stays; who is forgotten too."""

    changes: list[Change]
    moved: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """All of it, a line each."""
        return [*map(str, self.changes), *self.moved, *self.kept]


async def apply(house: House, programme: Programme, now: datetime, *, dry_run: bool = False) -> Done:
    """Make the database match the programme; a dry run says what would change and keeps nothing."""
    done = Done([])
    async with house.db.write() as tx:
        await _apply(tx, house, programme, now, done)
        if dry_run:
            await tx.rollback()
    return done


async def _apply(tx: Tx, house: House, programme: Programme, now: datetime, done: Done) -> None:
    last = await rows.applied(tx, programme.collaborative)
    programme, done.kept = await without_forgotten(tx, house, programme, now)
    done.changes = changes(last.programme if last else None, programme)
    if not done.changes or last is None:
        if last is not None:
            await _list_kept(tx, last.id, programme, done)
            return
        collaborative_id = await _add_collaborative(tx, programme, now)
    else:
        collaborative_id = last.id
    before = await before_changes(tx, house, collaborative_id)
    held = sorted(it.team.id for it in before.values())
    # The gatherings before all else, as whoever moves one does.
    await hold_sessions(tx, collaborative_id)
    for team_id in held:
        # The check-ins before the teams, as whoever answers does, so that nobody waits crosswise.
        await conversations.hold_open_check_in(tx, team_id)
    for team_id in held:
        # All teams before any case: a list of cases speaks of several.
        await teams.team_by_id(tx, team_id, lock=True)
    for change in done.changes:
        await _carry_out(tx, house, collaborative_id, change, now)
    await change_row(tx, collaboratives, collaborative_id, applied=rows.as_stored(programme), applied_at=now)
    await audit.note(tx, now, "system", "apply", programme.collaborative, changes=len(done.changes))
    done.moved = await plan_changed(tx, house, collaborative_id, before, done.changes, now)
    moved = {change.id for change in done.changes if change.what == "session"}
    await plan_briefs(tx, house, collaborative_id, now, moved=moved)
    await _list_kept(tx, collaborative_id, programme, done)


async def _add_collaborative(tx: Tx, programme: Programme, now: datetime) -> int:
    return await add_row(
        tx,
        collaboratives,
        slug=programme.collaborative,
        title=programme.title,
        model=programme.model,
        schedule=programme.schedule,
        zone=programme.zone,
        holidays=programme.holidays,
        language=programme.language,
        starts=programme.starts,
        ends=programme.ends,
        applied={},
        applied_at=now,
    )


async def _carry_out(tx: Tx, house: House, collaborative_id: int, change: Change, now: datetime) -> None:
    match change.what:
        case "collaborative" if change.field == "closures":
            await rows.set_closures(tx, collaborative_id, change.after)
        case "collaborative" if change.field:
            await change_row(tx, collaboratives, collaborative_id, **{change.field: change.after})
        case "person":
            await apply_person_change(tx, change)
        case "session":
            await apply_session_change(tx, collaborative_id, change)
        case "owner":
            await apply_owners(tx, house, collaborative_id, change, now)
        case _:
            await apply_team_change(tx, house, collaborative_id, change, now)


async def _list_kept(tx: Tx, collaborative_id: int, programme: Programme, done: Done) -> None:
    facilitators = await facilitators_in_bot(tx, collaborative_id)
    known_teams = {team.slug: team for team in await teams.teams_of(tx, collaborative_id)}
    for team in programme.teams:
        in_bot = known_teams.get(team.id)
        if in_bot is not None and in_bot.phase != team.phase:
            done.kept.append(f"team {team.id}: phase {in_bot.phase} stays (the file says {team.phase})")
        leading = tuple(facilitators.get(team.id, ()))
        if in_bot is not None and set(leading) != set(team.facilitators):
            own, of_file = ", ".join(leading) or "nobody", ", ".join(team.facilitators) or "nobody"
            done.kept.append(f"team {team.id}: facilitators {own} stay (the file says {of_file})")
        if in_bot is not None and in_bot.reporter != team.reporter:
            own, of_file = in_bot.reporter or "nobody", team.reporter or "nobody"
            done.kept.append(f"team {team.id}: reporter {own} stays (the file says {of_file})")
    dates = {session.slug: session.on_date for session in await teams.sessions_of(tx, collaborative_id)}
    for session in programme.sessions:
        if dates.get(session.id, session.on) != session.on:
            done.kept.append(f"session {session.id}: date {dates[session.id]} stays (the file says {session.on})")
    for person in programme.people:
        known = await people.person_by_slug(tx, person.id)
        if known is not None and person.language and known.language and known.language != person.language:
            done.kept.append(f"person {person.id}: language {known.language} stays (the file says {person.language})")
