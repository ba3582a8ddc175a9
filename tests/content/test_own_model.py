"""Who follows prompts/README.md gets a model that works, and is told of each mistake what stands there."""

import re
import shutil
from pathlib import Path

import pytest

from bot.content.check import check_content
from bot.content.content import load_content
from bot.content.model_file import CheckInPart, ModelPart, PhasePart, QuestionPart, StepPart
from bot.domain.model import Kind
from tests.content.examples import PROMPTS, SCHEDULES, edit
from tests.domain.years import Year, the_best

README = (PROMPTS / "README.md").read_text(encoding="utf-8")
MODEL, WORDS = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The shipped content with the model of the README beside the others, its words in every language."""
    prompts = shutil.copytree(PROMPTS, tmp_path / "prompts")
    folder = prompts / "models/our-way"
    folder.mkdir()
    (folder / "model.yaml").write_text(MODEL, encoding="utf-8")
    for language in ("en", "nb", "nn"):
        words = WORDS.replace("language: en", f"language: {language}")
        (folder / f"{language}.yaml").write_text(words, encoding="utf-8")
    return folder


def found(own: Path) -> list[str]:
    """What the check says about the content with this model in it."""
    start = f"{own.parents[1]}/"
    return [str(it).removeprefix(start) for it in check_content(own.parents[1], SCHEDULES)]


def test_the_model_of_the_readme_is_in_order(own: Path) -> None:
    assert found(own) == []


def test_the_model_of_the_readme_is_asked(own: Path) -> None:
    model = load_content(own.parents[1], SCHEDULES).models["our-way"].model
    asked = {}
    for phase in model.phases:
        year = Year(model, phase.id)
        asked[phase.id] = [[it.question.id for it in year.ask(the_best)] for _ in range(2)]

    assert asked == {
        "choose": [["progress", "one-thing-chosen", "team-size", "team-met"], ["progress", "obstacle"]],
        "try-it": [["progress", "tried-something", "test-learning", "team-met"], ["progress", "obstacle"]],
        "settle": [["progress", "in-routines", "tried-something", "team-met"], ["progress", "obstacle"]],
    }


def test_the_readme_tells_every_key_and_every_kind() -> None:
    table = README.partition("| key | what it means |")[2].partition("### 3.")[0]
    told = set(re.findall(r"`(\w+)", table))
    parts = (ModelPart, CheckInPart, PhasePart, StepPart, QuestionPart)

    assert {key for part in parts for key in part.model_fields} - told == {"id", "version", "based_on"}
    assert set(Kind) <= told


def without_line(text: str) -> str:
    """The text without the line of another model, which changes whenever somebody edits that."""
    return re.sub(r"(-series/model\.yaml):\d+", r"\1:LINE", text)


# What somebody did to the model of the README, and where and how the check tells it.
MISTAKES = [
    (
        ("model.yaml", "id: our-way", "id: model-for-improvement"),
        'model.yaml:1: the id is "model-for-improvement" but the folder is "our-way"; give both the same name',
    ),
    (
        ("model.yaml", "- id: team-met\n    kind: yes_no", "- id: team-met\n    kind: yesno"),
        'model.yaml:16: "kind" is "yesno"; it should be one of yes_no, scale, choice, choices, number, text',
    ),
    (
        ("model.yaml", "kind: yes_no\n    best: yes", "kind: yes_no\n    best: often"),
        'model.yaml:17: "often" is no choice here; known are no, yes',
    ),
    (
        ("en.yaml", "  in-routines:\n    text: Is the new way written into your routines?\n", ""),
        'en.yaml:20: the words for "in-routines" are missing under questions; add them',
    ),
    (
        ("en.yaml", "  team-size:", "  team-sise:"),
        'en.yaml:40: the model has no "team-sise" under questions; did you mean "team-size"?',
    ),
    (
        ("en.yaml", "manager: Waiting for a manager", "manager: Waiting for the manager to answer"),
        'en.yaml:32: "Waiting for the manager to answer" has 33 characters; at most 28 fit on a button',
    ),
    (
        ("en.yaml", "text: What did you learn? One", "text: What did you learn: one"),
        "en.yaml:45: a colon followed by a space stands inside a text here; put the text in quotes",
    ),
    (
        (
            "model.yaml",
            "tried-something\n            kind: yes_no\n            best: yes\n            concern: [no]",
            "tried-something\n            kind: yes_no\n            best: no\n            concern: [yes]",
        ),
        (
            'model.yaml:62: the question "tried-something" means something else in '
            "breakthrough-series/model.yaml:LINE: the best answer of one is a concern in the other; "
            "give this one another id"
        ),
    ),
    (
        ("model.yaml", "  - id: help-wanted", "  - id: help-asked"),
        'model.yaml:10: the question "help-wanted" is missing; every model has it',
    ),
    (
        ("model.yaml", "always: [progress]", "always: [progress, team-met, help-wanted]"),
        (
            "model.yaml:7: no check-in would have room for a question of the step, so no team would ever get further; "
            "leave room for one or two"
        ),
    ),
    (
        ("model.yaml", "- id: one-thing-chosen\n", "- id: one-thing-chosen\n            about: person\n"),
        'model.yaml:44: "one-thing-chosen" is about a person; put it among the recurring ones and under monthly',
    ),
    (
        ("model.yaml", "    duty: correct\n", ""),
        (
            'model.yaml:21: for this model the text "guidance.time.settle" is missing; '
            'add "time.settle" to guidance.yaml in every language'
        ),
    ),
    (
        ("model.yaml", "advice: prepare", "advice: prepair"),
        'model.yaml:33: there is no advice called "prepair"; did you mean "prepare"?',
    ),
    (
        ("model.yaml", "asks_again: [tried-something]", "asks_again: [tried-somthing]"),
        'model.yaml:73: no earlier phase asks "tried-somthing"; did you mean "tried-something"?',
    ),
    (
        ("nn.yaml", "", ""),
        "nn.yaml:1: this file is missing: the words of the model in nn; copy another language and translate",
    ),
]


@pytest.mark.parametrize(("done", "told"), MISTAKES, ids=[told.partition(": ")[0] for _, told in MISTAKES])
def test_a_mistake_is_told_as_the_readme_says(done: tuple[str, str, str], told: str, own: Path) -> None:
    file, old, new = done
    if old:
        edit(own / file, old, new)
    else:
        (own / file).unlink()

    said = [without_line(it.removeprefix("models/our-way/")) for it in found(own)]

    assert told in said
    assert f"`{told.partition(': ')[2]}`" in without_line(README)
