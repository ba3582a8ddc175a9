"""What one language borrows from another: each text is told once, so that the log does not fill with it."""

import logging
from collections.abc import Iterator, Mapping
from typing import TypeVar

log = logging.getLogger(__name__)

T = TypeVar("T")


class Borrowed:
    """What has been borrowed so far."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str]] = set()

    def tell(self, key: str, language: str, lender: str) -> None:
        """Log that this text is missing in a language, the first time that it is."""
        if (key, str(language)) not in self._told:
            self._told.add((key, str(language)))
            log.warning("text missing", extra={"key": key, "language": str(language), "borrowed_from": str(lender)})


class FirstThatHas(Mapping[str, T]):
    """Words by id, each from the first of these languages that has it."""

    def __init__(self, key: str, by_language: Mapping[str, Mapping[str, T]], borrowed: Borrowed) -> None:
        self._key = key
        self._by_language = by_language
        self._borrowed = borrowed

    def __getitem__(self, id_: str) -> T:
        asked = next(iter(self._by_language))
        for language, words in self._by_language.items():
            if id_ in words:
                if language != asked:
                    self._borrowed.tell(f"{self._key}.{id_}", asked, language)
                return words[id_]
        raise KeyError(id_)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(id_ for words in self._by_language.values() for id_ in words))

    def __len__(self) -> int:
        return len(list(iter(self)))
