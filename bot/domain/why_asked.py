"""Why a question is part of a check-in."""

from enum import StrEnum


class Why(StrEnum):
    """The reason for which a question was chosen."""

    ALWAYS = "always"
    HOMEWORK = "homework"
    MEASURE = "measure"
    MONTHLY = "monthly"
    LITTLE_PROGRESS = "little_progress"
    NOT_ASKED_LAST = "not_asked_last"
    HELP_OPEN = "help_open"
    TURN = "turn"
    EVIDENCE = "evidence"
    NEW_IN_STEP = "new_in_step"
    UNANSWERED_IN_STEP = "unanswered_in_step"
    NEW_IN_NEXT_STEP = "new_in_next_step"
    CONCERN_IN_STEP = "concern_in_step"
    STILL_IN_THE_WAY = "still_in_the_way"
    LONGEST_AGO_IN_STEP = "longest_ago_in_step"
