"""Who reads by mail from the start: whoever has a mailbox in the programme file, and no chat."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.flow.digests.plan import set_every
from bot.flow.mailing.begin import begin_by_mail
from bot.storage.digests import readers_of_person
from bot.storage.tables import people, readers
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

TEXT = teams_text(team("ridge", "kari, ola")).replace("name: Per}", "name: Per, email: per@example.org}")


async def planned(r: Rooms) -> list[tuple[str, str]]:
    rows = await r.rows(select(people.c.slug, readers.c.next_due_at).join_from(readers, people))
    return [(it.slug, r.local(it.next_due_at)) for it in rows]


async def test_a_mail_server_that_comes_later_finds_its_readers(database_url: str) -> None:
    async with rooms(database_url, TEXT) as r:
        await begin_by_mail(r.house, r.now)
        before = await planned(r)
        with_mail = replace(r.house, sends_mail=True)
        for _ in range(2):
            await begin_by_mail(with_mail, r.now)
        after = await planned(r)

    assert before == []
    assert after == [("per", "2026-09-07 08:00")]


async def test_one_who_cannot_be_reckoned_with_keeps_nobody_else_from_it(database_url: str) -> None:
    two = TEXT.replace("name: Anne}", "name: Anne, email: anne@example.org}")
    async with rooms(database_url, two) as r:
        await r.change(update(people).where(people.c.slug == "anne").values(zone="Nowhere/Else"))
        await begin_by_mail(replace(r.house, sends_mail=True), r.now)

        assert await planned(r) == [("per", "2026-09-07 08:00")]


async def test_who_has_stopped_it_is_not_begun_with_again(database_url: str) -> None:
    async with rooms(database_url, TEXT, sends_mail=True) as r:
        await begin_by_mail(r.house, r.now)
        ((per,),) = await r.rows(select(people.c.id).where(people.c.slug == "per"))
        async with r.house.db.write() as tx:
            (reader,) = await readers_of_person(tx, per)
            await set_every(tx, r.house, reader, "off", r.now)
        await begin_by_mail(r.house, r.now)
        after = await planned(r)

    assert after == [("per", "")]
