"""The page of the week by mail: to whom, when, in which language, and what stands in it, over a real mail server."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import Executable, select, update

from bot.flow.privacy.forget import forget
from bot.storage.tables import digests, outbox, people, readers
from tests.support.mailserver import PostOffice, post_office
from tests.support.ridge import RIDGE
from tests.support.world import World, world

MAILBOX = ", email: per@example.org"
BASE = "https://mellom.example.org"
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@asynccontextmanager
async def mailing(
    database_url: str, programme: str = RIDGE, *, base_url: str = BASE
) -> AsyncIterator[tuple[World, PostOffice]]:
    async with (
        post_office() as office,
        world(database_url, programme=programme, smtp_url=office.url, base_url=base_url) as w,
    ):
        yield w, office


async def found(w: World, query: Executable) -> list[tuple[Any, ...]]:
    async with w.db.read() as tx:
        return [tuple(row) for row in await tx.execute(query)]


async def wish(w: World, way: str) -> None:
    async with w.db.write() as tx:
        await tx.execute(update(readers).values(channel=way))


def html_of(office: PostOffice, number: int = 0) -> str:
    body = office.got[number].get_body(("html",))
    assert body is not None
    return str(body.get_content())


async def pages(w: World, person: str) -> int:
    """How many pages of the week stand in the person's chat."""
    phone = w.people[person]
    return sum("Safer medication at home, uke" in message.text for message in await phone.messages())


async def test_a_manager_who_never_joins_gets_the_page_by_mail_and_reads_why(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        await w.to("2026-09-07 07:59")
        assert office.got == []
        await w.to("2026-09-07 08:10")

        assert await found(w, select(digests.c.week, digests.c.channel)) == [("2026-W37", "mail")]
        ((sent_at,),) = await found(w, select(digests.c.sent_at))
        assert sent_at is not None
    (mail,) = office.got
    assert (mail["To"], mail["Subject"]) == ("per@example.org", "Safer medication at home, uke 37")
    (words,) = office.words
    assert words.startswith("Safer medication at home, uke 37\n\n")
    assert "Du får denne siden fordi du er leder, veileder eller ansvarlig i Safer medication at home, for: R" in words
    stop = re.search(rf"Stopp disse e-postene: ({BASE}/m/1\.often\.\S+\?say=off)", words)
    assert stop is not None
    assert mail["List-Unsubscribe"] == f"<{stop[1]}>"
    assert html_of(office).count("<h1") == 1
    assert '<html lang="nb">' in html_of(office)


@ON_SQLITE
async def test_the_language_is_that_of_the_file(database_url: str) -> None:
    async with mailing(database_url, RIDGE.replace(MAILBOX, f"{MAILBOX}, language: nn")) as (w, office):
        await w.to("2026-09-07 08:10")

    assert "Stopp desse e-postane" in office.words[0]
    assert '<html lang="nn">' in html_of(office)


@ON_SQLITE
@pytest.mark.parametrize(("way", "by_mail", "in_chat"), [("", 0, 1), ("chat", 0, 1), ("mail", 1, 0), ("both", 1, 1)])
async def test_who_has_a_chat_gets_it_as_they_wish(database_url: str, way: str, by_mail: int, in_chat: int) -> None:
    async with mailing(database_url) as (w, office):
        await w.joins("per")
        if way:
            await wish(w, way)
        await w.to("2026-09-07 08:10")

        assert (len(office.got), await pages(w, "per")) == (by_mail, in_chat)


async def test_who_blocks_the_chat_gets_it_by_mail_and_whose_mailbox_refuses_in_the_chat(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        per = await w.joins("per")
        await per.blocks()
        await w.quiet()
        await w.to("2026-09-07 08:10")
        assert len(office.got) == 1

        await per.unblocks()
        await w.quiet()
        await wish(w, "mail")
        async with w.db.write() as tx:
            await tx.execute(update(people).where(people.c.slug == "per").values(mail_refused_at=w.wall.at))
        await w.to("2026-09-14 08:10")
        assert (len(office.got), await pages(w, "per")) == (1, 1)


@ON_SQLITE
async def test_without_pages_to_link_to_there_are_no_links(database_url: str) -> None:
    async with mailing(database_url, base_url="") as (w, office):
        await w.to("2026-09-07 08:10")

    assert "http" not in office.words[0]
    assert "http" not in html_of(office)
    assert office.got[0]["List-Unsubscribe"] is None
    assert "si fra til dem som drifter Mellom hos dere" in office.words[0]


@ON_SQLITE
async def test_without_a_mail_server_nobody_is_written_to(database_url: str) -> None:
    async with world(database_url, programme=RIDGE) as w:
        await w.to("2026-09-08 12:00")

        assert await found(w, select(digests.c.week)) == []


@ON_SQLITE
async def test_a_mailbox_that_comes_into_the_file_later_is_written_to_from_then_on(database_url: str) -> None:
    async with mailing(database_url, RIDGE.replace(MAILBOX, "")) as (w, office):
        await w.to("2026-09-08 12:00")
        await w.apply(RIDGE)
        await w.to("2026-09-14 08:10")

    assert [mail["Subject"] for mail in office.got] == ["Safer medication at home, uke 38"]


@ON_SQLITE
async def test_a_page_is_news_until_wednesday(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.refuses["per@example.org"] = "451 4.7.1 not now"
        await w.to("2026-09-09 10:30")
        assert office.got == []
        office.refuses.clear()
        await w.to("2026-09-11 08:00")

        assert office.got == []
        assert await found(w, select(digests.c.sent_at)) == [(None,)]


@ON_SQLITE
async def test_no_name_and_no_title_is_markup(database_url: str) -> None:
    title = "Ærlig & åpen <b>Søndre</b>"
    async with mailing(database_url, RIDGE.replace("Ridge home care", title)) as (w, office):
        await w.to("2026-09-07 08:10")

    assert "Ærlig &amp; åpen &lt;b&gt;Søndre&lt;/b&gt;" in html_of(office)
    assert "<b>Søndre" not in html_of(office)
    assert title in office.words[0]


async def test_who_is_erased_gets_nothing_more(database_url: str) -> None:
    async with mailing(database_url) as (w, office):
        office.refuses["per@example.org"] = "451 4.7.1 not now"
        await w.to("2026-09-07 08:02")
        assert (await found(w, select(outbox.c.state).where(outbox.c.lane == "mail"))) == [("waiting",)]
        await forget(w.bot.house, "per", w.wall.at)
        office.refuses.clear()
        await w.to("2026-09-14 12:00")

        kept = await found(w, select(outbox.c.state, outbox.c.text, outbox.c.mail).where(outbox.c.lane == "mail"))
    assert office.got == []
    assert kept == [("withdrawn", "", None)]
