"""The part of an apply that is about teams: their fields, people and measures."""

from datetime import datetime
from typing import Any

from bot.domain.changes import Change
from bot.domain.programme import Role, Team
from bot.domain.stall import Closed
from bot.flow.cases.end import end_all
from bot.flow.close import end_answers
from bot.flow.house import House
from bot.flow.silence import fall_silent_about
from bot.storage import check_ins, conversations, endings, invites, outbox, phases, team_messages, teams
from bot.storage import programme as rows
from bot.storage.database import Tx
from bot.storage.handing_over import taken_off
from bot.storage.tables import measures, phase_moves
from bot.storage.tables import outbox as outbox_table
from bot.storage.tables import people as people_table
from bot.storage.tables import teams as teams_table
from bot.storage.writes import add_row, change_row


async def apply_team_change(tx: Tx, house: House, collaborative_id: int, change: Change, now: datetime) -> None:
    """Carry out a change of a team, of its people or of its measures."""
    known = await rows.ids_by_slug(tx, teams_table, collaborative_id=collaborative_id)
    match change.what:
        case "team" if change.field:
            await _change(tx, known[change.id], change, now)
        case "team" if change.after is None:
            await _remove(tx, house, known[change.id], now)
        case "team":
            await _add(tx, collaborative_id, change.after, known.get(change.id), now)
        case "measure":
            await _measure(tx, known, change, now)
        case Role.MEMBER | Role.FACILITATOR | Role.MANAGER:
            await _people(tx, house, known[change.id], change, now)


async def _add(tx: Tx, collaborative_id: int, team: Team, known: int | None, now: datetime) -> None:
    values: dict[str, Any] = {
        "title": team.title,
        "phase": team.phase,
        "zone": team.zone,
        "schedule": team.schedule,
        "starts": team.starts,
        "ends": team.ends,
        "quorum": str(team.quorum),
        "reporter": team.reporter,
    }
    if known is not None:
        # It begins anew: what is counted from its entry is counted from today.
        await change_row(tx, teams_table, known, removed_at=None, first_applied_at=now, **values)
        return
    team_id = await add_row(
        tx,
        teams_table,
        collaborative_id=collaborative_id,
        slug=team.id,
        first_applied_at=now,
        next_merged=False,
        **values,
    )
    await add_row(
        tx, phase_moves, team_id=team_id, from_phase=None, to_phase=team.phase, at=now, by=None, reason="start"
    )


async def _change(tx: Tx, team_id: int, change: Change, now: datetime) -> None:
    value = str(change.after) if change.field == "quorum" else change.after
    if await _was_changed_in_the_bot(tx, team_id, change):
        return
    await change_row(tx, teams_table, team_id, **{change.field: value})
    if change.field == "phase":
        await phases.add_move(tx, team_id, change.before, change.after, now, by=None, reason="programme file")
        await teams.look_again(tx, now, team_id=team_id)


async def _was_changed_in_the_bot(tx: Tx, team_id: int, change: Change) -> bool:
    """Whether the team has another phase, or another reporter, than in the last file: what people changed stays."""
    team = await teams.team_by_id(tx, team_id)
    now_in_the_bot = {"phase": team.phase, "reporter": team.reporter}
    return change.field in now_in_the_bot and now_in_the_bot[change.field] != change.before


async def _remove(tx: Tx, house: House, team_id: int, now: datetime) -> None:
    await change_row(
        tx,
        teams_table,
        team_id,
        removed_at=now,
        next_due_at=None,
        silent_at=None,
        look_at=None,
        never_started_at=None,
        waiting_since=None,
    )
    if check_in := await check_ins.open_check_in(tx, team_id):
        await end_answers(tx, check_in, now)
    # As long as somebody is told of them.
    await end_all(tx, house, await teams.team_by_id(tx, team_id), Closed.ENDED, now)
    await rows.end_memberships(tx, team_id, now)
    await invites.revoke_team_invites(tx, team_id, now)
    await outbox.withdraw_of_team(tx, team_id, now)
    await team_messages.withdraw_messages(tx, team_id, now)


async def _people(tx: Tx, house: House, team_id: int, change: Change, now: datetime) -> None:
    known = await rows.ids_by_slug(tx, people_table)
    await teams.look_again(tx, now, team_id=team_id)
    in_bot = await taken_off(tx, team_id, change.before) if change.what == Role.FACILITATOR else set()
    for place, slug in enumerate(change.after):
        if slug in in_bot:
            # Somebody else has the team since, as people agreed on in the bot.
            continue
        await endings.is_back(tx, team_id, known[slug], Role(change.what), now)
        await rows.set_membership(tx, team_id, known[slug], change.what, place)
    for slug in set(change.before) - set(change.after):
        await rows.remove_membership(tx, team_id, known[slug], change.what, now)
        if change.what == Role.MEMBER:
            await _take_back_screens(tx, team_id, known[slug], now)
            await team_messages.withdraw_messages(tx, team_id, now, person_id=known[slug])
        elif change.what == Role.FACILITATOR:
            await fall_silent_about(tx, house, known[slug], [team_id], now)


async def _take_back_screens(tx: Tx, team_id: int, person_id: int, now: datetime) -> None:
    if check_in := await check_ins.open_check_in(tx, team_id):
        for row in await conversations.conversations_of(tx, check_in_id=check_in.id, person_id=person_id):
            await outbox.withdraw(tx, outbox_table.c.conversation_id == row.id, now=now)


async def _measure(tx: Tx, known_teams: dict[str, int], change: Change, now: datetime) -> None:
    team, _, slug = change.id.partition("/")
    known = await rows.ids_by_slug(tx, measures, team_id=known_teams[team])
    if change.field:
        await change_row(tx, measures, known[slug], **{change.field: change.after})
    elif change.after is None:
        await change_row(tx, measures, known[slug], removed_at=now)
    else:
        measure = change.after
        values = {
            "title": measure.title,
            "kind": measure.kind,
            "unit": measure.unit,
            "direction": measure.direction,
            "goal": measure.goal,
            "every": measure.every,
            "owner": measure.owner,
            "rules": measure.rules,
            "removed_at": None,
        }
        if slug in known:
            await change_row(tx, measures, known[slug], **values)
        else:
            await add_row(tx, measures, team_id=known_teams[team], slug=slug, **values)
