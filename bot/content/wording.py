"""Everything the bot says: finished texts in a language, from the templates in `prompts/`."""

import html
import logging
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from functools import partial
from pathlib import Path

from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from bot.content.layouts import load_layouts
from bot.content.spelling import Spelling
from bot.content.texts import Texts, load_texts

log = logging.getLogger(__name__)

_SPACE_BEFORE_BREAK = re.compile(r"[^\S\n]*\n[^\S\n]*")
_MANY_BREAKS = re.compile(r"\n{3,}")


class Wording:
    """Texts by key and language; a language that lacks one lends it from `fallback`.

    Values are people's words and are shown as they are: in HTML they are escaped, unless they are texts of ours.
    """

    def __init__(self, texts: Texts, layouts: Mapping[str, Template], fallback: str = "en") -> None:
        self.texts = texts
        self.layouts = layouts
        self.fallback = fallback
        self._html = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        self._plain = SandboxedEnvironment(autoescape=False, undefined=StrictUndefined)
        self._templates: dict[tuple[str, str, bool], Template] = {}
        self._spellings: dict[str, Spelling] = {}

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

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.texts[self.fallback]

    def under(self, key: str) -> tuple[str, ...]:
        """The names one level below a key, in the order of the file; none where there is no such key."""
        start = f"{key}."
        below = (other.removeprefix(start) for other in self.texts[self.fallback] if other.startswith(start))
        return tuple(dict.fromkeys(name.partition(".")[0] for name in below))

    def count(self, what: str, n: int, language: str) -> str:
        """A number with its noun, `3 working days`; `what` is a name in counts.yaml."""
        return self.plain(f"counts.{what}.{'one' if n == 1 else 'many'}", language, n=self.number(n, language))

    def date(self, day: date, language: str, form: str = "day") -> str:
        """A date: `3 September`, or in full `Thursday 3 September 2026`."""
        return self._spelling(language).date(day, form)

    def when(self, moment: datetime, zone: tzinfo, now: datetime, language: str) -> str:
        """A moment as people say it: `tomorrow at 10:00`, `on Tuesday at 10:00`, `on 3 September at 10:00`."""
        local = moment.astimezone(zone)
        spelling = self._spelling(language)
        time = spelling.time(local)
        match (local.date() - now.astimezone(zone).date()).days:
            case 0:
                return self.plain("when.today", language, time=time)
            case 1:
                return self.plain("when.tomorrow", language, time=time)
            case days if 1 < days < 7:
                return self.plain("when.weekday", language, weekday=spelling.weekday(local), time=time)
        return self.plain("when.date", language, date=spelling.date(local), time=time)

    def list(self, names: Sequence[str], language: str) -> str:
        """`Ridge, Fjord and Dale`."""
        return self._spelling(language).list(names)

    def number(self, value: float, language: str) -> str:
        """A number with the decimal sign of the language."""
        return self._spelling(language).number(value)

    def _spelling(self, language: str) -> Spelling:
        if language not in self._spellings:
            self._spellings[language] = Spelling.of(self.plain("when.locale", language))
        return self._spellings[language]

    def _template(self, key: str, language: str, *, as_html: bool) -> Template:
        place = (key, language, as_html)
        if place not in self._templates:
            source = self._source(key, language)
            self._templates[place] = self._compile(source) if as_html else self._plain.from_string(source)
        return self._templates[place]

    def _source(self, key: str, language: str) -> str:
        text = self.texts.get(language, {}).get(key)
        if text is None:
            log.warning("text missing", extra={"key": key, "language": language})
            text = self.texts[self.fallback][key]
        return text.source

    def _compile(self, source: str) -> Template:
        # A text is words, not HTML: "fewer than 3 < 5" has to be shown as it is written.
        tree = self._html.parse(source)
        for words in tree.find_all(nodes.TemplateData):
            words.data = html.escape(words.data, quote=False)
        return Template.from_code(self._html, self._html.compile(tree), self._html.make_globals(None))


def _render_for(wording: Wording, language: str, key: str, **values: object) -> Markup:
    return wording.render(key, language, **values)


def load_wording(prompts: Path) -> Wording:
    """The wording of a `prompts` folder. BadFile with what is wrong with it."""
    return Wording(load_texts(prompts / "messages"), load_layouts(prompts / "layouts"))
