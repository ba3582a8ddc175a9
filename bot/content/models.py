"""Loads the improvement models of `prompts/models`, each a folder with its structure and its words per language."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.content.model_checks import check_structure
from bot.content.model_file import EvidencePart, ModelPart, ModelWords, PhasePart, QuestionPart, QuestionWords, StepPart
from bot.content.model_texts import LoadedModel, ModelTexts, QuestionText, StepText
from bot.content.model_words import Missing, check_words, missing_words
from bot.content.shape import fit
from bot.content.yaml_file import read_yaml
from bot.domain.errors import BadFile, Problem
from bot.domain.model import Accept, CheckInRules, Evidence, Kind, Model, Phase, Question, Step, Value

_IMPLIED_CHOICES = {Kind.YES_NO: ("yes", "no"), Kind.SCALE: ("1", "2", "3", "4", "5")}


def load_models(folder: Path) -> dict[str, LoadedModel]:
    """The models under `folder`, by id. BadFile with all that is wrong with them."""
    models: dict[str, LoadedModel] = {}
    problems: list[Problem] = []
    for path in sorted(path for path in folder.glob("*") if path.is_dir()):
        try:
            models[path.name] = load_model(path)
        except BadFile as bad:
            problems += bad.problems
    if problems:
        raise BadFile(problems)
    if not models:
        raise BadFile([Problem(str(folder), 1, "there should be a folder here for each model")])
    return models


def load_model(folder: Path) -> LoadedModel:
    """The model in this folder. BadFile with all that is wrong with its files."""
    file = read_yaml(folder / "model.yaml")
    part = fit(file, ModelPart)
    model = _model(part)
    problems = check_structure(file, part, folder.name)
    texts: dict[str, ModelTexts] = {}
    lacking: list[Missing] = []
    for path in sorted(path for path in folder.glob("*.yaml") if path.stem != "model"):
        try:
            words_file = read_yaml(path)
            words = fit(words_file, ModelWords)
        except BadFile as bad:
            problems += bad.problems
            continue
        problems += check_words(words_file, words, model, path.stem)
        lacking.append(missing_words(words_file, words, model))
        texts[path.stem] = _texts(words, lacking[-1])
    problems += _missing_everywhere(lacking)
    if not texts and not problems:
        problems.append(file.problem("there should be a file of words for each language here, such as en.yaml"))
    if problems:
        raise BadFile(problems)
    return LoadedModel(model, texts, [problem for it in lacking for problem in _in_order(it)])


def _model(part: ModelPart) -> Model:
    rules = part.check_in
    questions = {it.id: it for phase in part.phases for step in phase.steps for it in step.questions}
    return Model(
        id=part.id,
        phases=tuple(_phase(phase, questions) for phase in part.phases),
        recurring=tuple(_question(question) for question in part.recurring),
        rules=CheckInRules(
            rules.most_questions, rules.most_step_questions, rules.always, rules.take_turns, rules.monthly
        ),
    )


def _phase(part: PhasePart, questions: Mapping[str, QuestionPart]) -> Phase:
    return Phase(
        id=part.id,
        steps=tuple(_step(step, questions) for step in part.steps),
        gate=tuple(_evidence(evidence) for evidence in part.gate),
        leader_question=None if part.leader_question is None else _question(part.leader_question),
        duty=part.duty,
        advice=part.advice,
    )


def _evidence(part: EvidencePart) -> Evidence:
    """What no question answers is asked by itself, under its own id."""
    if part.answered_by:
        return Evidence(part.id, part.answered_by)
    choices = _IMPLIED_CHOICES[Kind.YES_NO]
    asked = Question(part.id, 1, Kind.YES_NO, choices=choices, best="yes", concern=frozenset({"no"}))
    return Evidence(part.id, question=asked)


def _step(part: StepPart, questions: Mapping[str, QuestionPart]) -> Step:
    again = (questions[id_] for id_ in part.asks_again if id_ in questions)
    return Step(part.id, tuple(_question(it) for it in (*part.questions, *again)), part.official)


def _question(part: QuestionPart) -> Question:
    return Question(
        id=part.id,
        version=part.version,
        kind=part.kind,
        about=part.about,
        choices=_IMPLIED_CHOICES.get(part.kind, part.choices),
        best=_best(part.best),
        concern=frozenset(part.concern),
        alone=frozenset(part.alone),
        accept=Accept() if part.accept is None else Accept(part.accept.min, part.accept.max),
        longest=part.longest,
        seen_by_managers=part.seen_by_managers,
    )


def _best(best: object) -> Value | None:
    if isinstance(best, list):
        return tuple(str(choice) for choice in best)
    return best if isinstance(best, str | int | float) else None


def _in_order(missing: Missing) -> list[Problem]:
    return sorted((problem for found in missing.values() for problem in found), key=lambda problem: problem.line)


def _missing_everywhere(lacking: Sequence[Missing]) -> list[Problem]:
    """What no language has, so that it cannot be borrowed."""
    if not lacking:
        return []
    everywhere = [it for it in lacking[0] if all(it in others for others in lacking)]
    return [problem for missing in lacking for it in everywhere for problem in missing[it]]


def _texts(words: ModelWords, missing: Missing) -> ModelTexts:
    return ModelTexts(
        language=words.language,
        title=words.title,
        phases=words.phases,
        steps={
            id_: StepText(step.title, step.guidance)
            for id_, step in words.steps.items()
            if ("steps", id_) not in missing
        },
        questions={
            id_: _question_text(question)
            for id_, question in words.questions.items()
            if ("questions", id_) not in missing
        },
        gate=words.gate,
    )


def _question_text(words: QuestionWords) -> QuestionText:
    return QuestionText(words.text, words.low, words.high, words.choices, words.help, words.best)
