"""Pictures in a chat: what a line says of them is held against what came."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.domain.charts.picture import Chart
from bot.domain.outgoing import Button, Lane, Outgoing, OutgoingKind
from bot.storage.outbox import put
from tests.charts.charts import chart
from tests.support.chat import Chat, Line
from tests.support.player import Player, programme_of
from tests.support.sentences import understand
from tests.support.world import world

FALLS = chart((1.0, 3.0), title="Falls", team="Ridge", verdict="Too early to say.")
WAITS = chart((4.0, 3.0), title="Waits", team="Ridge", verdict="Nothing unusual.")
FIRST, SECOND = "Week 37\n\nFalls, Ridge\nToo early to say.", "Waits, Ridge\nNothing unusual."
TEAM = {"title": "Ridge", "members": ["Kari Lund"], "facilitators": ["Anne Vik"]}
CHAT = Chat("pictures", "en", [TEAM], [])


@pytest.fixture
async def player(database_url: str) -> AsyncIterator[Player]:
    async with world(database_url, programme=programme_of(CHAT)) as w:
        player = Player(w, CHAT)
        await player.play(Line("here", "joined", ["Kari"]))
        yield player


async def send(player: Player, *charts: Chart, **more: Any) -> None:
    """Put these before Kari."""
    chat_id = (await player.reader("Kari")).phone.id
    async with player.w.db.write() as tx:
        outgoing = Outgoing("key", OutgoingKind.REPLY, Lane.REPLY, chat_id, pictures=charts, **more)
        await put(tx, outgoing, player.w.bot.clock.now())
    await player.w.tick()


async def plays(player: Player, says: str, value: Any = None, **side: Any) -> None:
    line = Line("here", says, value, side)
    understand(Chat("", "en", [], [line]))
    await player.play(line)


ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


async def test_a_picture_is_read_with_its_words_and_buttons(player: Player) -> None:
    await send(player, FALLS, text="<b>Saved</b>", keyboard=((Button("Yes", "a1:1:0:yes"),),))

    words = "Saved\n\nFalls, Ridge\nToo early to say.\n"
    await plays(player, "Kari gets a picture", words, **{"with buttons": [["Yes"]]})
    await plays(player, "Kari gets nothing")


@ON_SQLITE
async def test_an_album_is_read_by_the_words_below_each_picture(player: Player) -> None:
    await send(player, FALLS, WAITS, text="Week 37")

    await plays(player, "Kari gets an album", [FIRST, SECOND])
    await plays(player, "Kari gets nothing")


@ON_SQLITE
@pytest.mark.parametrize(
    ("charts", "says", "value", "complaint"),
    [
        ([FALLS], "Kari gets", FIRST, "it is a picture, with\nWeek 37"),
        ([FALLS], "Kari gets a picture", SECOND, "instead of\nWaits, Ridge\nNothing unusual.\nthere stands\nWeek 37"),
        ([], "Kari gets a picture", "Week 37", "it is no picture, but\nWeek 37"),
        ([FALLS, WAITS], "Kari gets a picture", FIRST, "it is one of an album"),
        ([FALLS, WAITS], "Kari gets an album", [FIRST], "goes on with\nWaits, Ridge"),
        ([FALLS], "Kari gets an album", [FIRST], "they are not one album"),
        ([FALLS], "Kari gets an album", [FIRST, SECOND], "there is nothing new"),
    ],
)
async def test_a_line_that_does_not_come_true_says_why(
    player: Player, charts: list[Chart], says: str, value: Any, complaint: str
) -> None:
    await send(player, *charts, text="Week 37")

    with pytest.raises(AssertionError, match=complaint):
        await plays(player, says, value)
