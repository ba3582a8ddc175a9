"""Everything the bot says: finished texts in a language, from the templates in `prompts/`."""

import html
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path

from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from bot.content.borrowing import Borrowed
from bot.content.layouts import load_layouts
from bot.content.letters import load_letters
from bot.content.spelling import Spelling
from bot.content.texts import Texts, load_texts
from bot.domain.errors import BadFile
from bot.domain.language import asked_in_turn

LOCALE = "when.locale"

_SPACE_BEFORE_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")
_MANY_BREAKS = re.compile(r"\n{3,}")
# How days that are near are called in when.yaml; every other day is called by its date.
_NEAR = {0: "today", 1: "tomorrow", **dict.fromkeys(range(2, 7), "weekday")}


class Wording:
    """Texts by key and language; a language that lacks one borrows it, at last from `fallback`.

    Values are people's words and are shown as they are: in HTML they are escaped, unless they are texts of ours.
    `pages` says what stands on pages and in no message; prompts of one's own may have none.
    """

    def __init__(
        self,
        texts: Texts,
        layouts: Mapping[str, Template],
        fallback: str = "en",
        pages: "Wording | None" = None,
        letters: Mapping[str, Template] | None = None,
    ) -> None:
        self.texts = texts
        self.layouts = layouts
        self.letters = letters or {}
        self.pages = pages
        self.fallback = fallback
        self._html = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        self._plain = SandboxedEnvironment(autoescape=False, undefined=StrictUndefined)
        self._templates: dict[tuple[str, str, bool], Template] = {}
        self._spellings: dict[str, Spelling] = {}
        self._under: dict[str, tuple[str, ...]] = {}
        self._borrowed = Borrowed()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are."""
        return tuple(self.texts)

    def render(self, key: str, language: str, /, **values: object) -> Markup:
        """The text as HTML."""
        return Markup(self._template(key, language, as_html=True).render(values))  # noqa: S704 (values are escaped)

    def plain(self, key: str, language: str, /, **values: object) -> str:
        """The text as it is, for buttons and toasts."""
        return self._template(key, language, as_html=False).render(values)

    def layout(self, name: str, language: str, /, **values: object) -> Markup:
        """A whole message as HTML, with at most one blank line in a row."""
        text = self.layouts[name].render(t=partial(_render_for, self, language), **values)
        text = _SPACE_BEFORE_BREAK.sub("\n", text)
        return Markup(_MANY_BREAKS.sub("\n\n", text).strip())  # noqa: S704 (the layout is HTML)

    def letter(self, name: str, language: str, /, **values: object) -> str:
        """A mail, or a page of mails, with at most one blank line in a row: in HTML, or as plain text (`.txt`)."""
        say = partial(_render_for if name.endswith(".html") else _plain_for, self, language)
        text = self.letters[name].render(t=say, language=language, **values)
        return _MANY_BREAKS.sub("\n\n", text).strip()

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.texts[self.fallback]

    def under(self, key: str) -> tuple[str, ...]:
        """The names one level below a key, in the order of the file; none where there is no such key."""
        if key not in self._under:
            start = f"{key}."
            below = (other.removeprefix(start) for other in self.texts[self.fallback] if other.startswith(start))
            self._under[key] = tuple(dict.fromkeys(name.partition(".")[0] for name in below))
        return self._under[key]

    def count(self, what: str, n: float, language: str) -> str:
        """A number with its noun, `3 working days`; `what` is a name in counts.yaml."""
        for asked in asked_in_turn(language, self.fallback):
            form = self._form(what, n, asked)
            if form is not None:
                self._tell(f"counts.{what}", language, asked)
                return self.plain(form, asked, n=self.number(n, asked))
        raise KeyError(what)

    def date(self, day: date, language: str, form: str = "day") -> str:
        """A date: `3 September`, with the `year` `3 September 2026`, or in full `Thursday 3 September 2026`."""
        return self.spelling(language).date(day, form)

    def when(self, moment: datetime, zone: tzinfo, now: datetime, language: str) -> str:
        """A moment as people say it: `tomorrow at 10:00`, `on Tuesday at 10:00`, `on 3 September at 10:00`."""
        local = moment.astimezone(zone)
        days = (local.date() - now.astimezone(zone).date()).days
        key = f"when.{_NEAR.get(days, 'date')}"
        # The weekday is spelled as the words around it are, whoever they are borrowed from.
        found = self._found(key, language)
        spelling = self.spelling(found)
        said = {"time": spelling.time(local), "weekday": spelling.weekday(local), "date": spelling.date(local)}
        return self.plain(key, found, **said)

    def language_name(self, code: str, language: str) -> str:
        """The name of the language of this code; the code where there is none."""
        key = f"joining.language.buttons.{code}"
        return self.plain(key, language) if self.has(key) else code

    def list(self, names: Sequence[str], language: str) -> str:
        """`Ridge, Fjord and Dale`."""
        return self.spelling(language).list(names)

    def number(self, value: float, language: str) -> str:
        """A number with the decimal sign of the language."""
        return self.spelling(language).number(value)

    def spelling(self, language: str) -> Spelling:
        """How dates, numbers and lists are written in this language."""
        locale = self.texts[self._found(LOCALE, language)][LOCALE].source
        if locale not in self._spellings:
            self._spellings[locale] = Spelling.of(locale)
        return self._spellings[locale]

    def _form(self, what: str, n: float, language: str) -> str | None:
        """The key of the form that this number takes in the language; None where the noun is not there."""
        own = self.texts.get(language, {})
        keys = (f"counts.{what}.{form}" for form in self.spelling(language).forms(n))
        return next((key for key in keys if key in own), None)

    def _template(self, key: str, language: str, *, as_html: bool) -> Template:
        found = self._found(key, language)
        place = (key, str(found), as_html)
        if place not in self._templates:
            source = self.texts[found][key].source
            self._templates[place] = self._compile(source) if as_html else self._plain.from_string(source)
        return self._templates[place]

    def _found(self, key: str, language: str) -> str:
        """The language that has this text: the one that is asked for, or the first that it borrows from."""
        for asked in asked_in_turn(language, self.fallback):
            if key in self.texts.get(asked, {}):
                self._tell(key, language, asked)
                return asked
        raise KeyError(key)

    def _tell(self, key: str, language: str, found: str) -> None:
        if found != language:
            self._borrowed.tell(key, language, found)

    def _compile(self, source: str) -> Template:
        # A text is words, not HTML: "fewer than 3 < 5" has to be shown as it is written.
        tree = self._html.parse(source)
        for words in tree.find_all(nodes.TemplateData):
            words.data = html.escape(words.data, quote=False)
        return Template.from_code(self._html, self._html.compile(tree), self._html.make_globals(None))


def _render_for(wording: Wording, language: str, key: str, **values: object) -> Markup:
    return wording.render(key, language, **values)


def _plain_for(wording: Wording, language: str, key: str, **values: object) -> str:
    return wording.plain(key, language, **values)


def load_wording(prompts: Path) -> Wording:
    """The wording of a `prompts` folder. BadFile with what is wrong with it."""
    texts = load_texts(prompts / "messages")
    locales = [own[LOCALE] for own in texts.values() if LOCALE in own]
    if wrong := [it for it in locales if not Spelling.is_known(it.source)]:
        sentence = 'there is no spelling of dates called "{}"; write one such as nb_NO or en_GB'
        raise BadFile([it.problem(sentence.format(it.source)) for it in wrong])
    pages, letters = _load_pages(prompts / "pages", texts), load_letters(prompts / "mail")
    return Wording(texts, load_layouts(prompts / "layouts"), pages=pages, letters=letters)


def _load_pages(folder: Path, texts: Texts) -> Wording | None:
    """The pages, in every language that the bot speaks: the same dates and nouns, and words of their own."""
    if not folder.is_dir():
        return None
    ours = load_texts(folder)
    return Wording({name: {**own, **ours.get(name, {})} for name, own in texts.items()}, load_layouts(folder))
