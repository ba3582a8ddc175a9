"""One id, one meaning in all models: what a second model may share with the first, and what it may not."""

import shutil
from pathlib import Path

import pytest

from bot.content.check import check_content
from tests.content.examples import SCHEDULES, edit, keep_one_model

FIRST = "quality-improvement-model"


@pytest.fixture
def second(prompts: Path) -> Path:
    """Another model, begun as a copy of the first, and no other beside them."""
    keep_one_model(prompts)
    folder = prompts / "models/shorter-model"
    shutil.copytree(prompts / "models" / FIRST, folder)
    edit(folder / "model.yaml", f"id: {FIRST}", "id: shorter-model")
    return folder


def found(second: Path) -> list[str]:
    """The problems with the structure of the second model, from the line on."""
    problems = check_content(second.parents[1], SCHEDULES)
    return [
        str(it).removeprefix(f"{second / 'model.yaml'}:") for it in problems if it.file == str(second / "model.yaml")
    ]


def test_a_copy_of_a_model_shares_its_questions(second: Path) -> None:
    assert check_content(second.parents[1], SCHEDULES) == []


@pytest.mark.parametrize(
    ("old", "new", "how"),
    [
        (
            "id: team-size\n            kind: number\n            accept: {min: 1, max: 30}\n            best: 4",
            "id: team-size\n            kind: yes_no\n            best: yes",
            "there it is number, here yes_no",
        ),
        (
            "id: safe-to-say\n    kind: scale\n    about: person",
            "id: safe-to-say\n    kind: scale\n    about: team",
            "there it is about the person, here about the team",
        ),
        (
            "choices: [incidents, users, numbers, staff, none]",
            "choices: [none, staff, numbers, users, incidents]",
            "its choices stand in another order",
        ),
        (
            "id: progress\n    kind: scale\n    best: 4\n    concern: [1, 2]",
            "id: progress\n    kind: scale\n    best: 2\n    concern: [4, 5]",
            "the best answer of one is a concern in the other",
        ),
    ],
    ids=["another kind", "about whom", "another order", "the other way round"],
)
def test_a_question_that_means_something_else_is_told(old: str, new: str, how: str, second: Path) -> None:
    id_ = old.partition("\n")[0].removeprefix("id: ") if old.startswith("id: ") else "signs-of-need"
    edit(second / "model.yaml", old, new)
    where = next(
        number
        for number, text in enumerate((second.parent / FIRST / "model.yaml").read_text("utf-8").splitlines(), start=1)
        if text.strip() == f"- id: {id_}"
    )

    (told,) = [it for it in found(second) if "means something else" in it]

    said = f'the question "{id_}" means something else in {FIRST}/model.yaml:{where}: {how}; give this one another id'
    assert told.partition(": ")[2] == said
    assert abs(int(told.partition(":")[0]) - where) <= 3


def test_fewer_choices_are_the_same_question(second: Path) -> None:
    edit(
        second / "model.yaml", "choices: [incidents, users, numbers, staff, none]", "choices: [incidents, users, none]"
    )
    edit(second / "model.yaml", "best: [incidents, users, numbers, staff]", "best: [incidents, users]")

    assert [it for it in found(second) if "means something else" in it] == []
