"""A real mail server in the test's own loop, whose handler may refuse, delay, drop and ask who we are."""

import asyncio
import email
import ssl
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 2.0.0 taken"


@dataclass
class PostOffice:
    """What the server takes, and how it answers: answers by stage (`mail`, `rcpt`, `data`), each given once.

    `drop` is the stage at which the connection is cut: `mail`, `rcpt`, before the mail is kept (`data`) or after
    (`taken`). `refuses` are mailboxes with what is said of each for ever.
    """

    port: int = 0
    got: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    answers: dict[str, list[str]] = field(default_factory=dict)
    refuses: dict[str, str] = field(default_factory=dict)
    drop: list[str] = field(default_factory=list)
    slow: float = 0.0

    @property
    def url(self) -> str:
        """The address for MELLOM_SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def words(self) -> list[str]:
        """The plain part of each mail that came."""
        bodies = [mail.get_body(("plain",)) for mail in self.got]
        return [body.get_content().replace("\r\n", "\n").strip() if body else "" for body in bodies]

    def mail_to(self, mailbox: str) -> list[EmailMessage]:
        """The mails that came for this mailbox."""
        return [mail for mail, (_, to) in zip(self.got, self.envelopes, strict=True) if to == mailbox]

    async def handle_MAIL(  # noqa: N802  # the library's name
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._answer(server, "mail")
        if answer.startswith("2"):
            envelope.mail_from = address
            envelope.mail_options.extend(options)
        return answer

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.refuses.get(address) or self._answer(server, "rcpt")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.slow)
        answer = self._answer(server, "data")
        if answer.startswith("2"):
            content = envelope.content
            assert isinstance(content, bytes)
            self.raw.append(content)
            self.got.append(email.message_from_bytes(content, policy=default))
            self.envelopes.append((str(envelope.mail_from), envelope.rcpt_tos[0]))
        return self._answer(server, "taken") if answer.startswith("2") else answer

    def _answer(self, server: SMTP, stage: str) -> str:
        if stage in self.drop:
            self.drop.remove(stage)
            assert server.transport is not None
            server.transport.abort()
        given = self.answers.get(stage, [])
        return given.pop(0) if given else OK


@asynccontextmanager
async def post_office(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, login: tuple[str, str] | None = None
) -> AsyncIterator[PostOffice]:
    """A mail server at a port of its own while the block runs."""
    office = PostOffice()
    loop = asyncio.get_running_loop()

    def made() -> SMTP:
        office.connections += 1
        asks = {"auth_required": True, "auth_require_tls": False, "authenticator": _only(login)} if login else {}
        with warnings.catch_warnings():
            # The library warns of a server that takes passwords in the open, which some do.
            warnings.simplefilter("ignore")
            return SMTP(office, hostname="mail.test", ident="test", loop=loop, tls_context=starttls, **asks)

    server = await loop.create_server(made, "127.0.0.1", 0, ssl=tls)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
        await asyncio.sleep(0)


def _only(login: tuple[str, str]) -> Callable[..., AuthResult]:
    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        shown = (given.login.decode(), given.password.decode())
        return AuthResult(success=shown == login, handled=False)

    return authenticate
