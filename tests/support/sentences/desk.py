"""Somebody goes to a room of the facilitator's side."""

from collections.abc import Mapping

from sqlalchemy import select

from bot.domain.room_buttons import Desk, DeskPressed
from bot.storage.tables import teams
from tests.support.chat import Line
from tests.support.player import NAME, Player, sentence, slug


@sentence(rf"{NAME} goes to the (?P<room>[a-z]+)")
async def goes_to(player: Player, line: Line, said: Mapping[str, str]) -> None:
    """The room of a team, or with `all` of every one of theirs; the value is the team and what is pressed there."""
    phone, where = await player.acts(said["who"])
    of, act = line.value
    async with player.w.db.read() as tx:
        found = (await tx.execute(select(teams.c.id).where(teams.c.slug == slug(of)))).scalar_one_or_none()
    data = DeskPressed(Desk(said["room"]), 0 if of == "all" else found or 999, act).pack()
    newest = (await where.messages())[-1]
    await player.pressed(await phone.presses(data=data, message=newest), line)
