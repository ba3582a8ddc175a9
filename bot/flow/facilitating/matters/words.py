"""What the message about waiting matters says: a line and a button for each, and what is done already."""

from collections.abc import Sequence

from bot.domain.language import Language
from bot.domain.outgoing import Button, Keyboard
from bot.flow.facilitating.matters.kinds import KINDS
from bot.flow.house import House
from bot.storage import teams
from bot.storage.database import Tx
from bot.storage.rows import MatterRow

MOST_LINES = 8


async def line_of(tx: Tx, house: House, matter: MatterRow, language: Language) -> str | None:
    """The matter in a line; None where it waits no longer."""
    kind, team = KINDS.get(matter.kind), await teams.team_by_id(tx, matter.team_id)
    if kind is None or matter.done_at is not None or team.removed_at is not None:
        return None
    return await kind.line(tx, house, matter, team, language)


async def about(tx: Tx, house: House, told: Sequence[MatterRow], language: Language) -> tuple[str, Keyboard, bool]:
    """The words about these matters, the newest first, and their buttons; whether any of them waits still."""
    wording = house.content.wording
    lines = [(it, line) for it in told if (line := await line_of(tx, house, it, language)) is not None]
    shown, more = lines[:MOST_LINES], len(lines[MOST_LINES:])
    done = len(told) - len(lines)
    text = wording.layout(
        "matters",
        language,
        lines=[line for _, line in shown],
        more=more,
        done=done,
        all_done=not lines,
    )
    return text, tuple(_button(house, it, n, len(shown), language) for n, (it, _) in enumerate(shown, 1)), bool(lines)


def _button(house: House, matter: MatterRow, n: int, of: int, language: Language) -> tuple[Button, ...]:
    label = house.content.wording.plain(f"matters.buttons.{matter.kind}", language)
    # The lines are numbered as the buttons are.
    return (Button(f"{n} · {label}" if of > 1 else label, KINDS[matter.kind].button(matter).pack()),)
