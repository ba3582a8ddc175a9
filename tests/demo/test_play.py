"""The demo's play over real HTTP: its clock, its people, and its bot in a process of its own that may be killed."""

from pathlib import Path

import pytest

from bot.content.guide import load_guide
from bot.demo.play import Play
from bot.demo.serve import BEHAVIOUR, GUIDE
from bot.domain.errors import MellomError
from bot.sandbox.server import running_sandbox
from tests.demo.on_stage import Json, kept, stage

MONDAY = "2026-09-07T08:00:00+02:00"


def kinds(state: Json) -> list[str]:
    return [f"{it['at'][:16]} {it['kind']}" for it in state["events"]]


async def test_everybody_has_joined_and_four_phones_are_laid_out(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        state = await it.state()
        welcome = await (await it.phone("kari")).screen()
        unknown = await it.page.post("/stage/rewind", json={})

    names = {person["id"]: person for person in state["cast"]}
    assert [(seat["seat"], names[seat["id"]]["person"]) for seat in state["phones"]] == [
        ("employee", "kari"),
        ("colleague", "ola"),
        ("facilitator", "anne"),
        ("manager", "per"),
    ]
    assert all(person["joined"] for person in state["cast"])
    assert {person["person"] for person in state["cast"] if person["simulated"]} == {"liv", "siri", "nina"}
    assert "Ridge home care" in welcome.text
    assert state["now"] == "2026-08-31T08:00:00+02:00"
    assert state["next"] == {"at": "2026-09-01T10:00:00+02:00", "what": "asked"}
    assert (unknown.status_code, unknown.json()) == (404, {"error": "the play knows nothing called rewind"})


async def test_the_clock_stops_at_everything_that_happens_and_the_cards_light_up(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        lit: dict[str, str] = {}
        while len(lit) < 5:
            state = await it.steps()
            for card in state["cards"]:
                if card["at"]:
                    lit.setdefault(card["id"], state["now"][:16])
        alert = await (await it.phone("anne")).sees("Harbour home care has gone quiet")
        digest = await (await it.phone("per")).sees("One thing you can do this week")

    assert lit == {
        "check_in": "2026-09-01T10:00",
        "reminder": "2026-09-03T10:00",
        "digest": "2026-09-07T08:00",
        "alert": "2026-09-29T10:00",
        "prepare": "2026-10-05T08:00",
    }
    assert "I am on it" in alert.buttons
    assert "Harbour home care" in digest.text


async def test_what_a_viewer_taps_is_answered_and_simulated_people_leave_it_to_them(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.steps()
        kari, ola = await it.phone("kari"), await it.phone("ola")
        for button, then in (("4", "2 of 4"), ("Yes", "3 of 4")):
            await kari.presses(button)
            await kari.hears(then)
        seen = await ola.hears("Kari")
        state = await it.steps()
        answered = [event for event in state["events"] if event["kind"] == "answered"]

    assert "Kari Lund answered: 4" in seen.text
    assert answered[0]["team"] == "Ridge home care"


async def test_next_monday_is_eight_in_the_morning_and_nothing_on_the_way_is_jumped_over(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        first = await it.steps("monday")
        second = await it.steps("monday")

    assert first["now"] == "2026-09-07T08:00:00+02:00"
    assert second["now"] == "2026-09-14T08:00:00+02:00"
    assert kinds(first)[-4:] == [
        "2026-09-03T10:00 reminded",
        "2026-09-03T14:00 answered",
        # To the manager, and to the facilitator.
        "2026-09-07T08:00 digest_sent",
        "2026-09-07T08:00 digest_sent",
    ]


async def test_a_running_clock_is_passing_time_and_pauses_when_somebody_takes_a_phone(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        while (await it.state())["next"]["what"] != "digest_sent":
            await it.steps()
        for _ in range(5):
            state = await it.act("faster")
        assert state["level"] == 3
        assert (await it.act("play"))["running"]
        await it.reaches(lambda state: state["now"] > "2026-09-07T08:00")
        await it.act("touched", person=103)
        # A frame that was under way may still end.
        standing = await it.steps("next")

        assert not standing["running"]
        assert kept(tmp_path, "SELECT count(*) FROM outages") == [(0,)]
        assert "2026-09-07T08:00 digest_sent" in kinds(standing)


async def test_a_bot_that_is_killed_in_the_middle_comes_back_and_no_day_of_silence_is_lost(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.steps()
        kari = await it.phone("kari")
        await kari.presses("4")
        await it.act("kill")
        refused = await it.page.post("/stage/kill", json={})
        await it.act("next")
        state = await it.reaches(lambda state: state["bot"] == {"state": "working", "restarts": 1})
        await kari.sees("2 of 4")
        await it.reaches(lambda state: state["now"] > "2026-09-01T10:00" and not state["stepping"])
        await it.act("monday")
        await it.act("kill")
        after = await it.reaches(lambda state: state["bot"]["restarts"] == 2 and state["now"] == MONDAY)

    told = [event["kind"] for event in state["events"]]
    assert told.index("bot_stopped") < told.index("bot_restarted")
    assert refused.status_code in (200, 409)
    assert any(event["kind"] == "answered" and event["team"] == "Ridge home care" for event in after["events"])
    assert kept(tmp_path, "SELECT count(*) FROM outages") == [(0,)]


async def test_a_wish_that_is_taken_back_is_not_run_and_those_after_it_are(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.act("monday")
        await it.act("touched", person=103)
        for _ in range(2):
            await it.act("next")
        state = await it.reaches(lambda state: state["now"] >= "2026-09-01T13:00" and not state["stepping"])

    # The first step of the way to Monday may have been under way.
    assert state["now"] in ("2026-09-01T13:00:00+02:00", "2026-09-02T12:00:00+02:00")


async def test_a_reset_begins_anew_in_the_language_that_is_wished(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.steps()
        await it.act("reset", language="nb")
        state = await it.reaches(
            lambda state: state["bot"] == {"state": "working", "restarts": 0} and state["language"] == "nb"
        )
        welcome = await (await it.phone("kari")).screen()
        refused = await it.page.post("/stage/reset", json={"language": "de"})

    assert state["now"] == "2026-08-31T08:00:00+02:00"
    assert {event["kind"] for event in state["events"]} == {"joined"}
    assert "Velkommen" in welcome.text
    assert (refused.status_code, refused.json()) == (400, {"error": "language: it should be one of en, nb"})


async def test_a_programme_that_cannot_be_played_ends_the_demo_with_a_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "programme.yaml"
    broken.write_text("collaborative: x\n", encoding="utf-8")
    play = Play({"en": broken}, BEHAVIOUR, tmp_path, load_guide(GUIDE))
    async with running_sandbox(now=play.now, stage=play) as stand_in:
        with pytest.raises(MellomError, match="the demo's bot does not start"):
            await play.perform(stand_in)

    assert "programme.yaml:1: " in capfd.readouterr().err
