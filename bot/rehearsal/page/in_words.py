"""What happened, in words: the lines below a team's weeks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from bot.content.model_texts import ModelTexts
from bot.rehearsal.page.words import Words
from bot.rehearsal.played import Happened

# Everything that the contract lets happen; each has a word and a sign on the page.
KINDS = (
    "joined",
    "asked",
    "reminded",
    "answered",
    "missed",
    "stall_opened",
    "alert_sent",
    "acknowledged",
    "escalated",
    "stall_closed",
    "digest_sent",
    "phase_proposed",
    "phase_moved",
    "session_moved",
    "budget_held_back",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, the sign and the word for it, who, and more about it."""

    when: str
    sign: str
    what: str
    who: str
    more: str


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells events in words; `texts` are those of the model, moments are on the clock of `zone`."""

    words: Words
    texts: ModelTexts
    zone: ZoneInfo

    def lines(self, events: Iterable[Happened], late: frozenset[datetime] = frozenset()) -> Iterator[Line]:
        """The lines in the order of time; what happened to several at once is one. `late` is when answers were late."""
        for (at, kind, *_), group in groupby(events, key=_same):
            together = list(group)
            is_late = kind == "answered" and at in late
            yield Line(
                when=self.words.moment(at, self.zone),
                sign="late" if is_late else sign_of(kind),
                what=self.words.named("kinds", kind, self.words.text("kinds.other")),
                who=", ".join(dict.fromkeys(it.person for it in together if it.person)),
                more=self.words.text("detail.late") if is_late else self.more(together[0]),
            )

    def more(self, event: Happened) -> str:
        """What else there is to say about an event."""
        match event.kind:
            case "stall_opened":
                return self._case(event)
            case "alert_sent" | "acknowledged" | "escalated":
                return self.stall(event)
            case "stall_closed":
                because = self.words.named("because", str(event.detail.get("because", "")), "")
                values = {"stall": self.stall(event), "because": because}
                return self.words.text("detail.closed", **values) if because else self.stall(event)
            case "phase_moved" | "phase_proposed":
                return self._from_to("detail.phase", event, self.phase)
            case "session_moved":
                return self._from_to("detail.session", event, self._day)
        return ""

    def stall(self, event: Happened) -> str:
        """The kind of stall that an event is about."""
        return self.stall_named(str(event.detail.get("stall", "")))

    def stall_named(self, stall: str) -> str:
        """What a kind of stall is called."""
        return self.words.named("stalls", stall, self.words.text("stalls.other"))

    def phase(self, phase: object) -> str:
        """What a phase is called."""
        return self.texts.phases.get(str(phase), str(phase))

    def _case(self, event: Happened) -> str:
        rules = event.detail.get("rules") or []
        reason = rules[0] if rules and isinstance(rules[0], dict) else {}
        if "since" not in reason:
            return self.stall(event)
        values = {"stall": self.stall(event), "since": self._since(str(reason["since"]))}
        if reason.get("count") and reason.get("question") in self.texts.questions:
            question = self.texts.questions[reason["question"]].text
            answers = self.words.count("answers", int(reason["count"]))
            return self.words.text("detail.answers", **values, answers=answers, question=question)
        if reason.get("working_days"):
            days = self.words.count("working-days", int(reason["working_days"]))
            return self.words.text("detail.case", **values, days=days)
        return self.words.text("detail.since", **values)

    def _since(self, moment: str) -> str:
        return self.words.weekday(datetime.fromisoformat(moment).astimezone(self.zone).date())

    def _from_to(self, key: str, event: Happened, told: Callable[[object], str]) -> str:
        detail = event.detail
        if "from" not in detail or "to" not in detail:
            return ""
        values = {"from": told(detail["from"]), "to": told(detail["to"])}
        session = {"session": str(detail.get("session", ""))} if key == "detail.session" else {}
        return self.words.text(key, **values, **session)

    def _day(self, day: object) -> str:
        return self.words.in_full(date.fromisoformat(str(day)[:10]))


def sign_of(kind: str) -> str:
    """The sign that stands for an event of this kind."""
    return kind if kind in KINDS else "other"


def _same(event: Happened) -> tuple[datetime, str, str, str]:
    detail = event.detail
    return event.at, event.kind, str(detail.get("check_in", "")), str(detail.get("stall", ""))
