"""/test: the team's small tests with what can be done about them; where there are none, the first one begins."""

from bot.content.limits import BUTTON, shortened
from bot.domain.buttons import OPEN, CyclePressed, CyclesPressed
from bot.domain.outgoing import Button, Keyboard
from bot.domain.pdsa import Stage
from bot.domain.programme import Role
from bot.flow.handling import Incoming, edit, handling, reply, sender
from bot.flow.house import House, language_of
from bot.flow.say import language_for, refuse, tell
from bot.flow.status import teams_of_member
from bot.flow.testing.begin import begin
from bot.storage import pdsa_cycles, people, teams
from bot.storage.database import Tx
from bot.storage.rows import CycleRow, PersonRow, TeamRow

MOST_OPEN, MOST_RESULTS = 5, 3


async def tests(house: House, incoming: Incoming) -> None:
    """/test: the tests of the person's team; who is in several chooses one first."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await tell(tx, house, incoming, "refused.not-joined")
            return
        mine = await teams_of_member(tx, person)
        if len(mine) == 1:
            await _show_team(tx, house, incoming, person, mine[0])
        elif mine:
            await _which_team(tx, house, incoming, mine)
        else:
            roles = await people.roles_of(tx, person.id)
            await tell(tx, house, incoming, "test.only-members" if roles else "refused.left")


async def press(house: House, incoming: Incoming, button: CyclesPressed, message_id: int) -> str:
    """What a press on a team, or on "New test", does; the toast to show."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        if not await people.has_role(tx, person.id, button.team_id, Role.MEMBER):
            roles = await people.roles_of(tx, person.id)
            return await refuse(tx, house, incoming, "old-button" if roles else "left")
        team = await teams.team_by_id(tx, button.team_id)
        if team.removed_at is not None:
            return await refuse(tx, house, incoming, "ended", collaborative=team.collaborative_title)
        match button.act:
            case "list":
                await _show_team(tx, house, incoming, person, team, on=message_id)
            case "new":
                await _begin(tx, house, incoming, person, team)
            case _:
                return await refuse(tx, house, incoming, "old-button")
        return ""


async def _which_team(tx: Tx, house: House, incoming: Incoming, mine: list[TeamRow]) -> None:
    language = await language_for(tx, house, incoming)
    keyboard = tuple((Button(shortened(team.title, BUTTON), CyclesPressed(team.id, "list").pack()),) for team in mine)
    await reply(tx, incoming, house.content.wording.render("test.which-team", language), keyboard)


async def _show_team(
    tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow, *, on: int | None = None
) -> None:
    """List the team's tests, and below that go on with a half-made one; with nothing to list a test begins at once."""
    running = (await pdsa_cycles.open_cycles(tx, team.id))[-MOST_OPEN:]
    results = await pdsa_cycles.last_results(tx, team.id, MOST_RESULTS)
    half_made = await pdsa_cycles.half_made(tx, team.id, person.id)
    if running or results:
        text, keyboard = _list(house, person, team, [*running, *results], may_begin=half_made is None)
        if on is None:
            await reply(tx, incoming, text, keyboard)
        else:
            await edit(tx, incoming, on, text, keyboard)
    if half_made or not (running or results):
        await _begin(tx, house, incoming, person, team)


async def _begin(tx: Tx, house: House, incoming: Incoming, person: PersonRow, team: TeamRow) -> None:
    if not await begin(tx, house, team, person, incoming.now):
        await tell(tx, house, incoming, "test.too-late", part=2, collaborative=team.collaborative_title)


def _list(
    house: House, person: PersonRow, team: TeamRow, rows: list[CycleRow], *, may_begin: bool
) -> tuple[str, Keyboard]:
    wording, language = house.content.wording, language_of(person, team.language)
    tests = [(_what(house, language, row), row.prediction or "") for row in rows]
    ask = [
        (
            Button(
                wording.plain("test.buttons.tell-of", language, number=row.number),
                CyclePressed(row.id, row.stage[0], OPEN).pack(),
            ),
        )
        for row in rows
        if row.closed_at is None
    ]
    new = [(Button(wording.plain("test.buttons.new", language), CyclesPressed(team.id, "new").pack()),)]
    return wording.layout("tests", language, team=team.title, tests=tests), (*ask, *(new if may_begin else []))


def _what(house: House, language: str, row: CycleRow) -> str:
    wording = house.content.wording
    if row.decision is not None:
        decision = wording.plain(f"test.decisions.{row.decision}", language)
        return wording.render("test.list.result", language, number=row.number, decision=decision)
    if row.stage == Stage.RUNNING and row.ask_at is not None and row.planned_end is not None:
        day = wording.date(row.planned_end, language)
        return wording.render("test.list.running", language, number=row.number, day=day)
    return wording.render("test.list.waiting", language, number=row.number)
