"""What Telegram finds in a text by itself: commands, links, addresses, mentions, hashtags."""

import re

from bot.sandbox.markup import Entity, units

PATTERNS = {
    "bot_command": r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])",
    "email": r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}",
    "url": r"(?<![\w@])(?:https?://[^\s<>\"]+[^\s<>\".,;:!?)]|(?:[\w-]+\.)+(?:com|org|net|no|me|info|eu)(?:/[^\s<>\"]*[^\s<>\".,;:!?)])?)(?!\w)",
    "mention": r"(?<![\w@])@[A-Za-z0-9_]{4,32}(?!\w)",
    "hashtag": r"(?<!\w)#\w*[^\W\d]\w*",
}
OPAQUE = {"code", "pre", "text_link"}


def detect(text: str, known: list[Entity]) -> list[Entity]:
    """The known entities and those found by themselves, in order; none is found inside code or a link."""
    taken = [entity for entity in known if entity["type"] in OPAQUE]
    found: list[Entity] = []
    for kind, pattern in PATTERNS.items():
        for match in re.finditer(pattern, text):
            entity: Entity = {"type": kind, "offset": units(text[: match.start()]), "length": units(match[0])}
            if not any(_overlap(entity, other) for other in taken):
                taken.append(entity)
                found.append(entity)
    return sorted(known + found, key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])
