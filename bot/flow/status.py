"""What a person asks for by a command: help, where the team stands, what is open, another language."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.asking import current_step
from bot.domain.buttons import LanguagePressed
from bot.domain.outgoing import Button
from bot.domain.programme import Role
from bot.flow.answer import talks_of
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House
from bot.flow.say import language_for
from bot.flow.screens.show import BELOW, show
from bot.flow.screens.talk import model_texts
from bot.storage import check_ins, people, teams
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

MEMBER_COMMANDS = ("checkin", "status", "language", "leave", "help")
OTHER_COMMANDS = ("language", "help")


async def teams_of_member(tx: Tx, person: PersonRow) -> list[TeamRow]:
    """The teams that the person is a member of."""
    roles = await people.roles_of(tx, person.id)
    return [
        await teams.team_by_id(tx, role.team_id)
        for role in roles
        if role.role is Role.MEMBER and role.team_id is not None
    ]


async def help_text(house: House, incoming: Incoming) -> None:
    """/help: what the bot does for this person."""
    async with handling(house, incoming) as tx:
        person, language, wording = (
            await sender(tx, incoming),
            await language_for(tx, house, incoming),
            house.content.wording,
        )
        if person is None:
            await reply(tx, incoming, wording.render("refused.not-joined", language))
            return
        roles = await people.roles_of(tx, person.id)
        titles = {
            f"{kind}_of": wording.list(
                [role.team_title or role.collaborative_title for role in roles if role.role is kind], language
            )
            for kind in Role
        }
        commands = MEMBER_COMMANDS if titles["member_of"] else OTHER_COMMANDS
        await reply(tx, incoming, wording.layout("help", language, commands=commands, **titles))


async def status(house: House, incoming: Incoming) -> None:
    """/status: where the person's teams stand."""
    async with handling(house, incoming) as tx:
        person, language = await sender(tx, incoming), await language_for(tx, house, incoming)
        mine = await teams_of_member(tx, person) if person else []
        if not mine:
            await reply(
                tx,
                incoming,
                house.content.wording.render("reply.nothing-to-answer" if person else "refused.not-joined", language),
            )
            return
        lines = [await _line(tx, house, team, language, incoming.now) for team in mine]
        await reply(tx, incoming, house.content.wording.layout("status", language, teams=lines))


async def _line(tx: Tx, house: House, team: TeamRow, language: str, now: datetime) -> dict[str, object]:
    wording, texts, zone = house.content.wording, model_texts(house, team, language), ZoneInfo(team.zone)
    given = await check_ins.newest_answers(tx, team.id)
    coming = [
        session
        for session in await teams.sessions_of(tx, team.collaborative_id)
        if session.on_date >= now.astimezone(zone).date()
    ]
    return {
        "title": team.title,
        "phase": texts.phases[team.phase],
        "step": texts.steps[current_step(house.model(team), team.phase, given).id].title,
        "answered_on": wording.date(given[-1].answered_at.astimezone(zone).date(), language) if given else "",
        "open": await check_ins.open_check_in(tx, team.id) is not None,
        "when": wording.when(team.next_due_at, zone, now, language) if team.next_due_at else "",
        "session": coming[0].title if coming else "",
        "session_on": wording.date(coming[0].on_date, language) if coming else "",
    }


async def check_in(house: House, incoming: Incoming) -> None:
    """/checkin: what is open, below everything else, or when the next one comes."""
    async with handling(house, incoming) as tx:
        person, language = await sender(tx, incoming), await language_for(tx, house, incoming)
        if person is None:
            await reply(tx, incoming, house.content.wording.render("refused.not-joined", language))
            return
        talks = await talks_of(tx, house, person)
        running = [talk for talk in reversed(talks) if talk.conversation.current is not None]
        for talk in running or talks[:1]:
            await show(tx, house, talk, incoming.now, BELOW)
        if talks:
            return
        text = await when_next(tx, house, person, language, incoming.now, "commands.checkin.nothing-open")
        await reply(tx, incoming, text or house.content.wording.render("reply.nothing-to-answer", language))


async def when_next(tx: Tx, house: House, person: PersonRow, language: str, now: datetime, key: str) -> str:
    """Say with the text of this key when the person's team is asked next; empty where there is no team."""
    wording, mine = house.content.wording, await teams_of_member(tx, person)
    planned = [team for team in mine if team.next_due_at]
    if planned:
        team = min(planned, key=lambda it: it.next_due_at or now)
        when = wording.when(team.next_due_at or now, ZoneInfo(team.zone), now, language)
        return wording.render(key, language, team=team.title, when=when)
    if mine:
        nothing = {
            "reply.nothing-open": "reply.nothing-open-nothing-planned",
            "commands.checkin.nothing-open": "commands.checkin.nothing-planned",
        }[key]
        return wording.render(nothing, language, team=mine[0].title)
    return ""


async def language(house: House, incoming: Incoming) -> None:
    """/language: the languages as buttons."""
    async with handling(house, incoming) as tx:
        spoken = await language_for(tx, house, incoming)
        ask = house.content.wording.render("joining.language.ask", spoken)
        await reply(tx, incoming, ask, (language_row(house, asked=True),))


def language_row(house: House, *, asked: bool = False) -> tuple[Button, ...]:
    """A button for each language, called by its own name; `asked` below a message that asks for nothing else."""
    wording = house.content.wording
    return tuple(
        Button(wording.plain(f"joining.language.buttons.{code}", code), LanguagePressed(code, asked).pack())
        for code in wording.under("joining.language.buttons")
    )
