"""What can be wrong that a person can put right, each with one clear sentence."""

from dataclasses import dataclass


class MellomError(Exception):
    """Something a person can put right; its text is shown as it is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file, in a facilitator's words: what is wrong and what it should be."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BadFile(MellomError):
    """A content, schedule or programme file that cannot be used, with every problem found in it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class BadButton(MellomError):
    """Button data that this version does not understand: an old button, or none of ours."""
