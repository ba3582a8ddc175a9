"""Join links: random, each with its roles, good for thirty days, and known to us by their hash only."""

import re

import pytest
from sqlalchemy import select

from bot.domain.errors import MellomError
from bot.flow.door import hash_of
from bot.flow.invite import invite, revoke
from bot.storage.tables import invites
from tests.flow.rooms import rooms, team, teams_text
from tests.support.ridge import RIDGE

pytestmark = pytest.mark.asyncio(loop_scope="session")


OTHER = teams_text(team("ridge", "kari")).replace("collaborative: safer", "collaborative: other")


async def test_everybody_who_has_not_joined_and_each_team_gets_one(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        await r.join("ola")
        made = await invite(r.house, "mellom_bot", r.now)

    assert [(it.person, it.team, it.role) for it in made] == [
        ("anne", ["ridge"], ["facilitator", "owner"]),
        ("per", ["ridge"], ["manager"]),
        ("kari", ["ridge"], ["member"]),
        (None, ["ridge"], ["member"]),
    ]
    assert made[0].expires_at == "2026-09-30T06:00:00+00:00"
    assert made[3].expires_at == "2027-06-18T22:00:00+00:00"
    assert (made[0].url, made[0].group_url) == (f"https://t.me/mellom_bot?start={made[0].code}", None)
    assert made[3].group_url == f"https://t.me/mellom_bot?startgroup={made[3].code}"


async def test_codes_are_long_random_and_stored_as_hashes_only(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        codes = [it.code for _ in range(2) for it in await invite(r.house, "mellom_bot", r.now)]
        kept = [row.code_hash for row in await r.rows(select(invites).order_by(invites.c.id))]

    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", code) for code in codes)
    assert kept == [hash_of(code) for code in codes]


async def test_teams_of_one_name_in_two_programmes_have_a_link_each_and_a_person_has_one(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        await r.apply(OTHER)
        made = await invite(r.house, "mellom_bot", r.now)
        only = await invite(r.house, "mellom_bot", r.now, collaborative="other")

    assert [it.person for it in made].count("kari") == 1
    assert [it.person for it in made].count(None) == 2
    assert next(it.team for it in made if it.person == "kari") == ["ridge", "ridge"]
    assert [it.person for it in only] == ["anne", "per", "kari", None]


async def test_a_person_can_be_given_a_new_code_although_they_joined(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        await r.join("kari")

        assert [it.person for it in await invite(r.house, "mellom_bot", r.now, person="kari")] == ["kari"]


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ({"person": "nobody"}, "there is no person called nobody"),
        ({"collaborative": "nothing"}, "there is no collaborative called nothing"),
    ],
)
async def test_what_is_not_there_is_said(database_url: str, what: dict[str, str], says: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        with pytest.raises(MellomError, match=says):
            await invite(r.house, "mellom_bot", r.now, **what)


async def test_a_team_is_revoked_by_its_full_name_where_the_short_one_is_not_clear(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        await r.apply(OTHER)
        await invite(r.house, "mellom_bot", r.now)
        with pytest.raises(MellomError, match="more than one team called ridge"):
            await revoke(r.house, "ridge", r.now)
        with pytest.raises(MellomError, match="no team called fjord"):
            await revoke(r.house, "fjord", r.now)

        assert await revoke(r.house, "other/ridge", r.now) == 1
        assert await r.audited("revoke_invites") == [("2026-08-31 08:00", "ridge")]
