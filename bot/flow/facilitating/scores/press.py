"""A press on the question how far a team has come, and the sentence that may follow."""

from datetime import datetime, timedelta

from bot.domain.button_data import is_id
from bot.domain.progress_score import score_of
from bot.domain.room_buttons import DeskPressed
from bot.flow.facilitating.desk.team import team_led
from bot.flow.facilitating.scores.both import facilitator_scored
from bot.flow.facilitating.scores.page import (
    AGAIN,
    ALONE,
    ASK,
    BOTH,
    NEXT,
    WALK,
    WALK_AGAIN,
    WALK_WHY,
    WHY,
    after,
    all_done,
    begun_teams,
    both,
    question,
    saved,
)
from bot.flow.handling import Incoming, edit, reply
from bot.flow.house import House
from bot.flow.say import language_for, refuse
from bot.flow.writing.ask import Question, ask_for_text
from bot.flow.writing.may import leads_its_team
from bot.flow.writing.purpose import Purpose
from bot.storage import audit, scores, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow, WritingRow
from bot.storage.scores import ScoreRow

PURPOSE, LONGEST = "score-reason", 200
# Whoever presses another level on the same day thinks better of it.
SAME = timedelta(hours=12)


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press does; the toast to show."""
    team, why_not = await team_led(tx, house, incoming, person, button.about)
    if team is None:
        return why_not
    language = await language_for(tx, house, incoming)
    on_walk = button.act in (WALK, WALK_AGAIN, WALK_WHY, NEXT)
    walk = await begun_teams(tx, person, team.collaborative_id, incoming.now) if on_walk else []
    match button.act:
        case act if act == ASK:
            await reply(tx, incoming, *question(house, team, language, []))
        case act if act == BOTH:
            await reply(tx, incoming, *await both(tx, house, team, language, incoming.now))
            await facilitator_scored(tx, team, incoming.now)
        case act if act in (AGAIN, WALK_AGAIN):
            await edit(tx, incoming, message_id, *question(house, team, language, walk))
        case act if act in (ALONE, WALK) and (score := score_of(button.what)) is not None:
            row = await _keep(tx, person, team, score, incoming.now)
            await edit(tx, incoming, message_id, *await saved(tx, house, team, row, language, walk, incoming.now))
        case act if act == NEXT:
            following = after(team, walk)
            page = question(house, following, language, walk) if following else (all_done(house, language), ())
            await edit(tx, incoming, message_id, *page)
        case act if act in (WHY, WALK_WHY) and (why := await _score(tx, person, team, button.what)):
            words = _why(house, team, why, language, on_walk=on_walk)
            await ask_for_text(tx, house, person, language, words, incoming.now)
        case _:
            return await refuse(tx, house, incoming, "old-button")
    return ""


async def _keep(tx: Tx, person: PersonRow, team: TeamRow, score: float, now: datetime) -> ScoreRow:
    await teams.team_by_id(tx, team.id, lock=True)
    before = await scores.newest_score(tx, team.id, by=person.id)
    if before is not None and now - before.at < SAME:
        score_id = before.id
        await scores.change_score(tx, score_id, score=score)
    else:
        score_id = await scores.add_score(tx, team.id, person.id, score, now)
        await audit.note(tx, now, person.slug, "score", f"score {score_id}", team=team.slug)
    await facilitator_scored(tx, team, now)
    row = await scores.score_by_id(tx, score_id)
    if row is None:
        raise KeyError(score_id)
    return row


async def _score(tx: Tx, person: PersonRow, team: TeamRow, number: str) -> ScoreRow | None:
    row = await scores.score_by_id(tx, int(number)) if is_id(number) else None
    return row if row is not None and (row.team_id, row.person_id) == (team.id, person.id) else None


def _why(house: House, team: TeamRow, row: ScoreRow, language: str, *, on_walk: bool) -> Question:
    wording = house.content.wording
    values = {"score": wording.number(row.score, language), "team": team.title, "max": LONGEST}
    text = wording.render("score.write", language, **values)
    return Question(PURPOSE, text, team_id=team.id, about={"score": row.id, "walk": on_walk})


async def _keep_reason(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    """Keep why, and on a walk go on to the next team below."""
    wording, language = house.content.wording, await language_for(tx, house, incoming)
    await scores.change_score(tx, writing.about["score"], reason=text)
    row = await scores.score_by_id(tx, writing.about["score"])
    if row is None or not writing.about["walk"]:
        return wording.render("score.reason-kept", language)
    team = await teams.team_by_id(tx, row.team_id)
    walk = await begun_teams(tx, person, team.collaborative_id, incoming.now)
    if (following := after(team, walk)) is None:
        return wording.render("score.reason-kept", language)
    await reply(tx, incoming, *question(house, following, language, walk))
    return ""


REASON_WRITTEN = Purpose(may=leads_its_team, keep=_keep_reason, longest=LONGEST)
