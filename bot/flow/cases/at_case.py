"""A press below an alert under way: who pressed, what the case is to them, and how the message is changed in place."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case_buttons import Drawn, Tone
from bot.domain.language import Language
from bot.domain.outgoing import Keyboard
from bot.flow.cases.changed import show_changed
from bot.flow.cases.view import View
from bot.flow.cases.words import OPENED, about
from bot.flow.handling import Incoming, edit
from bot.flow.house import House
from bot.storage import outbox_alerts
from bot.storage.database import Tx
from bot.storage.rows import PersonRow


@dataclass(frozen=True, slots=True)
class AtCase:
    """Everything about one press; the case and its team are held, and the button was drawn for the case as it is."""

    tx: Tx
    house: House
    incoming: Incoming
    message_id: int
    view: View
    drawn: Drawn

    @property
    def now(self) -> datetime:
        """The moment of the press."""
        return self.incoming.now

    @property
    def by(self) -> PersonRow:
        """Who pressed."""
        return self.view.person

    @property
    def language(self) -> Language:
        """The language of whoever pressed."""
        return self.view.language

    def say(self, key: str, **values: object) -> str:
        """A toast."""
        return self.house.content.wording.plain(key, self.language, **values)

    async def show_page(self, text: str, keyboard: Keyboard) -> None:
        """Show something else in the place of the alert."""
        await edit(self.tx, self.incoming, self.message_id, text, keyboard)

    async def show_all(self) -> None:
        """The case has changed: show it here as it stands now, and wherever else it is told of."""
        await show_changed(self.tx, self.house, self.view.stall.id, self.now)
        await self.show_alert()

    async def show_alert(self, tone: Tone | None = None) -> None:
        """Show the alert here as it stands now."""
        where = (self.tx, self.house, self.incoming, self.message_id)
        await show_here(*where, self.view.stall.id, self.by, tone or self.drawn.tone)


async def show_here(
    tx: Tx, house: House, incoming: Incoming, message_id: int, stall_id: int, person: PersonRow, tone: Tone
) -> None:
    """Change the message below which somebody pressed to how its cases stand now."""
    told = await outbox_alerts.alert_on(tx, incoming.chat_id, message_id)
    # Of a copy that nobody knew had arrived only the case that was pressed.
    cases = await outbox_alerts.cases_of(tx, told.outbox_id) if told else [stall_id]
    alert = told.outbox_id if told else OPENED
    text, keyboard = await about(tx, house, cases, person, incoming.now, alert=alert, tone=tone)
    await outbox_alerts.drop_older_edits(tx, incoming.chat_id, message_id, incoming.now)
    await edit(tx, incoming, message_id, text, keyboard)
