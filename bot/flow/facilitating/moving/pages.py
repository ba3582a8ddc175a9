"""The page from which a team is moved: its gate, and the ways on and back; and the page on which evidence is ticked."""

from zoneinfo import ZoneInfo

from bot.content.limits import shortened
from bot.domain.gate import Gate, Standing
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk
from bot.flow.facilitating.moving.at import At
from bot.flow.facilitating.moving.gates import count_line, earlier_phases, gate_of, item_line, next_phase
from bot.flow.house import name_of
from bot.flow.plan import asked_next
from bot.flow.screens.talk import model_texts
from bot.flow.settings.own import Page
from bot.storage import people, proposals
from bot.storage.database import Tx
from bot.storage.proposals import ProposalRow

LONGEST_TITLE = 200
# So much of a question says which one it is.
LONGEST_QUESTION = 90
BOX, TICKED = "☐", "☑"


async def moving_page(tx: Tx, at: At) -> Page:
    """What is in place, what is missing and since when, and where the team can go."""
    gate, following = await gate_of(tx, at.house, at.team), next_phase(at.house, at.team)
    proposed = await proposed_to_team(tx, at)
    lines = [await item_line(tx, at.house, at.team, at.person, it) for it in gate.items]
    notes = _signs(at, gate)
    if proposed:
        notes.append(await _proposed_line(tx, at, proposed))
    if following is None:
        notes.append(at.say("page.last-phase"))
    notes.append(await follows(tx, at))
    page = _page(at, gate, lines, notes)
    return Page(page, _ways(at, gate, open_proposal=proposed is not None))


def _page(at: At, gate: Gate, lines: list[str], notes: list[str]) -> str:
    texts = model_texts(at.house, at.team, at.language)
    count = count_line(at.house, gate, texts.phases[at.team.phase], at.language) if gate.items else ""
    return at.house.content.wording.layout(
        "moving",
        at.language,
        title=shortened(at.team.title, LONGEST_TITLE),
        count=count or at.say("page.no-evidence", phase=texts.phases[at.team.phase]),
        lines=lines,
        notes=notes,
    )


def _signs(at: At, gate: Gate) -> list[str]:
    """What the question mark means, where one stands before something."""
    return [at.say("gate.unknown")] if any(it.since is None for it in gate.items) else []


def _ways(at: At, gate: Gate, *, open_proposal: bool) -> Keyboard:
    texts, following = model_texts(at.house, at.team, at.language).phases, next_phase(at.house, at.team)
    rows: list[tuple[Button, ...]] = []
    if gate.items:
        rows.append((at.button("page.buttons.evidence", Desk.MOVING, "evidence"),))
    if following is not None:
        if not open_proposal:
            rows.append((at.button("page.buttons.propose", Desk.MOVING, "propose"),))
        rows.append((at.button("page.to", Desk.MOVING, "forward", phase=texts[following.id]),))
    earlier = earlier_phases(at.house, at.team)
    if len(earlier) == 1:
        rows.append((at.button("page.back-to", Desk.MOVING, "why-back", "0", phase=texts[earlier[0].id]),))
    elif earlier:
        rows.append((at.button("page.buttons.back", Desk.MOVING, "back"),))
    rows += [(at.door("page.buttons.steps", Desk.STEPS),), (at.door("page.buttons.team", Desk.TEAM),)]
    return tuple(rows)


async def follows(tx: Tx, at: At) -> str:
    """When the questions would follow a move."""
    moment = await asked_next(tx, at.house, at.team)
    if moment is None:
        return at.say("page.nothing-planned")
    when = at.house.content.wording.when(moment, ZoneInfo(at.team.zone), at.now, at.language)
    return at.say("page.follows", when=when)


async def proposed_to_team(tx: Tx, at: At) -> ProposalRow | None:
    """What a facilitator has proposed to the team, and nobody has decided on."""
    found = await proposals.open_proposals(tx, at.team.id)
    return next((it for it in found if it.by is not None and it.from_phase == at.team.phase), None)


async def _proposed_line(tx: Tx, at: At, proposal: ProposalRow) -> str:
    person = await people.person_by_slug(tx, proposal.by or "")
    day = at.house.content.wording.date(proposal.at.astimezone(ZoneInfo(at.team.zone)).date(), at.language)
    return at.say("page.proposed", facilitator=name_of(at.house, person, at.language), date=day)


async def evidence_page(tx: Tx, at: At) -> Page:
    """Each piece of evidence with why it stands so, and a button to say that it stands otherwise."""
    gate, wording = await gate_of(tx, at.house, at.team), at.house.content.wording
    texts = model_texts(at.house, at.team, at.language)
    lines: list[str] = []
    rows: list[tuple[Button, ...]] = []
    for number, item in enumerate(gate.items):
        line = f"{number + 1}. {await item_line(tx, at.house, at.team, at.person, item)}"
        in_place = item.standing is Standing.IN_PLACE
        # A question of its own says nothing more than the evidence itself.
        if item.questions and item.standing is Standing.MISSING and item.evidence.question is None:
            question = shortened(texts.questions[item.questions[0]].text, LONGEST_QUESTION)
            line += "\n" + wording.plain("moving.gate.why-missing", at.language, question=question)
        lines.append(line)
        label = f"{TICKED if in_place else BOX} {number + 1}. {texts.gate[item.evidence.id]}"
        rows.append((at.button("gate.tick", Desk.MOVING, "tick", f"{number}.{int(not in_place)}", evidence=label),))
    rows.append((at.door("page.buttons.done", Desk.MOVING),))
    return Page(_page(at, gate, lines, [*_signs(at, gate), at.say("gate.how")]), tuple(rows))


def back_page(at: At) -> Page:
    """To which of the earlier phases the team goes back."""
    texts = model_texts(at.house, at.team, at.language).phases
    rows = [
        (at.button("page.back-to", Desk.MOVING, "why-back", str(number), phase=texts[phase.id]),)
        for number, phase in enumerate(earlier_phases(at.house, at.team))
    ]
    rows.append((at.door("page.buttons.done", Desk.MOVING),))
    return Page(at.say("page.back-where", team=at.team.title), tuple(rows))
