"""What is shown to whoever hands teams over: to whom, and once more what goes along."""

from collections.abc import Mapping, Sequence

from bot.content.limits import BUTTON, LONGEST_IN_A_LIST, shortened
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.team_list import page_of, turns
from bot.flow.facilitating.handing_over.scope import Scope
from bot.flow.house import House, name_of
from bot.flow.settings.own import Page
from bot.storage import handing_over, stalls
from bot.storage.database import Tx
from bot.storage.rows import PersonRow, TeamRow
from bot.storage.tables import stalls as stalls_table

ON_A_PAGE = 8
MOST_TITLES = 12


def which_collaborative(house: House, scopes: Mapping[int, Scope], language: str) -> Page:
    """In which of several collaboratives the person hands their teams over."""
    rows: list[tuple[Button, ...]] = []
    for id_, scope in scopes.items():
        label = shortened(scope.teams[0].collaborative_title, BUTTON)
        rows.append((Button(label, DeskPressed(Desk.HAND_OVER, 0, "page", f"{id_}.1").pack()),))
    text = house.content.wording.render("hand-over.which", language)
    return Page(text, (*rows, (_drop(house, 0, language),)))


def to_whom(house: House, scope: Scope, could: Sequence[PersonRow], page: int, language: str) -> Page:
    """Who could take the teams, a page of them."""
    wording = house.content.wording
    shown, page, pages = page_of(could, page, ON_A_PAGE)
    rows: list[tuple[Button, ...]] = [
        (_button(shortened(name_of(house, it, language), BUTTON), scope, "to", f"{scope.collaborative_id}.{it.id}"),)
        for it in shown
    ]
    if pages > 1:
        turning = turns(page, pages).items()
        rows.append(tuple(_button(text, scope, "page", f"{scope.collaborative_id}.{n}") for text, n in turning))
    key = "to-whom" if could else "nobody"
    text = wording.render(f"hand-over.{key}", language, teams=titles_of(house, scope.teams, language))
    return Page(text, (*rows, (_drop(house, scope.about, language),)))


async def really(tx: Tx, house: House, scope: Scope, presser: PersonRow, to: PersonRow, language: str) -> Page:
    """What goes along to this person, and whether that is meant."""
    wording, ids = house.content.wording, [team.id for team in scope.teams]
    cases = len(await stalls.open_stalls(tx, stalls_table.c.team_id.in_(ids)))
    notes = await handing_over.count_notes(tx, ids)
    text = wording.layout(
        "hand-over",
        language,
        to=shortened(name_of(house, to, language), LONGEST_IN_A_LIST),
        giver=_other_giver(house, scope, presser, language),
        teams=[shortened(it.title, LONGEST_IN_A_LIST) for it in scope.teams[:MOST_TITLES]],
        others=max(len(scope.teams) - MOST_TITLES, 0),
        cases=cases,
        notes=notes,
    )
    # The number of teams is what was shown: others may have come or gone until it is pressed.
    what = f"{scope.collaborative_id}.{to.id}.{len(scope.teams)}"
    keyboard: Keyboard = (
        (_button(wording.plain("hand-over.buttons.yes", language), scope, "yes", what),),
        (
            _button(wording.plain("hand-over.buttons.another", language), scope, "page", f"{scope.collaborative_id}.1"),
            _drop(house, scope.about, language),
        ),
    )
    return Page(text, keyboard)


def titles_of(house: House, found: Sequence[TeamRow], language: str) -> str:
    """The titles of teams in a list; of many only the first."""
    wording = house.content.wording
    titles = [shortened(it.title, LONGEST_IN_A_LIST) for it in found[:MOST_TITLES]]
    if len(found) > MOST_TITLES:
        titles.append(wording.plain("team.others", language, n=len(found) - MOST_TITLES))
    return wording.list(titles, language)


def _other_giver(house: House, scope: Scope, presser: PersonRow, language: str) -> str:
    if scope.giver is None or scope.giver.id == presser.id:
        return ""
    return shortened(name_of(house, scope.giver, language), LONGEST_IN_A_LIST)


def _drop(house: House, about: int, language: str) -> Button:
    label = house.content.wording.plain("hand-over.buttons.drop", language)
    return Button(label, DeskPressed(Desk.HAND_OVER, about, "drop").pack())


def _button(label: str, scope: Scope, act: str, what: str) -> Button:
    return Button(label, DeskPressed(Desk.HAND_OVER, scope.about, act, what).pack())
