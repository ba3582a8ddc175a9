"""Mails go out beside the chats, over a real mail server: in order, once, and never in their way."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import Executable, select, update

from bot.domain.outgoing import REPEATED_HERE, Lane, Mail, Outgoing, OutgoingKind
from bot.storage import outbox, people
from bot.storage.rows import PersonRow
from bot.storage.tables import audit, matters
from bot.storage.tables import outbox as messages
from tests.support.mailserver import PostOffice, post_office
from tests.support.ridge import RIDGE
from tests.support.world import World, at, world

WITH_MAIL = RIDGE.replace("{id: per, name: Per Moe}", "{id: per, name: Per Moe, email: per@example.org}")
NOTE = "You may have had this before & twice."


@asynccontextmanager
async def mailing(database_url: str) -> AsyncIterator[tuple[World, PostOffice]]:
    async with post_office() as office, world(database_url, programme=WITH_MAIL, smtp_url=office.url) as w:
        yield w, office


async def decide(w: World, *keys: str, to: str = "per@example.org", expires: str = "") -> None:
    per = await person(w)
    async with w.db.write() as tx:
        for key in keys:
            mail = Mail(to, f"About {key}", f"<p>{REPEATED_HERE}</p><h1>{key}</h1>")
            outgoing = Outgoing(
                key, OutgoingKind.DIGEST, Lane.ALERT, 0, person_id=per.id, text=key, mail=mail, repeated_note=NOTE,
                expires_at=at(expires) if expires else None,
            )  # fmt: skip
            await outbox.put(tx, outgoing, w.wall.at)


async def person(w: World) -> PersonRow:
    async with w.db.read() as tx:
        per = await people.person_by_slug(tx, "per")
    assert per is not None
    return per


async def found(w: World, query: Executable) -> list[tuple[Any, ...]]:
    async with w.db.read() as tx:
        return [tuple(row) for row in await tx.execute(query)]


async def stand(w: World) -> list[tuple[str, str]]:
    return await found(
        w, select(messages.c.key, messages.c.state).where(messages.c.lane == "mail").order_by(messages.c.id)
    )


async def test_mails_leave_in_their_order_and_their_words_are_not_kept(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        await decide(w, "a", "b", "c")
        await w.quiet()

        assert office.words == ["a", "b", "c"]
        assert await stand(w) == [("a", "sent"), ("b", "sent"), ("c", "sent")]
        kept = await found(w, select(messages.c.text, messages.c.mail).where(messages.c.lane == "mail"))
        assert kept == [("", None)] * 3
        assert office.connections == 1


async def test_a_server_that_says_later_is_asked_again_later_and_no_chat_waits_for_it(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.answers["rcpt"] = ["451 4.7.1 greylisted"]
        await decide(w, "a", "b")
        await w.quiet()
        assert office.words == ["b"]

        kari = await w.joins("kari")
        assert await kari.messages()
        await w.to("2026-08-31 08:04")
        assert office.words == ["b"]
        await w.to("2026-08-31 08:06")

        assert office.words == ["b", "a"]
        assert NOTE not in office.words[1]


async def test_while_the_server_is_away_everything_waits_and_chats_go_on(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.answers["mail"] = ["421 4.3.2 going down"] * 3
        await decide(w, "a", "b")
        await w.quiet()
        kari = await w.joins("kari")
        assert await kari.messages()

        await w.to("2026-08-31 08:10")

        assert sorted(office.words) == ["a", "b"]


async def test_a_mail_that_may_have_arrived_is_sent_again_once_and_says_so(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.drop = ["taken"]
        await decide(w, "a")
        await w.quiet()
        await w.to("2026-08-31 08:30")

        first, again = office.got
        assert first["Message-ID"] == again["Message-ID"]
        assert office.words == ["a", f"{NOTE}\n\na"]
        html = again.get_body(("html",))
        assert html is not None
        assert "<p>You may have had this before &amp; twice.</p><h1>a</h1>" in str(html.get_content())
        assert await stand(w) == [("a", "sent")]


async def test_what_a_process_left_half_sent_is_sent_again_and_says_so(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        await decide(w, "a")
        async with w.db.write() as tx:
            await tx.execute(update(messages).where(messages.c.key == "a").values(state="sending", tries=1))
        assert w.bot.mails is not None
        w.bot.mails.some_may_be_left = True
        await w.to("2026-08-31 08:30")

        assert office.words == [f"{NOTE}\n\na"]


async def test_a_mailbox_that_refuses_is_not_written_to_again_and_facilitators_hear_of_it(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        anne = await w.joins("anne")
        office.refuses["per@example.org"] = "550 5.1.1 no such user"
        await decide(w, "a", "b")
        await w.tick()
        await w.tick()

        assert await stand(w) == [("a", "gone"), ("b", "withdrawn")]
        per = await person(w)
        assert per.mail_refused_at == at("2026-08-31 08:00")
        assert await found(w, select(matters.c.kind)) == [("mailbox",)]
        of_mail = select(audit.c.subject, audit.c.detail).where(audit.c.action == "mail_refused")
        assert await found(w, of_mail) == [("per", {"why": "550 5.1.1"})]
        assert await anne.hears("E-post til Per Moe, som leser om Ridge home care, kommer i retur")


async def test_whom_a_chat_reaches_is_not_missed(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        await w.joins("per")
        office.refuses["per@example.org"] = "550 5.1.1 no such user"
        await decide(w, "a")
        await w.tick()

        assert await found(w, select(matters.c.kind)) == []


async def test_another_address_in_the_file_is_written_to(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.refuses["per@example.org"] = "550 5.1.1 no such user"
        await decide(w, "a")
        await w.quiet()
        await w.apply(WITH_MAIL.replace("per@example.org", "per.moe@example.org"))

        assert (await person(w)).can_get_mail


async def test_the_mailbox_is_not_blamed_for_what_the_server_thinks_of_us(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.answers["mail"] = ["550 5.7.1 you may not send"]
        office.answers["rcpt"] = ["554 5.7.1 relay access denied"]
        await decide(w, "a")
        await w.to("2026-08-31 09:30")

        assert office.words == ["a"]
        assert (await person(w)).can_get_mail


async def test_a_mail_that_is_too_late_to_be_of_use_is_let_go(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.answers["rcpt"] = ["451 4.7.1 not now"] * 100
        await decide(w, "a", expires="2026-09-03 00:00")
        await w.to("2026-09-04 08:00")

        assert office.got == []
        assert await stand(w) == [("a", "expired")]


async def test_mails_are_counted_beside_the_chats(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.refuses["per@example.org"] = "451 4.7.1 not now"
        await decide(w, "a")
        await w.quiet()

        registry = w.bot.metrics.registry
        assert registry.get_sample_value("mellom_messages_sent_total", {"lane": "mail", "result": "later"}) == 1
        async with w.db.read() as tx:
            assert await outbox.waiting_by_lane(tx) == {"mail": 1}


async def test_a_word_of_a_mail_that_fails_is_in_no_log(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    async with mailing(database_url) as (w, office):
        office.answers["data"] = ["554 5.7.1 spam"]
        await decide(w, "a")
        await w.quiet()

    assert "per@example.org" not in caplog.text
    assert "About a" not in caplog.text
