"""Who we are, and that nobody listens in: passwords and certificates, over a real mail server."""

import ssl
import subprocess
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.charts.draw import png
from bot.domain.errors import MellomError
from bot.domain.outgoing import Outcome
from bot.mail.sender import MailChannel
from bot.mail.server import Sender, Server, sender_of, server_at
from tests.mail.test_sender import mail, send
from tests.support.mailserver import post_office

NOW = datetime(2026, 9, 7, 6, 5, tzinfo=UTC)


@dataclass(frozen=True)
class Papers:
    """A certificate of 127.0.0.1 that an authority of our own has signed, for both sides."""

    ours: ssl.SSLContext
    servers: ssl.SSLContext


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    folder = tmp_path_factory.mktemp("papers")
    _make(folder)
    ours = ssl.create_default_context(cafile=str(folder / "authority.pem"))
    servers = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    servers.load_cert_chain(folder / "server.pem", folder / "server.key")
    return Papers(ours, servers)


def _make(folder: Path) -> None:
    authority = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=authority of the test"]
    _openssl(folder, "req", *authority, "-keyout", "authority.key", "-out", "authority.pem")
    _openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=it", "-keyout", "server.key", "-out", "csr")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1\n")
    signed_by = ["-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days", "2"]
    _openssl(folder, "x509", "-req", "-in", "csr", *signed_by, "-extfile", "names", "-out", "server.pem")


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def channel_to(server: Server, tls: ssl.SSLContext | None = None) -> MailChannel:
    return MailChannel(server, sender_of("mellom@example.org"), png, lambda: NOW, tls)


@pytest.mark.parametrize("way", ["smtps", "starttls"])
async def test_it_is_encrypted_where_the_certificate_is_the_servers_own(papers: Papers, way: str) -> None:
    office_of = {"tls": papers.servers} if way == "smtps" else {"starttls": papers.servers}
    async with post_office(**office_of) as office:
        server = replace(server_at(office.url), tls=way == "smtps", starttls=way == "starttls")
        channel = channel_to(server, papers.ours)

        assert (await send(channel, mail())).outcome is Outcome.SENT
        assert await channel.look() == ""
        await channel.close()
    assert len(office.got) == 1


@pytest.mark.parametrize("way", ["smtps", "starttls"])
async def test_nothing_is_said_to_a_server_whose_certificate_nobody_knows(papers: Papers, way: str) -> None:
    office_of = {"tls": papers.servers} if way == "smtps" else {"starttls": papers.servers}
    async with post_office(**office_of) as office:
        server = replace(server_at(office.url), tls=way == "smtps", starttls=way == "starttls")
        channel = channel_to(server)

        delivery = await send(channel, mail())

    assert (delivery.outcome, delivery.closed, office.got) == (Outcome.LATER, True, [])
    assert "shows a certificate that is not its own" in delivery.why


async def test_a_password_goes_to_nobody_who_does_not_encrypt() -> None:
    async with post_office(login=("mellom", "p@ss word")) as office:
        server = replace(server_at(f"smtp://mellom:p%40ss%20word@127.0.0.1:{office.port}"), starttls=True)

        delivery = await send(channel_to(server), mail())

    assert (delivery.outcome, delivery.closed, office.got) == (Outcome.LATER, True, [])
    assert "does not encrypt (STARTTLS), so the password is not shown to it" in delivery.why


@pytest.mark.parametrize(
    ("password", "outcome", "said"),
    [
        ("p%40ss%20word", Outcome.SENT, ""),
        ("guessed", Outcome.LATER, "refuses the user or the password in MELLOM_SMTP"),
    ],
)
async def test_who_we_are_is_shown(
    password: str, outcome: Outcome, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with post_office(login=("mellom", "p@ss word")) as office:
        channel = channel_to(server_at(f"smtp://mellom:{password}@127.0.0.1:{office.port}"))

        delivery = await send(channel, mail())
        await channel.close()

    assert delivery.outcome is outcome
    assert said in delivery.why
    assert "p@ss" not in caplog.text + delivery.why
    assert "guessed" not in caplog.text + delivery.why


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://127.0.0.1:2525", Server("127.0.0.1", 2525, tls=False, starttls=False)),
        ("smtp://localhost", Server("localhost", 25, tls=False, starttls=False)),
        ("smtp://[::1]:2525", Server("::1", 2525, tls=False, starttls=False)),
        ("smtp://mail.example.org", Server("mail.example.org", 25, tls=False, starttls=None)),
        ("smtp://me:p%40ss@mail.example.org", Server("mail.example.org", 587, False, True, "me", "p@ss")),
        (
            "smtps://me%40example.org:x@mail.example.org",
            Server("mail.example.org", 465, True, False, "me@example.org", "x"),
        ),
    ],
)
def test_what_an_address_of_a_server_means(url: str, expected: Server) -> None:
    assert server_at(url) == expected


@pytest.mark.parametrize("url", ["http://mail.example.org", "smtp://", "smtp://mail.example.org:port", "smtp://a/b"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(MellomError, match="MELLOM_SMTP_URL is wrong"):
        server_at(url)


def test_a_password_stands_in_no_picture_of_the_server() -> None:
    server = server_at("smtp://me:secret@mail.example.org")

    assert "secret" not in f"{server!r} {server} {server.name}"


@pytest.mark.parametrize(
    ("mail_from", "expected"),
    [
        ("mellom@example.org", Sender("mellom@example.org")),
        ("Mellom i Ålesund <mellom@example.org>", Sender("mellom@example.org", "Mellom i Ålesund")),
    ],
)
def test_who_the_mails_are_from(mail_from: str, expected: Sender) -> None:
    assert sender_of(mail_from) == expected
