"""A facilitator proposes to the team that it goes on: everybody gets a copy, and the first press decides for all."""

from dataclasses import replace

from bot.domain.outgoing import Button, Keyboard, OutgoingKind
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.facilitating.desk.page import put_page
from bot.flow.facilitating.messages.send import joined_members, readers_of
from bot.flow.facilitating.moving.at import At
from bot.flow.facilitating.moving.decided import MATTER
from bot.flow.facilitating.moving.gates import count_line, gate_of, next_phase
from bot.flow.facilitating.moving.pages import moving_page, proposed_to_team
from bot.flow.handling import Incoming
from bot.flow.house import House, name_of
from bot.flow.screens.talk import model_texts
from bot.storage import audit, outbox, people, proposals
from bot.storage.database import Tx
from bot.storage.matters import finish_matter
from bot.storage.proposals import ProposalRow
from bot.storage.rows import TeamRow

MOVE_ON, STAY, ASK = "on", "stay", "ask"


async def propose(tx: Tx, incoming: Incoming, at: At, message_id: int) -> str:
    """Propose to the team that it goes on; the toast that says so, or why not."""
    plain, following = at.house.content.wording.plain, next_phase(at.house, at.team)
    if following is None:
        return plain("refused.old-button", at.language)
    if not await joined_members(tx, at.team):
        return plain("moving.toasts.nobody-there", at.language)
    if await proposed_to_team(tx, at) is None:
        move = (at.team.phase, following.id)
        proposal_id = await proposals.add_proposal(tx, at.team.id, move, at.person.slug, at.now)
        await audit.note(tx, at.now, at.person.slug, "propose", at.team.slug, team=at.team.slug, to=following.id)
        await _put(tx, at, proposal_id)
        for ours in await proposals.open_proposals(tx, at.team.id):
            if ours.by is None:
                await finish_matter(tx, MATTER, ours.id, at.now)
    await put_page(tx, incoming, "show", message_id, await moving_page(tx, at))
    return plain("moving.toasts.proposed", at.language)


async def _put(tx: Tx, at: At, proposal_id: int) -> None:
    proposal = await proposals.proposal_by_id(tx, proposal_id)
    if proposal is None:
        return
    for reader in await readers_of(tx, at.house, at.team, at.now):
        language = reader.language(at.team)
        copy = reader.outgoing(f"proposal:{proposal_id}:{reader.name}", OutgoingKind.PROPOSAL, at.team, at.now)
        text = await proposal_words(tx, at.house, at.team, proposal, language)
        keyboard = _choices(at.house, proposal_id, language)
        await outbox.put(tx, replace(copy, text=text, keyboard=keyboard, subject=proposal_id), at.now)


async def proposal_words(tx: Tx, house: House, team: TeamRow, proposal: ProposalRow, language: str) -> str:
    """The proposal as the team reads it: who makes it, what is in place and what is missing."""
    texts, gate, wording = model_texts(house, team, language), await gate_of(tx, house, team), house.content.wording
    by = await people.person_by_slug(tx, proposal.by or "")
    phase, following = texts.phases[proposal.from_phase], texts.phases[proposal.to_phase]
    missing = [texts.gate[it.evidence.id] for it in gate.open]
    return wording.layout(
        "proposal",
        language,
        title=wording.render("moving.proposal.title", language, team=team.title, phase=following),
        count=count_line(house, gate, phase, language) if gate.items else "",
        missing=missing,
        ask=wording.render("moving.proposal.ask", language, facilitator=name_of(house, by, language)),
    )


def _choices(house: House, proposal_id: int, language: str) -> Keyboard:
    def choice(act: str) -> tuple[Button, ...]:
        label = house.content.wording.plain(f"moving.proposal.buttons.{act}", language)
        return (Button(label, DeskPressed(Desk.PROPOSAL, proposal_id, act).pack()),)

    return tuple(map(choice, (MOVE_ON, STAY, ASK)))


def is_still_open(proposal: ProposalRow, team: TeamRow) -> bool:
    """Whether the team may decide on the proposal: nobody has, and it is still where it was made for."""
    return proposal.state == proposals.OPEN and team.phase == proposal.from_phase
