"""The way to a mailbox, over a real mail server: what arrives, and what becomes of what the server says."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from bot.charts.draw import png
from bot.domain.charts.picture import Chart, Dot, Level
from bot.domain.outgoing import Delivery, Lane, Mail, Outcome, Outgoing, OutgoingKind
from bot.mail.sender import MailChannel
from bot.mail.server import sender_of, server_at
from tests.support.mailserver import PostOffice, post_office

NOW = datetime(2026, 9, 7, 6, 5, tzinfo=UTC)
DECIDED = datetime(2026, 9, 7, 6, 0, tzinfo=UTC)
HTML = "<!DOCTYPE html><html><body><h1>Uke 37</h1><p>Alt går på skinner. €</p></body></html>"
STOP = "https://mellom.a-long-name-of-a-house.example.org/m/1.often.3.7.1828162800.r_1Hgj8DjzBcp6QGgdTFYQ?say=off"


def chart(title: str, *values: float) -> Chart:
    dots = tuple(Dot(738_000 + 7 * n, f"{n}. sep.", value) for n, value in enumerate(values))
    return Chart(
        title, "Ridge", "%", ",", dots, Level(50, "Midten"), 3, None, (), (), "", (), (), "For tidlig.", "", "En linje."
    )


def mail(key: str = "digest:7:1:2026-W37", to: str = "per@example.org", **more: str) -> Outgoing:
    of = Mail(to, more.get("subject", "Tryggere legemidler, uke 37"), HTML, more.get("unsubscribe", STOP))
    text = more.get("text", "Alt går på skinner. €")
    return Outgoing(key, OutgoingKind.DIGEST, Lane.MAIL, 0, person_id=7, text=text, mail=of)


def channel_to(url: str, mail_from: str = "Mellom <mellom@example.org>") -> MailChannel:
    return MailChannel(server_at(url), sender_of(mail_from), png, lambda: NOW)


async def send(channel: MailChannel, outgoing: Outgoing, tries: int = 1) -> Delivery:
    return await channel.send(outgoing, tries=tries, decided_at=DECIDED)


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with post_office() as office:
        yield office


@pytest.fixture
async def channel(office: PostOffice) -> AsyncIterator[MailChannel]:
    channel = channel_to(office.url)
    yield channel
    await channel.close()


def part(mail: EmailMessage, kind: str) -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n").strip()


async def test_a_mail_arrives_with_both_its_parts_and_all_that_mail_programs_ask_for(
    office: PostOffice, channel: MailChannel
) -> None:
    assert await send(channel, mail()) == Delivery(Outcome.SENT)

    (got,) = office.got
    assert office.envelopes == [("mellom@example.org", "per@example.org")]
    assert got["From"] == "Mellom <mellom@example.org>"
    assert got["To"] == "per@example.org"
    assert got["Subject"] == "Tryggere legemidler, uke 37"
    assert got["Date"] == "Mon, 07 Sep 2026 06:05:00 +0000"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe"] == f"<{STOP}>"
    assert f"\r\nList-Unsubscribe: <{STOP}>\r\n".encode() in office.raw[0]
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got.get_content_type() == "multipart/alternative"
    assert part(got, "plain") == "Alt går på skinner. €"
    assert part(got, "html") == HTML


async def test_pictures_stand_within_the_mail_and_are_called_by_their_number(
    office: PostOffice, channel: MailChannel
) -> None:
    # What has no point cannot be drawn; the mail leaves all the same, and the others keep their numbers.
    charts = (chart("First", 50, 52, 48), chart("Second"), chart("Third", 40, 45, 47))

    assert await send(channel, replace(mail(), pictures=charts)) == Delivery(Outcome.SENT)

    pictures = [it for it in office.got[0].walk() if it.get_content_type() == "image/png"]
    assert [it["Content-ID"] for it in pictures] == ["<picture-1@mellom>", "<picture-3@mellom>"]
    assert [it.get_payload(decode=True)[:8] for it in pictures] == [b"\x89PNG\r\n\x1a\n"] * 2  # type: ignore[index]
    assert part(office.got[0], "html") == HTML


async def test_a_mail_that_nobody_can_stop_does_not_say_so(office: PostOffice, channel: MailChannel) -> None:
    await send(channel, mail(unsubscribe=""))

    assert office.got[0]["List-Unsubscribe"] is None
    assert office.got[0]["List-Unsubscribe-Post"] is None


async def test_the_second_copy_of_a_mail_has_the_number_of_the_first_and_another_mail_has_not(
    office: PostOffice, channel: MailChannel
) -> None:
    for key in ("digest:7:1:2026-W37", "digest:7:1:2026-W37", "digest:7:1:2026-W38"):
        await send(channel, mail(key))

    first, again, other = (got["Message-ID"] for got in office.got)
    assert first == again != other
    assert first.endswith("@example.org>")


@pytest.mark.parametrize(
    "subject",
    ["Ridge\r\nBcc: everybody@example.org", "Ridge\nBcc: everybody@example.org", "Ridge\r\n\r\nClick here"],
)
async def test_no_title_begins_a_header_of_its_own(office: PostOffice, channel: MailChannel, subject: str) -> None:
    await send(channel, mail(subject=subject))

    (got,) = office.got
    assert got["Bcc"] is None
    assert got["Subject"] == " ".join(subject.split())
    assert part(got, "html") == HTML
    assert office.envelopes == [("mellom@example.org", "per@example.org")]


async def test_a_long_subject_with_any_letters_arrives_whole(office: PostOffice, channel: MailChannel) -> None:
    subject = "Trygg overgang mellom sykehus og hjem – «Ærlig & åpen» i Søre Ålen og omegn, 雪 " * 3

    await send(channel, mail(subject=subject))

    assert office.got[0]["Subject"] == subject.strip()


async def test_a_line_that_is_a_dot_does_not_end_the_mail(office: PostOffice, channel: MailChannel) -> None:
    await send(channel, mail(text="first\n.\n..\nlast"))

    assert part(office.got[0], "plain") == "first\n.\n..\nlast"


async def test_one_connection_takes_several_mails(office: PostOffice, channel: MailChannel) -> None:
    for n in range(3):
        await send(channel, mail(f"digest:{n}"))

    assert (office.connections, len(office.got)) == (1, 3)


async def test_a_connection_that_the_server_has_closed_meanwhile_is_made_anew(
    office: PostOffice, channel: MailChannel
) -> None:
    await send(channel, mail("digest:1"))
    office.drop = ["mail"]

    delivery = await send(channel, mail("digest:2"))
    assert (delivery.outcome, delivery.closed) == (Outcome.LATER, True)
    assert await send(channel, mail("digest:2")) == Delivery(Outcome.SENT)
    assert (office.connections, len(office.got)) == (2, 2)


@pytest.mark.parametrize(
    ("answer", "outcome", "wait"),
    [
        ("550 5.1.1 no such user", Outcome.GONE, 0),
        ("550 no such user", Outcome.GONE, 0),
        ("553 5.1.3 bad address", Outcome.GONE, 0),
        ("550 5.2.1 mailbox disabled", Outcome.GONE, 0),
        ("550 5.4.1 recipient address rejected: access denied", Outcome.GONE, 0),
        ("552 5.2.2 mailbox full", Outcome.LATER, 3600),
        ("554 5.7.1 relay access denied", Outcome.LATER, 3600),
        ("530 5.7.0 authentication required", Outcome.LATER, 3600),
        ("503 bad sequence", Outcome.LATER, 3600),
        ("451 4.7.1 greylisted, try again later", Outcome.LATER, 300),
        ("450 4.2.1 mailbox busy", Outcome.LATER, 300),
    ],
)
async def test_what_a_server_says_of_the_address(
    office: PostOffice, channel: MailChannel, answer: str, outcome: Outcome, wait: float
) -> None:
    office.answers["rcpt"] = [answer]

    delivery = await send(channel, mail())

    assert (delivery.outcome, delivery.wait, delivery.closed) == (outcome, wait, False)
    assert "per@example.org" not in delivery.why
    assert await send(channel, mail("digest:8", "liv@example.org")) == Delivery(Outcome.SENT)
    assert office.connections == 1


@pytest.mark.parametrize(("tries", "wait"), [(1, 300), (2, 600), (3, 1200), (4, 2400), (5, 3600), (5000, 3600)])
async def test_a_mail_that_is_put_off_waits_longer_each_time(
    office: PostOffice, channel: MailChannel, tries: int, wait: float
) -> None:
    office.answers["rcpt"] = ["451 4.7.1 greylisted"]

    assert (await send(channel, mail(), tries)).wait == wait


@pytest.mark.parametrize(
    "answer", ["550 5.1.8 bad sender", "535 5.7.8 who are you", "451 4.3.0 busy", "421 going down"]
)
async def test_a_server_that_wants_nothing_from_us_is_no_fault_of_the_mailbox(
    office: PostOffice, channel: MailChannel, answer: str
) -> None:
    office.answers["mail"] = [answer]

    delivery = await send(channel, mail())

    assert (delivery.outcome, delivery.closed, delivery.wait) == (Outcome.LATER, True, 10)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("554 5.7.1 looks like spam", Outcome.REFUSED),
        ("552 5.3.4 too big", Outcome.REFUSED),
        ("451 4.3.0 busy", Outcome.LATER),
        ("421 4.3.2 going down", Outcome.LATER),
    ],
)
async def test_what_a_server_says_of_the_words(
    office: PostOffice, channel: MailChannel, answer: str, outcome: Outcome
) -> None:
    office.answers["data"] = [answer]

    assert (await send(channel, mail())).outcome is outcome
    assert await send(channel, mail("digest:8")) == Delivery(Outcome.SENT)


@pytest.mark.parametrize(("stage", "arrived"), [("data", 1), ("taken", 1)])
async def test_where_the_answer_to_a_whole_mail_is_lost_nobody_knows(
    office: PostOffice, channel: MailChannel, stage: str, arrived: int
) -> None:
    office.drop = [stage]

    assert (await send(channel, mail())).outcome is Outcome.UNKNOWN
    assert len(office.got) == arrived
    assert await send(channel, mail("digest:8")) == Delivery(Outcome.SENT)


async def test_a_connection_that_is_lost_before_the_mail_was_handed_over_lost_none(
    office: PostOffice, channel: MailChannel
) -> None:
    office.drop = ["rcpt"]

    delivery = await send(channel, mail())

    assert (delivery.outcome, delivery.closed, office.got) == (Outcome.LATER, True, [])


async def test_while_nobody_is_there_it_is_tried_ever_more_rarely_and_then_at_once(office: PostOffice) -> None:
    channel = channel_to("smtp://127.0.0.1:1")

    waits = [await send(channel, mail()) for _ in range(7)]

    assert [it.wait for it in waits] == [10, 20, 40, 80, 160, 300, 300]
    assert {(it.outcome, it.closed) for it in waits} == {(Outcome.LATER, True)}
    assert waits[0].why == "nothing answers at 127.0.0.1:1; check MELLOM_SMTP_URL and the network"


async def test_a_server_that_is_away_for_weeks_loses_no_mail() -> None:
    channel = channel_to("smtp://127.0.0.1:1")

    waits = [await send(channel, mail()) for _ in range(1100)]

    assert {(it.outcome, it.closed, it.wait) for it in waits[5:]} == {(Outcome.LATER, True, 300)}


@pytest.mark.parametrize(
    "address",
    ["per", "per@", "@example.org", "per@example.org,liv@example.org", "åse@example.org", "a b@c.no", "a@b\n.no"],
)
async def test_what_is_no_address_is_no_mailbox(channel: MailChannel, address: str) -> None:
    assert (await send(channel, mail(to=address))).outcome is Outcome.GONE


async def test_a_house_may_be_called_with_any_letters(office: PostOffice, channel: MailChannel) -> None:
    assert await send(channel, mail(to="per@ålesund.example")) == Delivery(Outcome.SENT)
    assert office.envelopes == [("mellom@example.org", "per@xn--lesund-hua.example")]


async def test_several_may_not_write_at_once_but_one_after_another(office: PostOffice, channel: MailChannel) -> None:
    for n in range(20):
        office.answers.setdefault("rcpt", []).append("550 5.1.1 nobody" if n % 3 == 0 else "250 ok")

    outcomes = [(await send(channel, mail(f"digest:{n}"))).outcome for n in range(20)]

    assert outcomes == [Outcome.GONE if n % 3 == 0 else Outcome.SENT for n in range(20)]
    assert (office.connections, len(office.got)) == (1, 13)
