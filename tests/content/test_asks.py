"""The rules by which one thing to do is chosen, and every way to write them wrong."""

from pathlib import Path

import pytest

from bot.content.asks_file import load_asks
from bot.content.check import check_content
from bot.domain.digest_ask import AskRule
from tests.content.examples import PROMPTS, SCHEDULES, edit


def found(prompts: Path) -> list[str]:
    return [str(problem).removeprefix(f"{prompts}/") for problem in check_content(prompts, SCHEDULES)]


def test_the_shipped_rules_go_from_the_team_in_need_to_the_phase() -> None:
    rules = load_asks(PROMPTS)

    assert [rule.why for rule in rules] == [
        "never-started", "silent", "stuck", "session", "after-session", "obstacle", "not-asked", "phase",
    ]  # fmt: skip
    assert rules[0] == AskRule("never-started", ("never-started", "manager"), states=("not_started",))
    assert rules[-1] == AskRule("phase", ("none", "manager"))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "why: stuck",
            "why: stukc",
            'asks.yaml:16: there is no text "ask.why.stukc"; did you mean "stuck"?',
        ),
        (
            "from: [silent]",
            "from: [silnet]",
            'asks.yaml:15: there are no asks "silnet"; did you mean "silent"?',
        ),
        (
            "state: [stuck]",
            "state: [lost]",
            'asks.yaml:16: entry 1 of "state" is "lost"; it should be one of not_started, silent, stuck, unreachable',
        ),
        (
            "{pulse: not-yet,",
            "{phase: [preparing],",
            'asks.yaml:20: no model has a phase "preparing"; did you mean "prepare"?',
        ),
        ("gathering: 6", "gathering: soon", 'asks.yaml:17: "gathering" is "soon"; it should be a whole number'),
        ("rules:", "rulez:", 'asks.yaml:13: unknown key "rulez"; did you mean "rules"?'),
    ],
)
def test_a_rule_that_cannot_hold_is_told(prompts: Path, old: str, new: str, sentence: str) -> None:
    edit(prompts / "asks.yaml", old, new)

    assert sentence in found(prompts)


def test_an_ask_has_a_name_of_its_own_and_takes_the_team_alone(prompts: Path) -> None:
    for language in ("en", "nb", "nn"):
        file = prompts / f"messages/{language}/ask.yaml"
        edit(file, "      free-one-meeting: ", "      cover-for-one: ")
        edit(file, "      drop-by: '", "      drop-by: '{{ phase }} ")

    said = found(prompts)

    assert any('"cover-for-one" stands below "time" twice; give each ask a name of its own' in it for it in said)
    assert any("an ask takes {{ team }} alone, and not {{ phase }}" in it for it in said)


def test_without_the_rules_it_is_said_which_file_is_missing(prompts: Path) -> None:
    (prompts / "asks.yaml").unlink()

    assert found(prompts) == ["asks.yaml:1: this file cannot be read: No such file or directory"]
