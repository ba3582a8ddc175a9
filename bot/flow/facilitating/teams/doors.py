"""The buttons of a team's page: the ones used most first, the rest behind one more press."""

from bot.content.limits import BUTTON, shortened
from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.domain.team_list import Place
from bot.domain.team_state import TeamState
from bot.flow.house import House
from bot.flow.standing import Stand


def doors(house: House, stand: Stand, place: Place, language: str, *, more: bool) -> Keyboard:
    """The way from the team's page to everything that can be done about the team."""
    team, here = stand.team.id, place.pack()

    def door(name: str, desk: Desk, act: str, what: str = "") -> Button:
        label = house.content.wording.plain(f"team.buttons.{name}", language)
        return Button(label, DeskPressed(desk, team, act, what).pack())

    back_to_list = Button(
        house.content.wording.plain("teams.buttons.back-to-list", language),
        DeskPressed(Desk.TEAMS, 0, "show", here).pack(),
    )
    new_link, hand_over = door("new-link", Desk.TEAM, "invite"), door("hand-over", Desk.HAND_OVER, "ask")
    steps, readiness = door("steps", Desk.STEPS, "show"), door("readiness", Desk.READINESS, "ask")
    if more:
        return (
            (door("numbers", Desk.NUMBERS, "show"), steps),
            (readiness, door("report", Desk.TEAM, "report")),
            (new_link, hand_over),
            (door("back-to-team", Desk.TEAM, "show", here),),
        )
    resume = stand.state is TeamState.PAUSED
    pause = door("resume" if resume else "pause", Desk.PAUSE, "ask")
    # Whoever leads a team that has not begun needs its link most.
    first = ((new_link,),) if stand.state is TeamState.NOT_STARTED else ()
    return (
        *_cases(house, stand, language),
        *first,
        (door("history", Desk.TEAM, "history", f"1.{here}"), door("write", Desk.MESSAGE, "ask")),
        (door("notes", Desk.NOTES, "show"), door("way-on", Desk.MOVING, "show")),
        (door("score", Desk.SCORE, "ask"), door("homework", Desk.HOMEWORK, "show")),
        (pause, door("more", Desk.TEAM, "more", here)),
        (back_to_list,),
    )


def _cases(house: House, stand: Stand, language: str) -> Keyboard:
    wording = house.content.wording
    rows: list[tuple[Button, ...]] = []
    for case in stand.cases:
        kind = wording.plain(f"teams.cases.{case.kind}", language)
        label = shortened(wording.plain("team.case", language, case=kind), BUTTON)
        rows.append((Button(label, DeskPressed(Desk.CASE, case.id, "open").pack()),))
    return tuple(rows)
