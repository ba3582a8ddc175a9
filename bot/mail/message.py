"""A decided mail as the message that leaves: plain and HTML, with its pictures, and what mail programs ask for."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.domain.outgoing import Mail, Outgoing, picture_id
from bot.mail.server import Sender

# A long address in a header is one that no program may break or encode (RFC 2369), as this library would.
AS_IT_STANDS = SMTP.clone(refold_source="none")


def message_of(
    outgoing: Outgoing,
    mail: Mail,
    sender: Sender,
    *,
    pictures: Sequence[bytes | None],
    decided_at: datetime,
    now: datetime,
) -> EmailMessage:
    """The whole message; `pictures` are PNG files in the order in which the HTML numbers them, or None for none."""
    message = EmailMessage(policy=AS_IT_STANDS)
    message["From"] = Address(_in_one_line(sender.name), addr_spec=sender.address)
    # The address alone: a name would be one more thing about a person that others read.
    message["To"] = mail.to
    message.set_raw("Subject", _encoded(_in_one_line(mail.subject)))
    message["Date"] = format_datetime(now)
    message.set_raw("Message-ID", message_id(outgoing.key, decided_at, sender))
    # Nobody's absence has to be told to a program.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    if mail.unsubscribe:
        message.set_raw("List-Unsubscribe", f"<{mail.unsubscribe}>")
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(outgoing.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    _put_in(message, pictures)
    return message


def message_id(key: str, decided_at: datetime, sender: Sender) -> str:
    """The same for every copy of one mail, so that the second is recognised as such, and for no other mail."""
    named = hashlib.sha256(f"{key} {decided_at.isoformat()}".encode()).hexdigest()
    return f"<{named[:32]}@{sender.domain}>"


def _in_one_line(words: str) -> str:
    # Whatever a name or a title holds, it begins no other header.
    return " ".join(words.split())


def _encoded(subject: str) -> str:
    # The newer way of the library loses the space before an & where words with other letters stand around it.
    return Header(subject, "utf-8" if not subject.isascii() else "ascii", header_name="Subject").encode()


def _put_in(message: EmailMessage, pictures: Sequence[bytes | None]) -> None:
    _, html = message.iter_parts()
    assert isinstance(html, EmailMessage)
    for number, picture in enumerate(pictures, start=1):
        if picture is None:
            continue
        html.add_related(
            picture, "image", "png", cid=f"<{picture_id(number)}>", disposition="inline", filename=f"{number}.png"
        )
