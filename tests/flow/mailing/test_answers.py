"""The links of a mail: opened they do nothing, pressed they answer, and they are a right of one reader to one thing."""

import re

import pytest
from sqlalchemy import delete, update

from bot.domain.links import Purpose
from bot.storage.tables import memberships, pulses
from tests.flow.mailing.links import mailed

pytestmark = pytest.mark.asyncio(loop_scope="session")

ASK = "Si til Ridge hvorfor du er glad for at de tok på seg dette. Ett minutt i gangen holder."


def shown(html: str) -> str:
    """What stands on the page in words."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main>")[2]).split())


def buttons(html: str) -> list[str]:
    """What the buttons send, from above to below."""
    return re.findall(r'<button name="say" value="([^"]+)"', html)


async def test_a_link_that_is_only_opened_sends_nothing(database_url: str) -> None:
    async with mailed(database_url) as it:
        for method in ("GET", "HEAD", "GET"):
            page = await it.http.request(method, it.ask)
            assert page.status_code == 200
        assert await it.reply() is None
        assert (await it.http.get(it.pulse)).status_code == 200
        assert await it.said() is None
        assert (await it.http.get(it.often)).status_code == 200
        assert await it.every() == "weekly"

    assert shown(page.text) == (
        f"Mellom Én ting du kan gjøre denne uken {ASK} Du har valgt: Gjort. Trykk på knappen for å sende det. "
        "Gjort Ikke min oppgave Ta kontakt med meg"
    )
    assert buttons(page.text) == ["done", "not-mine", "talk"]


async def test_the_answer_that_was_chosen_in_the_mail_comes_first(database_url: str) -> None:
    async with mailed(database_url) as it:
        page = await it.http.get(it.ask.replace("say=done", "say=talk"))

    assert buttons(page.text) == ["talk", "done", "not-mine"]


async def test_a_press_is_kept_and_can_be_changed(database_url: str) -> None:
    async with mailed(database_url) as it:
        first = await it.http.post(it.ask, data={"say": "done"})
        kept = await it.reply()
        again = await it.http.post(it.ask, data={"say": "done"})
        changed = await it.http.post(it.ask, data={"say": "talk"})
        assert (kept, await it.reply()) == ("done", "talk")

    assert "Takk. Teamet og veilederen får vite det." in shown(first.text)
    assert "Svaret ditt så langt: Gjort. Du kan endre det her." in shown(first.text)
    assert "Det har du sagt allerede, takk." in shown(again.text)
    assert "Svaret ditt så langt: Ta kontakt med meg." in shown(changed.text)


async def test_the_question_is_answered_once(database_url: str) -> None:
    async with mailed(database_url) as it:
        page = await it.http.get(it.pulse)
        first = await it.http.post(it.pulse, data={"say": "yes"})
        again = await it.http.post(it.pulse, data={"say": "not-yet"})
        opened = await it.http.get(it.pulse)
        assert await it.said() == "yes"

    assert buttons(page.text) == ["yes", "not-yet"]
    assert "Takk. Det betyr mer enn det ser ut til." in shown(first.text)
    assert buttons(first.text) == buttons(again.text) == buttons(opened.text) == []
    assert "Det har du svart på, takk." in shown(again.text)


@pytest.mark.parametrize(
    "how",
    [
        {"data": {"List-Unsubscribe": "One-Click"}},
        {"files": {"List-Unsubscribe": (None, "One-Click")}},
        {"data": {"say": "off"}},
    ],
    ids=["one click", "one click in parts", "its button"],
)
async def test_mails_are_stopped_without_a_login(database_url: str, how: dict[str, object]) -> None:
    async with mailed(database_url) as it:
        page = await it.http.post(it.often, **how)  # type: ignore[arg-type]
        assert await it.every() == "off"
        begun = await it.http.post(it.often, data={"say": "fortnightly"})
        assert await it.every() == "fortnightly"

    assert (page.status_code, page.history) == (200, [])
    assert "Stoppet. Det kommer ikke flere sider." in shown(page.text)
    assert "Greit. Neste side kommer 14. september." in shown(begun.text)


async def test_the_page_to_stop_says_what_stops(database_url: str) -> None:
    async with mailed(database_url) as it:
        page = await it.http.get(it.often)

    assert shown(page.text) == (
        "Mellom Stoppe e-postene? Ett trykk, og det kommer ikke flere sider om Safer. "
        "Stopp Hver uke ✓ Annenhver uke Hver fjerde uke"
    )


async def test_one_click_stops_nothing_but_mails(database_url: str) -> None:
    async with mailed(database_url) as it:
        await it.http.post(it.ask, data={"List-Unsubscribe": "One-Click"})
        assert (await it.reply(), await it.every()) == (None, "weekly")


@pytest.mark.parametrize("place", [0, 2, 6, 8, -1, -10])
async def test_a_link_that_somebody_has_changed_is_none(database_url: str, place: int) -> None:
    async with mailed(database_url) as it:
        token = it.ask.partition("/m/")[2].partition("?")[0]
        letter = "x" if token[place] != "x" else "y"
        where = place % len(token)
        bad = f"{it.url}/m/{token[:where]}{letter}{token[where + 1 :]}"
        page = await it.http.get(bad, headers={"Accept-Language": "nn-NO,nn;q=0.9,en;q=0.8"})
        pressed = await it.http.post(bad, data={"say": "done"})
        assert await it.reply() is None

    assert (page.status_code, pressed.status_code) == (404, 404)
    assert shown(page.text).startswith("Mellom Denne lenkja verkar ikkje")
    assert "This link does not work" in shown(pressed.text)


async def test_a_right_to_one_thing_is_a_right_to_nothing_else(database_url: str) -> None:
    async with mailed(database_url) as it:
        for who, purpose, about in (
            ("anne", Purpose.ASK, it.digest_id),
            ("kari", Purpose.PULSE, it.pulse_id),
            ("kari", Purpose.OFTEN, it.reader_id),
            ("per", Purpose.ASK, it.digest_id + 1),
            ("per", Purpose.PULSE, it.pulse_id + 1),
            ("per", Purpose.OFTEN, it.reader_id + 1),
        ):
            link = await it.address(who, purpose, about)
            for page in (await it.http.get(link), await it.http.post(link, data={"say": "done"})):
                assert ("Ridge" in page.text, buttons(page.text)) == (False, [])
        await it.http.post(await it.address("kari", Purpose.OFTEN, it.reader_id), data={"say": "off"})
        assert (await it.reply(), await it.said(), await it.every()) == (None, None, "weekly")


@pytest.mark.parametrize("say", ["", "never", "done ", "DONE", "off", "x" * 3000])
async def test_an_answer_that_there_is_not_changes_nothing(database_url: str, say: str) -> None:
    async with mailed(database_url) as it:
        pages = [await it.http.post(link, data={"say": say}) for link in (it.ask, it.pulse)]
        assert (await it.reply(), await it.said()) == (None, None)

    assert {page.status_code for page in pages} <= {200, 400}


@pytest.mark.parametrize("body", [b"x" * 10_000, b"\xff\xfe", b"&" * 2000, b"say=done" + b"&a=1" * 50])
async def test_a_body_that_cannot_be_read_is_answered_kindly(database_url: str, body: bytes) -> None:
    async with mailed(database_url) as it:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        page = await it.http.post(it.ask, content=body, headers=kind)
        assert await it.reply() is None

    assert page.status_code in (200, 400)


async def test_a_link_that_is_too_old_says_so_in_its_readers_language(database_url: str) -> None:
    async with mailed(database_url) as it:
        it.r.now = it.r.moment("2026-10-27 12:01")
        opened = [await it.http.get(link) for link in (it.ask, it.pulse)]
        pressed = await it.http.post(it.ask, data={"say": "done"})
        assert await it.reply() is None
        assert (await it.http.post(it.often, data={"say": "off"})).status_code == 200
        assert await it.every() == "off"

    for page in (*opened, pressed):
        assert shown(page.text).startswith("Mellom Dette er over Lenken er for gammel")


async def test_who_manages_the_team_no_longer_answers_no_longer(database_url: str) -> None:
    async with mailed(database_url) as it:
        await it.r.change(delete(memberships).where(memberships.c.person_id == await it.person("per")))
        for link in (it.ask, it.pulse, it.often):
            page = await it.http.post(link, data={"say": "done"})
            assert buttons(page.text) in ([], ["done", "not-mine", "talk"])
        assert (await it.reply(), await it.said()) == (None, None)


async def test_a_question_of_long_ago_is_let_be(database_url: str) -> None:
    async with mailed(database_url) as it:
        await it.r.change(update(pulses).values(asked_at=it.r.moment("2026-07-01 12:00")))
        page = await it.http.post(it.pulse, data={"say": "yes"})
        assert await it.said() is None

    assert "Det er en stund siden." in shown(page.text)


async def test_whoever_guesses_is_slowed_down_and_a_good_link_is_not(database_url: str) -> None:
    async with mailed(database_url) as it:
        found = [(await it.http.get(f"{it.url}/m/1.ask.{n}.7.1793599200.abc")).status_code for n in range(25)]
        good = await it.http.get(it.ask)

    assert found == [404] * 20 + [429] * 5
    assert good.status_code == 200


async def test_the_pages_tell_nobody_and_are_kept_nowhere(database_url: str) -> None:
    async with mailed(database_url) as it:
        pages = [await it.http.get(it.ask), await it.http.get(f"{it.url}/m/none"), await it.http.post(it.ask)]

    for page in pages:
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'; form")
        assert "Set-Cookie" not in page.headers
        assert "<script" not in page.text
        assert "http" not in page.text.partition("<main>")[2]


async def test_no_link_stands_in_a_log(database_url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="bot")
    async with mailed(database_url) as it:
        await it.http.post(it.ask, data={"say": "done"})
        await it.http.get(f"{it.url}/m/1.ask.9.9.9.guessed")
        token = it.ask.partition("/m/")[2].partition("?")[0]

    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("bot", "uvicorn"))]
    assert token not in "".join(ours)
    assert "guessed" not in "".join(ours)
