"""Who reports for a team: a member takes it on, or gives it up."""

from bot.domain.buttons import TICK, UNTICK, SettingsPressed
from bot.domain.outgoing import Button
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.life import note_heard
from bot.flow.screens.buttons import NOT_TICKED, TICKED
from bot.flow.settings.own import Own, Page, own_of
from bot.flow.settings.words import done_row, page, who_reports
from bot.storage import audit, conversations, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow


async def reporter(tx: Tx, house: House, incoming: Incoming, own: Own, choice: str) -> Page | None:
    """What a press on who reports shows next. None where the person is not in such a team."""
    if choice:
        sign, named = choice[:1], choice[1:]
        team = next((it for it in own.member_of if str(it.id) == named), None)
        if team is None or sign not in (TICK, UNTICK):
            return None
        await _set(tx, incoming, own, team.id, reports=sign == TICK)
        own = await own_of(tx, house, incoming) or own
    return await _teams(tx, house, own)


async def _set(tx: Tx, incoming: Incoming, own: Own, team_id: int, *, reports: bool) -> None:
    check_in = await conversations.hold_open_check_in(tx, team_id)
    team = await teams.team_by_id(tx, team_id, lock=True)
    if (team.reporter == own.person.slug) is reports:
        return
    slug = own.person.slug if reports else None
    await teams.change_team(tx, team_id, reporter=slug)
    await audit.note(tx, incoming.now, own.person.slug, "reporter", team.slug, reporter=slug)
    if check_in is not None:
        await note_heard(tx, await teams.team_by_id(tx, team_id), check_in, incoming.now)


async def _teams(tx: Tx, house: House, own: Own) -> Page:
    wording, language = house.content.wording, own.language
    rows = [(_button(own, team),) for team in own.member_of]
    counts = [
        wording.render(
            f"settings.reporter.{'waits' if team.quorum == 'reporter' else 'any'}", language, team=team.title
        )
        for team in own.member_of
    ]
    lines = [*await who_reports(tx, house, own), *counts]
    ask = wording.render("settings.reporter.ask", language)
    return page(house, own, (*rows, done_row(house, own)), lines=lines, ask=ask)


def _button(own: Own, team: TeamRow) -> Button:
    if team.reporter == own.person.slug:
        return Button(f"{TICKED} {team.title}", SettingsPressed("reporter", f"{UNTICK}{team.id}").pack())
    return Button(f"{NOT_TICKED} {team.title}", SettingsPressed("reporter", f"{TICK}{team.id}").pack())
