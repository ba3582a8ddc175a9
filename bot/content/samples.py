"""Values to try the texts and layouts with: long ones, and ones that look like markup."""

from collections.abc import Mapping, Sequence

NAME = "Ærlig & åpen hjemmetjeneste <Søndre>"
_SENTENCE = "Where do you stand with what you agreed on at the last gathering, and what is the next small step? "
_DAY = "Thursday, 24 September 2026"
_MOMENT = "on Thursday at 10:00"

_LONG = {"guidance": _SENTENCE * 4, "answer": _SENTENCE * 2, "obstacle": "unsure what to do"}


def value_of(name: str) -> str:
    """A value for a text, by the name it has there."""
    return _LONG.get(name, NAME)


_CHECK_IN = {
    "opening": _SENTENCE,
    "question": _SENTENCE,
    "low": "no further",
    "high": "much further",
    "number": True,
    "chosen": NAME,
    "team": NAME,
    "progress": "1 of 4",
    "who_sees": _SENTENCE,
}
_DONE = {
    "team": NAME,
    "nothing_new": False,
    "late": False,
    "answers": [(_SENTENCE, NAME, NAME)] * 4,
    "guidance": _SENTENCE * 4,
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
    "answered_on": _DAY,
    "answer": NAME,
    "phase": "Prepare",
    "step": NAME,
    "joined": 3,
    "members": 5,
    "preparing": True,
    "session": NAME,
    "session_on": _DAY,
    "others": f"{NAME}, {NAME} and {NAME}",
    "guidance": _SENTENCE * 2,
    "ready": _SENTENCE * 3,
    "status": _SENTENCE,
    "over": False,
}
DIGEST_TEAM = {
    "title": NAME,
    "state": NAME,
    "glance": _SENTENCE,
    "what": _SENTENCE,
    "duty": _SENTENCE,
    "answered": _SENTENCE,
    "obstacle": NAME,
    "next_session": NAME,
    "too_small": _SENTENCE,
}
_DIGEST = {"title": NAME, "summary": _SENTENCE, "teams": [DIGEST_TEAM] * 3, "ask": _SENTENCE * 2, "why": NAME}
STATUS_TEAM = {
    "title": NAME,
    "phase": "Prepare",
    "step": NAME,
    "answered_on": _DAY,
    "open": False,
    "when": _MOMENT,
    "session": NAME,
    "session_on": _DAY,
}
_ROLES = {"member_of": NAME, "facilitator_of": NAME, "manager_of": NAME, "owner_of": NAME}
_NO_ROLES = dict.fromkeys(_ROLES, "")


def _without(values: Mapping[str, object], *names: str) -> dict[str, object]:
    return {**values, **dict.fromkeys(names)}


# What the bot gives each layout, once with everything and once with each other way it can come.
LAYOUTS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "joined": [
        {**_ROLES, "person": NAME, "member_of": [(NAME, _MOMENT, False), (NAME, _MOMENT, True), (NAME, None, False)]},
        {**_NO_ROLES, "person": NAME, "member_of": []},
    ],
    "check-in": [_CHECK_IN, _without(_CHECK_IN, "opening", "low", "high", "number", "chosen", "team")],
    "check-in-done": [
        _DONE,
        {**_DONE, "late": True},
        {**_DONE, "answers": []},
        {**_DONE, "late": True, "answers": []},
        {**_without(_DONE, "guidance", "step", "when"), "nothing_new": True, "answers": []},
    ],
    "alert": [
        _ALERT,
        {**_ALERT, "kind": "never_started", "over": True},
        _without(
            _ALERT,
            "answered_on",
            "answer",
            "session",
            "session_on",
            "others",
            "guidance",
            "ready",
            "preparing",
            "status",
        ),
    ],
    "digest": [
        _DIGEST,
        {
            **_without(_DIGEST, "title", "summary", "ask", "why"),
            "teams": [_without(DIGEST_TEAM, "what", "duty", "answered", "obstacle", "next_session", "too_small")],
        },
    ],
    "status": [
        {"teams": [STATUS_TEAM, {**_without(STATUS_TEAM, "answered_on", "session"), "open": True}]},
        {"teams": [_without(STATUS_TEAM, "when")]},
    ],
    "help": [
        {**_ROLES, "commands": ["checkin", "status", "language", "leave", "help"]},
        {**_NO_ROLES, "commands": []},
    ],
}
