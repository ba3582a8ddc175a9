"""By which way a page goes: a chat, a mailbox, or both, kept as one digest."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.storage.tables import digests, outbox, people, readers
from tests.flow.own import chooses
from tests.flow.rooms import Rooms, rooms, team, teams_text

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLAIN = teams_text(team("ridge", "kari, ola, nina")).replace("name: Per}", "name: Per, email: per@example.org}")


async def went(r: Rooms, channel: str | None, *joined: str) -> tuple[list[str], list[str]]:
    """What the digest's row says, and the last words of the keys of its messages."""
    r.house = replace(r.house, sends_mail=True)
    await r.apply(PLAIN)
    await r.join(*joined)
    if channel is not None:
        await r.change(update(readers).values(channel=channel))
    await r.to("2026-09-07 12:00")
    of_per = select(people.c.id).where(people.c.slug == "per").scalar_subquery()
    kept = await r.rows(select(digests.c.channel).where(digests.c.person_id == of_per))
    its = (outbox.c.kind == "digest", outbox.c.person_id == of_per)
    keys = await r.rows(select(outbox.c.key).where(*its).order_by(outbox.c.id))
    return [it.channel for it in kept], [it.key.rpartition(":")[2] for it in keys]


@pytest.mark.parametrize(
    ("channel", "joined", "kept", "keys"),
    [
        (None, "per kari", ["telegram"], ["text"]),
        ("mail", "per kari", ["mail"], ["mail"]),
        ("both", "per kari", ["both"], ["text", "mail"]),
        (None, "kari", ["mail"], ["mail"]),
        ("chat", "kari", ["mail"], ["mail"]),
    ],
    ids=["by chat unless wished", "by mail", "by both", "who has no chat", "who wished one and has none"],
)
async def test_a_page_goes_by_the_way_that_was_wished_and_is_open(
    database_url: str, channel: str | None, joined: str, kept: list[str], keys: list[str]
) -> None:
    async with rooms(database_url, "") as r:
        assert await went(r, channel, *joined.split()) == (kept, keys)


async def test_the_way_is_chosen_where_there_is_a_mailbox_and_mail_is_set_up(database_url: str) -> None:
    async with rooms(database_url, PLAIN) as r:
        await r.join("per", "anne")
        without = await chooses(r, "per", "digest", "1-mail")
        r.house = replace(r.house, sends_mail=True)
        ids = {it.slug: it.id for it in await r.rows(select(people.c.slug, readers.c.id).join_from(readers, people))}
        chosen = await chooses(r, "per", "digest", f"{ids['per']}-mail")
        others = await chooses(r, "anne", "digest", f"{ids['anne']}-mail")
        not_theirs = await chooses(r, "anne", "digest", f"{ids['per']}-weekly")
        found = await r.rows(select(people.c.slug, readers.c.channel).join_from(readers, people))

    old = r.house.content.wording.plain("refused.old-button", "en")
    assert (without, others, not_theirs) == (old, old, old)
    assert "How often would you like this page?" in chosen
    assert {it.slug: it.channel for it in found} == {"per": "mail", "anne": None}
