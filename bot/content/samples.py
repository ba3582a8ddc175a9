"""Values to try the texts and layouts with: long ones, and ones that look like markup."""

from collections.abc import Mapping, Sequence

from bot.content import samples_of_import, samples_of_writing
from bot.content.samples_moving import MOVING_LAYOUTS
from bot.content.team_samples import team_layouts

NAME = "Ærlig & åpen hjemmetjeneste <Søndre>"
_SENTENCE = "Where do you stand with what you agreed on at the last gathering, and what is the next small step? "
_DAY = "Thursday, 24 September 2026"
_MOMENT = "on Thursday at 10:00"

_LONG = {
    "weekday": "Wednesday",
    "day": "30 September",
    "number": "99",
    "guidance": _SENTENCE * 4,
    "answer": _SENTENCE * 2,
    "obstacle": "unsure what to do",
}


def value_of(name: str) -> str:
    """A value for a text, by the name it has there."""
    return _LONG.get(name, NAME)


_CHECK_IN = {
    "opening": _SENTENCE,
    "question": _SENTENCE,
    "how": _SENTENCE,
    "chosen": NAME,
    "team": NAME,
    "progress": "1 of 4",
    "who_sees": _SENTENCE,
}
_DONE = {
    "team": NAME,
    "stage": "done",
    "late": False,
    "answers": [(_SENTENCE, NAME, NAME)] * 4,
    "tip": "",
    "guidance": _SENTENCE * 4,
    "concern": True,
    "step": NAME,
    "when": _MOMENT,
    "collaborative": NAME,
    "ends": _DAY,
}
_ALERT = {
    "kind": "silent",
    "team": NAME,
    "days": "10 working days",
    "since": _DAY,
    "person": NAME,
    "answers": [(_DAY, _SENTENCE * 2)] * 3,
    "phase": "Prepare",
    "step": NAME,
    "joined": 3,
    "members": 5,
    "preparing": True,
    "session": NAME,
    "session_on": _DAY,
    "reasons": [],
    "others": f"{NAME}, {NAME} and {NAME}",
    "slipping": NAME,
    "guidance": _SENTENCE * 2,
    "ready": _SENTENCE * 3,
    "sends": True,
    "status": [_SENTENCE, _SENTENCE],
    "over": False,
    "before": NAME,
    "unreached": NAME,
    "plan": _SENTENCE,
    "back": NAME,
    "mine": True,
}
ALERT_CASE = {"team": NAME, "what": _SENTENCE, "session_on": _DAY, "status": NAME}
DIGEST_TEAM = {"title": NAME, "state": NAME, "glance": _SENTENCE, "lines": [_SENTENCE] * 4}
_DIGEST = {
    "title": NAME,
    "summary": _SENTENCE,
    "ask": _SENTENCE * 2,
    "why": NAME,
    "teams": [DIGEST_TEAM] * 3,
    "listed": [_SENTENCE] * 3,
    "more": [NAME],
    "sections": [{"heading": NAME, "lines": [_SENTENCE] * 3}] * 2,
    "closing": [_SENTENCE] * 3,
    "question": _SENTENCE,
}
STATUS_TEAM = {
    "title": NAME,
    "phase": "Prepare",
    "step": NAME,
    "answered_on": _DAY,
    "open": False,
    "when": _MOMENT,
    "session": NAME,
    "session_on": _DAY,
    "more": [_SENTENCE],
    "means": [(_SENTENCE, "4.5 or more", 12)],
}
_HOMEWORK = {"title": NAME, "open": [_SENTENCE] * 8, "closed": [_SENTENCE] * 5}
_MEASURE = {"title": NAME, "team": NAME, "lines": [_SENTENCE] * 8, "ask": _SENTENCE}
_READINESS = {"title": NAME, "lines": [_SENTENCE] * 4, "ask": _SENTENCE, "place": "1 of 4"}
_SCORE = {"lines": [NAME, _SENTENCE], "ask": _SENTENCE, "place": "1 of 3"}
_TEST = {
    "opening": _SENTENCE,
    "title": NAME,
    "lines": [_SENTENCE] * 3,
    "question": _SENTENCE,
    "how": _SENTENCE,
    "so_far": _SENTENCE,
    "closing": _SENTENCE,
    "team": NAME,
    "progress": "1 of 3",
    "who_sees": _SENTENCE,
}
_GUIDE = {"team": NAME, "phase": "Prepare", "step": NAME, "here": True, "guidance": _SENTENCE * 4}
_MY_DATA = {
    "person": NAME,
    "id": "kari",
    "email": NAME,
    "language": "Nynorsk",
    "zone": "Europe/Oslo",
    "quiet": ("21:30", "06:30"),
    "days": f"{_DAY}, {_DAY}",
    "away": f"{_DAY}, {_DAY}",
    "roles": [(role, NAME) for role in ("member", "facilitator", "manager", "owner")],
    "is_member": True,
    "joined_on": _DAY,
    "answers": "1,200 answers",
    "since": _DAY,
    "tests": "12 tests",
    "waiting": "2 messages",
    "erased_on": _DAY,
}
_OWN_LINES = {"lines": [NAME, *[_SENTENCE] * 7], "ask": _SENTENCE}
_THANKS = {
    "collaborative": NAME,
    "team": NAME,
    "check_ins": "24 check-ins",
    "tests": "12 tests",
    "phase": "Prepare",
    "step": NAME,
    "erased_on": _DAY,
}
_NOTICE = {"personal": True, "in_norway": True, "erased_on": _DAY}
_ROLES = {"member_of": NAME, "facilitator_of": NAME, "manager_of": NAME, "owner_of": NAME}
_NO_ROLES = dict.fromkeys(_ROLES, "")


def _without(values: Mapping[str, object], *names: str) -> dict[str, object]:
    return {**values, **dict.fromkeys(names)}


# What the bot gives each layout, once with everything and once with each other way it can come.
LAYOUTS: Mapping[str, Sequence[Mapping[str, object]]] = {
    **MOVING_LAYOUTS,
    "joined": [
        {
            **_ROLES,
            **_NOTICE,
            "person": NAME,
            "member_of": [(NAME, _SENTENCE), (NAME, _SENTENCE)],
        },
        {**_NO_ROLES, **_NOTICE, "person": NAME, "member_of": []},
        {**_NO_ROLES, **_without(_NOTICE, *_NOTICE), "person": NAME, "member_of": []},
    ],
    "mydata": [
        _MY_DATA,
        {**_without(_MY_DATA, *_MY_DATA), "person": NAME, "id": "kari", "roles": []},
        {**_without(_MY_DATA, "answers"), "roles": []},
    ],
    "settings": [_OWN_LINES, _without(_OWN_LINES, "ask")],
    "away": [_OWN_LINES, {**_OWN_LINES, "lines": []}],
    "thanks": [_THANKS, _without(_THANKS, "collaborative", "check_ins", "tests")],
    "check-in": [_CHECK_IN, _without(_CHECK_IN, "opening", "how", "chosen", "team")],
    "check-in-done": [
        _DONE,
        {**_DONE, "late": True},
        {**_DONE, "tip": NAME + _SENTENCE * 3},
        {**_DONE, "answers": []},
        {**_DONE, "late": True, "answers": []},
        {**_without(_DONE, "guidance", "step", "when"), "stage": "nothing_new", "answers": []},
        {**_without(_DONE, "guidance", "concern"), "stage": "not_on_duty", "answers": []},
    ],
    "alert": [
        _ALERT,
        {**_ALERT, "kind": "never_started", "over": True},
        {**_ALERT, "kind": "help_wanted"},
        {**_ALERT, "kind": "unreachable", "sends": False},
        {**_ALERT, "mine": False},
        {**_ALERT, "kind": "stuck", "reasons": [_SENTENCE, _SENTENCE]},
        {
            **_without(_ALERT, "session", "session_on", "others", "slipping", "guidance", "ready", "preparing"),
            **dict.fromkeys(("plan", "before", "unreached", "back")),
            "answers": [],
            "status": [],
        },
    ],
    "alerts": [
        {"count": 2, "open_now": 2, "cases": [ALERT_CASE, {**ALERT_CASE, "session_on": "", "status": ""}], "back": ""},
        {"count": 2, "open_now": 0, "cases": [ALERT_CASE, ALERT_CASE], "back": NAME},
    ],
    "digest": [
        _DIGEST,
        {
            **_without(_DIGEST, "ask", "why", "question"),
            **{key: [] for key in ("listed", "more", "sections", "closing")},
            "teams": [{**DIGEST_TEAM, "glance": "", "lines": []}],
        },
    ],
    "status": [
        {
            "teams": [
                STATUS_TEAM,
                {**_without(STATUS_TEAM, "answered_on", "session"), "open": True, "more": [], "means": []},
            ]
        },
        {"teams": [_without(STATUS_TEAM, "when")]},
    ],
    "homework": [_HOMEWORK, {**_HOMEWORK, "open": [], "closed": []}],
    "homework-before": [{"title": NAME, "lines": [_SENTENCE] * 2}],
    "measure": [_MEASURE, {**_MEASURE, "lines": [], "ask": ""}],
    "readiness": [_READINESS, {**dict.fromkeys(_READINESS, ""), "lines": []}],
    "score": [_SCORE, {**_SCORE, "ask": "", "place": ""}],
    "test": [_TEST, {**dict.fromkeys(_TEST, ""), "lines": []}],
    "tests": [{"team": NAME, "tests": [(NAME, _SENTENCE), (NAME, "")]}],
    "guide": [_GUIDE, {**_GUIDE, "here": False}],
    "help": [
        _ROLES,
        _NO_ROLES,
    ],
    **samples_of_import.LAYOUTS,
    **samples_of_writing.LAYOUTS,
    **team_layouts(NAME, _SENTENCE, _DAY),
}
