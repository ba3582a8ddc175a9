"""The way to a mailbox: one connection for as many mails as there are, and everything the server says as a Delivery."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from datetime import datetime

from aiosmtplib import (
    SMTP,
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bot.domain.charts.picture import Chart
from bot.domain.outgoing import Delivery, Outcome, Outgoing
from bot.mail.answers import refused_mailbox, refused_message
from bot.mail.mailbox import plain_address
from bot.mail.message import message_of
from bot.mail.server import Sender, Server

log = logging.getLogger(__name__)

# A server may take its time; a busy one scans a mail before it says that it has it.
PATIENCE = 30.0
# While the server is away, or does not let us in, it is tried so often (seconds), ever more rarely.
FIRST_REST, LONGEST_REST = 10.0, 300.0
# A number that is doubled without end is none any more after four days of that.
MOST_DOUBLINGS = 10
# A mail that may have arrived is sent again once the server has had time (seconds) to come to itself.
AFTER_UNKNOWN = 60.0
# Whatever can go wrong on the way there; a certificate that is not the server's is an OSError.
AWAY = (SMTPException, OSError, ValueError)


class MailChannel:
    """A channel to mailboxes."""

    def __init__(
        self,
        server: Server,
        sender: Sender,
        draw: Callable[[Chart], bytes],
        now: Callable[[], datetime],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._server, self._sender, self._draw, self._now, self._tls = server, sender, draw, now, tls
        self._connection: SMTP | None = None
        self._failed = 0

    async def send(self, outgoing: Outgoing, *, tries: int, decided_at: datetime) -> Delivery:
        """Send the mail; what became of it."""
        assert outgoing.mail is not None
        try:
            mailbox = plain_address(outgoing.mail.to)
        except ValueError:
            return Delivery(Outcome.GONE, why="this is no address that servers take")
        try:
            connection = await self._connected()
        except AWAY as error:
            return self._shut(explain(error, self._server))
        # Pictures take their time, and everybody else goes on meanwhile.
        raw = await asyncio.to_thread(self._written, outgoing, decided_at)
        delivery = await self._hand_over(connection, mailbox, raw, tries)
        if delivery.outcome is Outcome.UNKNOWN:
            self._drop()
        return delivery

    async def close(self) -> None:
        """Leave the server, as one does where nothing waits any more."""
        connection, self._connection = self._connection, None
        if connection is not None and connection.is_connected:
            try:
                await connection.quit(timeout=2.0)
            except AWAY:
                connection.close()

    async def look(self) -> str:
        """Whether the server would take a mail of ours: what is wrong, and what to do; empty where all is well."""
        try:
            connection = await self._connected()
            await connection.mail(self._sender.address)
            await connection.rset()
        except AWAY as error:
            return explain(error, self._server)
        finally:
            await self.close()
        return ""

    async def _connected(self) -> SMTP:
        if self._connection is not None and self._connection.is_connected:
            try:
                # What the last mail left is taken back, and a connection that the server has closed meanwhile shows.
                await self._connection.rset()
            except AWAY:
                self._drop()
            else:
                return self._connection
        self._connection = await connect(self._server, self._sender, self._tls)
        self._failed = 0
        return self._connection

    async def _hand_over(self, connection: SMTP, mailbox: str, raw: bytes, tries: int) -> Delivery:
        try:
            await connection.mail(self._sender.address)
            await connection.rcpt(mailbox)
        except SMTPRecipientRefused as error:
            return refused_mailbox(error, tries)
        except AWAY as error:
            self._drop()
            return self._shut(explain(error, self._server))
        try:
            await connection.data(raw)
        except SMTPDataError as error:
            return refused_message(error, tries)
        except AWAY:
            # The server may have it: only its answer is lost.
            return Delivery(Outcome.UNKNOWN, wait=AFTER_UNKNOWN, why="the connection was lost while sending")
        return Delivery(Outcome.SENT)

    def _written(self, outgoing: Outgoing, decided_at: datetime) -> bytes:
        assert outgoing.mail is not None
        pictures = [self._drawn(chart) for chart in outgoing.pictures]
        message = message_of(
            outgoing, outgoing.mail, self._sender, pictures=pictures, decided_at=decided_at, now=self._now()
        )
        return message.as_bytes()

    def _drawn(self, chart: Chart) -> bytes | None:
        try:
            return self._draw(chart)
        except Exception:
            # Its words stand in its place, and a page without a picture is better than none.
            log.exception("a chart in a mail could not be drawn")
            return None

    def _shut(self, why: str) -> Delivery:
        """Nothing has left, and nothing else will until the server is seen to."""
        wait = min(FIRST_REST * 2.0 ** min(self._failed, MOST_DOUBLINGS), LONGEST_REST)
        self._failed += 1
        log.warning("no mail goes out", extra={"why": why})
        return Delivery(Outcome.LATER, wait=wait, why=why, closed=True)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


async def connect(server: Server, sender: Sender, tls: ssl.SSLContext | None = None) -> SMTP:
    """A connection on which mail can be sent; whatever is wrong is an exception of the library."""
    connection = SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls,
        start_tls=server.starttls,
        username=server.user or None,
        password=server.password or None,
        tls_context=tls,
        local_hostname=sender.domain if sender.domain.isascii() else None,
        timeout=PATIENCE,
    )
    await connection.connect()
    if connection.is_ehlo_or_helo_needed:
        await connection.ehlo()
    return connection


def explain(error: Exception, server: Server) -> str:
    """What is wrong with the server, and what to do; without a password."""
    cause = error.__cause__ if isinstance(error.__cause__, ssl.SSLError) else error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"{server.name} shows a certificate that is not its own; check the host in MELLOM_SMTP_URL"
    if isinstance(error, SMTPAuthenticationError):
        return f"{server.name} refuses the user or the password in MELLOM_SMTP_URL"
    if isinstance(error, SMTPSenderRefused):
        return f"{server.name} takes no mail from the address in MELLOM_MAIL_FROM ({error.code})"
    if isinstance(error, SMTPResponseException):
        return f"{server.name} says no ({error.code}); ask whoever runs it"
    if isinstance(error, SMTPException) and "STARTTLS" in str(error):
        return f"{server.name} does not encrypt (STARTTLS), so the password is not shown to it"
    return f"nothing answers at {server.name}; check MELLOM_SMTP_URL and the network"
