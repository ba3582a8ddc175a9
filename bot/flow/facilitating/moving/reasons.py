"""Why a team moves: asked of whoever moves it, and kept with the move."""

from bot.domain.gate import Standing
from bot.domain.outgoing import Button
from bot.domain.room_buttons import Desk
from bot.flow.facilitating.moving.at import At, at_team, hold_team
from bot.flow.facilitating.moving.gates import SIGNS, earlier_phases, gate_of, next_phase
from bot.flow.facilitating.moving.pages import follows
from bot.flow.facilitating.moving.phase import move_phase, reason_words
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.flow.writing.ask import Question, ask_for_text
from bot.flow.writing.may import leads_its_team
from bot.flow.writing.purpose import Purpose
from bot.storage import teams, writings
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow

ON, BACK = "move-on", "move-back"
# What is kept where the facilitator leaves the reason out, for everything is in place.
ALL_IN_PLACE = "all-in-place"
WHY_BACK = ("new-cause", "need-new-idea", "people-changed", "aim-changed", "anchor-again")


async def ask_why_on(tx: Tx, at: At) -> str:
    """Ask why the team goes on; with everything in place the reason may be left out. The toast."""
    following, gate = next_phase(at.house, at.team), await gate_of(tx, at.house, at.team)
    if following is None:
        return at.house.content.wording.plain("refused.old-button", at.language)
    texts = model_texts(at.house, at.team, at.language)
    values = {"team": at.team.title, "phase": texts.phases[following.id]}
    if gate.open:
        missing = [f"{SIGNS[Standing.MISSING]} {texts.gate[it.evidence.id]}" for it in gate.open]
        asks = {"count": at.say("why.on-missing", **values), "lines": missing, "notes": [at.say("why.on-anyway")]}
        text = str(at.house.content.wording.layout("moving", at.language, title="", **asks))
    else:
        text = at.say("why.on-complete", **values)
    about = {"stay": at.stay, "to": following.id}
    question = Question(ON, text, at.team.id, about, may_skip=not gate.open)
    await ask_for_text(tx, at.house, at.person, at.language, question, at.now)
    return ""


async def ask_why_back(tx: Tx, at: At, number: int) -> None:
    """Ask why the team goes back to this one of its earlier phases: a reason to press, or one's own words."""
    to = earlier_phases(at.house, at.team)[number]
    values = {"team": at.team.title, "phase": model_texts(at.house, at.team, at.language).phases[to.id]}
    offered: list[tuple[Button, ...]] = [
        (at.button(f"reasons.{reason}", Desk.MOVING, "because", f"{number}.{reason}"),) for reason in WHY_BACK
    ]
    question = Question(
        BACK, at.say("why.back", **values), at.team.id, {"stay": at.stay, "to": to.id}, buttons=tuple(offered)
    )
    await ask_for_text(tx, at.house, at.person, at.language, question, at.now)


async def move_back_because(tx: Tx, at: At, number: int, reason: str, message_id: int) -> str:
    """One of the reasons was pressed: the team goes back, and nothing need be written any more. What to say."""
    if reason not in WHY_BACK:
        return at.house.content.wording.render("refused.old-button", at.language)
    writing = await writings.writing_on(tx, at.person.id, message_id)
    if writing is not None and writing.state in writings.OPEN:
        await writings.close_writing(tx, writing.id, "done", at.now)
    return await _move(tx, at, earlier_phases(at.house, at.team)[number].id, reason)


async def _move(tx: Tx, at: At, to: str, reason: str) -> str:
    await move_phase(tx, at.house, at.team, to, at.person.slug, reason, at.now)
    moved = await at_team(tx, at.house, at.person, await teams.team_by_id(tx, at.team.id), at.now)
    phase = model_texts(at.house, moved.team, moved.language).phases[moved.team.phase]
    done = moved.say("why.moved", team=moved.team.title, phase=phase)
    return f"{done} {await follows(tx, moved)}"


async def keep_reason(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    """The reason has come: the team moves, unless somebody has moved it since."""
    team = await hold_team(tx, writing.team_id or 0)
    at = await at_team(tx, house, person, team, incoming.now)
    if writing.about.get("stay") != at.stay or writing.about.get("to") not in _phases(at):
        return at.say("why.moved-since", team=team.title)
    return await _move(tx, at, writing.about["to"], text or ALL_IN_PLACE)


def _phases(at: At) -> list[str]:
    return [phase.id for phase in at.house.model(at.team).phases]


async def show_news(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, draft: str
) -> str:
    """The reason as the team reads it, before it goes there."""
    team = await teams.team_by_id(tx, writing.team_id or 0)
    at = await at_team(tx, house, person, team, incoming.now)
    if writing.about.get("to") not in _phases(at):
        return at.say("why.moved-since", team=team.title)
    texts = model_texts(house, team, at.language)
    reason, phase = reason_words(house, draft, at.language), texts.phases[writing.about["to"]]
    news = at.say("team.stepped-back", team=team.title, phase=phase, reason=reason)
    return at.say("why.as-read", news=news)


MOVE_ON = Purpose(leads_its_team, keep_reason, longest=300)
MOVE_BACK = Purpose(leads_its_team, keep_reason, longest=300, preview=show_news)
