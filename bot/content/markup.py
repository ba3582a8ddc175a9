"""Whether HTML is of the kind that Telegram takes."""

from html.parser import HTMLParser

_TAGS = frozenset({"b", "i", "a"})


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS or (attrs and tag != "a"):
            self.wrong = self.wrong or f"<{tag}> is not among <b>, <i> and <a>"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong = self.wrong or f"</{tag}> closes what is not open"


def wrong_tag(markup: str) -> str | None:
    """What is wrong with the tags of a message; None when all are allowed and closed in order."""
    tags = _Tags()
    tags.feed(markup)
    tags.close()
    return tags.wrong or (f"<{tags.open[-1]}> is not closed" if tags.open else None)
