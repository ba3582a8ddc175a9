"""Who may do what, cell by cell: each button and command, and every role inside and outside the collaborative."""

import pytest

from bot.telegram.rooms import COMMANDS, COMMANDS_WITH_TEXT
from tests.flow.permissions import PEOPLE, Everything, everything

pytestmark = pytest.mark.asyncio(loop_scope="session")

LEADS, MEMBERS = "anne olga", "kari dina"
EVERYBODY = " ".join(PEOPLE)
# The room, the act and what with, and who may; everybody else is answered kindly, and nothing changes for them.
PRESSES = [
    ("teams", "show", "all.1", "anne olga bo dina"),
    ("teams", "open", "", "anne olga bo dina"),
    ("team", "show", "", LEADS),
    ("team", "open", "", LEADS),
    ("team", "more", "", LEADS),
    ("team", "report", "", LEADS),
    ("team", "history", "1", LEADS),
    ("team", "invite", "", LEADS),
    ("case", "open", "", LEADS),
    ("case", "take", "{version}", LEADS),
    ("case", "call", "{version}", LEADS),
    ("case", "send", "{send}", LEADS),
    ("case", "change", "{version}", LEADS),
    ("case", "tone", "{version}.warm", LEADS),
    ("case", "later", "{version}", LEADS),
    ("case", "later-days", "{version}.2026-09-16", LEADS),
    ("case", "rest", "{version}", LEADS),
    ("case", "rest-days", "{version}.2026-09-16", LEADS),
    ("case", "talked", "{version}", LEADS),
    ("case", "close", "{version}", LEADS),
    ("case", "closed", "{version}.solved", LEADS),
    ("pause", "ask", "", LEADS),
    ("pause", "until", "2026-10-05.no", LEADS),
    ("moving", "show", "", LEADS),
    ("moving", "evidence", "{stay}", LEADS),
    ("moving", "tick", "{stay}.0.1", LEADS),
    ("moving", "propose", "{stay}", LEADS),
    ("moving", "forward", "{stay}", LEADS),
    ("moving", "back", "{stay}", LEADS),
    ("moving", "why-back", "{stay}.0", LEADS),
    ("moving", "because", "{stay}.0.new-cause", LEADS),
    ("proposal", "on", "", MEMBERS),
    ("proposal", "stay", "", MEMBERS),
    ("proposal", "ask", "", MEMBERS),
    ("steps", "show", "", LEADS),
    ("steps", "skip", "{stay}.0", LEADS),
    ("steps", "beside", "{stay}.1", LEADS),
    ("sessions", "show", "", "anne olga bo"),
    ("sessions", "pick", "1", "anne olga bo"),
    ("sessions", "day", "1.20261210", "anne olga bo"),
    ("sessions", "move", "1.20261210.20261208", "anne olga bo"),
    ("handover", "ask", "", LEADS),
    ("writing", "drop", "", "anne"),
    ("message", "ask", "", LEADS),
    ("notes", "show", "", LEADS),
    ("notes", "add", "", LEADS),
    ("tips", "ask", "", MEMBERS),
    ("tip", "open", "", LEADS),
    ("tip", "publish", "", LEADS),
    ("tip", "change", "", LEADS),
    ("tip", "decline", "", LEADS),
    ("homework", "show", "", LEADS),
    ("homework", "give", "", LEADS),
    ("score", "ask", "", LEADS),
    ("score", "alone", "level-2-5", LEADS),
    ("pulse", "yes", "", "per"),
    ("pulse", "not-yet", "", "per"),
    ("ready", "ask", "", LEADS),
    ("digest", "done", "", "per"),
    ("digest", "talk", "", "per"),
    ("digest", "often", "", "per"),
    ("digest", "every", "monthly", "per"),
    ("digest", "see", "", LEADS),
    ("numbers", "show", "", LEADS),
    ("measure", "ask", "", f"{LEADS} {MEMBERS}"),
    ("measure", "points", "", f"{LEADS} {MEMBERS}"),
    ("measure", "point", "1", f"{LEADS} {MEMBERS}"),
    ("measure", "day", "2026-09-14", f"{LEADS} {MEMBERS}"),
    ("measure", "other", "", f"{LEADS} {MEMBERS}"),
    ("measure", "save", "2026-09-14=5", f"{LEADS} {MEMBERS}"),
    ("measure", "drop", "1", f"{LEADS} {MEMBERS}"),
    ("measure", "chart", "", f"{LEADS} {MEMBERS}"),
    ("measure", "all", "", LEADS),
    ("import", "page", "1", "anne"),
    ("import", "team", "1", "anne"),
    ("import", "measure", "1", "anne"),
    ("import", "keep", "1", "anne"),
    ("import", "drop", "", "anne"),
]
# Where the act does not only show something.
SHOWS = {
    *("show", "open", "more", "report", "history", "ask", "evidence", "pick", "day", "back", "why-back", "give"),
    *("propose", "later", "later-days", "rest", "rest-days", "close", "tone", "often", "see"),
    *("page", "team", "measure", "points", "point", "chart", "all"),
}


def refusals(e: Everything) -> set[str]:
    """Every toast that says that nothing was done."""
    texts = e.r.house.content.wording.texts["en"]
    named = {"{{ team }}": "Ridge", "{{ collaborative }}": "Safer"}
    found = {text.source for key, text in texts.items() if key.startswith("refused.") or key.endswith(".not-allowed")}
    for place, word in named.items():
        found = {text.replace(place, word) for text in found}
    return found


@pytest.mark.parametrize(("desk", "act", "what", "may"), PRESSES, ids=[f"{it[0]} {it[1]}" for it in PRESSES])
async def test_whoever_may_not_is_answered_kindly_and_changes_nothing(
    database_url: str, desk: str, act: str, what: str, may: str
) -> None:
    async with everything(database_url) as e:
        kind = refusals(e)
        for who in (it for it in PEOPLE if it not in may.split()):
            before, newest = await e.stored(), await e.newest_message()
            toast = await e.presses(who, desk, act, what)
            assert await e.stored() == before, f"{who} changed something"
            assert await e.shown(newest) == [], f"{who} was shown something"
            assert toast in kind, f"{who} reads {toast!r}"


@pytest.mark.parametrize(
    ("desk", "act", "what", "who"),
    [(desk, act, what, who) for desk, act, what, may in PRESSES for who in may.split()],
)
async def test_whoever_may_does(database_url: str, desk: str, act: str, what: str, who: str) -> None:
    async with everything(database_url) as e:
        kind, before, newest = refusals(e), await e.stored(), await e.newest_message()
        toast = await e.presses(who, desk, act, what)

        assert toast not in kind
        assert await e.shown(newest) or await e.stored() != before
        assert act in SHOWS or await e.stored() != before


# What is written, and who reads about Ridge in answer; everybody else reads nothing of it.
COMMANDS_OF = [
    ("teams", None, LEADS),
    ("team", "rigde", LEADS),
    ("checkin", None, "kari dina"),
    ("status", None, MEMBERS),
    ("test", None, MEMBERS),
    ("measure", None, f"{LEADS} {MEMBERS}"),
    ("guide", None, "anne kari dina"),
    ("help", None, "anne kari dina per"),
]


@pytest.mark.parametrize(("command", "text", "may"), COMMANDS_OF)
async def test_a_command_tells_of_a_team_only_who_has_to_do_with_it(
    database_url: str, command: str, text: str | None, may: str
) -> None:
    async with everything(database_url) as e:
        for who in PEOPLE:
            newest, incoming = await e.newest_message(), await e.writes(who)
            if text is None:
                await COMMANDS[command](e.r.house, incoming)
            else:
                await COMMANDS_WITH_TEXT[command](e.r.house, incoming, text)
            read = " ".join(await e.shown(newest))

            assert read, f"{who} reads nothing"
            assert ("Ridge" in read) == (who in may.split()), f"{who} reads {read}"
