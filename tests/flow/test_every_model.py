"""A team of any shipped model is asked, answers, is told of when it is silent, and stands on the manager's page."""

import pytest

from bot.content.model_texts import ModelTexts
from tests.flow.rooms import Rooms, rooms, team, teams_text
from tests.support.world import content

pytestmark = pytest.mark.asyncio(loop_scope="session")

MODELS = list(content().models)
PHASES = [(id_, phase.id) for id_ in MODELS for phase in content().models[id_].model.phases]
OF_EACH_PHASE = pytest.mark.parametrize(("model", "phase"), PHASES, ids=[f"{id_}, {phase}" for id_, phase in PHASES])


def programme(model: str, phase: str) -> str:
    line = team("ridge", "kari, ola, nina").replace("phase: prepare", f"phase: {phase}")
    return teams_text(line).replace("model: quality-improvement-model", f"model: {model}")


def words(model: str) -> ModelTexts:
    return content().models[model].texts_in("en")


def texts(r: Rooms, kind: str) -> list[str]:
    return [it.text for it in r.sent if it.kind == kind]


@OF_EACH_PHASE
async def test_a_team_is_asked_and_answers(database_url: str, model: str, phase: str) -> None:
    async with rooms(database_url, programme(model, phase)) as r:
        await r.join("kari")
        await r.to("2026-09-01 12:00")
        await r.presses("kari", "4")

        assert await r.check_ins() == [("2026-09-01", "answered", "2026-09-01 10:00")]
    asked, answered = (it.text for it in r.sent if it.to == "kari")
    own = [it.id for step in content().models[model].model.phase(phase).steps for it in step.questions]
    assert words(model).questions["progress"].text in asked
    assert any(words(model).questions[id_].text in answered for id_ in own)


@OF_EACH_PHASE
async def test_the_alert_about_a_silent_team_says_where_it_is_and_what_to_do(
    database_url: str, model: str, phase: str
) -> None:
    async with rooms(database_url, programme(model, phase)) as r:
        await r.join("kari", "anne")
        await r.to("2026-09-16 12:00")

    (alert,) = texts(r, "alert")
    assert words(model).phases[phase] in alert
    assert "Something you could do: " in alert


@OF_EACH_PHASE
async def test_the_managers_page_says_what_the_phase_is_and_asks_for_one_thing(
    database_url: str, model: str, phase: str
) -> None:
    async with rooms(database_url, programme(model, phase)) as r:
        await r.join("kari", "ola", "nina", "per")
        await r.to("2026-09-07 12:00")

    (page,) = texts(r, "digest")
    assert words(model).phases[phase] in page
    assert "Part of your duty to " in page
    assert "One thing you can do this week" in page
