"""What a mail server answers, as a Delivery: whose fault it is that a mail did not leave, and when to try again."""

import re

from aiosmtplib import SMTPDataError, SMTPRecipientRefused, SMTPResponseException

from bot.domain.outgoing import Delivery, Outcome

# The second try of a greylisted mail comes after the five minutes that servers ask for, the next ones ever later.
FIRST_WAIT, LONGEST_WAIT = 300.0, 3600.0
_MOST_DOUBLINGS = 10
# The mailbox is there and full, or what is wrong is between the servers and us.
_UNTIL_SEEN_TO = 3600.0
# The status codes of RFC 3463 behind the answer: its class, its subject, and what is wrong.
_STATUS = re.compile(r"^\s*5\.(\d{1,3})\.(\d{1,3})\b")
# Subjects that are about the mailbox: its address, itself, and the way to it (what Microsoft 365 says of unknown ones).
_ADDRESS, _MAILBOX, _WAY = 1, 2, 4
_FULL = 2
# Answers of a server that wants us to show who we are, or did not understand us.
_ABOUT_US = frozenset({500, 502, 503, 504, 530, 535, 538})


def wait_before(tries: int) -> float:
    """How long (seconds) a mail rests that was tried so often."""
    return min(FIRST_WAIT * 2.0 ** min(tries - 1, _MOST_DOUBLINGS), LONGEST_WAIT)


def refused_mailbox(error: SMTPRecipientRefused, tries: int) -> Delivery:
    """The server did not take the address of the reader."""
    why = _said(error)
    if error.code < 500:
        return Delivery(Outcome.LATER, wait=wait_before(tries), why=why)
    if _is_about_the_mailbox(error):
        return Delivery(Outcome.GONE, why=why)
    return Delivery(Outcome.LATER, wait=_UNTIL_SEEN_TO, why=why)


def refused_message(error: SMTPDataError, tries: int) -> Delivery:
    """The server did not take what stands in the mail; the mailbox cannot help it."""
    if error.code < 500:
        return Delivery(Outcome.LATER, wait=wait_before(tries), why=_said(error))
    return Delivery(Outcome.REFUSED, why=_said(error))


def _is_about_the_mailbox(error: SMTPRecipientRefused) -> bool:
    status = _STATUS.match(error.message)
    if status is None:
        return error.code not in _ABOUT_US
    subject, detail = int(status[1]), int(status[2])
    return subject in (_ADDRESS, _WAY) or (subject == _MAILBOX and detail != _FULL)


def _said(error: SMTPResponseException) -> str:
    # The server's words may hold the address; its number says enough.
    status = _STATUS.match(error.message)
    return f"{error.code} {status[0].strip()}" if status else str(error.code)
