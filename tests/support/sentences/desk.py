"""Somebody goes to a room of the facilitator's side."""

from collections.abc import Mapping

from sqlalchemy import select

from bot.domain.room_buttons import Desk, DeskPressed
from bot.storage.tables import teams
from tests.support.chat import Line
from tests.support.player import NAME, Player, sentence, slug


@sentence(rf"{NAME} goes to the (?P<room>[a-z]+)")
async def goes_to(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """The room of a team, of a row of this number, or with `all` of every team of theirs; and what is pressed there."""
    phone, where = await player.acts(said["who"])
    of, act = line.value
    data = DeskPressed(Desk(said["room"]), of if isinstance(of, int) else await _team(player, of), act).pack()
    newest = (await where.messages())[-1]
    await player.pressed(await phone.presses(data=data, message=newest), line)


async def _team(player: Player, title: str) -> int:
    if title == "all":
        return 0
    async with player.w.db.read() as tx:
        found = (await tx.execute(select(teams.c.id).where(teams.c.slug == slug(title)))).scalar_one_or_none()
    return found or 999
