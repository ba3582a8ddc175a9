"""What a programme file says against itself, its schedule, another file: each told with its line and what to do."""

from pathlib import Path

import pytest

from bot.content.check import check_programme, look_through
from bot.content.content import Content
from tests.content.examples import PROGRAMME, PROMPTS, ROOT, SCHEDULES, edit, replaced

AFTER_MANAGERS = "    managers: [per]\n"


def sentences(text: str, content: Content, folder: Path) -> list[str]:
    """The problems of this programme, from the line on."""
    path = folder / "ridge.yaml"
    path.write_text(text, encoding="utf-8")
    return [str(problem).removeprefix(f"{path}:") for problem in check_programme(path, content)]


def edited(*edits: tuple[str, str]) -> str:
    text = PROGRAMME
    for old, new in edits:
        text = replaced(text, old, new)
    return text


def test_the_example_programme_is_sound(content: Content) -> None:
    assert check_programme(ROOT / "docs/example-programme.yaml", content) == []


AGAINST_ITSELF = [
    (
        [("[kari, ola]", "[kari]")],
        ['19: "ola" has no part in anything; add the id to a team or to owners, or take the line out'],
    ),
    (
        [("owners: [anne]", "owners: [kari]"), ("facilitators: [anne]", "facilitators: [kari]")],
        [
            '16: "anne" has no part in anything; add the id to a team or to owners, or take the line out',
            (
                "26: a silence of this team would be told to nobody but its own members; "
                "add a facilitator or an owner who is not among them"
            ),
        ],
    ),
    (
        [("date: 2026-11-17", "date: 2026-09-08")],
        ['12: the gatherings "first" and "second" are on the same day, 2026-09-08; correct one of the dates'],
    ),
    (
        [("date: 2026-11-17", "date: 2026-12-22")],
        ["12: the gathering on 2026-12-22 lies in the closure from 2026-12-21 to 2027-01-03; move one of them"],
    ),
    (
        [("from: 2026-12-21, to: 2027-01-03", "from: 2025-12-21, to: 2026-01-03")],
        ["14: this closure lies outside the programme (2026-08-31 to 2027-06-18); look at the year, or take it out"],
    ),
    (
        [("goal: 90", "goal: 900")],
        ["29: a share in % is from 0 to 100, and this goal is 900; correct it, or the kind or unit"],
    ),
    (
        [("every: week}", "every: week, rules: c}")],
        ['29: a c chart is of a count, and this measure is "share"; leave out the rules, or write another kind'],
    ),
]
TIMES = [
    (
        [(AFTER_MANAGERS, f"{AFTER_MANAGERS}    starts: 2026-09-02\n    ends: 2026-09-10\n")],
        [
            (
                '29: "fortnightly" asks every 14 days, so only once between 2026-09-02 and 2026-09-10; '
                "give it more time, or a schedule that asks more often"
            )
        ],
    ),
    (
        [(AFTER_MANAGERS, f"{AFTER_MANAGERS}    starts: 2026-12-22\n    ends: 2027-01-03\n")],
        [
            (
                '29: no check-in of "fortnightly" falls between 2026-12-22 and 2027-01-03: '
                "all its days are closed; give it more time, or another schedule"
            )
        ],
    ),
    (
        [(AFTER_MANAGERS, f"{AFTER_MANAGERS}    starts: 2026-09-02\n    ends: 2026-09-07\n")],
        [
            (
                '29: no check-in of "fortnightly" falls between 2026-09-02 and 2026-09-07: '
                "the first would fall on 2026-09-08; give it more time, or another schedule"
            )
        ],
    ),
    (
        [
            ("from: 2026-12-21, to: 2027-01-03", "from: 2026-08-01, to: 2027-07-01"),
            ("sessions:\n", ""),
            ("  - {id: first, title: First gathering, date: 2026-09-08}\n", ""),
            ("  - {id: second, title: Second gathering, date: 2026-11-17}\n", ""),
        ],
        [
            (
                '9: no check-in of "fortnightly" falls between 2026-08-31 and 2027-06-18: '
                "all its days are closed; give it more time, or another schedule"
            )
        ],
    ),
]


@pytest.mark.parametrize(("edits", "expected"), [*AGAINST_ITSELF, *TIMES])
def test_every_contradiction_is_told_with_its_line(
    edits: list[tuple[str, str]], expected: list[str], content: Content, tmp_path: Path
) -> None:
    assert sentences(edited(*edits), content, tmp_path) == expected


@pytest.mark.parametrize(
    "edits",
    [
        [("managers: [per]", "managers: [kari]"), ("owners: [anne]", "owners: [anne, per]")],
        [("facilitators: [anne]", "facilitators: [anne, kari]")],
        [("to: 2027-01-03", "to: 2027-08-01")],
        [("owners: [anne]", "owners: []")],
        [("goal: 90", "goal: 0")],
    ],
    ids=["a manager who is a member", "a facilitator of two is a member", "a closure past the end", "no owner", "0 %"],
)
def test_what_can_be_meant_is_no_mistake(edits: list[tuple[str, str]], content: Content, tmp_path: Path) -> None:
    assert sentences(edited(*edits), content, tmp_path) == []


def test_a_problem_that_all_teams_share_is_told_once(content: Content, tmp_path: Path) -> None:
    second = PROGRAMME[PROGRAMME.index("  - id: ridge") : PROGRAMME.index("    measures:")]
    short = edited(
        ("ends: 2027-06-18", "ends: 2026-09-10"),
        ("  - {id: second, title: Second gathering, date: 2026-11-17}\n", ""),
        ("closures:\n  - {from: 2026-12-21, to: 2027-01-03, title: Christmas}\n", ""),
    )

    assert sentences(short + second.replace("ridge", "fjord").replace("Ridge", "Fjord"), content, tmp_path) == [
        (
            '9: "fortnightly" asks every 14 days, so only once between 2026-08-31 and 2026-09-10; '
            "give it more time, or a schedule that asks more often"
        )
    ]


def test_two_teams_that_nobody_could_tell_apart_are_told(content: Content, tmp_path: Path) -> None:
    second = PROGRAMME[PROGRAMME.index("  - id: ridge") : PROGRAMME.index("    measures:")]

    found = sentences(
        PROGRAMME + second.replace("id: ridge", "id: fjord").replace("home care", "HOME care"), content, tmp_path
    )

    assert found == [
        '31: "Ridge HOME care" is the title of two teams, first on line 23; nobody could tell them apart, so change one'
    ]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("weekday: tuesday", "weekday: saturday", 'the check-ins of "fortnightly" come on a Saturday'),
        ("weekday: monday", "weekday: sunday", 'the digests of "fortnightly" come on a Sunday'),
    ],
)
def test_a_weekday_that_is_always_a_day_off_is_told(
    old: str, new: str, sentence: str, schedules: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ridge.yaml"
    path.write_text(PROGRAMME, encoding="utf-8")
    edit(schedules / "fortnightly.yaml", old, new)

    assert [str(it) for it in look_through(PROMPTS, schedules, [path]).problems] == [
        f'{path}:4: {sentence}, a day off in "NO", so never on that day; choose another weekday in the schedule'
    ]


# Names that make a message too long


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "most"),
    [
        ("title: Ridge home care", f"title: {'Ridge ' * 600}", 23, "test", 4096),
        ("name: Kari Lund", f"name: {'Kari ' * 800}", 18, "check-in-done", 4096),
        ("title: Ridge home care", f"title: {'Ridge ' * 30}", 23, "alert.toasts.nobody", 200),
    ],
)
def test_a_name_that_outgrows_a_message_is_told_at_its_line(
    old: str, new: str, line: int, message: str, most: int, content: Content, tmp_path: Path
) -> None:
    (found,) = sentences(edited((old, new)), content, tmp_path)

    assert found.startswith(f'{line}: with this name "{message}" has up to ')
    assert found.endswith(f" characters in en; {most} fit; shorten it, and others as long")


def test_many_teams_outgrow_a_message_that_names_them_all(content: Content, tmp_path: Path) -> None:
    def with_teams(number: int) -> str:
        people = "members: [kari], facilitators: [anne], managers: [per]"
        lines = [
            f"  - {{id: t{n}, title: Home care of the north-western district {n}, phase: plan, {people}}}\n"
            for n in range(number)
        ]
        last = lines[-1].replace("[kari]", "[ola]")
        return PROGRAMME[: PROGRAMME.index("  - id: ridge")] + "".join(lines[:-1]).replace("[kari]", "[]") + last

    few = sentences(replaced(with_teams(35), "members: []", "members: [kari]"), content, tmp_path)
    (many,) = sentences(replaced(with_teams(90), "members: []", "members: [kari]"), content, tmp_path)

    assert few == []
    assert many.startswith('32: with this name "alert" has up to ')


# Several files


def test_a_person_with_two_names_in_two_files_is_told(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text(PROGRAMME, encoding="utf-8")
    other.write_text(
        edited(("safer-medication", "safer-birth"), ("name: Kari Lund", "name: Kari Moe")), encoding="utf-8"
    )

    assert [str(it) for it in look_through(PROMPTS, SCHEDULES, [one, other]).problems] == [
        (
            f'{other}:18: "kari" is Kari Lund in {one}:18, and the same id is the same person; '
            "give one of them another id, or both the same name"
        )
    ]


def test_a_collaborative_in_two_files_is_told_and_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    for path in (one, other):
        path.write_text(PROGRAMME, encoding="utf-8")

    assert [str(it) for it in look_through(PROMPTS, SCHEDULES, [one, other, one]).problems] == [
        f'{other}:1: the collaborative "safer-medication" stands in {one}:1 too; give one of them another id'
    ]


def test_a_programme_is_checked_although_the_content_has_mistakes(prompts: Path, tmp_path: Path) -> None:
    path = tmp_path / "ridge.yaml"
    path.write_text(edited(("[kari, ola]", "[kari]")), encoding="utf-8")
    (prompts / "models/quality-improvement-model/nn.yaml").unlink()

    files = [Path(it.file).name for it in look_through(prompts, SCHEDULES, [path]).problems]

    assert files == ["nn.yaml", "ridge.yaml"]
