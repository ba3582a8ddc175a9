"""How the play stands: its clock, its people, what has happened and what comes next, as the page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from bot.demo.lines import Opening, Player, Report, ToDo

Json: TypeAlias = dict[str, Any]
SPEEDS = (2, 8, 24, 72)  # hours of the play in a second of ours
FIRST_ID = 101
MOST_EVENTS = 30
# Preparing for so long is thorough, and no reason for an alarm.
LONG_IN_PREPARE = timedelta(weeks=5)
# The phones on the page, each with the role of whoever holds it.
SEATS = {"employee": "employee", "colleague": "employee", "facilitator": "facilitator", "manager": "manager"}
# What is due without anybody seeing anything of it.
UNSEEN = {"closed", "looked", "merged", "sent", "told"}


@dataclass(slots=True)
class Score:
    """Everything that the page shows beside the phones. Moments are aware; the page gets them in the play's zone."""

    now: datetime
    language: str
    # How far the bot has come; a new one goes on from there.
    reached: datetime = field(init=False)
    running: bool = False
    stepping: bool = False
    level: int = 0
    bot: str = "starting"
    restarts: int = 0
    opening: Opening | None = None
    report: Report = field(default_factory=Report)
    events: list[Json] = field(default_factory=list)
    _told: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.reached = self.now

    @property
    def zone(self) -> str:
        return self.opening.zone if self.opening else "UTC"

    @property
    def ends(self) -> datetime:
        assert self.opening is not None
        return self.opening.ends

    @property
    def is_over(self) -> bool:
        """Whether the play has come to its last day."""
        return self.opening is not None and self.now >= self.opening.ends

    def id_of(self, person: str) -> int:
        """The person's account on the stand-in."""
        return FIRST_ID + [player.person for player in self._cast()].index(person)

    def take(self, report: Report) -> None:
        """Keep what the bot reported."""
        self.report, self.reached = report, self.now
        for it in report.happened:
            if (it.kind, it.row) not in self._told:
                self._told.add((it.kind, it.row))
                self.note(it.kind, it.at, it.team, it.person)

    def note(self, kind: str, at: datetime, team: str | None = None, person: str | None = None) -> None:
        """Add to what has happened."""
        title = self.opening.teams.get(team or "") if self.opening else None
        who = self.id_of(person) if person else None
        self.events.append(
            {"n": len(self.events) + 1, "at": self._local(at), "kind": kind, "person": who, "team": title}
        )

    def next_stop(self, done: set[ToDo]) -> datetime | None:
        """The next moment after now at which anything is due or somebody acts."""
        moments = [at for at, _ in self.report.due] + [deed.at for deed in self.report.deeds if deed not in done]
        return min((at for at in moments if at > self.now), default=None)

    def deed_due(self, done: set[ToDo]) -> ToDo | None:
        """What somebody should do now."""
        return next((deed for deed in self.report.deeds if deed.at <= self.now and deed not in done), None)

    def seats(self) -> dict[str, int]:
        """Whose phones stand on the page at first."""
        chosen: dict[str, int] = {}
        for seat, role in SEATS.items():
            fitting = [it for it in self._cast() if it.role == role and self.id_of(it.person) not in chosen.values()]
            for player in sorted(fitting, key=lambda it: it.simulated)[:1]:
                chosen[seat] = self.id_of(player.person)
        return chosen

    def as_json(self) -> Json:
        """The state as the page takes it."""
        return {
            "programme": self.opening.title if self.opening else "",
            "zone": self.zone,
            "language": self.language,
            "teams": self.opening.teams if self.opening else {},
            "now": self._local(self.now),
            "starts": self._local(self.opening.starts) if self.opening else None,
            "ends": self._local(self.ends) if self.opening else None,
            "running": self.running,
            "stepping": self.stepping,
            "level": self.level,
            "speeds": list(SPEEDS),
            "next": self._next(),
            "bot": {"state": self.bot, "restarts": self.restarts},
            "cast": [self._player(player) for player in self._cast()],
            "phones": [{"seat": seat, "id": id_} for seat, id_ in self.seats().items()],
            "cards": list(self._cards()),
            "events": self.events[-MOST_EVENTS:],
        }

    def _cast(self) -> tuple[Player, ...]:
        return self.opening.cast if self.opening else ()

    def _player(self, player: Player) -> Json:
        joined = any(it.kind == "joined" and it.person == player.person for it in self.report.happened)
        return player.model_dump() | {"id": self.id_of(player.person), "joined": joined}

    def _next(self) -> Json | None:
        if self.opening is None:
            return None
        ahead = [(at, what) for at, what in self.report.due if what not in UNSEEN]
        ahead += [(deed.at, _what(deed)) for deed in self.report.deeds]
        coming = min((it for it in ahead if self.now < it[0] <= self.ends), default=None)
        return {"at": self._local(coming[0]), "what": coming[1]} if coming else None

    def _cards(self) -> Iterator[Json]:
        """The guide's cards with the moment from which there is something to see, and on whose phone."""
        seats = self.seats()
        for card, kind, seat in (
            ("check_in", "asked", "employee"),
            ("reminder", "reminded", None),
            ("digest", "digest_sent", "manager"),
            ("alert", "alert_sent", "facilitator"),
        ):
            event = next((it for it in self.report.happened if it.kind == kind), None)
            who = seats.get(seat or "") or (self.id_of(event.person) if event and event.person else None)
            yield {"id": card, "at": self._local(event.at) if event else None, "person": who}
        since = self.opening.starts + LONG_IN_PREPARE if self.opening else None
        at = self._local(since) if since and self.now >= since else None
        yield {"id": "prepare", "at": at, "person": seats.get("manager")}

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(ZoneInfo(self.zone)).isoformat()


def _what(deed: ToDo) -> str:
    match deed.act, deed.what[:2]:
        case "join", _:
            return "joined"
        case "press", "s1":
            return "acknowledged"
        case (("press" | "write"), _):
            return "answered"
    return "other"
