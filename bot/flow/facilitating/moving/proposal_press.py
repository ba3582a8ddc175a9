"""A member of the team presses a button of a proposal; the first press that decides holds for all."""

from bot.domain.language import Language
from bot.domain.outgoing import Button, Keyboard
from bot.domain.programme import Role
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.cases.open import first_in_reach
from bot.flow.facilitating.moving.at import hold_team
from bot.flow.facilitating.moving.decided import decided_words, show_decided
from bot.flow.facilitating.moving.news import tell_staff
from bot.flow.facilitating.moving.phase import move_phase
from bot.flow.facilitating.moving.propose import ASK, MOVE_ON, STAY, is_still_open
from bot.flow.handling import Incoming, edit
from bot.flow.house import House, is_over, language_of, name_of
from bot.flow.rights import leads
from bot.flow.say import refuse
from bot.flow.screens.talk import model_texts
from bot.storage import audit, people, proposals, teams
from bot.storage.database import Tx
from bot.storage.proposals import ProposalRow
from bot.storage.rows import PersonRow, TeamRow

# Kept as the reason of the move.
TEAM_AGREED = "team-agreed"


async def press(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, button: DeskPressed, message_id: int
) -> str:
    """What the press does; the toast to show. Only members decide, in their own chats or in the team's group."""
    found = await proposals.proposal_by_id(tx, button.about)
    team = await teams.team_if_there(tx, found.team_id) if found else None
    if found is None or found.by is None or team is None or not house.knows(team):
        return await refuse(tx, house, incoming, "old-button")
    if not await people.has_role(tx, person.id, team.id, Role.MEMBER):
        return await refuse(tx, house, incoming, "not-yours", team=team.title)
    if is_over(team, incoming.now):
        return await refuse(tx, house, incoming, "ended", collaborative=team.collaborative_title)
    team = await hold_team(tx, team.id)
    proposal = await proposals.proposal_by_id(tx, button.about, lock=True)
    language = language_of(person, team.language)
    if proposal is None or not is_still_open(proposal, team):
        if proposal is not None:
            await edit(tx, incoming, message_id, await decided_words(tx, house, team, proposal, language))
        return await _decided_before(tx, house, proposal, language)
    return await _press(tx, house, incoming, (person, team, proposal), button.act)


async def _press(
    tx: Tx, house: House, incoming: Incoming, who: tuple[PersonRow, TeamRow, ProposalRow], act: str
) -> str:
    person, team, proposal = who
    language, now = language_of(person, team.language), incoming.now
    match act:
        case act if act == MOVE_ON:
            await move_phase(tx, house, team, proposal.to_phase, person.slug, TEAM_AGREED, now)
            await _tell_proposer(tx, house, who, "moved", incoming)
        case act if act == STAY:
            await proposals.decide(tx, proposal.id, proposals.STAYED, person.slug, now)
            await audit.note(tx, now, person.slug, "stay", team.slug, team=team.slug)
            await show_decided(tx, house, proposal.id, now)
            await _tell_proposer(tx, house, who, "stayed", incoming)
        case act if act == ASK:
            by = await _tell_proposer(tx, house, who, "asked", incoming)
            named = name_of(house, by, language)
            return house.content.wording.plain("moving.toasts.asked", language, facilitator=named)
        case _:
            return await refuse(tx, house, incoming, "old-button")
    return ""


async def _tell_proposer(
    tx: Tx, house: House, who: tuple[PersonRow, TeamRow, ProposalRow], what: str, incoming: Incoming
) -> PersonRow | None:
    """Tell whoever made the proposal what became of it, or who leads the team in their place; who that is.

    A question is told once of each member.
    """
    person, team, proposal = who
    by = await _reader(tx, team, await people.person_by_slug(tx, proposal.by or ""))
    if by is None:
        return None

    def say(language: Language) -> tuple[str, Keyboard]:
        texts = model_texts(house, team, language)
        values = {"team": team.title, "person": name_of(house, person, language)}
        phase = texts.phases[proposal.from_phase if what == "stayed" else proposal.to_phase]
        text = house.content.wording.render(f"moving.proposer.{what}", language, **values, phase=phase)
        write = house.content.wording.plain("team.buttons.write", language)
        return text, ((Button(write, DeskPressed(Desk.MESSAGE, team.id, "ask").pack()),),) if what == "asked" else ()

    about = f"proposal:{proposal.id}:{what}:{person.id}"
    await tell_staff(tx, house, team, by, about, say, incoming.now)
    return by


async def _reader(tx: Tx, team: TeamRow, proposer: PersonRow | None) -> PersonRow | None:
    if proposer is not None and proposer.can_be_reached and await leads(tx, proposer, team):
        return proposer
    return await first_in_reach(tx, team)


async def _decided_before(tx: Tx, house: House, proposal: ProposalRow | None, language: str) -> str:
    """What was decided and by whom, as a toast."""
    person = await people.person_by_slug(tx, proposal.answered_by) if proposal and proposal.answered_by else None
    key = proposal.state if proposal and proposal.state in (proposals.MOVED, proposals.STAYED) else "over"
    values = {"person": name_of(house, person, language)} if key != "over" else {}
    return house.content.wording.plain(f"moving.toasts.{key}", language, **values)
