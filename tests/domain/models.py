"""A small model for the tests of this folder."""

from bot.domain.model import CheckInRules, Kind, Model, Phase, Question, Step

SCALE = ("1", "2", "3", "4", "5")
YES_NO = ("yes", "no")


def yes_no(name: str) -> Question:
    return Question(name, 1, Kind.YES_NO, choices=YES_NO, best="yes", concern=frozenset({"no"}))


def scale(name: str) -> Question:
    return Question(name, 1, Kind.SCALE, choices=SCALE, best=4, concern=frozenset({"1", "2"}))


PROGRESS = scale("progress")
TEAM_MET = yes_no("team-met")
IN_THE_WAY = frozenset({"time", "staffing"})
OBSTACLE = Question("obstacle", 1, Kind.CHOICE, choices=("time", "staffing", "none"), best="none", concern=IN_THE_WAY)
SIZE = Question("size", 2, Kind.NUMBER)
NOTE = Question("note", 1, Kind.TEXT)
SIGNS = Question("signs", 1, Kind.CHOICES, choices=("a", "b", "none"), concern=frozenset({"none"}))

NEED = Step("need", (yes_no("agreed"), NOTE, SIGNS, scale("wanted"), SIZE))
KNOW = Step("know", (yes_no("checked"), yes_no("asked-users")))
AIM = Step("aim", (yes_no("smart"),))

MODEL = Model(
    "small",
    (Phase("prepare", (NEED, KNOW)), Phase("plan", (AIM,))),
    (PROGRESS, TEAM_MET, OBSTACLE),
    CheckInRules(most_questions=4, most_step_questions=2, always=("progress",), take_turns=("team-met", "obstacle")),
)
