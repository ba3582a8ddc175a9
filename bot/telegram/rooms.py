"""Which command and which button goes to which room."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from bot.domain.buttons import (
    AlertPressed,
    AnswerPressed,
    AwayPressed,
    CommandPressed,
    CyclePressed,
    CyclesPressed,
    ForgetPressed,
    GuidePressed,
    LanguagePressed,
    LeavePressed,
    MyDataPressed,
    SettingsPressed,
    WhoPressed,
)
from bot.domain.room_buttons import DeskPressed
from bot.flow import guidance, leave, say, status
from bot.flow.answering.later import later
from bot.flow.answering.press import press as press_answer
from bot.flow.away.press import away
from bot.flow.away.press import press as press_away
from bot.flow.cases.acknowledge import press as acknowledge
from bot.flow.facilitating.desk.press import press as press_at_desk
from bot.flow.facilitating.teams.open import team, teams
from bot.flow.group.bind import bind, help_in_group
from bot.flow.handling import Incoming
from bot.flow.house import House
from bot.flow.joining.language import ask_language, choose_language
from bot.flow.joining.start import start
from bot.flow.joining.who import say_who
from bot.flow.measuring.open import measure
from bot.flow.overview import overview
from bot.flow.privacy import forget, mydata
from bot.flow.settings.press import press as press_settings
from bot.flow.settings.show import settings
from bot.flow.testing import press as cycle
from bot.flow.testing import tests as cycles

Room: TypeAlias = Callable[[House, Incoming], Awaitable[None]]
RoomWithText: TypeAlias = Callable[[House, Incoming, str], Awaitable[None]]
Press: TypeAlias = Callable[[House, Incoming, Any, int], Awaitable[str]]

COMMANDS: Mapping[str, Room] = {
    "teams": teams,
    "checkin": status.check_in,
    "status": status.status,
    "later": later,
    "guide": guidance.guide,
    "measure": measure,
    "test": cycles.tests,
    "settings": settings,
    "language": ask_language,
    "mydata": mydata.mydata,
    "forget": forget.ask,
    "leave": leave.ask,
    "help": overview,
}
# What is written behind these commands means something.
COMMANDS_WITH_TEXT: Mapping[str, RoomWithText] = {
    "start": start,
    "away": away,
    "team": team,
}
# In groups nothing else is answered: what people say there to one another is theirs.
COMMANDS_IN_GROUPS: Mapping[str, RoomWithText] = {
    "start": bind,
    "help": help_in_group,
}


async def press_command(house: House, incoming: Incoming, button: CommandPressed, _message_id: int) -> str:
    """A button that says the same as a command of the menu."""
    if button.command in COMMANDS_WITH_TEXT:
        await COMMANDS_WITH_TEXT[button.command](house, incoming, "")
    elif button.command in COMMANDS:
        await COMMANDS[button.command](house, incoming)
    else:
        return await say.old_button(house, incoming)
    return ""


# Each kind of button with the room that takes its press: it gets the button and the message below which it stands,
# and gives back the toast to show, empty for none.
PRESSES: Mapping[type, Press] = {
    AnswerPressed: press_answer,
    CommandPressed: press_command,
    SettingsPressed: press_settings,
    AwayPressed: press_away,
    AlertPressed: acknowledge,
    LanguagePressed: choose_language,
    WhoPressed: say_who,
    LeavePressed: leave.press,
    MyDataPressed: mydata.press,
    ForgetPressed: forget.press,
    CyclePressed: cycle.press,
    CyclesPressed: cycles.press,
    GuidePressed: guidance.press,
    DeskPressed: press_at_desk,
}
