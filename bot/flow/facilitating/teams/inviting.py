"""New links for a team, made from the chat: one for whoever is to join, and one for each who has not."""

from zoneinfo import ZoneInfo

from bot.content.limits import LONGEST_IN_A_LIST, shortened
from bot.domain.language import Language
from bot.domain.outgoing import Lane, Outgoing, OutgoingKind
from bot.domain.programme import Role
from bot.flow.handling import Incoming
from bot.flow.house import House, is_over, language_of, name_of
from bot.flow.invite import GOOD_FOR, group_url_of, url_of
from bot.flow.invite_codes import place_for
from bot.storage import audit, outbox, people
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
    personal, code = missing[:MOST_PERSONAL], place_for("team", team.id)
    await audit.note(tx, now, person.slug, "invite", team.slug, team=team.slug, people=len(personal))
    text = wording.layout(
        "team-invite",
        language,
        team=shortened(team.title, 2 * LONGEST_IN_A_LIST),
        people=[(_name(house, it, language), url_of(incoming.bot_name, place_for("person", it.id))) for it in personal],
        until=wording.date((now + GOOD_FOR).astimezone(ZoneInfo(team.zone)).date(), language) if personal else "",
        others=len(missing) > MOST_PERSONAL,
        group=group_url_of(incoming.bot_name, code),
    )
    await _show(tx, incoming, text, 1)
    spoken = Language(team.language)
    to_forward = wording.render(
        "team.invite.forward",
        spoken,
        team=team.title,
        collaborative=team.collaborative_title,
        link=url_of(incoming.bot_name, code),
        date=wording.date(team.ends, spoken, "year"),
    )
    await _show(tx, incoming, to_forward, 2)
    return ""


def _name(house: House, person: PersonRow, language: str) -> str:
    return shortened(name_of(house, person, language), LONGEST_IN_A_LIST)


async def _show(tx: Tx, incoming: Incoming, text: str, part: int) -> None:
    """Show links below, with their codes made as they leave."""
    key = f"invite:{incoming.inbox_id}:{part}"
    await outbox.put(tx, Outgoing(key, OutgoingKind.INVITE, Lane.REPLY, incoming.chat_id, text=text), incoming.now)
