"""The phones of a rehearsal: pictures arrive there as the messages they are."""

from datetime import UTC, datetime

from bot.domain.outgoing import Button, Delivery, Lane, Outcome, Outgoing, OutgoingKind
from bot.rehearsal.channel import Phones
from tests.charts.charts import chart

NOW = datetime(2026, 9, 7, 8, tzinfo=UTC)
ALBUM = Outgoing("week", OutgoingKind.DIGEST, Lane.WAVE, 101, pictures=(chart(), chart(), chart()))
PICTURE = Outgoing(
    "one", OutgoingKind.REPLY, Lane.REPLY, 101, pictures=(chart(),), keyboard=((Button("Yes", "a1:1:0:yes"),),)
)


async def test_an_album_is_several_messages_and_comes_once() -> None:
    phones = Phones(NOW)

    assert await phones.send(ALBUM, None) == Delivery(Outcome.SENT, message_id=1)
    assert await phones.send(PICTURE, None) == Delivery(Outcome.SENT, message_id=4)

    assert [(it.outgoing.key, it.new) for it in phones.received] == [("week", True), ("one", True)]
    assert phones.message_with(101, "a1:1:0:yes") == 4


async def test_a_picture_changes_no_message_but_stands_below_it() -> None:
    phones = Phones(NOW)

    assert await phones.send(PICTURE, 7) == Delivery(Outcome.SENT, message_id=1)
