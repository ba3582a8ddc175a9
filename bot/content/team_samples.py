"""Values to try the layouts of a facilitator's teams with: as long as the bot lets them be."""

from collections.abc import Mapping, Sequence

from bot.content.limits import LONGEST_IN_A_LIST, shortened


def team_layouts(name: str, sentence: str, day: str) -> Mapping[str, Sequence[Mapping[str, object]]]:
    """The values of each of these layouts, with this name, sentence and day in them."""
    title, names = shortened(name * 5, LONGEST_IN_A_LIST), ", ".join([shortened(name * 5, LONGEST_IN_A_LIST)] * 8)
    listed = {
        "title": title,
        "state": "late with the last questions",
        "more": "asks for help and may be stuck",
        "taken": f"{title} and {title} are on it.",
        "phase": name,
        "joined": 13,
        "members": 15,
        "sign": "last sign 120 working days ago",
    }
    group = {"title": title * 2, "gathering": title, "gathering_on": day, "teams": [listed] * 3}
    page = {
        "title": title * 5,
        "collaborative": title * 5,
        "state": "late with the last questions",
        "since": day,
        "more": "asks for help and may be stuck",
        "taken": f"{title} is on it.",
        "sign": "last sign 120 working days ago",
        "phase": name,
        "step": name,
        "way": [sentence] * 5,
        "joined": 13,
        "members": 15,
        "missing": names,
        "left": names,
        "unreachable": names,
        "when": f"on {day}",
        "coming": [sentence] * 4,
        "answers": [(sentence, name)] * 2,
        "progress": sentence,
        "gathering": title,
        "gathering_on": day,
        "parts": [sentence],
    }
    bare: dict[str, object] = {**dict.fromkeys(page, ""), "way": [], "coming": [], "answers": [], "parts": []}
    alone = {**group, "gathering": "", "teams": [{**listed, "more": "", "taken": ""}]}
    check_in = {"date": day, "state": "not answered yet", "lines": [(sentence, name), (sentence, "")] * 2}
    return {
        "teams": [
            {"count": 30, "need": 4, "groups": [group, group]},
            {"count": 1, "need": 0, "groups": [alone]},
        ],
        "team": [page, bare],
        "hand-over": [
            {"to": title, "giver": title, "teams": [title] * 12, "others": 18, "cases": 9, "notes": 99},
            {"to": title, "giver": "", "teams": [title], "others": 0, "cases": 0, "notes": 0},
        ],
        "team-invite": [
            {
                "team": title * 2,
                "people": [(title, "https://t.me/mellom_bot?start=" + 32 * "A")] * 12,
                "until": day,
                "others": True,
                "group": "https://t.me/mellom_bot?startgroup=" + 32 * "A",
            },
            {"team": title, "people": [], "until": "", "others": False, "group": ""},
        ],
        "team-history": [
            {"team": title, "asked": 30, "check_ins": [check_in] * 3},
            {"team": title, "asked": 0, "check_ins": []},
        ],
    }
