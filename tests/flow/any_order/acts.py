"""What people do: acts as values, and how examples of them are drawn."""

from dataclasses import dataclass
from typing import TypeAlias

from hypothesis import strategies as st

from bot.domain.buttons import (
    AGAIN,
    BACK,
    CHANGE,
    CORRECT,
    DONE,
    HELP,
    KEEP,
    LATER,
    LATER_2_HOURS,
    LATER_TOMORROW,
    LATER_WEEK,
    NOT_ON_DUTY,
    NOTHING_NEW,
    SKIP,
    TICK,
)
from bot.domain.model import Kind, Question
from tests.support.world import content

MODEL = content().models["quality-improvement-model"].model
# Every kind, one that opens and ends a case, and one that each answers alone.
POOL = ("progress", "team-size", "signs-of-need", "problem-sentence", "where-it-fails", "help-wanted", "safe-to-say")
QUESTIONS = tuple(MODEL.question(name) for name in POOL)
IN_A_CHECK_IN = 4

# Kari and Ola are in the team from the start, Nina may join, and the fourth is nobody of ours.
KARI, OLA, NINA, STRANGER = range(4)
MEMBERS = (KARI, OLA, NINA)
# The question on the screen, with its first button.
HERE, FIRST = -1, "first"

Place: TypeAlias = int | str


@dataclass(frozen=True)
class Check:
    """What the check-in is like: its questions, how many have to be heard, and whether the team has a group."""

    asked: tuple[Question, ...]
    quorum: int
    in_group: bool


@dataclass(frozen=True)
class Taps:
    """A press on a check-in, one's own or a colleague's; the place is a position or a question's name.

    The update comes `again` where nobody could tell whether it had arrived.
    """

    who: int
    whose: int
    place: Place
    choice: str
    message_id: int
    again: bool = False


@dataclass(frozen=True)
class TapsRaw:
    """A press with data that is none of ours, or of somebody else's check-in, or made up in a private chat."""

    who: int
    data: str


@dataclass(frozen=True)
class Writes:
    """A text, perhaps in reply to the check-in."""

    who: int
    text: str
    replies: bool
    again: bool = False


@dataclass(frozen=True)
class Joins:
    """Somebody opens a link of their own, for the first time or after having left."""

    who: int


@dataclass(frozen=True)
class Leaves:
    """Somebody leaves the team."""

    who: int


@dataclass(frozen=True)
class Waits:
    """A week goes by, and what was put off comes back."""


@dataclass(frozen=True)
class Closes:
    """The check-in's time is over."""


@dataclass(frozen=True)
class Delivers:
    """What waits is sent."""


Act: TypeAlias = Taps | TapsRaw | Writes | Joins | Leaves | Waits | Closes | Delivers

CHOICES = sorted({choice for question in QUESTIONS for choice in question.choices})
PUT_OFF = (LATER_2_HOURS, LATER_TOMORROW, LATER_WEEK)
MOVES = (SKIP, BACK, NOTHING_NEW, NOT_ON_DUTY, CHANGE, AGAIN, CORRECT, HELP, LATER, *PUT_OFF)
ON_SEVERAL = ("+users", "+staff", "-users", "+none", "-none", DONE)
GARBAGE = ("6", "=", "=x", "=nan", "=1e400", "!dance", "ja", "é", "+", "-", "+dance", "+4", KEEP, DONE)
# Few values of each question, so that answers are often given twice, by both, and changed back.
VALID: list[tuple[Place, str]] = [
    ("progress", "2"), ("progress", "4"), ("team-size", "=4.0"), ("team-size", "=99.5"), ("team-size", "=-1"),
    *(("signs-of-need", choice) for choice in ON_SEVERAL), ("problem-sentence", KEEP),
    ("where-it-fails", "handover"), ("where-it-fails", "other"), ("help-wanted", "yes"), ("help-wanted", "no"),
    ("safe-to-say", "3"),
]  # fmt: skip
# Who goes on with the first button gets to the end, where the answers of several meet.
GOES_ON = st.tuples(st.just(HERE), st.just(FIRST))
PLACES = st.one_of(
    GOES_ON,
    GOES_ON,
    GOES_ON,
    st.sampled_from(VALID),
    st.sampled_from(VALID),
    st.tuples(st.just(HERE), st.sampled_from([DONE, KEEP, *MOVES, *PUT_OFF])),
    st.tuples(st.integers(0, 3), st.sampled_from(MOVES)),
    st.tuples(st.integers(0, 5), st.sampled_from([*CHOICES, *ON_SEVERAL, *GARBAGE])),
)
TEXTS = st.one_of(
    st.sampled_from(["4", "yes", "Nei", "99", "12,5", "1/4", "/dance", "hello", "  4. ", "other", "1e5", "𝟜"]),
    st.sampled_from(
        ["We fall at night", " We fall at night\n", "22 33 44 55", "a@example.org", "😀" * 100, "😀" * 101]
    ),
    st.text(min_size=1, max_size=30),
)
RAW_DATA = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["", "a1", "a1:0:0:4", "a1:{other}:0:4", "a1:{other}:9:!skip", "a1:999999999999999999:0:yes",
                     "a0:{other}:0:4", "a1:{other}:99999999999:4", "a1:{group}:0:!nothing-new", "a1:{group}:0:!later"]),
)  # fmt: skip
# Mostly those who are in the team, and mostly on what is theirs.
WHO = st.sampled_from([KARI, OLA, KARI, OLA, KARI, OLA, NINA, STRANGER])


@st.composite
def taps(draw: st.DrawFn) -> Taps:
    """A press; one in eight is on a colleague's check-in."""
    who = draw(WHO)
    whose = draw(st.sampled_from(MEMBERS)) if who == STRANGER or draw(st.integers(0, 7)) == 7 else who
    return Taps(who, whose, *draw(PLACES), draw(st.sampled_from([1, 10**6])), draw(st.booleans()))


RARE = st.one_of(
    st.builds(Delivers),
    st.builds(Waits),
    st.builds(Closes),
    st.just(Joins(NINA)),
    st.builds(Joins, st.sampled_from(MEMBERS)),
    st.builds(Leaves, st.sampled_from(MEMBERS)),
)
TYPED = st.builds(Writes, WHO, TEXTS, st.booleans(), st.booleans())
# Most acts are taps, and only then do answers meet each other.
MIXED = [*[taps()] * 12, *[TYPED] * 3, st.builds(TapsRaw, WHO, RAW_DATA), *[RARE] * 2]
ACTS = st.lists(st.sampled_from(range(len(MIXED))).flatmap(MIXED.__getitem__), min_size=10, max_size=30)


@st.composite
def checks(draw: st.DrawFn) -> Check:
    """A check-in of four questions; nothing personal is asked in a group."""
    in_group = draw(st.booleans())
    asked = [it for it in draw(st.permutations(QUESTIONS)) if not (in_group and it.id == "safe-to-say")]
    return Check(tuple(asked[:IN_A_CHECK_IN]), draw(st.sampled_from([1, 1, 2])), in_group)


def first_of(question: Question, draft: object) -> str:
    """The first thing that takes somebody further, by what has been ticked or asked back so far."""
    match question.kind:
        case Kind.CHOICES:
            return DONE if draft else TICK + question.choices[0]
        case Kind.NUMBER:
            return "=4.0"
        case Kind.TEXT:
            return KEEP if draft else SKIP
    return question.choices[0]
