"""Models: the shipped one, and a sentence for every mistake in a model or its words."""

import logging
from pathlib import Path

import pytest

from bot.content.content import Content
from bot.content.models import load_models
from bot.domain.errors import BadFile
from bot.domain.language import Language
from bot.domain.model import About, Accept, CheckInRules, Evidence, Kind, Model, Phase, Question, Step
from tests.content import examples

MODEL = "quality-improvement-model"
SMILES = "😀" * 13


def test_the_model_has_the_phases_and_steps_of_2015_and_one_step_of_ours(content: Content) -> None:
    model = content.models[MODEL].model

    assert [phase.id for phase in model.phases] == ["prepare", "plan", "do", "evaluate", "follow-up"]
    assert [len(phase.steps) for phase in model.phases] == [3, 4, 2, 2, 3]
    assert [step.id for phase in model.phases for step in phase.steps if not step.official] == ["test-changes"]
    assert all(phase.leader_question is not None and phase.gate for phase in model.phases)


def test_a_check_in_has_at_most_four_questions_two_of_them_from_the_step(content: Content) -> None:
    rules = content.models[MODEL].model.rules

    assert (rules.most_questions, rules.most_step_questions, rules.always) == (4, 2, ("progress",))


def test_questions_have_their_choices_and_their_best_answer(content: Content) -> None:
    model = content.models[MODEL].model

    progress, met, size = (model.question(id_) for id_ in ("progress", "team-met", "team-size"))
    signs, sentence, safe = (model.question(id_) for id_ in ("signs-of-need", "problem-sentence", "safe-to-say"))

    assert (progress.kind, progress.choices, progress.best) == (Kind.SCALE, ("1", "2", "3", "4", "5"), 4)
    assert (progress.is_concern(2), progress.is_concern(3)) == (True, False)
    assert (met.choices, met.best, met.is_concern("no")) == (("yes", "no"), "yes", True)
    assert (size.accept, size.best) == (Accept(1, 30), 4)
    assert signs.best == ("incidents", "users", "numbers", "staff")
    assert (sentence.best, sentence.longest) == (None, 200)
    assert (safe.about, safe.seen_by_managers) == (About.PERSON, False)


def test_words_are_there_by_id_in_each_language(content: Content) -> None:
    texts = content.models[MODEL].texts

    assert list(texts) == ["en", "nb", "nn"]
    assert texts["nb"].title == "Modell for kvalitetsforbedring"
    assert texts["nn"].phases["prepare"] == "Førebu"
    assert texts["nb"].steps["recognise-need"].title == "Erkjenne behovet for forbedring"
    assert texts["en"].questions["progress"].text == "How far have you come since last time?"
    assert texts["en"].questions["obstacle"].choices["manager"] == "Waiting for a manager"
    assert texts["en"].questions["problem-sentence"].best is not None
    assert texts["en"].gate["named-sponsor"] == "A named manager stands behind the work"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder of models with one small model in it."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "model.yaml").write_text(examples.MODEL, encoding="utf-8")
    (folder / "en.yaml").write_text(examples.MODEL_WORDS, encoding="utf-8")
    return tmp_path


def problems_of(models: Path, file: str) -> list[str]:
    with pytest.raises(BadFile) as bad:
        load_models(models)
    start = f"{models / 'small' / file}:"
    return [str(problem).removeprefix(start) for problem in bad.value.problems]


def test_a_model_of_ones_own_is_loaded(small: Path) -> None:
    loaded = load_models(small)["small"]

    assert loaded.model == Model(
        id="small",
        phases=(
            Phase(
                "begin",
                steps=(
                    Step(
                        "agree",
                        (
                            Question("how-many", 1, Kind.NUMBER, best=4, accept=Accept(1, 30)),
                            Question("signs", 1, Kind.CHOICES, choices=("reports", "staff"), best=("reports", "staff")),
                            Question("sentence", 1, Kind.TEXT, longest=150),
                        ),
                    ),
                ),
                gate=(Evidence("agreed", ("sentence",)),),
                duty="plan",
            ),
        ),
        recurring=(
            Question("progress", 1, Kind.SCALE, choices=tuple("12345"), best=4, concern=frozenset({"1", "2"})),
            Question("team-met", 1, Kind.YES_NO, choices=("yes", "no"), best="yes", concern=frozenset({"no"})),
            Question("obstacle", 1, Kind.CHOICE, choices=("time", "none"), best="none", concern=frozenset({"time"})),
            Question("help-wanted", 2, Kind.YES_NO, choices=("yes", "no"), best="no"),
        ),
        rules=CheckInRules(4, 2, ("progress",), ("team-met", "obstacle")),
    )


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("id: small", "id: other", ['1: the id is "other" but the folder is "small"; give both the same name']),
        (
            "- id: how-many",
            "- id: progress",
            ['30: the question "progress" stands here twice, first on line 7; give one another id'],
        ),
        ("- id: help-wanted", "- id: help", ['6: the question "help-wanted" is missing; every model has it']),
        (
            "always: [progress]",
            "always: [progess]",
            ['4: there is no recurring question "progess"; did you mean "progress"?'],
        ),
        ("most_questions: 4", "most_questions: 6", ['3: "most_questions" is the number 6; it should be 4 or less']),
        ("most_questions: 4", "most_questions: 1", ["4: these are more than the 1 questions of a check-in"]),
        (
            "kind: scale",
            "kind: scala",
            ['8: "kind" is "scala"; it should be one of yes_no, scale, choice, choices, number, text'],
        ),
        ("best: yes", "best: maybe", ['13: "maybe" is no choice here; known are no, yes']),
        ("    best: yes\n", "", ['11: the question "team-met" needs yes or no as its best answer: best']),
        ("best: 4", "best: 6", ['9: "6" is no choice here; known are 1, 2, 3, 4, 5']),
        ("best: 4", "best: true", ['9: the question "progress" needs a number from 1 to 5 as its best answer: best']),
        ("best: [reports, staff]", "best: [reports, stuff]", ['37: "stuff" is no choice here; did you mean "staff"?']),
        ("concern: [1, 2]", "concern: [0]", ['10: "0" under concern is no choice here; known are 1, 2, 3, 4, 5']),
        ("kind: scale", "kind: scale\n    choices: [a, b]", ["9: a scale question has no `choices`; take them out"]),
        (
            "choices: [time, none]",
            "choices: [none]",
            [
                '17: the question "obstacle" needs two or more `choices`',
                '19: "time" under concern is no choice here; known are none',
            ],
        ),
        ("kind: scale", "kind: scale\n    accept: {min: 1}", ["9: only a number question has `accept`, this is scale"]),
        (
            "longest: 150",
            "longest: 150\n            best: It is so",
            ["41: the best answer of a text question stands in the language files"],
        ),
        (
            "answered_by: [sentence]",
            "answered_by: [sentense]",
            ['43: there is no question "sentense"; did you mean "sentence"?'],
        ),
        (
            "choices: [time, none]",
            "choices: [time, none, time]",
            ['17: the choice "time" stands here twice; keep one'],
        ),
        (
            "choices: [time, none]",
            f"choices: [time, none, {'long' * 12}]",
            [f'17: the choice "{"long" * 12}" has 48 letters; at most 46 fit in its button'],
        ),
        (
            "take_turns: [team-met, obstacle]",
            "take_turns: [team-met, progress]",
            ['5: "progress" stands under always already, so one check-in could ask it twice; keep one'],
        ),
        (
            "take_turns: [team-met, obstacle]",
            "monthly: [team-met, team-met]",
            ['5: "team-met" stands under monthly already, so one check-in could ask it twice; keep one'],
        ),
        (
            "most_questions: 4",
            "most_questions: 2",
            [
                (
                    "4: no check-in would have room for a question of the step, so no team would ever get further; "
                    "leave room for one or two"
                )
            ],
        ),
        (
            "most_questions: 4",
            "most_step_questions: 0",
            [
                (
                    "3: no check-in would have room for a question of the step, so no team would ever get further; "
                    "leave room for one or two"
                )
            ],
        ),
        (
            "always: [progress]",
            "always: [progress, help-wanted, team-met, obstacle]",
            [
                "4: these are more than the 4 questions of a check-in",
            ],
        ),
        (
            "always: [progress]\n  take_turns: [team-met, obstacle]",
            "most_step_questions: 1\n  always: [progress, team-met, obstacle]\n  monthly: [help-wanted]",
            [
                (
                    "5: no check-in would have room for a question of the step, so no team would ever get further; "
                    "leave room for one or two"
                )
            ],
        ),
        (
            "kind: yes_no\n    best: yes\n    concern: [no]",
            "kind: yes_no\n    about: person\n    best: yes\n    concern: [no]",
            ['5: "team-met" is about a person; put it under monthly'],
        ),
        (
            "accept: {min: 1, max: 30}",
            "about: person",
            ['32: "how-many" is about a person; put it among the recurring ones and under monthly'],
        ),
        (
            "- id: how-many",
            "- id: homework",
            ['30: every model has "homework" by itself; give this question another id'],
        ),
        (
            "kind: yes_no\n    best: yes\n    concern: [no]",
            "kind: text",
            ['12: the question "team-met" is yes_no in every model, and here text; give yours another id'],
        ),
        (
            "choices: [time, none]\n    best: none",
            "choices: [time, nothing]\n    best: nothing",
            ['17: the question "obstacle" needs the choice "none", for nothing in the way'],
        ),
        (
            "choices: [reports, staff]\n",
            f"choices: [reports, staff, {', '.join(f'sign-{n}' for n in range(19))}]\n",
            ['36: the question "signs" has 21 choices; at most 20 fit below a message'],
        ),
        ("duty: plan", "duties: plan", ['26: unknown key "duties"; did you mean "duty"?']),
        ("kind: number", "kind: number\n            lonest: 3", ['32: unknown key "lonest"; did you mean "longest"?']),
    ],
)
def test_every_mistake_in_the_structure_is_told_with_its_line(
    old: str, new: str, sentences: list[str], small: Path
) -> None:
    examples.edit(small / "small" / "model.yaml", old, new)

    assert [it for it in sentences if it not in problems_of(small, "model.yaml")] == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("language: en", "language: nb", '1: the language is "nb" but the file is en.yaml'),
        ("  begin: Begin\n", "  start: Begin\n", '3: the words for "begin" are missing under phases; add them'),
        (
            "  begin: Begin\n",
            "  begin: Begin\n  begun: Begun\n",
            '5: the model has no "begun" under phases; did you mean "begin"?',
        ),
        ("    low: nowhere\n", "", '10: the scale "progress" needs words for its ends: low and high'),
        ("    text: Met?\n", "    text: Met?\n    low: never\n", "16: low and high belong to a scale; take them out"),
        ("      time: Time\n", "", '18: the choice "time" has no words; add it'),
        (
            "      time: Time\n",
            "      time: Time\n      tim: Time\n",
            '20: there is no choice "tim"; did you mean "time"?',
        ),
        (
            "      time: Time\n",
            "      time: There is not enough time for it\n",
            '19: "There is not enough time for it" has 31 characters; at most 28 fit on a button',
        ),
        (
            "      staff: Staff\n",
            "      staff: What we hear from the staff\n",
            '29: "What we hear from the staff" has 27 characters; at most 26 fit on a button beside its box',
        ),
        (
            "    low: nowhere\n",
            "    low: no further than last week\n",
            '12: "no further than last week" has 25 characters; at most 24 fit on a button beside its number',
        ),
        (
            "    high: far\n",
            f"    high: {SMILES}\n",
            f'13: "{SMILES}" has 26 characters; at most 24 fit on a button beside its number',
        ),
        (
            "    text: Met?\n",
            "    text: Met?\n    choices:\n      yes: Yes\n",
            "16: a yes_no question has no choices; take them out",
        ),
        (
            "guidance: Agree on one thing.",
            f"guidance: {'word ' * 81}",
            "8: this guidance has 404 characters; at most 400 fit",
        ),
        (
            "    best: It is like this.\n",
            "",
            '30: the text question "sentence" needs an example of a best answer: best',
        ),
        (
            "    text: Met?\n",
            "    text: Met?\n    best: yes\n",
            "16: the best answer of this question stands in model.yaml; take it out here",
        ),
        ("    text: Met?\n", "    text:\n", '15: "text" has nothing after it; fill it in or take the line out'),
        (
            "  agreed: It is agreed\n",
            "  greed: It is agreed\n",
            '33: the words for "agreed" are missing under gate; add them',
        ),
    ],
)
def test_every_mistake_in_the_words_is_told_with_its_line(old: str, new: str, sentence: str, small: Path) -> None:
    examples.edit(small / "small" / "en.yaml", old, new)

    assert sentence in problems_of(small, "en.yaml")


def test_a_model_without_words_is_told(small: Path) -> None:
    (small / "small" / "en.yaml").unlink()

    assert problems_of(small, "model.yaml") == [
        "1: there should be a file of words for each language here, such as en.yaml"
    ]


# What one language lacks


SAMI = """\
language: se
title: Unna málle
questions:
  progress:
    text: Man guhkás?
    low: ii gosage
    high: guhkás
  team-met:
    text: Deaivvadeigga?
  obstacle:
    text: Mii lea ovddas?
    choices:
      time: Áigi
"""


@pytest.fixture
def lent(small: Path) -> Path:
    """The same with a language that has some of its words."""
    (small / "small" / "se.yaml").write_text(SAMI, encoding="utf-8")
    return small


def test_what_a_language_lacks_is_borrowed_and_each_told_once(lent: Path, caplog: pytest.LogCaptureFixture) -> None:
    loaded = load_models(lent)["small"]

    with caplog.at_level(logging.WARNING):
        words = [loaded.texts_in(Language("se", borrows_from="en"), "en") for _ in range(3)]
        said = {(it.title, it.questions["progress"].text, it.questions["help-wanted"].text) for it in words}

    assert said == {("Unna málle", "Man guhkás?", "Help?")}
    assert [(it.message, it.key, it.language, it.borrowed_from) for it in caplog.records] == [  # type: ignore[attr-defined]
        ("text missing", "small.questions.help-wanted", "se", "en")
    ]


def test_a_question_of_which_a_part_is_missing_is_borrowed_whole(lent: Path) -> None:
    words = load_models(lent)["small"].texts_in("se", "en")

    assert words.questions["obstacle"].text == "What stands in the way?"
    assert dict(words.questions["obstacle"].choices) == {"time": "Time", "none": "Nothing"}
    assert words.steps["agree"].guidance == "Agree on one thing."
    assert set(words.questions) == {it.id for _, _, it in load_models(lent)["small"].model.questions()}


def test_a_language_without_words_for_the_model_is_told_once(lent: Path, caplog: pytest.LogCaptureFixture) -> None:
    loaded = load_models(lent)["small"]

    with caplog.at_level(logging.WARNING):
        said = [loaded.texts_in("nb", "sv", "en").phases["begin"] for _ in range(2)]

    assert said == ["Begin", "Begin"]
    assert [it.key for it in caplog.records] == ["small"]  # type: ignore[attr-defined]


def test_the_collaboratives_language_is_asked_before_the_last_resort(lent: Path) -> None:
    for language, words in (("nb", "Hvor langt?"), ("nn", "Kor langt?")):
        text = examples.replaced(examples.MODEL_WORDS, "language: en", f"language: {language}")
        text = examples.replaced(text, "text: Help?", f"text: {words}")
        (lent / "small" / f"{language}.yaml").write_text(text, encoding="utf-8")
    loaded = load_models(lent)["small"]

    assert loaded.texts_in("se", "nn", "en").questions["help-wanted"].text == "Kor langt?"
    assert loaded.texts_in(Language("se", borrows_from="nb"), "en").questions["help-wanted"].text == "Hvor langt?"


def test_everything_that_a_language_lacks_is_kept_with_its_line_for_the_check(lent: Path) -> None:
    missing = [str(it).partition("se.yaml:")[2] for it in load_models(lent)["small"].missing]

    assert missing == [
        '1: the words for "begin" are missing under phases; add them',
        '1: the words for "agree" are missing under steps; add them',
        '1: the words for "agreed" are missing under gate; add them',
        '3: the words for "help-wanted" are missing under questions; add them',
        '3: the words for "how-many" are missing under questions; add them',
        '3: the words for "signs" are missing under questions; add them',
        '3: the words for "sentence" are missing under questions; add them',
        '12: the choice "none" has no words; add it',
    ]


def test_what_no_language_has_stops_the_loading(lent: Path) -> None:
    examples.edit(lent / "small" / "en.yaml", "  help-wanted:\n    text: Help?\n", "")

    assert problems_of(lent, "en.yaml") == [
        '9: the words for "help-wanted" are missing under questions; add them',
        str(lent / "small" / "se.yaml") + ':3: the words for "help-wanted" are missing under questions; add them',
    ]
