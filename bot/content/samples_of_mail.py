"""Values to try the layouts of mail with: once with everything, and once with each other way it can come."""

from collections.abc import Mapping, Sequence

_NAME = "Ærlig & åpen hjemmetjeneste <Søndre>"
_SENTENCE = "Where do you stand with what you agreed on at the last gathering, and what is the next small step? "
_URL = "https://mellom.example.org/m/1.ask.12.7.1793599200.abcdefghijklmnopqrstuv?say=done"
_LINKS = [{"label": _NAME, "url": _URL}] * 3
_TEAM = {
    "title": _NAME,
    "state": _SENTENCE,
    "is_in_need": True,
    "glance": _SENTENCE,
    "lines": [_SENTENCE] * 3,
    "picture": {"url": "cid:picture-1@mellom", "alt": _SENTENCE * 3},
}
_DIGEST: Mapping[str, object] = {
    "title": _NAME,
    "summary": _SENTENCE,
    "repeated": "",
    "ask": {"text": _SENTENCE, "why": _SENTENCE, "links": _LINKS},
    "teams": [_TEAM] * 3,
    "sections": [{"heading": _NAME, "lines": [_SENTENCE] * 3}],
    "closing": [_SENTENCE],
    "question": {"text": _SENTENCE, "links": _LINKS},
    "collaborative": _NAME,
    "about": _NAME,
    "stop": _URL,
    "often": _URL,
}
_PLAIN_TEAM = {"glance": "", "is_in_need": False, "lines": [], "picture": None}
_BARE: Mapping[str, object] = {
    "ask": None,
    "teams": [{**_TEAM, **_PLAIN_TEAM}],
    "sections": [],
    "closing": [],
    "question": None,
    "stop": "",
    "often": "",
}
_DIGESTS = (_DIGEST, {**_DIGEST, **_BARE}, {**_DIGEST, "ask": {"text": _SENTENCE, "why": "", "links": []}})
_CHOICE = {"value": "not-mine", "label": _NAME, "is_first": True, "is_now": False}
_ANSWER: Mapping[str, object] = {
    "heading": _SENTENCE,
    "said": _SENTENCE,
    "lines": [_SENTENCE] * 2,
    "choices": [_CHOICE, {**_CHOICE, "is_first": False, "is_now": True}],
}
LETTERS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "answer.html": (_ANSWER, {**_ANSWER, "said": "", "lines": [], "choices": []}),
    "digest.html": _DIGESTS,
    "digest.txt": _DIGESTS,
}
