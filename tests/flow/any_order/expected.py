"""A check-in as it should be: a small second telling of the rules."""

from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from bot.domain.buttons import (
    AGAIN,
    BACK,
    CHANGE,
    CORRECT,
    DONE,
    HELP,
    KEEP,
    NOT_ON_DUTY,
    NOTHING_NEW,
    SKIP,
)
from bot.domain.contact_details import has_contact_details
from bot.domain.model import About, Kind, Question
from tests.flow.any_order.acts import KARI, MOVES, OLA, PUT_OFF, Check

# Whose conversation it is; the group's belongs to nobody alone.
GROUP = -1
OLD, NOT_YOURS, NOT_JOINED, LEFT, SAVED = "old-button", "not-yours", "not-joined", "left", "already-saved"
# Who gave an answer, to what, what it is, and whether it came late.
Kept: TypeAlias = tuple[int, str, Any, bool]


@dataclass
class Talk:
    """Where a conversation is."""

    position: int = 0
    stage: str = "open"
    draft: list[str] | str | None = None
    put_off: bool = False

    def go(self, position: int, questions: int) -> None:
        """On to this question, or to the end."""
        self.draft = None
        if position == questions:
            self.stage = "done"
        else:
            self.stage, self.position = "open", position


@dataclass
class Expected:
    """Everything that should be true of the check-in."""

    check: Check
    talks: dict[int, Talk] = field(default_factory=dict)
    known: set[int] = field(default_factory=lambda: {KARI, OLA})
    members: set[int] = field(default_factory=lambda: {KARI, OLA})
    kept: list[Kept] = field(default_factory=list)
    # Who asked for help, and whether that is over.
    cases: list[tuple[int, bool]] = field(default_factory=list)
    state: str = "asked"
    closed: bool = False

    def __post_init__(self) -> None:
        self.talks = {who: Talk() for who in ([GROUP] if self.check.in_group else self.members)}

    # Who is there

    def join(self, who: int) -> None:
        """In the team, and asked what is open; in a group nobody is asked alone."""
        self.known.add(who)
        self.members.add(who)
        if not self.closed and not self.check.in_group:
            self.talks.setdefault(who, Talk())

    def leave(self, who: int) -> None:
        """Out of the team; what was answered stays."""
        self.members.discard(who)

    def why_not(self, who: int, whose: int) -> str:
        """Why this person may not press there."""
        if whose not in self.talks:
            return OLD
        if who not in self.known:
            return NOT_JOINED
        if whose not in (who, GROUP):
            return NOT_YOURS
        if who not in self.members:
            return NOT_YOURS if whose == GROUP else LEFT
        return ""

    # What they do

    def tap(self, who: int, whose: int, position: int, choice: str) -> str:
        """A press; the toast that answers it, by its key."""
        if why := self.why_not(who, whose):
            return why
        if not 0 <= position < len(self.check.asked):
            return OLD
        before = self.talks[whose]
        correcting = choice == CORRECT
        talk = self.talks[whose] = replace(
            before, draft=before.draft if before.draft is not None else self.ticks(who, before, correcting=correcting)
        )
        ticks, on_screen = talk.draft, self.is_on_screen(talk, position)
        if choice != KEEP and isinstance(talk.draft, str):
            talk.draft = None
        if choice in MOVES:
            talk.put_off = choice in PUT_OFF and on_screen and not self.closed
            self.move(who, talk, choice, on_screen=on_screen)
            return ""
        question = self.check.asked[position]
        if question.kind is Kind.CHOICES and on_screen and self.tick(talk, question, choice):
            talk.put_off = False
            return ""
        value = self.meaning(talk, question, choice, on_screen=on_screen)
        if value is None:
            self.talks[whose] = before
            return OLD
        changed = self.answer(who, talk, position, value) or before.put_off or ticks != talk.draft
        return "" if changed or on_screen else SAVED

    def move(self, who: int, talk: Talk, choice: str, *, on_screen: bool) -> None:
        """What is pressed in the place of an answer."""
        if choice in (NOTHING_NEW, NOT_ON_DUTY):
            talk.stage, talk.draft = choice.removeprefix("!").replace("-", "_"), None
            if choice == NOTHING_NEW:
                self.hear(also=who)
        elif choice == CHANGE:
            talk.go(0, len(self.check.asked))
        elif choice == HELP:
            self.want_help(who)
        elif choice == SKIP and on_screen:
            talk.go(talk.position + 1, len(self.check.asked))
        elif choice == BACK and on_screen:
            talk.go(max(talk.position - 1, 0), len(self.check.asked))
        elif choice == AGAIN and on_screen:
            talk.draft = None

    def tick(self, talk: Talk, question: Question, choice: str) -> bool:
        """Whether this ticks, unticks, or is done with nothing ticked."""
        ticks = talk.draft or []
        sign, named = choice[:1], choice[1:]
        if choice == DONE:
            return not ticks
        if sign not in ("+", "-") or named not in question.choices:
            return False
        alone = sign == "+" and "none" in (named, *ticks)
        others = [] if alone else [it for it in ticks if it != named]
        talk.draft = [it for it in question.choices if it in others or (sign == "+" and it == named)]
        return True

    def meaning(self, talk: Talk, question: Question, choice: str, *, on_screen: bool) -> Any:
        """The answer that a press gives; None where it gives none."""
        match question.kind:
            case Kind.CHOICES:
                return talk.draft if on_screen and choice == DONE else None
            case Kind.TEXT:
                return talk.draft if on_screen and choice == KEEP else None
            case Kind.NUMBER:
                return {"=4.0": 4.0, "=99.5": 99.5, "=-1": -1.0}.get(choice)
        if choice not in question.choices:
            return None
        return int(choice) if question.kind is Kind.SCALE else choice

    def text(self, who: int, whose: int, text: str) -> None:
        """A text where a text is asked for."""
        talk, said = self.talks[whose], text.strip()
        question = self.check.asked[talk.position]
        if len(said.encode("utf-16-le")) // 2 > question.longest:
            talk.draft = None
        elif has_contact_details(said):
            talk.draft = said
        else:
            self.answer(who, talk, talk.position, said)

    def answer(self, who: int, talk: Talk, position: int, value: Any) -> bool:
        """An answer; whether it is kept: not where it is this person's own and holds already."""
        question, on_screen = self.check.asked[position], self.is_on_screen(talk, position)
        is_new = self.holding(who, question) != (who, value)
        talk.put_off = False
        if on_screen:
            talk.go(position + 1, len(self.check.asked))
        if is_new:
            self.kept.append((who, question.id, value, self.closed))
            self.hear()
        if is_new and question.id == "help-wanted":
            if value == "yes":
                self.want_help(who)
            else:
                self.cases = [(asked, True) for asked, _ in self.cases]
        return is_new

    def is_on_screen(self, talk: Talk, position: int) -> bool:
        """Whether this question is what the conversation stands at."""
        return talk.stage == "open" and talk.position == position

    def holding(self, who: int, question: Question) -> tuple[int, Any] | None:
        """The answer that holds: the team's newest, or one's own."""
        own = question.about is About.PERSON
        found = [(by, value) for by, name, value, _ in self.kept if name == question.id and (by == who or not own)]
        return found[-1] if found else None

    def ticks(self, who: int, talk: Talk, *, correcting: bool = False) -> list[str] | None:
        """The ticks with which several choices begin: one's own, the whole group's, or those that are corrected."""
        question = self.check.asked[talk.position]
        held = self.holding(who, question)
        if talk.stage != "open" or question.kind is not Kind.CHOICES or held is None:
            return None
        return list(held[1]) if held[0] == who or self.check.in_group or correcting else None

    def is_taken(self, who: int, whose: int) -> bool:
        """Whether a colleague has answered for the team, so that this person is asked nothing more."""
        question = self.check.asked[self.talks[whose].position]
        held = self.holding(who, question)
        return whose != GROUP and question.about is About.TEAM and held is not None and held[0] != who

    def want_help(self, who: int) -> None:
        """One case at a time."""
        if all(over for _, over in self.cases):
            self.cases.append((who, False))

    def hear(self, *, also: int | None = None) -> None:
        """So many voices are enough, as long as it is open."""
        heard = {who for who, *_ in self.kept} | {
            who for who, talk in self.talks.items() if talk.stage == "nothing_new"
        }
        if self.state == "asked" and len((heard | {also}) - {None, GROUP}) >= self.check.quorum:
            self.state = "answered"

    # What time does

    def close(self) -> None:
        """No more answers in time, and no text that was asked back."""
        if self.closed:
            return
        self.closed = True
        for talk in self.talks.values():
            talk.draft = None if isinstance(talk.draft, str) else talk.draft
        self.state = "missed" if self.state == "asked" else self.state

    def come_back(self) -> int:
        """What was put off is not any more; how many are asked again."""
        back = [who for who, talk in self.talks.items() if talk.put_off and who in self.members]
        for talk in self.talks.values():
            talk.put_off = False
        return 0 if self.closed or self.state != "asked" else len(back)
