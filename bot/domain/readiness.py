"""What a manager says of the conditions before a team starts: it refuses nothing, and some of it is worth a talk."""

from collections.abc import Mapping

YES, NO = "yes", "no"
# Each question with the answer that is worth a talk: three of the handbook for learning networks, and resources.
QUESTIONS: Mapping[str, str] = {"reorganisation": YES, "conflict": YES, "large-events": YES, "resources": NO}
ORDER = tuple(QUESTIONS)


def concerns(said: Mapping[str, str]) -> list[str]:
    """The questions whose answers are worth a talk, in their order."""
    return [question for question, worth_a_talk in QUESTIONS.items() if said.get(question) == worth_a_talk]
