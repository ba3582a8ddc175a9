"""/teams: all teams of a facilitator or an owner, most in need first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content.limits import BUTTON, LONGEST_IN_A_LIST, shortened
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.team_list import Chosen, Need, Place, page_of, turns
from bot.flow.facilitating.teams.states import in_words, takers_of
from bot.flow.house import House
from bot.flow.settings.own import Page
from bot.flow.settings.words import CHOSEN
from bot.flow.standing import Stand, stands_now
from bot.storage import reach, teams
from bot.storage.database import Tx
from bot.storage.rows import TeamRow
from bot.storage.teams import SessionRow

ON_A_PAGE = 6
# More collaboratives than anybody facilitates in.
MOST_GATHERINGS = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """A team in the list: how it stands, its next gathering, and its place among the others."""

    stand: Stand
    gathering: SessionRow | None
    need: Need

    @property
    def team(self) -> TeamRow:
        """The team itself."""
        return self.stand.team


async def listed(tx: Tx, house: House, led: Collection[TeamRow], now: datetime) -> list[Listed]:
    """These teams in the order of the list."""
    readable = [team for team in led if house.knows(team)]
    stands = await stands_now(tx, readable, now)
    gatherings = await _gatherings_of(tx, stands, now)
    found = [_listed(stand, gatherings[stand.team.collaborative_id]) for stand in stands]
    return sorted(found, key=lambda it: (it.need.sort_key, it.team.id))


async def _gatherings_of(tx: Tx, stands: Collection[Stand], now: datetime) -> dict[int, SessionRow | None]:
    """The next gathering of each collaborative that these teams are in."""
    one_of_each = {it.team.collaborative_id: it for it in stands}
    return {id_: await teams.next_session(tx, id_, it.calendar.local_date(now)) for id_, it in one_of_each.items()}


def _listed(stand: Stand, gathering: SessionRow | None) -> Listed:
    kinds = frozenset(case.kind for case in stand.cases)
    need = Need(stand.state, kinds, gathering.on_date if gathering else None, stand.team.title)
    return Listed(stand, gathering, need)


async def list_page(tx: Tx, house: House, led: Sequence[TeamRow], place: Place, language: str, now: datetime) -> Page:
    """A page of the list of these teams."""
    found = await listed(tx, house, led, now)
    chosen = [it for it in found if it.need.belongs_to(place.chosen)]
    if not chosen:
        # The last of them has gone on since the button was drawn.
        place, chosen = Place(), found
    shown, page, pages = page_of(chosen, place.page, ON_A_PAGE)
    place = Place(place.chosen, page)
    text = await _text(tx, house, found, shown, language, now)
    return Page(text, _keyboard(house, found, shown, place, pages, language))


async def _text(
    tx: Tx, house: House, found: Sequence[Listed], shown: Sequence[Listed], language: str, now: datetime
) -> str:
    wording = house.content.wording
    stands = [it.stand for it in shown]
    takers, counts = await takers_of(tx, stands), await reach.counts_in(tx, [it.team.id for it in stands])
    in_groups: dict[int, list[Listed]] = {}
    for it in shown:
        in_groups.setdefault(it.team.collaborative_id, []).append(it)
    groups: list[dict[str, object]] = []
    for members in in_groups.values():
        gathering = members[0].gathering
        lines = []
        for stand in (it.stand for it in members):
            words, (joined, of) = in_words(house, stand, takers, language, now), counts[stand.team.id]
            lines.append(
                {
                    "title": shortened(stand.team.title, LONGEST_IN_A_LIST),
                    "state": words.state,
                    "more": wording.list(words.more, language) if words.more else "",
                    "taken": words.taken,
                    "phase": phase_of(house, stand.team, language),
                    "joined": joined,
                    "members": of,
                    "sign": last_sign(house, stand, language, now),
                }
            )
        groups.append(
            {
                "title": shortened(members[0].team.collaborative_title, 2 * LONGEST_IN_A_LIST),
                "gathering": shortened(gathering.title, LONGEST_IN_A_LIST) if gathering else "",
                "gathering_on": wording.date(gathering.on_date, language) if gathering else "",
                "teams": lines,
            }
        )
    need = sum(it.need.is_in_need for it in found)
    return wording.layout("teams", language, count=len(found), need=need, groups=groups)


def phase_of(house: House, team: TeamRow, language: str) -> str:
    """The title of the team's phase."""
    return house.content.models[team.model].texts_in(language, team.language).phases[team.phase]


def last_sign(house: House, stand: Stand, language: str, now: datetime) -> str:
    """How long ago the team gave its last sign, in working days; that there was none yet."""
    wording, moment, calendar = house.content.wording, stand.team.last_sign_at, stand.calendar
    if moment is None:
        return wording.plain("teams.sign.none", language)
    day, today = calendar.local_date(moment), calendar.local_date(now)
    if day >= today:
        return wording.plain("teams.sign.today", language)
    days = wording.count("working-days", calendar.working_days_between(day, today), language)
    return wording.plain("teams.sign.ago", language, days=days)


def _keyboard(
    house: House, found: Sequence[Listed], shown: Sequence[Listed], place: Place, pages: int, language: str
) -> Keyboard:
    rows = [*_filters(house, found, place, language)]
    rows += [(team_button(it.team, place),) for it in shown]
    if pages > 1:
        rows.append(_turning(place, pages))
    write = _button(house, "write-to-all", DeskPressed(Desk.MESSAGE, 0, "ask"), language)
    homework = _button(house, "homework-for-all", DeskPressed(Desk.HOMEWORK, 0, "show"), language)
    hand_over = _button(house, "hand-over", DeskPressed(Desk.HAND_OVER, 0, "ask"), language)
    gatherings = _gatherings(house, found, language)
    if len(gatherings) == 1:
        return (*rows, (write, homework), (gatherings[0], hand_over))
    return (*rows, (write, homework), *((button,) for button in gatherings), (hand_over,))


def team_button(team: TeamRow, place: Place) -> Button:
    """The way to a team's page, which knows the way back."""
    return Button(shortened(team.title, BUTTON), DeskPressed(Desk.TEAM, team.id, "show", place.pack()).pack())


def _filters(house: House, found: Sequence[Listed], place: Place, language: str) -> Keyboard:
    wording = house.content.wording
    counts = {it: sum(one.need.belongs_to(it) for one in found) for it in Chosen}
    buttons = []
    for chosen, n in counts.items():
        if n and (chosen is Chosen.ALL or n < len(found) or chosen is place.chosen):
            label = wording.plain(f"teams.buttons.{chosen}", language, number=n)
            mark = f"{CHOSEN} " if chosen is place.chosen else ""
            buttons.append(Button(mark + label, DeskPressed(Desk.TEAMS, 0, "show", Place(chosen).pack()).pack()))
    if len(buttons) < 2:
        return ()
    return tuple(tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2))


def _turning(place: Place, pages: int) -> tuple[Button, ...]:
    return tuple(
        Button(label, DeskPressed(Desk.TEAMS, 0, "show", Place(place.chosen, page).pack()).pack())
        for label, page in turns(place.page, pages).items()
    )


def _gatherings(house: House, found: Sequence[Listed], language: str) -> list[Button]:
    of_each = {it.team.collaborative_id: it.team.collaborative_title for it in found}
    label = house.content.wording.plain("teams.buttons.gatherings", language)
    buttons = []
    for id_, title in list(of_each.items())[:MOST_GATHERINGS]:
        text = label if len(of_each) == 1 else shortened(f"{label}: {title}", BUTTON)
        buttons.append(Button(text, DeskPressed(Desk.SESSIONS, id_, "show").pack()))
    return buttons


def _button(house: House, name: str, pressed: DeskPressed, language: str) -> Button:
    return Button(house.content.wording.plain(f"teams.buttons.{name}", language), pressed.pack())
