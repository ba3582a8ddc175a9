"""The notice: what somebody who has just joined takes part in, who sees what, and the way out."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.buttons import LanguagePressed, LeavePressed
from bot.domain.model import About
from bot.domain.outgoing import Button, Keyboard
from bot.domain.programme import Role
from bot.flow.asking.reach import may_ask_at
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.overview import overview_button
from bot.flow.plan import asked_next
from bot.flow.privacy.kept import day_for_person
from bot.flow.say import language_for
from bot.storage import check_ins, people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

# Its authorities advise against this channel on phones that are for work.
NORWAY = "NO"


async def notice(tx: Tx, house: House, incoming: Incoming, person: PersonRow) -> str:
    """What the person reads first, in their language."""
    language, wording = await language_for(tx, house, incoming), house.content.wording
    roles = await people.roles_of(tx, person.id)
    titles = people.titles_by_role(roles)
    told = (Role.FACILITATOR, Role.MANAGER, Role.OWNER)
    seen = {role.team_id: await teams.team_by_id(tx, role.team_id) for role in roles if role.team_id is not None}
    mine = [seen[role.team_id] for role in roles if role.role is Role.MEMBER and role.team_id is not None]
    erased_on = await day_for_person(tx, house, person.id)
    return wording.layout(
        "joined",
        language,
        person=person.name,
        member_of=[await _asked(tx, house, team, person, incoming.now, language) for team in mine],
        personal=any(_asks_personally(house, team) for team in mine),
        in_norway=any(team.holidays.partition("-")[0] == NORWAY for team in seen.values()),
        erased_on=wording.date(erased_on, language, "year") if erased_on else "",
        **{f"{role}_of": wording.list(titles[role], language) for role in told},
    )


async def _asked(
    tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime, language: str
) -> tuple[str, str]:
    """The team with when its questions come next, and where."""
    wording, moment = house.content.wording, await _asked_at(tx, house, team, person, now)
    if team.group_chat_id is not None:
        return team.title, wording.render("joining.welcome.member-in-group", language, team=team.title)
    if moment is None:
        return team.title, wording.render("joining.welcome.member-nothing-planned", language, team=team.title)
    if moment <= now:
        return team.title, wording.render("joining.welcome.member-open", language, team=team.title)
    when = wording.when(moment, ZoneInfo(team.zone), now, language)
    return team.title, wording.render("joining.welcome.member", language, team=team.title, when=when)


def _asks_personally(house: House, team: TeamRow) -> bool:
    """Whether this team's members are asked about themselves; where all read the answers, nobody is."""
    questions = (question for _, _, question in house.model(team).questions())
    return team.group_chat_id is None and any(question.about is About.PERSON for question in questions)


async def _asked_at(tx: Tx, house: House, team: TeamRow, person: PersonRow, now: datetime) -> datetime | None:
    """When questions reach the person next; what is open already comes in the next permitted hour."""
    if await check_ins.open_check_in(tx, team.id) is None:
        return await asked_next(tx, house, team)
    return await may_ask_at(tx, house, team, person, now)


async def notice_buttons(tx: Tx, house: House, incoming: Incoming) -> Keyboard:
    """The languages, what can be done here, and the way out."""
    language = await language_for(tx, house, incoming)
    leave = Button(house.content.wording.plain("joining.leave.buttons.leave", language), LeavePressed("ask").pack())
    return (language_row(house), (overview_button(house, language),), (leave,))


def language_row(house: House, *, asked: bool = False) -> tuple[Button, ...]:
    """A button for each language, called by its own name; `asked` below a message that asks for nothing else."""
    wording = house.content.wording
    return tuple(
        Button(wording.plain(f"joining.language.buttons.{code}", code), LanguagePressed(code, asked).pack())
        for code in wording.under("joining.language.buttons")
    )
