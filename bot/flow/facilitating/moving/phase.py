"""A team goes on in another phase, or back to an earlier one: both are moves with a reason, and none is a failure."""

from datetime import datetime

from bot.domain.errors import MellomError
from bot.domain.language import Language
from bot.domain.model import Model
from bot.domain.working_time import ONE_DAY
from bot.flow.deadlines import plan_start, replan_open
from bot.flow.facilitating.moving.decided import settle_proposals
from bot.flow.facilitating.moving.news import tell_team
from bot.flow.facilitating.moving.way import step_now
from bot.flow.house import House, calendar_of
from bot.flow.screens.talk import model_texts
from bot.storage import audit, conversations, people, phases, teams
from bot.storage.baselines import freeze_baselines
from bot.storage.database import Tx
from bot.storage.outbox_news import withdraw_news
from bot.storage.rows import TeamRow


async def move_phase(tx: Tx, house: House, team: TeamRow, to: str, by: str | None, reason: str, now: datetime) -> bool:
    """Move the team; the next check-in asks by the new phase, and the team is told. Whether it was elsewhere.

    MellomError for a phase that its model has not. The reason stands with the move and nowhere else. What the team has
    said so far no longer counts as being stuck: a move is movement.
    """
    known = [phase.id for phase in house.model(team).phases]
    if to not in known:
        raise MellomError(f'there is no phase "{to}" in the model {team.model}; its phases are {", ".join(known)}')
    await conversations.hold_open_check_in(tx, team.id)
    team = await teams.team_by_id(tx, team.id, lock=True)
    if team.phase == to:
        return False
    await teams.change_team(tx, team.id, phase=to)
    move_id = await phases.add_move(tx, team.id, team.phase, to, now, by=by, reason=reason)
    await _freeze(tx, house, team, to, now)
    moved = await teams.team_by_id(tx, team.id)
    await replan_open(tx, house, moved)
    await plan_start(tx, house, team.id)
    await teams.look_again(tx, now, team_id=team.id)
    await audit.note(tx, now, by or "system", "move_phase", team.slug, **{"from": team.phase, "to": to})
    knowing = await settle_proposals(tx, house, moved, by, now)
    await _tell(tx, house, (team, moved), move_id, (by, reason), knowing, now)
    return True


def is_back(model: Model, from_phase: str, to: str) -> bool:
    """Whether this is a move to an earlier phase, or one that the model no longer has."""
    order = [phase.id for phase in model.phases]
    return from_phase in order and order.index(to) < order.index(from_phase)


async def _freeze(tx: Tx, house: House, team: TeamRow, to: str, now: datetime) -> None:
    """What was measured until yesterday is the baseline where the schedule says so; a move back changes none."""
    if not house.knows(team):
        return
    model, duties = house.model(team), house.schedule(team).baseline_after
    left, entered = (model.phase(phase).duty for phase in (team.phase, to))
    if left in duties and entered not in duties and not is_back(model, team.phase, to):
        calendar = await calendar_of(tx, team)
        await freeze_baselines(tx, team.id, calendar.local_date(now) - ONE_DAY)


async def _tell(
    tx: Tx,
    house: House,
    before_and_after: tuple[TeamRow, TeamRow],
    move_id: int,
    move: tuple[str | None, str],
    knowing: set[int | None],
    now: datetime,
) -> None:
    """Tell the team, but not who moved it, and nobody who reads it in a proposal."""
    before, team = before_and_after
    by, reason = move
    mover = await people.person_by_slug(tx, by) if by else None
    step = (await step_now(tx, house, team)).id
    back = is_back(house.model(team), before.phase, team.phase)

    def say(language: Language) -> str:
        return moved_words(house, team, language, step=step, reason=reason if back else None)

    await withdraw_news(tx, f"moved:{team.id}:", now)
    but = {*knowing, mover.id} if mover else knowing
    await tell_team(tx, house, team, f"moved:{team.id}:{move_id}", say, now, but=but)


def moved_words(house: House, team: TeamRow, language: str, *, step: str, reason: str | None) -> str:
    """That the team is in its phase now: what comes first there, or with a reason why it has gone back."""
    wording, texts = house.content.wording, model_texts(house, team, language)
    values = {"team": team.title, "phase": texts.phases[team.phase]}
    if reason is None:
        return wording.render("moving.team.moved-on", language, **values, step=texts.steps[step].title)
    if not reason:
        return wording.render("moving.team.stepped-back-plainly", language, **values)
    said = reason_words(house, reason, language)
    return wording.render("moving.team.stepped-back", language, **values, reason=said)


def reason_words(house: House, reason: str, language: str) -> str:
    """A reason as it is read: one of those that are offered, or somebody's own words."""
    key = f"moving.reasons.{reason}"
    return house.content.wording.plain(key, language) if house.content.wording.has(key) else reason.rstrip(".")
