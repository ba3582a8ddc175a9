"""The bot is killed while mails go out: none is lost, and one that comes twice says so."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.content.programme_file import parse_programme
from bot.domain.outgoing import REPEATED_HERE, Lane, Mail, Outgoing, OutgoingKind
from bot.flow.applying.apply import apply
from bot.flow.house import House
from bot.sandbox.server import running_sandbox
from bot.storage import outbox
from bot.storage.database import Database
from bot.storage.tables import outbox as messages
from tests.support.mailserver import PostOffice, post_office
from tests.support.process import AT_WORK, Process, shift_to
from tests.support.ridge import RIDGE
from tests.support.until import until
from tests.support.world import at, content

NOW = at("2026-09-01 08:00")
NOTE = "You may have had this before."
MAILS, KILLS = 5, 4


async def decided(database_url: str) -> None:
    db = Database(database_url)
    house = House(db, content())
    await apply(house, parse_programme(RIDGE, "programme.yaml", house.content), NOW)
    async with db.write() as tx:
        for n in range(MAILS):
            mail = Mail(f"reader{n}@example.org", f"Page {n}", f"<p>{REPEATED_HERE}</p><h1>{n}</h1>")
            page = Outgoing(
                f"digest:{n}", OutgoingKind.DIGEST, Lane.MAIL, 0, text=f"Page {n}", mail=mail, repeated_note=NOTE
            )
            await outbox.put(tx, page, NOW)
    await db.close()


async def states(database_url: str) -> Counter[str]:
    db = Database(database_url)
    async with db.read() as tx:
        found = Counter((await tx.execute(select(messages.c.state).where(messages.c.lane == "mail"))).scalars())
    await db.close()
    return found


def check(office: PostOffice) -> int:
    """That each mail came, and that every copy but the first says what it is; how many copies there were."""
    copies = 0
    for n in range(MAILS):
        came = office.mail_to(f"reader{n}@example.org")
        assert came, f"mail {n} was lost"
        assert len({mail["Message-ID"] for mail in came}) == 1
        bodies = [mail.get_body(("plain",)) for mail in came]
        says_so = [body is not None and NOTE in body.get_content() for body in bodies]
        assert all(says_so[1:]), f"a copy of mail {n} does not say so"
        copies += len(came) - 1
    return copies


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_a_kill_loses_no_mail_and_what_comes_twice_says_so(
    database_url: str, tmp_path: Path, kill_seed: int, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(kill_seed)
    await decided(database_url)
    async with running_sandbox() as stand_in, post_office() as office:
        office.slow = 0.2
        settings = {"telegram_token": stand_in.token, "telegram_api_url": stand_in.url, "database_url": database_url}
        bot = Process(tmp_path, **settings, smtp_url=office.url, mail_from="mellom@example.org")
        try:
            for life in range(1, KILLS + 1):
                await bot.start(shift_to(NOW))
                await bot.says(AT_WORK, times=life)
                await asyncio.sleep(chance.uniform(0, 0.6))
                await bot.kill()
            await bot.start(shift_to(at("2026-09-01 09:00")))
            await until(lambda: _all_sent(database_url), "every mail", every=0.5)
        finally:
            await bot.kill()
        assert "Traceback" not in bot.text

    copies = check(office)
    assert copies <= KILLS
    record_property("figures", f"KILL_SEED={kill_seed}: {KILLS} kills, {MAILS} mails, none lost, {copies} came twice")


async def _all_sent(database_url: str) -> bool:
    return await states(database_url) == Counter(sent=MAILS)
