"""An outgoing message as a row of the outbox, and back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from bot.domain.charts.picture import Chart
from bot.domain.outgoing import Button, Lane, Mail, Outgoing, OutgoingKind
from bot.domain.report import Report
from bot.storage.outbox_screens import SHOWN, packed

_CHARTS = TypeAdapter(tuple[Chart, ...])
_REPORT: TypeAdapter[Report | None] = TypeAdapter(Report | None)
MAIL: TypeAdapter[Mail | None] = TypeAdapter(Mail | None)

# The words of what is done with are not kept.
EMPTIED: dict[str, Any] = {"text": "", "keyboard": [], "document": None, "pictures": [], "mail": None}


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A decided message with its row and how often it was tried; `screen` is the message its conversation stands on."""

    id: int
    outgoing: Outgoing
    tries: int
    decided_at: datetime
    screen: int | None = None

    @property
    def edits(self) -> int | None:
        """The message that this one changes; None where it is a new one."""
        if self.outgoing.kind not in SHOWN:
            return self.outgoing.message_id
        return None if self.outgoing.fresh else self.screen


def row_of(outgoing: Outgoing) -> dict[str, Any]:
    """The columns that say what is sent."""
    return {
        "key": outgoing.key,
        "kind": outgoing.kind,
        "lane": Lane.MAIL if outgoing.mail else outgoing.lane,
        "chat_id": outgoing.chat_id,
        "thread_id": outgoing.thread_id,
        "file_name": outgoing.file_name or None,
        "document": _REPORT.dump_python(outgoing.document, mode="json"),
        "pictures": _CHARTS.dump_python(outgoing.pictures, mode="json"),
        "mail": MAIL.dump_python(outgoing.mail, mode="json"),
        "person_id": outgoing.person_id,
        "conversation_id": outgoing.conversation_id,
        "message_id": outgoing.message_id,
        "fresh": outgoing.fresh,
        "text": outgoing.text,
        "keyboard": packed(outgoing.keyboard),
        "subject": outgoing.subject,
        "repeated_note": outgoing.repeated_note,
        "not_before": outgoing.not_before,
        "expires_at": outgoing.expires_at,
    }


def outgoing_of(row: Any) -> Outgoing:
    """The message that stands in this row."""
    keyboard = tuple(tuple(Button(text, data) for text, data in buttons) for buttons in row.keyboard)
    plain = Outgoing(row.key, OutgoingKind(row.kind), Lane(row.lane), row.chat_id)
    return replace(
        plain,
        thread_id=row.thread_id,
        file_name=row.file_name or "",
        document=_REPORT.validate_python(row.document),
        pictures=_CHARTS.validate_python(row.pictures),
        mail=MAIL.validate_python(row.mail),
        person_id=row.person_id,
        text=row.text,
        keyboard=keyboard,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        fresh=row.fresh,
        not_before=row.not_before,
        expires_at=row.expires_at,
        subject=row.subject,
        repeated_note=row.repeated_note,
    )
