"""Proposals that are decided: every copy says what was decided and by whom, and nobody is told of them any more."""

from datetime import datetime

from bot.domain.language import Language
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.flow.house import House, language_of, name_of
from bot.flow.screens.talk import model_texts
from bot.storage import outbox, people, proposals, teams
from bot.storage.database import Tx
from bot.storage.matters import finish_matter
from bot.storage.outbox_news import copies_of, withdraw_proposal
from bot.storage.proposals import ProposalRow
from bot.storage.rows import TeamRow

MATTER = "proposal"


async def settle_proposals(tx: Tx, house: House, team: TeamRow, by: str | None, now: datetime) -> set[int | None]:
    """The team has moved: what was proposed about it is decided. Who reads so in a copy; None for the group."""
    knowing: set[int | None] = set()
    for proposal in await proposals.open_proposals(tx, team.id):
        went = proposal.to_phase == team.phase
        state = proposals.MOVED if went else proposals.WITHDRAWN
        await proposals.decide(tx, proposal.id, state, by, now)
        await finish_matter(tx, MATTER, proposal.id, now)
        told = await show_decided(tx, house, proposal.id, now)
        knowing |= told if went else set()
    return knowing


async def show_decided(tx: Tx, house: House, proposal_id: int, now: datetime) -> set[int | None]:
    """Change every copy of the proposal to what was decided, and take back those that have not left.

    Who reads it; None for the group.
    """
    proposal = await proposals.proposal_by_id(tx, proposal_id)
    if proposal is None:
        return set()
    team = await teams.team_by_id(tx, proposal.team_id)
    await withdraw_proposal(tx, proposal.id, now)
    knowing: set[int | None] = set()
    for copy in await copies_of(tx, proposal.id):
        reader = await people.person_by_id(tx, copy.person_id) if copy.person_id is not None else None
        language = language_of(reader, team.language) if reader else Language(team.language)
        change = Outgoing(
            f"decided:{proposal.id}:{copy.outbox_id}",
            OutgoingKind.EDIT,
            Lane.REPLY,
            copy.chat_id,
            text=await decided_words(tx, house, team, proposal, language),
            message_id=copy.message_id,
        )
        await outbox.put(tx, change, now)
        knowing.add(copy.person_id)
    return knowing


async def decided_words(tx: Tx, house: House, team: TeamRow, proposal: ProposalRow, language: str) -> str:
    """What was decided and by whom."""
    wording, texts = house.content.wording, model_texts(house, team, language)
    person = await people.person_by_slug(tx, proposal.answered_by) if proposal.answered_by else None
    values = {"team": team.title, "person": name_of(house, person, language)}
    match proposal.state:
        case proposals.MOVED:
            phase = texts.phases[proposal.to_phase]
            return wording.render("moving.proposal.moved", language, phase=phase, **values)
        case proposals.STAYED:
            phase = texts.phases[proposal.from_phase]
            return wording.render("moving.proposal.stayed", language, phase=phase, **values)
    return wording.render("moving.proposal.over", language, team=team.title, phase=texts.phases[team.phase])
