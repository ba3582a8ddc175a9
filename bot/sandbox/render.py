"""The HTML that a phone shows, made of a text and its entities."""

from html import escape

from bot.sandbox.markup import Entity, cut, units


def render(text: str, entities: list[Entity]) -> str:
    """The HTML of a text with entities: what a phone shows."""
    marks: dict[int, list[tuple[int, int, str]]] = {}
    for order, entity in enumerate(entities):
        tags = _tags(entity)
        if tags is not None:
            start, end = entity["offset"], entity["offset"] + entity["length"]
            # Ends stand before starts; the innermost ends first and the outermost starts first.
            marks.setdefault(start, []).append((1, order, tags[0]))
            marks.setdefault(end, []).append((0, -order, tags[1]))
    pieces, last = [], 0
    for place in sorted(marks):
        pieces.append(escape(cut(text, last, place - last), quote=False))
        pieces += [tag for _, _, tag in sorted(marks[place])]
        last = place
    return "".join(pieces) + escape(cut(text, last, units(text) - last), quote=False)


def _tags(entity: Entity) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind == "text_link":
        return f'<a href="{escape(entity["url"])}">', "</a>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "pre" and "language" in entity:
        return f'<pre><code class="language-{escape(entity["language"])}">', "</code></pre>"
    plain = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "spoiler": "tg-spoiler"}
    tag = plain.get(kind, kind if kind in ("code", "pre", "blockquote") else None)
    return (f"<{tag}>", f"</{tag}>") if tag else None
