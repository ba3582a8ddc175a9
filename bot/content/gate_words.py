"""The words of the questions that evidence at a gate asks by itself: those of the gate, put as a question."""

from dataclasses import replace

from bot.content.model_texts import LoadedModel, ModelTexts, QuestionText
from bot.content.wording import Wording
from bot.domain.model import Model

ASK = "check-in.in-place"


def with_gate_questions(loaded: LoadedModel, wording: Wording) -> LoadedModel:
    """The model with words for these questions too; what a language has no words for is borrowed as everything is."""
    if wording.fallback not in wording.texts or not wording.has(ASK):
        # What is missing is told by the check, in its own place.
        return loaded
    texts = {language: _with(own, loaded.model, wording) for language, own in loaded.texts.items()}
    return replace(loaded, texts=texts)


def _with(texts: ModelTexts, model: Model, wording: Wording) -> ModelTexts:
    asked = [it.id for phase in model.phases for it in phase.gate if it.question is not None and it.id in texts.gate]
    words = {id_: wording.plain(ASK, texts.language, evidence=texts.gate[id_]) for id_ in asked}
    of_gates = {id_: QuestionText(text, None, None, {}, None, None) for id_, text in words.items()}
    return replace(texts, questions={**of_gates, **texts.questions})
