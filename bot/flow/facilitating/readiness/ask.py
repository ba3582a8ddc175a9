"""The questions before a team starts, one at a time in one message."""

from datetime import datetime

from bot.domain.outgoing import Button, Keyboard
from bot.domain.programme import Role
from bot.domain.readiness import NO, ORDER, YES
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.handling import Incoming, reply
from bot.flow.house import House, is_over
from bot.flow.rights import teams_as
from bot.flow.say import language_for
from bot.storage import people, readiness
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

ASK, BEGIN, LATER, SEE = "ask", "begin", "later", "see"
# Who answers: a manager for all teams of theirs in the collaborative, or a facilitator for one after a talk.
MANAGER, FACILITATOR = "m", "f"


async def managed_teams(tx: Tx, person: PersonRow, collaborative_id: int, now: datetime) -> list[TeamRow]:
    """The teams of the collaborative that the person manages."""
    managed = await teams_as(tx, person.id, Role.MANAGER, collaborative_id)
    return [team for team in managed if not is_over(team, now)]


async def unanswered(tx: Tx, person: PersonRow, now: datetime) -> list[TeamRow]:
    """For each collaborative a team that this person manages and about which not everything was said yet."""
    roles = await people.roles_of(tx, person.id)
    found: list[TeamRow] = []
    for collaborative_id in dict.fromkeys(it.collaborative_id for it in roles if it.role is Role.MANAGER):
        for team in await managed_teams(tx, person, collaborative_id, now):
            if {it.question for it in await readiness.said_of(tx, team.id)} < set(ORDER):
                found.append(team)
                break
    return found


async def ask_on_joining(tx: Tx, house: House, incoming: Incoming, person: PersonRow) -> None:
    """Ask a manager who has just joined, right below the welcome."""
    language = await language_for(tx, house, incoming)
    for part, team in enumerate(await unanswered(tx, person, incoming.now), start=10):
        mine = await managed_teams(tx, person, team.collaborative_id, incoming.now)
        await reply(tx, incoming, *question(house, team, mine, 0, MANAGER, language), part=part)


def question(
    house: House, team: TeamRow, to: list[TeamRow], number: int, who: str, language: str
) -> tuple[str, Keyboard]:
    """The question of this number, about these teams."""
    wording, id_ = house.content.wording, ORDER[number]
    if who == MANAGER:
        titles = wording.list([it.title for it in to], language)
        intro = wording.render("readiness.intro", language, teams=titles)
    else:
        intro = wording.render("readiness.intro-after-talk", language, team=team.title)
    text = wording.layout(
        "readiness",
        language,
        title="",
        lines=[intro] if number == 0 else [],
        ask=wording.render(f"readiness.questions.{id_}", language),
        place=wording.render("readiness.place", language, current=number + 1, total=len(ORDER)),
    )
    answers = tuple(_button(house, team, act, f"{number}{who}", language) for act in (YES, NO))
    later = ((_button(house, team, LATER, f"{number}{who}", language),),) if number == 0 and who == MANAGER else ()
    return text, (answers, *later)


def begin_button(house: House, team: TeamRow, language: str) -> Button:
    """The way back to the questions for a manager who let them be."""
    return _button(house, team, BEGIN, "", language)


def _button(house: House, team: TeamRow, act: str, what: str, language: str) -> Button:
    label = house.content.wording.plain(f"readiness.buttons.{act}", language)
    return Button(label, DeskPressed(Desk.READINESS, team.id, act, what).pack())
