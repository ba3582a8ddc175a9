"""The longest that a message can grow in one language, with the texts, the model and the names that there are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.content.limits import LONGEST_IN_A_LIST, MOST_IN_A_LIST, length, shortened
from bot.content.model_texts import ModelTexts
from bot.content.samples import NAME, STATUS_TEAM, value_of
from bot.content.wording import Wording

MOST_QUESTIONS = 4
# A digest cuts titles to so many units, and a section of it has so many lines.
LONGEST_IN_A_DIGEST = 120
MOST_IN_A_SECTION = 5
IN_SECTIONS = {
    "moves": ("phase", "session", "hand-over"),
    "held-back": ("budget", "not-asked", "closed-days"),
    "waiting": ("no-reply",),
    "numbers": ("number",),
    "load": ("load",),
}
ONE_OF_EACH = ("held-back", "load")
MOST_WRITTEN = 400
# What somebody may write about a small test.
LONGEST_TEST = "w" * 200


@dataclass(frozen=True, slots=True)
class Names:
    """The longest names of a programme, and the titles of most teams that one person is a member, or anything, of."""

    team: str = NAME
    person: str = NAME
    collaborative: str = NAME
    session: str = NAME
    others: tuple[str, ...] = (NAME,) * 3
    member_of: tuple[str, ...] = (NAME,) * 3
    in_roles: tuple[str, ...] = (NAME,) * 3


def longest(texts: Iterable[str]) -> str:
    """The longest of these texts; empty where there are none."""
    return max(texts, key=length, default="")


@dataclass(frozen=True, slots=True)
class Longest:
    """One language of a model, with the names that its texts are filled with."""

    wording: Wording
    language: str
    texts: ModelTexts
    names: Names

    def say(self, key: str) -> str:
        """The text of this key with the longest values in it; empty where there is none."""
        text = self.wording.texts[self.language].get(key)
        if text is None:
            return ""
        values = {name: self._value(name) for name in text.values}
        return self.wording.plain(key, self.language, **values)

    def under(self, *starts: str) -> str:
        """The longest of all texts whose keys start so."""
        return longest(self.say(key) for key in self.wording.texts[self.language] if key.startswith(starts))

    def titles(self, titles: tuple[str, ...]) -> str:
        """These titles as a list in words."""
        return self.wording.list(titles, self.language)

    @property
    def step(self) -> str:
        """The longest title of a step."""
        return longest(step.title for step in self.texts.steps.values())

    @property
    def step_guidance(self) -> str:
        """The longest guidance for a step."""
        return longest(step.guidance for step in self.texts.steps.values())

    @property
    def question(self) -> str:
        """The longest question."""
        return longest(question.text for question in self.texts.questions.values())

    @property
    def answer(self) -> str:
        """The longest answer: all of several choices, or a text as long as any may be."""
        questions = self.texts.questions.values()
        several = (self.titles(tuple(question.choices.values())) for question in questions)
        return longest((*several, "w" * MOST_WRITTEN))

    def _value(self, name: str) -> str:
        names: Mapping[str, str] = {
            "team": self.names.team,
            "person": self.names.person,
            "facilitator": self.names.person,
            "collaborative": self.names.collaborative,
            "session": self.names.session,
            "phase": longest(self.texts.phases.values()),
            "step": self.step,
        }
        return names.get(name) or value_of(name)

    def layouts(self) -> Mapping[str, Mapping[str, object]]:
        """For each layout the values that make its message longest; for the rest the samples hold."""
        names = self.names
        means = [(self.question, self.under("commands.status.mean-"), 12)]
        status = {**STATUS_TEAM, "means": means}
        stands = {"phase": self._value("phase"), "step": self.step, "session": names.session}
        return {
            "check-in": {
                "opening": self.under("check-in.opening.", "check-in.reminder", "check-in.closed", "check-in.help."),
                "question": self.question,
                "how": self.under(
                    "check-in.type-number", "check-in.choose-several", "check-in.write-text", "check-in.taken"
                ),
                "chosen": self.under("check-in.chosen"),
                "team": names.team,
                "who_sees": self.under("check-in.who-sees."),
            },
            "check-in-done": {
                "team": names.team,
                "answers": [(self.question, self.answer, names.person)] * MOST_QUESTIONS,
                "guidance": self.step_guidance,
                "step": self.step,
                "collaborative": names.collaborative,
            },
            "alert": {
                **stands,
                "team": names.team,
                "answer": f"{self.question} {self.answer}",
                "reasons": [self._stuck()] * 4,
                "others": self.titles(names.others),
                # A team is in one of the two lists at most.
                "slipping": self.titles(names.others[:1]),
                "guidance": self.under("guidance."),
                "ready": self.under("alert.ready."),
            },
            "alerts": {"count": MOST_IN_A_LIST, "open_now": MOST_IN_A_LIST, "cases": [self._case()] * MOST_IN_A_LIST},
            "digest": self._cut_to(LONGEST_IN_A_DIGEST).digest(),
            "status": {"teams": [{**status, **stands, "title": title} for title in names.member_of]},
            "test": {**self._test(), "team": names.team},
            "tests": {
                "team": names.team,
                "tests": [(self.under("test.list.running", "test.list.waiting", "test.list.result"), LONGEST_TEST)] * 8,
            },
            "guide": {**stands, "team": names.team, "guidance": self.step_guidance},
            "help": {"member_of": self.titles(names.in_roles)},
            "mydata": {
                "person": names.person,
                "roles": [
                    ("member", self.titles(names.member_of)),
                    ("facilitator", self.titles(names.in_roles)),
                    ("owner", names.collaborative),
                ],
            },
            "settings": {
                "lines": [
                    *(self.say(f"settings.{key}") for key in ("asked-over-midnight", "away", "language", "zone")),
                    *self._of_each_team("settings.reporter.other"),
                    *self._of_each_team("settings.reporter.waits"),
                ],
                "ask": self.under("settings.hours.", "settings.days.", "settings.reporter.ask"),
            },
            "away": {
                "lines": [self.under("away.is", "away.set"), *self._of_each_team("away.all-away", "away.open")],
                "ask": self.under("away.ask", "away.which-day"),
            },
            "thanks": {
                "team": names.team,
                "collaborative": names.collaborative,
                "phase": stands["phase"],
                "step": self.step,
            },
            "joined": {"person": names.person, "member_of": [(it, self._welcome(it)) for it in names.member_of]},
        }

    def _stuck(self) -> str:
        choices = (choice for question in self.texts.questions.values() for choice in question.choices.values())
        return self.under("alert.stuck.same-answer", "alert.stuck.like-answers") + self.question + longest(choices)

    def _case(self) -> Mapping[str, object]:
        return {
            "team": shortened(self.names.team, LONGEST_IN_A_LIST),
            "what": self.under("alert.list.what."),
            "session_on": value_of("date"),
            "status": shortened(self.names.person, LONGEST_IN_A_LIST) + value_of("date"),
        }

    def _welcome(self, team: str) -> str:
        return self.under("joining.welcome.member").replace(self.names.team, team)

    def _of_each_team(self, *starts: str) -> list[str]:
        return [self.under(*starts).replace(self.names.team, title) for title in self.names.member_of]

    def _test(self) -> Mapping[str, object]:
        return {
            "opening": self.under("test.", "check-in.contact-details", "reply.text-too-long"),
            "title": self.under("test.title", "test.saved", "test.decided"),
            "lines": [LONGEST_TEST + self.under("test.expected", "test.happened")] * 3,
            "question": self.under("test.ask."),
            "how": self.under("test.how."),
            "so_far": LONGEST_TEST + self.say("test.so-far"),
            "closing": self.under("test.thanks.", "test.ask-on"),
            "who_sees": self.say("test.who-sees"),
        }

    def _cut_to(self, most: int) -> "Longest":
        """The same with titles that are cut to so many units."""
        team, session = shortened(self.names.team, most), shortened(self.names.session, most)
        collaborative = shortened(self.names.collaborative, most)
        return replace(self, names=replace(self.names, team=team, session=session, collaborative=collaborative))

    def digest(self) -> Mapping[str, object]:
        """A page of the week in which no team is shown any more: whatever else stands there has room."""
        return {
            "title": self.say("digest.title"),
            "summary": self.under("digest.summary."),
            "teams": [],
            "listed": [],
            "more": [self.under("digest.more.")] * 2,
            "ask": self.under("ask.for."),
            "why": self.under("ask.why"),
            "sections": [self._section(it) for it in self.wording.under("digest.staff.headings")],
            "closing": [self.say(f"digest.{it}") for it in ("next-session", "holiday-ahead", "quiet-since")],
            "question": self.say("pulse.ask"),
        }

    def _section(self, name: str) -> Mapping[str, object]:
        listed = self._cut_to(LONGEST_IN_A_LIST)
        lines = [listed.say(f"digest.staff.{it}") for it in IN_SECTIONS.get(name, ())]
        if name not in ONE_OF_EACH:
            lines = [longest(lines)] * MOST_IN_A_SECTION
        return {"heading": self.say(f"digest.staff.headings.{name}"), "lines": lines}
