"""A play that a test leads: what the page is told of it, and what the page wished."""

from typing import Any

from bot.sandbox.bell import Bell
from bot.sandbox.errors import PhoneError

Json = dict[str, Any]

CAST = [
    {"person": "kari", "id": 101, "name": "Kari Lund", "role": "employee", "team": "Ridge home care"},
    {"person": "ola", "id": 102, "name": "Ola Nes", "role": "employee", "team": "Ridge home care"},
    {"person": "liv", "id": 103, "name": "Liv Berg", "role": "employee", "team": "Ridge home care"},
    {"person": "anne", "id": 201, "name": "Anne Vik", "role": "facilitator", "team": "Ridge home care"},
    {"person": "per", "id": 202, "name": "Per Moe", "role": "manager", "team": "Ridge home care"},
]
SEATS = {"employee": 101, "colleague": 102, "facilitator": 201, "manager": 202}
STARTS = "2026-08-31T08:00:00+02:00"
CARDS = {"check_in": 101, "alert": 201}


def card(name: str, language: str) -> Json:
    look = f"Look at {name} of {{ridge}} and {{nobody}}." + " Then see what becomes of it." * 4
    return {"id": name, "title": f"{name} in {language}", "text": f"About {name}.", "look": look}


class Play:
    """A Stage whose state the test sets; it keeps the wishes and refuses what it does not know."""

    def __init__(self) -> None:
        self.bell = Bell()
        self.wishes: list[tuple[str, Json]] = []
        self.cards: dict[str, str | None] = dict.fromkeys(CARDS)
        self.events: list[Json] = []
        self.changing: Json = {
            "language": "en",
            "now": "2026-09-01T09:59:00+02:00",
            "running": False,
            "level": 1,
            "stepping": False,
            "next": {"at": "2026-09-01T10:00:00+02:00", "what": "asked"},
            "bot": {"state": "working", "restarts": 0},
        }

    def state(self) -> Json:
        return {
            "programme": "Safer medication at home",
            "zone": "Europe/Oslo",
            "teams": {"ridge": "Ridge home care"},
            "starts": STARTS,
            "ends": "2027-06-18T16:00:00+02:00",
            "speeds": [2, 8, 24, 72],
            "cast": [member | {"language": "en", "simulated": False, "joined": True} for member in CAST],
            "phones": [{"seat": seat, "id": person} for seat, person in SEATS.items()],
            "cards": [{"id": name, "at": self.cards[name], "person": person} for name, person in CARDS.items()],
            "events": list(self.events),
            **self.changing,
        }

    def guide(self) -> Json:
        return {language: [card(name, language) for name in CARDS] for language in ("en", "nb")}

    async def act(self, name: str, wish: Json) -> Json:
        self.wishes.append((name, wish))
        match name:
            case "play" | "pause" | "touched":
                self.change(running=name == "play")
            case "next":
                self.comes("check_in", "asked", "2026-09-01T10:00:00+02:00", 101)
            case "reset":
                self.cards, self.events = dict.fromkeys(CARDS), []
                self.change(now=STARTS, running=False, language=wish.get("language", "en"))
            case "faster" | "slower" | "monday" | "kill":
                pass
            case _:
                raise PhoneError(404, f"there is no {name} on this stage")
        return self.state()

    async def heard(self, name: str, times: int = 1) -> None:
        """Wait until the page has wished this so often."""
        while [wish for wish, _ in self.wishes].count(name) < times:
            await self.bell.changed(self.bell.version, 5)

    def change(self, **what: Any) -> None:
        self.changing |= what
        self.bell.ring()

    def comes(self, name: str, kind: str, at: str, person: int) -> None:
        """Something of the guide has come."""
        self.cards[name] = at
        n = len(self.events) + 1
        self.events.append({"n": n, "at": at, "kind": kind, "person": person, "team": "Ridge home care"})
        self.change(now=at)
