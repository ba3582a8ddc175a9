"""A tip as the facilitator reads it, with what can be done with it."""

from bot.domain.outgoing import Button, Keyboard
from bot.domain.room_buttons import Desk, DeskPressed
from bot.flow.house import House
from bot.flow.screens.talk import model_texts
from bot.storage import tips
from bot.storage.rows import TeamRow
from bot.storage.tips import TipRow


def page(house: House, team: TeamRow, tip: TipRow, language: str) -> tuple[str, Keyboard]:
    """The tip, the step that it is for, and whether the team may be named; its buttons while it waits."""
    wording, steps = house.content.wording, model_texts(house, team, language).steps
    text = wording.layout(
        "tip",
        language,
        team=team.title,
        tip=tip.text,
        step=steps[tip.step].title if tip.step in steps else tip.step,
        named=tip.named,
        state=tip.state,
    )
    if tip.state != tips.WAITING:
        return text, ()
    publish, change, decline = (
        Button(wording.plain(f"tips.buttons.{act}", language), DeskPressed(Desk.TIP, tip.id, act).pack())
        for act in ("publish", "change", "decline")
    )
    return text, ((publish,), (change, decline))
