"""New links for a team, made from the chat: one for whoever is to join, and one for each who has not."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.domain.programme import Role
from bot.flow.handling import Incoming, reply
from bot.flow.house import House, is_over, language_of, name_of
from bot.flow.invite import Invite, invite_team
from bot.storage import audit, people
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow

MOST_PERSONAL = 12


async def invite(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow) -> str:
    """Make new links and show them below: what to know about them, and a message to forward. The toast."""
    wording, language, now = house.content.wording, language_of(person, team.language), incoming.now
    if is_over(team, now):
        return wording.plain("team.toasts.over", language, team=shortened(team.title, LONGEST_IN_A_LIST))
    members = await people.people_of_team(tx, team.id, Role.MEMBER)
    missing = [it for it in members if it.joined_at is None and it.forgotten_at is None]
    of_team, *personal = await invite_team(tx, team, [it.id for it in missing[:MOST_PERSONAL]], incoming.bot_name, now)
    await audit.note(tx, now, person.slug, "invite", team.slug, team=team.slug, people=len(personal))
    names = {it.slug: name_of(house, it, language) for it in missing}
    text = wording.layout(
        "team-invite",
        language,
        team=shortened(team.title, 2 * LONGEST_IN_A_LIST),
        people=[(shortened(names[it.person or ""], LONGEST_IN_A_LIST), it.url) for it in personal],
        until=_until(house, personal[0], team, language) if personal else "",
        others=len(missing) > MOST_PERSONAL,
        group=of_team.group_url or "",
    )
    await reply(tx, incoming, text)
    spoken = Language(team.language)
    to_forward = wording.render(
        "team.invite.forward",
        spoken,
        team=team.title,
        collaborative=team.collaborative_title,
        link=of_team.url,
        date=wording.date(team.ends, spoken, "year"),
    )
    await reply(tx, incoming, to_forward, part=2)
    return ""


def _until(house: House, made: Invite, team: TeamRow, language: str) -> str:
    moment = datetime.fromisoformat(made.expires_at).astimezone(ZoneInfo(team.zone))
    return house.content.wording.date(moment.date(), language)
