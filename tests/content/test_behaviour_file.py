"""A behaviour file: read into values, and every mistake told with its line."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.content.behaviour_file import load_behaviour
from bot.content.content import Content
from bot.content.programme_file import load_programme
from bot.domain.behaviour import Behaviour, Does, Event, Habit, Saying
from bot.domain.errors import BadFile
from bot.settings import ROOT
from tests.support.world import content

PROGRAMME = ROOT / "docs" / "example-programme.yaml"


def load(folder: Path, text: str, words: Content | None = None) -> Behaviour:
    file = folder / "behaviour.yaml"
    file.write_text(text, encoding="utf-8")
    words = words or content()
    return load_behaviour(file, load_programme(PROGRAMME, words).programme, words, seed=3)


def test_everything_that_may_stand_in_it(tmp_path: Path) -> None:
    behaviour = load(
        tmp_path,
        """\
people:
  kari: {answers: always, after: 30m, until: 2026-10-01}
  ola: {answers: 0.6, joins: 2026-09-15}
  liv: {answers: never, joins: never}
says:
  - {person: kari, question: progress, value: 1, from: 2026-10-05, until: 2026-10-30}
  - {person: ola, question: obstacle, value: time}
  - {person: ola, question: signs-of-need, value: [staff, users]}
  - {person: ola, question: problem-sentence, value: " Falls at night "}
events:
  - {at: "2026-10-28 09:00", person: anne, does: acknowledge, team: ridge}
  - {at: "2026-10-21 12:00", person: ola, does: answer}
  - {at: "2026-10-29 09:00", person: anne, does: pause, team: ridge, until: 2026-11-09}
  - {at: "2026-10-30 09:00", person: anne, does: move-phase, team: ridge, to: plan}
  - {at: "2026-11-01 09:00", does: move-session, session: second, to: 2026-11-24}
""",
    )

    assert behaviour == Behaviour(
        {
            "kari": Habit(1.0, timedelta(minutes=30), date(2026, 10, 1)),
            "ola": Habit(0.6, joins=date(2026, 9, 15)),
            "liv": Habit(0.0, stays_away=True),
        },
        (
            Saying("kari", "progress", 1, date(2026, 10, 5), date(2026, 10, 30)),
            Saying("ola", "obstacle", "time"),
            Saying("ola", "signs-of-need", ("users", "staff")),
            Saying("ola", "problem-sentence", "Falls at night"),
        ),
        # Local times on both sides of the end of summer time.
        (
            Event(datetime(2026, 10, 21, 10, tzinfo=UTC), "ola", Does.ANSWER),
            Event(datetime(2026, 10, 28, 8, tzinfo=UTC), "anne", Does.ACKNOWLEDGE, "ridge"),
            Event(datetime(2026, 10, 29, 8, tzinfo=UTC), "anne", Does.PAUSE, "ridge", until=date(2026, 11, 9)),
            Event(datetime(2026, 10, 30, 8, tzinfo=UTC), "anne", Does.MOVE_PHASE, "ridge", to="plan"),
            Event(
                datetime(2026, 11, 1, 8, tzinfo=UTC),
                None,
                Does.MOVE_SESSION,
                session="second",
                to_day=date(2026, 11, 24),
            ),
        ),
        seed=3,
    )


def test_the_example_is_sound() -> None:
    words = content()
    programme = load_programme(PROGRAMME, words).programme

    behaviour = load_behaviour(ROOT / "docs" / "example-behaviour.yaml", programme, words)

    assert behaviour.habits.keys() <= {person.id for person in programme.people}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "people:\n  karri: {answers: never}\n",
            '2: there is no person "karri" in the programme; did you mean "kari"?',
        ),
        ("people:\n  kari: {answer: never}\n", '2: unknown key "answer"; did you mean "answers"?'),
        (
            "people:\n  kari: {answers: 2}\n",
            '2: "answers" is the number 2; it should be always, never, or a share from 0 to 1 such as 0.6',
        ),
        (
            "people:\n  kari: {after: 26}\n",
            '2: "after" is the number 26; write a time as a number and m, h or d, such as 26h',
        ),
        (
            "people:\n  kari: {joins: soon}\n",
            '2: "joins" is "soon"; it should be never, or a date such as 2026-09-15',
        ),
        (
            "people:\n  kari: {joins: 2027-06-19}\n",
            "2: the programme is over on 2027-06-19; choose a day up to 2027-06-18, or never",
        ),
        (
            "says:\n  - person: kari\n    question: progres\n    value: 1\n",
            '3: there is no question "progres"; did you mean "progress"?',
        ),
        (
            "says:\n  - person: kari\n    question: measure\n    value: many\n",
            '4: many is no answer to "measure"; it should be a number or not-counted',
        ),
        (
            "says:\n  - person: kari\n    question: progress\n    value: 6\n",
            '4: 6 is no answer to "progress"; it should be one of 1, 2, 3, 4, 5',
        ),
        (
            f"says:\n  - person: kari\n    question: problem-sentence\n    value: {'long' * 51}\n",
            f'4: {"long" * 51} is no answer to "problem-sentence"; it should be a text of at most 200 letters',
        ),
        (
            "says:\n  - person: kari\n    question: signs-of-need\n    value: [staff, none]\n",
            (
                '4: [staff, none] is no answer to "signs-of-need"; it should be a list of one or more of incidents, '
                "users, numbers, staff, none; none goes with no other"
            ),
        ),
        (
            "says:\n  - person: kari\n    question: signs-of-need\n    value: staff\n",
            (
                '4: staff is no answer to "signs-of-need"; it should be a list of one or more of incidents, users, '
                "numbers, staff, none; none goes with no other"
            ),
        ),
        (
            "says:\n  - person: kari\n    question: who-heard\n    value: []\n",
            (
                '4: [] is no answer to "who-heard"; it should be a list of one or more of network, municipality, '
                "politicians, users, none; none goes with no other"
            ),
        ),
        (
            "people:\n  kari: {after: 999999999999d}\n",
            '2: "after" is "999999999999d"; write a time as a number and m, h or d, such as 26h',
        ),
        (
            "says:\n  - {person: kari, question: progress, value: 1, from: 2026-10-05, until: 2026-10-04}\n",
            "2: this ends before it begins; change one of the days",
        ),
        (
            'events:\n  - {at: "2026-10-12", person: anne, does: leave}\n',
            '2: "at" is "2026-10-12"; write a moment as "2026-10-12 09:00"',
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", person: anne, does: acknowledge}\n',
            '2: "acknowledge" needs "team": about which team; add it',
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", does: leave}\n',
            '2: "leave" needs "person": who does it, by the id that stands in the programme; add it',
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", person: anne, does: pause, team: ridge}\n',
            '2: "pause" needs "until": the first day on which it is over, such as 2026-11-09; add it',
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", person: kari, does: leave, team: ridge}\n',
            '2: "leave" has no use for "team"; take it out',
        ),
        (
            'events:\n  - at: "2026-10-12 09:00"\n    person: kari\n    does: away\n    until: 2026-10-12\n',
            "5: 2026-10-12 is not after 2026-10-12, when it begins; choose a later day",
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", person: per, does: pause, team: ridge, until: 2026-11-09}\n',
            ('2: "per" is no facilitator of ridge and no owner, so nothing would come of it; name one of anne'),
        ),
        (
            'events:\n  - {at: "2026-08-30 09:00", person: kari, does: leave}\n',
            "2: this lies outside the programme (2026-08-31 to 2027-06-18); choose a moment in it",
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", person: anne, does: move-phase, team: ridge, to: plann}\n',
            '2: there is no phase "plann" in the model; did you mean "plan"?',
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", does: move-session, session: secnd, to: 2026-11-24}\n',
            '2: there is no gathering "secnd" in the programme; did you mean "second"?',
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", does: move-session, session: second, to: november}\n',
            '2: "november" is no day; write a date as year-month-day, such as 2026-11-24',
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", does: move-session, session: second, to: 2027-11-24}\n',
            (
                "2: the gathering on 2027-11-24 would lie outside the programme (2026-08-31 to 2027-06-18); "
                "choose a day in it"
            ),
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", person: anne, does: acknowledge, team: rigde}\n',
            '2: there is no team "rigde" in the programme; did you mean "ridge"?',
        ),
        (
            'events:\n  - {at: "2026-10-12 09:00", person: anne, does: paus, team: ridge}\n',
            (
                '2: "does" is "paus"; it should be one of acknowledge, snooze, pause, resume, block-bot, unblock-bot, '
                "leave, answer, nothing-new, away, move-phase, move-session"
            ),
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile) as bad:
        load(tmp_path, text)

    assert [str(problem).removeprefix(f"{tmp_path}/behaviour.yaml:") for problem in bad.value.problems] == [sentence]
