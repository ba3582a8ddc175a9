"""The words of the posters: the team's own link, in the language of its collaborative."""

import pytest
from sqlalchemy import select, update

from bot.flow.door import hash_of
from bot.flow.invite import keep, prepare
from bot.flow.poster import posters_of
from bot.storage.tables import invites, memberships
from tests.flow.rooms import rooms, team, teams_text
from tests.support.ridge import RIDGE

pytestmark = pytest.mark.asyncio(loop_scope="session")

OTHER = teams_text(team("ridge", "kari"), team("fjord", "ola")).replace("collaborative: safer", "collaborative: other")
KEPT = select(invites.c.code_hash).order_by(invites.c.id)
SAID = {
    "en": (
        "Point your camera here and press Start.",
        ("Taking part is voluntary", "Nothing about patients", "Managers never see who answered"),
        "No Telegram? Ask your facilitator, Anne Vik.",
    ),
    "nb": (
        "Pek kameraet hit og trykk Start.",
        ("Det er frivillig å være med", "Ingenting om pasienter", "Ledere ser aldri hvem som svarte"),
        "Har du ikke Telegram? Spør veilederen deres, Anne Vik.",
    ),
    "nn": (
        "Peik kameraet hit og trykk Start.",
        ("Det er frivillig å vere med", "Ingenting om pasientar", "Leiarar ser aldri kven som svara"),
        "Har du ikkje Telegram? Spør rettleiaren dykkar, Anne Vik.",
    ),
}


@pytest.mark.parametrize("language", SAID)
async def test_a_poster_speaks_the_language_of_the_collaborative(database_url: str, language: str) -> None:
    async with rooms(database_url, RIDGE.replace("\nlanguage: nb", f"\nlanguage: {language}")) as r:
        (it,) = await posters_of(r.house, await prepare(r.house, "mellom_bot", r.now))

    assert (it.language, it.how, it.promises, it.no_app) == (language, *SAID[language])


async def test_each_team_has_one_with_its_own_link_and_nobody_else(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        prepared = await prepare(r.house, "mellom_bot", r.now)
        (it,) = await posters_of(r.house, prepared)

    assert (it.name, it.team) == ("ridge", "Ridge home care")
    assert [it.link] == [link.invite.url for link in prepared if link.invite.person is None]


async def test_posters_of_several_collaboratives_are_told_apart_by_name(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        await r.apply(OTHER)
        both = await posters_of(r.house, await prepare(r.house, "mellom_bot", r.now))
        one = await posters_of(r.house, await prepare(r.house, "mellom_bot", r.now, collaborative="other"))

    assert [it.name for it in both] == ["safer-medication_ridge", "other_ridge", "other_fjord"]
    assert [it.name for it in one] == ["ridge", "fjord"]


async def test_who_the_facilitator_is_is_left_open_where_there_is_none(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        await r.change(update(memberships).where(memberships.c.role == "facilitator").values(left_at=r.now))
        (it,) = await posters_of(r.house, await prepare(r.house, "mellom_bot", r.now))

    assert it.no_app == "Har du ikke Telegram? Spør veilederen deres."


async def test_links_are_good_only_when_they_are_kept(database_url: str) -> None:
    async with rooms(database_url, RIDGE) as r:
        prepared = await prepare(r.house, "mellom_bot", r.now)
        before = await r.rows(KEPT)
        await keep(r.house, prepared, r.now)
        after = await r.rows(KEPT)

    assert before == []
    assert [row.code_hash for row in after] == [hash_of(it.invite.code) for it in prepared]
