"""The steps of the phase that a team is in: where each stands, and which are worked on beside, skipped or taken up."""

from bot.content.limits import shortened
from bot.domain.outgoing import Button
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.step_standing import StepStanding, step_standings
from bot.flow.facilitating.desk.page import SHOWING, put_page
from bot.flow.facilitating.moving.at import At, at_team, drawn_for, hold_team, led_team, number_in
from bot.flow.facilitating.moving.pages import LONGEST_TITLE
from bot.flow.handling import Incoming
from bot.flow.house import House, name_of
from bot.flow.screens.talk import model_texts
from bot.flow.settings.own import Page
from bot.flow.writing.ask import Question, ask_for_text
from bot.flow.writing.may import leads_its_team
from bot.flow.writing.purpose import Purpose
from bot.storage import audit, check_ins, people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, WritingRow
from bot.storage.steps import StepState, add_step_move, step_moves_of, way_by, way_of

SKIP = "skip-step"
SIGNS = {
    StepStanding.CURRENT: "▶",
    StepStanding.BESIDE: "▷",
    StepStanding.DONE: "✓",
    StepStanding.WAITING: "○",
    StepStanding.SKIPPED: "–",
}
# Longer reasons are cut where they stand beside others.
LONGEST_REASON = 120


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What a press on the page of steps does; the toast to show."""
    team = await led_team(tx, house, incoming, person, button.about)
    if isinstance(team, str):
        return team
    if button.act not in SHOWING:
        team = await hold_team(tx, team.id)
    at = await at_team(tx, house, person, team, incoming.now)
    toast = "" if button.act in SHOWING else await _act(tx, at, button)
    if button.act != "skip" or toast:
        await put_page(tx, incoming, button.act, message_id, await steps_page(tx, at))
    return toast


async def _act(tx: Tx, at: At, button: DeskPressed) -> str:
    """Decide about a step, or ask why it is skipped; the toast that says why that cannot be."""
    wording = at.house.content.wording
    stay, rest = drawn_for(button)
    steps = at.house.model(at.team).phase(at.team.phase).steps
    number = number_in(rest, len(steps))
    if stay != at.stay:
        return wording.plain("moving.toasts.moved-since", at.language)
    if number is None:
        return wording.plain("refused.old-button", at.language)
    way, step = await way_of(tx, at.team.id), steps[number].id
    match button.act:
        case "beside" if step not in way.skipped | way.opened:
            await _decide(tx, at, step, StepState.OPEN)
        case "usual" if step in way.skipped | way.opened:
            await _decide(tx, at, step, StepState.USUAL)
        case "skip" if step not in way.skipped:
            if not [it for it in steps if it.id not in way.skipped | {step}]:
                return wording.plain("moving.toasts.last-step", at.language)
            title = model_texts(at.house, at.team, at.language).steps[step].title
            text = at.say("steps.why", team=at.team.title, step=title)
            question = Question(SKIP, text, at.team.id, {"stay": at.stay, "step": step})
            await ask_for_text(tx, at.house, at.person, at.language, question, at.now)
        case _:
            return wording.plain("moving.toasts.step-changed", at.language)
    return ""


async def _decide(tx: Tx, at: At, step: str, state: StepState, reason: str = "") -> None:
    await add_step_move(tx, at.team.id, step, state, at.person.slug, at.now, reason)
    await audit.note(tx, at.now, at.person.slug, "step", at.team.slug, team=at.team.slug, step=step, state=state)


async def steps_page(tx: Tx, at: At) -> Page:
    """Each step with where it stands, and what can be done about it."""
    texts, moves = model_texts(at.house, at.team, at.language), await step_moves_of(tx, at.team.id)
    way, earlier = way_by(moves), await check_ins.earlier_check_ins(tx, at.team.id)
    found = step_standings(at.house.model(at.team), at.team.phase, earlier, way)
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for number, (step, standing) in enumerate(found):
        title = texts.steps[step.id].title
        stands = at.house.content.wording.plain(f"moving.steps.{standing}", at.language)
        line = f"{number + 1} {SIGNS[standing]} {title}: {stands}"
        move = moves.get(step.id)
        if standing is StepStanding.SKIPPED and move is not None and move.reason:
            named = name_of(at.house, await people.person_by_slug(tx, move.by), at.language)
            values = {"reason": shortened(move.reason, LONGEST_REASON), "facilitator": named}
            line += "\n" + at.house.content.wording.plain("moving.steps.because", at.language, **values)
        lines.append(line)
        if row := _buttons(at, number, standing, only=len(found) - len(way.skipped) < 2):
            rows.append(row)
    rows += [(at.door("page.buttons.moving", Desk.MOVING),), (at.door("page.buttons.team", Desk.TEAM),)]
    text = at.house.content.wording.layout(
        "moving",
        at.language,
        title=shortened(at.team.title, LONGEST_TITLE),
        count=at.say("steps.title", phase=texts.phases[at.team.phase]),
        lines=lines,
        notes=[at.say("steps.how")],
    )
    return Page(text, tuple(rows))


def _buttons(at: At, number: int, standing: StepStanding, *, only: bool) -> tuple[Button, ...]:
    """What can be done about a step: a row that names it by its number, as the line does."""
    match standing:
        case StepStanding.SKIPPED:
            acts = ["usual"]
        case StepStanding.BESIDE:
            acts = ["usual", "skip"]
        case StepStanding.CURRENT:
            acts = ["skip"]
        case _:
            acts = ["beside", "skip"]
    usual = "again" if standing is StepStanding.SKIPPED else "in-turn"
    return tuple(
        at.button(f"steps.to-{usual if act == 'usual' else act}", Desk.STEPS, act, str(number), number=number + 1)
        for act in acts
        if act != "skip" or not only
    )


async def keep_skip(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, writing: WritingRow, text: str | None
) -> str:
    """The reason has come: the step is skipped, unless the team has moved since."""
    team = await hold_team(tx, writing.team_id or 0)
    at = await at_team(tx, house, person, team, incoming.now)
    steps, way = house.model(team).phase(team.phase).steps, await way_of(tx, team.id)
    step = next((it.id for it in steps if it.id == writing.about.get("step")), None)
    left = [it for it in steps if it.id not in way.skipped | {step}]
    if step is None or not text or writing.about.get("stay") != at.stay or not left:
        return at.say("why.moved-since", team=team.title)
    await _decide(tx, at, step, StepState.SKIPPED, text)
    title = model_texts(house, team, at.language).steps[step].title
    return at.say("steps.skipped-now", team=team.title, step=title)


SKIP_STEP = Purpose(leads_its_team, keep_skip, longest=300)
