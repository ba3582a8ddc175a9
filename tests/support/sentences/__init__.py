"""Every sentence that a chat of tests/conversations may hold, and what it does or finds."""

from tests.support.chat import BadChat, Chat
from tests.support.player import SENTENCES, Player, programme_of
from tests.support.sentences import desk, groups, joining, kept, pressing, reading, writing
from tests.support.world import world

__all__ = ["desk", "groups", "joining", "kept", "play", "pressing", "reading", "understand", "writing"]


async def play(chat: Chat, database_url: str) -> None:
    """Play a chat from its first line to its last. AssertionError with the line that did not come true."""
    understand(chat)
    async with world(database_url, start=chat.starts, programme=programme_of(chat)) as w:
        player = Player(w, chat)
        for line in chat.lines:
            await player.play(line)
        requests = await w.phones.log("answerCallbackQuery")
        assert len(requests) == player.presses, f"{player.presses} presses were answered {len(requests)} times"


def understand(chat: Chat) -> None:
    """BadChat with the place of the first line that is nothing that happens in a chat."""
    for line in chat.lines:
        if not any(pattern.fullmatch(line.says) for pattern, _ in SENTENCES):
            raise BadChat(f"{line.place}: {line.says!r} is nothing that happens in a chat")
