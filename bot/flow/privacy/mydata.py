"""What is stored about somebody: in short in the chat, and all of it as a file."""

import json

from bot.domain.buttons import MyDataPressed
from bot.domain.outgoing import Button, Keyboard, Lane, Outgoing, OutgoingKind
from bot.flow.handling import Incoming, handling, reply, sender
from bot.flow.house import House
from bot.flow.privacy.forget import ask_once_more
from bot.flow.privacy.summary import summary
from bot.flow.say import language_for, refuse, tell
from bot.storage import holding, outbox
from bot.storage.database import Tx
from bot.storage.rows import PersonRow

FILE_NAME = "mellom-mydata.json"
DOWNLOAD, ERASE = "download", "erase"


async def mydata(house: House, incoming: Incoming) -> None:
    """Answer /mydata with what is stored about whoever asks."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            await tell(tx, house, incoming, "mydata.nothing")
            return
        language = await language_for(tx, house, incoming)
        text = await summary(tx, house, person, incoming.now, language)
        await reply(tx, incoming, text, _buttons(house, language))


async def press(house: House, incoming: Incoming, button: MyDataPressed, _message_id: int) -> str:
    """Send the file, or ask whether to erase it all; the toast to show."""
    async with handling(house, incoming) as tx:
        person = await sender(tx, incoming)
        if person is None:
            return await refuse(tx, house, incoming, "not-joined")
        if not incoming.is_private or button.act not in (DOWNLOAD, ERASE):
            return await refuse(tx, house, incoming, "old-button")
        if button.act == DOWNLOAD:
            await _send_file(tx, incoming, person)
        else:
            await ask_once_more(tx, house, incoming, person)
        return ""


async def _send_file(tx: Tx, incoming: Incoming, person: PersonRow) -> None:
    everything = {"made_at": incoming.now.isoformat(), **await holding.everything_about(tx, person)}
    file = Outgoing(
        f"mydata:{incoming.inbox_id}",
        OutgoingKind.FILE,
        Lane.REPLY,
        incoming.chat_id,
        person_id=person.id,
        text=json.dumps(everything, ensure_ascii=False, indent=2),
        file_name=FILE_NAME,
    )
    await outbox.put(tx, file, incoming.now)


def _buttons(house: House, language: str) -> Keyboard:
    say = house.content.wording.plain
    return (
        tuple(Button(say(f"mydata.buttons.{act}", language), MyDataPressed(act).pack()) for act in (DOWNLOAD, ERASE)),
    )
