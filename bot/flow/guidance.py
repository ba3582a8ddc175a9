"""/guide: advice for the step that the team is at, and for the other steps of its phase at a press."""

from bot.content.limits import BUTTON, shortened
from bot.domain.buttons import GuidePressed
from bot.domain.outgoing import Button, Keyboard
from bot.domain.programme import Role
from bot.flow.facilitating.moving.way import step_now
from bot.flow.handling import Incoming, edit, handling, reply, sender
from bot.flow.house import House, language_of
from bot.flow.say import refuse, tell
from bot.flow.screens.talk import model_texts
from bot.storage import people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

# Whose teams these are: members first, for they work by it.
READERS = (Role.MEMBER, Role.FACILITATOR)


async def guide(house: House, incoming: Incoming) -> None:
    """Answer /guide with the advice for the first of the person's teams; the others stand below."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await tell(tx, house, incoming, "refused.not-joined")
            return
        mine = await _teams_of(tx, person)
        if mine:
            await reply(tx, incoming, *await _page(tx, house, person, mine, mine[0], None))
        else:
            roles = await people.roles_of(tx, person.id)
            await tell(tx, house, incoming, "guide.only-teams" if roles else "refused.left")


async def press(house: House, incoming: Incoming, button: GuidePressed, message_id: int) -> str:
    """Show another step, or another team, in the same message; the toast where that cannot be."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        mine = await _teams_of(tx, person)
        team = next((it for it in mine if it.id == button.team_id), None)
        if team is None:
            return await _refuse(tx, house, incoming, person, button.team_id)
        await edit(tx, incoming, message_id, *await _page(tx, house, person, mine, team, button.step))
        return ""


async def _refuse(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team_id: int) -> str:
    if any([await people.has_role(tx, person.id, team_id, role) for role in READERS]):
        team = await teams.team_by_id(tx, team_id)
        return await refuse(tx, house, incoming, "ended", collaborative=team.collaborative_title)
    return await refuse(tx, house, incoming, "old-button" if await people.roles_of(tx, person.id) else "left")


async def _teams_of(tx: Tx, person: PersonRow) -> list[TeamRow]:
    roles = await people.roles_of(tx, person.id)
    ids = [it.team_id for reader in READERS for it in roles if it.role is reader and it.team_id is not None]
    return [await teams.team_by_id(tx, team_id) for team_id in dict.fromkeys(ids)]


async def _page(
    tx: Tx, house: House, person: PersonRow, mine: list[TeamRow], team: TeamRow, place: int | None
) -> tuple[str, Keyboard]:
    """The advice for the step at this place of the team's model, and what else there is to read."""
    language, model = language_of(person, team.language), house.model(team)
    texts = model_texts(house, team, language)
    steps = [(phase.id, step.id) for phase in model.phases for step in phase.steps]
    now = await step_now(tx, house, team)
    here = steps.index((team.phase, now.id))
    # A model may have fewer steps than when the button was drawn.
    place = here if place is None or place >= len(steps) else place
    phase, step = steps[place]
    text = house.content.wording.layout(
        "guide",
        language,
        team=team.title,
        phase=texts.phases[phase],
        step=texts.steps[step].title,
        here=place == here,
        guidance=texts.steps[step].guidance,
    )
    others = [
        (texts.steps[other].title, GuidePressed(team.id, n))
        for n, (of_phase, other) in enumerate(steps)
        if of_phase == phase and n != place
    ]
    others += [(it.title, GuidePressed(it.id)) for it in mine if it.id != team.id]
    return text, tuple((Button(shortened(title, BUTTON), button.pack()),) for title, button in others)
