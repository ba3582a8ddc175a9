"""The mail server that the settings name: where it is, how we show who we are, and that nobody listens in."""

from dataclasses import dataclass, field
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from bot.domain.errors import MellomError

# The ports that are meant where none is named: for mail between servers, for accounts, and for accounts over TLS.
_RELAY, _SUBMISSION, _TLS = 25, 587, 465


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server. `starttls`: it has to encrypt (True), does so if it can (None), or it need not (False)."""

    host: str
    port: int
    tls: bool
    starttls: bool | None
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """How it is called where people read it: without the password."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the mails are from: the address and the name before it."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """The part of the address that names its house."""
        return self.address.rpartition("@")[2]


def server_at(url: str) -> Server:
    """The server at an address such as `smtp://user:password@mail.example.org:587`. MellomError where it is none."""
    try:
        parts, port = urlsplit(url), urlsplit(url).port
    except ValueError:
        raise MellomError("MELLOM_SMTP_URL is wrong: behind the last colon stands the number of a port") from None
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
        raise MellomError("MELLOM_SMTP_URL is wrong: it should look like smtp://user:password@mail.example.org:587")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if parts.scheme == "smtps":
        return Server(parts.hostname, port or _TLS, tls=True, starttls=False, user=user, password=password)
    default = _SUBMISSION if user else _RELAY
    return Server(parts.hostname, port or default, False, _starttls(parts), user, password)


def _starttls(parts: SplitResult) -> bool | None:
    # What stays on this machine needs no encryption, and no certificate is made out to it.
    if _is_this_machine(parts.hostname or ""):
        return False
    # A password goes to nobody who is not sure to be the server.
    return True if parts.username else None


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def sender_of(mail_from: str) -> Sender:
    """Who is meant by `mellom@example.org` or `Mellom <mellom@example.org>`."""
    name, address = parseaddr(mail_from)
    return Sender(address, name)
