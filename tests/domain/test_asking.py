"""Which questions a check-in holds: few, the step's next ones, and the recurring ones in turn."""

from dataclasses import replace

import pytest

from bot.content.models import load_models
from bot.domain.asked_before import Earlier
from bot.domain.asking import Way, choose_questions, current_step
from bot.domain.model import Evidence, Kind, Model, Phase, Question, Step, Value
from bot.domain.why_asked import Why
from bot.settings import ROOT
from tests.domain.models import MODEL, NOTE, scale, yes_no
from tests.domain.years import FIRST, Year, saying, the_best

SHIPPED = load_models(ROOT / "prompts" / "models")["quality-improvement-model"].model
A, B, TEXT = yes_no("a"), yes_no("b"), Question("text", 1, Kind.TEXT)
NO, SKIPPED = {"a": "no"}, {"progress": 3}


def steps(*made: tuple[Question, ...]) -> Model:
    """A model of one phase with these steps: one, two and so on."""
    names = ("one", "two", "three")
    phase = Phase("prepare", tuple(Step(name, questions) for name, questions in zip(names, made, strict=False)))
    return replace(MODEL, phases=(phase,))


def asked(model: Model, *check_ins: dict[str, Value] | None, phase: str = "prepare") -> list[list[str]]:
    """The step's questions of each check-in, and of the one that follows; None for one that nobody answers."""
    year = Year(model, phase)
    for said in check_ins:
        year.ask(saying(said))
    year.ask(the_best)
    return [[id_ for id_ in it.questions if id_ not in ("progress", "team-met", "obstacle")] for it in year.earlier]


def test_the_first_check_in_holds_what_is_always_asked_two_of_the_step_and_whether_the_team_has_met() -> None:
    chosen = choose_questions(MODEL, "prepare", [], FIRST)

    assert [(it.question.id, it.step, it.why) for it in chosen] == [
        ("progress", None, Why.ALWAYS),
        ("agreed", "need", Why.NEW_IN_STEP),
        ("note", "need", Why.NEW_IN_STEP),
        ("team-met", None, Why.NOT_ASKED_LAST),
    ]


# A quarter in a team's life: would one like to be asked this?


def test_a_team_that_does_well_goes_through_prepare_and_is_asked_again_only_when_nothing_is_left() -> None:
    year = Year(SHIPPED, "prepare")

    assert [[it.question.id for it in year.ask(the_best)] for _ in range(9)] == [
        ["progress", "problem-agreed", "colleagues-agree", "team-met"],
        ["progress", "signs-of-need", "problem-sentence", "safe-to-say"],
        ["progress", "guidelines-checked", "users-asked", "team-met"],
        ["progress", "good-practice-clear", "manager-said-yes", "obstacle"],
        ["progress", "time-enough", "team-size", "team-met"],
        ["progress", "next-meeting-set", "progress-score", "progress-score-reason"],
        # What should be in place before the next phase, and no question of a step says.
        ["progress", "working-team-with-lead", "hours-in-rota", "team-met"],
        ["progress", "all-shifts-informed", "ready-to-start", "help-wanted"],
        ["progress", "problem-agreed", "manager-asked", "team-met"],
    ]


def test_a_team_whose_manager_says_no_goes_on_meanwhile_and_never_has_to_write() -> None:
    year = Year(SHIPPED, "prepare")
    said = {"manager-said-yes": "no", "problem-sentence": None, "progress": 2}

    assert [[it.question.id for it in year.ask(lambda it: said.get(it.id, the_best(it)))] for _ in range(10)] == [
        ["progress", "problem-agreed", "colleagues-agree", "team-met"],
        ["progress", "signs-of-need", "problem-sentence", "obstacle"],
        ["progress", "problem-sentence", "guidelines-checked", "team-met"],
        ["progress", "users-asked", "good-practice-clear", "obstacle"],
        ["progress", "manager-said-yes", "time-enough", "team-met"],
        ["progress", "manager-said-yes", "team-size", "obstacle"],
        ["progress", "manager-said-yes", "next-meeting-set", "team-met"],
        ["progress", "working-team-with-lead", "hours-in-rota", "obstacle"],
        ["progress", "all-shifts-informed", "ready-to-start", "team-met"],
        ["progress", "problem-agreed", "safe-to-say", "obstacle"],
    ]


def test_a_team_that_is_through_with_a_small_phase_is_asked_what_comes_monthly() -> None:
    year = Year(SHIPPED, "evaluate", days=7, personal=False)

    assert [[it.question.id for it in year.ask(the_best)] for _ in range(8)] == [
        ["progress", "new-points", "chart-discussed", "team-met"],
        ["progress", "chart-shows", "progress-score", "progress-score-reason"],
        ["progress", "distance-to-aim", "decision", "team-met"],
        ["progress", "side-effects", "manager-asked", "obstacle"],
        ["progress", "manager-saw-results", "new-points", "team-met"],
        ["progress", "chart-discussed", "progress-score", "progress-score-reason"],
        ["progress", "chart-shows", "distance-to-aim", "team-met"],
        ["progress", "decision", "manager-asked", "help-wanted"],
    ]


def test_a_silent_team_finds_its_step_again_where_it_left_it() -> None:
    year = Year(SHIPPED, "prepare", personal=False)
    silent = [[it.question.id for it in year.ask(lambda _: None)] for _ in range(5)]

    assert silent == [
        ["progress", "problem-agreed", "colleagues-agree", "team-met"],
        ["progress", "problem-agreed", "progress-score", "progress-score-reason"],
        ["progress", "colleagues-agree", "signs-of-need", "team-met"],
        ["progress", "problem-agreed", "colleagues-agree", "obstacle"],
        ["progress", "problem-agreed", "signs-of-need", "team-met"],
    ]
    assert current_step(SHIPPED, "prepare", year.earlier).id == "recognise-need"


# One rule at a time


def test_a_concern_returns_next_time_three_times_running_and_then_every_fourth_time() -> None:
    twelve = asked(steps((A,)), *[NO] * 11)

    assert [n for n, ids in enumerate(twelve, start=1) if "a" in ids] == [1, 2, 3, 7, 11]


def test_what_was_answered_well_comes_every_fourth_time_at_most() -> None:
    assert asked(steps((A,)), *[{"a": "yes"}] * 5) == [["a"], [], [], [], ["a"], []]


def test_what_is_skipped_returns_once_and_does_not_come_a_third_time_running() -> None:
    assert asked(steps((A, B)), SKIPPED, SKIPPED, SKIPPED) == [["a", "b"], ["a", "b"], [], []]
    assert asked(steps((A,)), *[SKIPPED] * 6) == [["a"], ["a"], [], [], [], ["a"], []]


def test_no_check_in_asks_for_two_texts() -> None:
    other = replace(TEXT, id="other")

    assert asked(steps((TEXT, other, A)), SKIPPED, SKIPPED) == [["text", "a"], ["text", "a"], ["other"]]


GATED = (Evidence("ready", question=yes_no("ready")), Evidence("lead", question=yes_no("lead")))


def gated(*made: tuple[Question, ...]) -> Model:
    """The same with evidence at the gate that is asked by itself."""
    model = steps(*made)
    return replace(model, phases=(replace(model.phases[0], gate=GATED),))


def test_evidence_is_asked_by_itself_once_the_steps_have_nothing_open() -> None:
    year = Year(gated((A,)), "prepare")
    year.ask(lambda _: None)
    assert [it.question.id for it in year.ask(the_best)] == ["progress", "a", "obstacle"]

    assert [(it.question.id, it.step, it.why) for it in year.ask(the_best)[1:3]] == [
        ("ready", None, Why.EVIDENCE),
        ("lead", None, Why.EVIDENCE),
    ]
    assert [it.question.id for it in year.choose()] == ["progress", "obstacle"]


def test_evidence_that_is_missing_returns_and_what_is_in_place_is_not_asked_about() -> None:
    yes, no = {"a": "yes", "lead": "yes"}, {"a": "yes", "ready": "no"}

    assert asked(gated((A,)), yes, no | yes, no, no, no) == [["a"], ["ready", "lead"], ["ready"], ["ready"], ["a"], []]


def test_what_the_facilitator_knows_to_be_in_place_is_not_asked_about() -> None:
    year = Year(gated((A,)), "prepare")
    year.ask(the_best)
    way = Way(in_place=frozenset({"ready"}))

    chosen = choose_questions(year.model, "prepare", year.earlier, year.now, way=way)
    assert [it.question.id for it in chosen] == ["progress", "lead", "obstacle"]


def chosen_of(model: Model, way: Way, *said: dict[str, Value]) -> list[str]:
    """The step's questions of the check-in that follows these, on this way."""
    year = Year(model, "prepare")
    for it in said:
        year.ask(saying(it))
    found = choose_questions(model, "prepare", year.earlier, year.now, way=way)
    return [it.question.id for it in found if it.step is not None]


C, D, E = yes_no("c"), yes_no("d"), yes_no("e")
THREE = steps((A, B), (C, D), (E,))


@pytest.mark.parametrize(
    ("way", "wanted", "step"),
    [
        (Way(), ["a", "b"], "one"),
        (Way(skipped=frozenset({"one"})), ["c", "d"], "two"),
        (Way(skipped=frozenset({"one", "two"})), ["e"], "three"),
        (Way(skipped=frozenset({"one", "two", "three"})), ["a", "b"], "one"),
        (Way(opened=frozenset({"two"})), ["a", "c"], "one"),
        (Way(opened=frozenset({"three"})), ["a", "e"], "one"),
        (Way(skipped=frozenset({"one"}), opened=frozenset({"three"})), ["c", "e"], "two"),
    ],
    ids=[
        "as the model has it", "the first skipped", "the first two skipped", "all skipped is none",
        "the next beside it", "the last beside it", "both",
    ],
)  # fmt: skip
def test_skipped_steps_ask_nothing_and_opened_ones_take_turns_with_the_current(
    way: Way, wanted: list[str], step: str
) -> None:
    assert chosen_of(THREE, way) == wanted
    assert current_step(THREE, "prepare", [], way).id == step


def test_a_question_of_an_opened_step_does_not_come_because_there_is_room() -> None:
    found = choose_questions(THREE, "prepare", [], FIRST, way=Way(opened=frozenset({"two"})))

    assert [(it.question.id, it.why) for it in found if it.step] == [("a", Why.NEW_IN_STEP), ("c", Why.NEW_IN_STEP)]


def test_where_the_step_has_one_question_left_one_of_the_next_step_comes_with_it() -> None:
    year = Year(steps((A,), (B,)), "prepare")

    assert [(it.question.id, it.step, it.why) for it in year.ask(lambda _: None)[1:3]] == [
        ("a", "one", Why.NEW_IN_STEP),
        ("b", "two", Why.NEW_IN_NEXT_STEP),
    ]


def test_a_concern_goes_before_what_is_new_and_what_still_stands_in_the_way_after_it() -> None:
    c, d = yes_no("c"), yes_no("d")

    assert asked(steps((A, B, c, d)), NO) == [["a", "b"], ["a", "b"]]
    assert asked(steps((A, B), (c, d)), *[NO | {"b": "yes"}] * 3) == [["a", "b"], ["a", "c"], ["a", "c"], ["d"]]


def test_no_more_than_the_rules_allow_are_asked() -> None:
    tight = replace(MODEL, rules=replace(MODEL.rules, most_questions=2))
    plain = replace(MODEL, rules=replace(MODEL.rules, take_turns=(), always=()))

    assert [it.question.id for it in choose_questions(tight, "prepare", [], FIRST)] == ["progress", "team-met"]
    assert [it.question.id for it in choose_questions(plain, "prepare", [], FIRST)] == ["agreed", "note"]


def test_the_step_keeps_a_place_where_two_recurring_questions_must_come() -> None:
    asked_else = Earlier(FIRST, ("progress", "agreed", "help-wanted"), {"progress": 2, "agreed": "yes"})
    chosen = choose_questions(MODEL, "prepare", [asked_else], FIRST)

    assert [it.question.id for it in chosen] == ["progress", "note", "team-met", "obstacle"]


@pytest.mark.parametrize(
    ("check_ins", "step"),
    [
        ([], "one"),
        ([{"a": "yes", "b": "yes"}], "two"),
        ([{"a": "no", "b": "yes"}], "one"),
        ([{"a": "no", "b": "yes"}, {"a": "yes"}], "two"),
        ([{"a": "no", "b": "yes"}] * 3, "two"),
        ([SKIPPED] * 2, "two"),
        ([{}] * 8, "one"),
        ([{"a": "yes", "b": "yes"}, {"checked": "yes", "asked-users": "yes"}], "two"),
        ([{"a": "no", "b": "yes", "checked": "yes", "asked-users": "yes"}] * 4, "one"),
    ],
    ids=[
        "nothing was asked", "all but the text answered", "a concern keeps it", "until it is none any more",
        "or has come three times", "skipped twice", "nobody said anything", "the last stays",
        "what is in the way is come back to",
    ],
)  # fmt: skip
def test_the_team_is_at_the_first_step_that_waits_for_an_answer(check_ins: list[dict[str, Value]], step: str) -> None:
    year = Year(steps((A, B, TEXT), MODEL.phases[0].steps[1].questions), "prepare")
    for said in check_ins:
        year.ask(saying(said))

    assert current_step(year.model, "prepare", year.earlier).id == step


SCORE, WHY = scale("score"), replace(NOTE, id="score-reason")


def scored(questions: int = 4, *of_step: Question) -> Model:
    """A model with a monthly score and the question what makes it so."""
    model = steps(of_step) if of_step else steps((A, B))
    rules = replace(model.rules, most_questions=questions, monthly=("score", "score-reason"))
    return replace(model, recurring=(*model.recurring, SCORE, WHY), rules=rules)


def after(model: Model, *said: dict[str, Value], homework: int | None = None) -> list[tuple[str, Why]]:
    """The last check-in of such a team; in each before it had said this."""
    year = Year(model, "prepare")
    for it in said:
        year.ask(saying(it))
    return [
        (it.question.id, it.why)
        for it in choose_questions(model, "prepare", year.earlier, year.now, way=Way(homework=homework))
    ]


def test_a_score_comes_together_with_the_question_why() -> None:
    asked = after(scored(), {"a": "yes"})

    assert asked == [
        ("progress", Why.ALWAYS),
        ("b", Why.UNANSWERED_IN_STEP),
        ("score", Why.MONTHLY),
        ("score-reason", Why.MONTHLY),
    ]


def test_a_score_is_not_torn_from_its_reason_by_homework() -> None:
    asked = [id_ for id_, _ in after(scored(), {"a": "yes"}, homework=3)]

    assert asked == ["progress", "homework", "score", "score-reason"]


def test_a_reason_that_is_skipped_is_not_asked_for_alone() -> None:
    model, year = scored(), Year(scored(), "prepare")
    asked = [[it.question.id for it in year.ask(saying({"a": "yes", "b": "yes", "progress": 4}))] for _ in range(9)]

    assert model.rules.monthly == ("score", "score-reason")
    assert all(("score" in ids) == ("score-reason" in ids) for ids in asked)
    assert sum("score" in ids for ids in asked) == 4


def test_what_comes_monthly_takes_no_place_from_what_is_new() -> None:
    many = [yes_no(f"q{n}") for n in range(9)]

    asked = [id_ for id_, _ in after(scored(4, *many), *[{it.id: "yes" for it in many}] * 2)]

    assert asked == ["progress", "q3", "q4", "team-met"]
